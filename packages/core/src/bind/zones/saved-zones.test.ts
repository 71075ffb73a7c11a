import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { zoneFromRecords } from "../../zone/index.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import { leftBehind, type SavedCopy, savedFor } from "./saved-zones.ts";

/** A copy of `apex` in a file, known by its time. */
function saved(path: string, apex: string, savedAt: number): SavedCopy {
  const text = `${apex} 60 SOA ns.${apex} h.${apex} 7 8 4 20 60\n${apex} 60 NS ns.${apex}\nns.${apex} 60 A 192.0.2.1`;
  return { path, zone: zoneFromRecords(nameOf(apex), recordsOfText(text)), journal: [], isBehind: false, savedAt };
}

const DISK = [saved("/z.db", "z.lan.", 1), saved("/y.db", "y.lan.", 2), saved("/z.db", "z.lan.", 3)];

describe("what lies on a disk", () => {
  it.each<readonly [row: string, name: string, path: string | null, savedAt: number | null]>([
    ["a zone's own file: what was written there last", "z.lan.", "/z.db", 3],
    ["whatever the spelling", "Z.LAN.", "/z.db", 3],
    ["another file", "z.lan.", "/other.db", null],
    ["another zone's file is of no use", "z.lan.", "/y.db", null],
    ["a zone without a file", "z.lan.", null, null],
  ])("%s", (_row, name, path, savedAt) => {
    const zone = { name: nameOf(name), file: path === null ? null : { path } };
    expect(savedFor(zone, DISK)?.savedAt ?? null).toBe(savedAt);
  });

  it("files that a zone writes now are its own, the others stay behind", () => {
    expect(leftBehind(DISK, [saved("/z.db", "z.lan.", 4)]).map(({ path }) => path)).toEqual(["/y.db"]);
    expect(leftBehind(DISK, [])).toEqual(DISK);
    expect(leftBehind([], DISK)).toEqual([]);
  });
});
