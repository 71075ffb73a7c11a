import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { type Zone, zoneFromRecords } from "../../zone/index.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import type { JournalLimit } from "../zone-settings.ts";
import { compactJournal, octetsOfJournal } from "./compact-journal.ts";
import { addDelta, deltaBetween, type ZoneJournal } from "./journal.ts";

/** A version with a text of so many octets and so many hosts, as in conformance/src/journals. */
function zoneOf(serial: number, octets: number, hosts = 2): Zone {
  const letter = String.fromCharCode(97 + (serial % 26));
  const lengths = Array.from({ length: Math.ceil(octets / 250) }, (_, at) => Math.min(250, octets - at * 250));
  const lines = [
    `z.lan. 60 SOA ns.z.lan. h.z.lan. ${serial} 90000 90000 900000 60`,
    "z.lan. 60 NS ns.z.lan.",
    "ns.z.lan. 60 A 192.0.2.1",
    `t.z.lan. 60 TXT ${lengths.map((length) => `"${letter.repeat(length)}"`).join(" ")}`,
    ...Array.from({ length: hosts }, (_, at) => `host-${at}.z.lan. 60 A 192.0.2.${at % 250}`),
  ];
  return zoneFromRecords(nameOf("z.lan."), recordsOfText(lines.join("\n")));
}

/** From version 1, whose text has 100 octets, over versions with these. */
function journalOf(texts: readonly number[]): ZoneJournal {
  const versions = [100, ...texts].map((octets, at) => zoneOf(at + 1, octets));
  return versions.slice(1).reduce<ZoneJournal>((journal, version, at) => {
    const delta = deltaBetween(versions[at] ?? version, version);
    return delta === null ? journal : addDelta(journal, delta);
  }, []);
}

const same = (count: number, octets: number): readonly number[] => Array.from({ length: count }, () => octets);
const from = (journal: ZoneJournal): number | null => journal[0]?.from ?? null;

describe("how far a journal's file goes, as that of named 9.18.47 did", () => {
  it.each<readonly [texts: readonly number[], octets: number]>([
    [[], 0],
    [[100], 896],
    [same(9, 100), 3968],
    [[200], 996],
    [[100, 3000], 4191],
    [[...same(14, 100), 150], 6322],
  ])("%j: %i", (texts, octets) => {
    expect(octetsOfJournal(journalOf(texts))).toBe(octets);
  });
});

describe("what is kept of it", () => {
  it.each<readonly [row: string, texts: readonly number[], limit: JournalLimit, hosts: number, from: number | null]>([
    ["below its size all", same(9, 100), "twice-the-zone", 2, 1],
    ["of one that is full the younger half", same(10, 100), "twice-the-zone", 2, 7],
    ["the same half of a larger one", same(14, 100), "twice-the-zone", 2, 11],
    ["twice the zone where that is more than 4 KiB", same(10, 100), "twice-the-zone", 200, 1],
    ["4096 octets at least", same(10, 100), 500, 2, 7],
    ["as many as are said", same(13, 100), 5500, 2, 8],
    ["an octet below its size", same(10, 100), 4353, 2, 1],
    ["the size itself", same(10, 100), 4352, 2, 7],
    ["without a bound", same(40, 100), Number.POSITIVE_INFINITY, 2, 1],
    ["nothing where the last step is half of it", [100, 3000], "twice-the-zone", 2, null],
    ["the last step alone", [100, 3000, 100, 100], 4096, 2, 4],
  ])("%s", (_row, texts, limit, hosts, expected) => {
    expect(from(compactJournal(journalOf(texts), limit, zoneOf(99, 100, hosts)))).toBe(expected);
  });
});

describe("laws", () => {
  const texts = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 30 });
  const limits = fc.oneof(fc.constant("twice-the-zone" as const), fc.integer({ min: 0, max: 40_000 }));

  it("what is kept is an end of it that fits into half of its size, and is not cut again", () => {
    fc.assert(
      fc.property(texts, limits, (lengths, limit) => {
        const [journal, zone] = [journalOf(lengths), zoneOf(99, 100)];
        const kept = compactJournal(journal, limit, zone);
        expect(kept).toEqual(journal.slice(journal.length - kept.length));
        expect(compactJournal(kept, limit, zone)).toEqual(kept);
        if (kept.length === journal.length) return;
        const target = Math.max(4096, limit === "twice-the-zone" ? 0 : limit);
        expect(octetsOfJournal(journal)).toBeGreaterThanOrEqual(target);
        if (kept.length > 0) expect(octetsOfJournal(kept) - 512).toBeLessThan(Math.floor((target - 512) / 2));
        // One step more would be half of it or more.
        const more = journal.slice(journal.length - kept.length - 1);
        expect(octetsOfJournal(more) - 512).toBeGreaterThanOrEqual(Math.floor((target - 512) / 2));
      }),
      { numRuns: 60 },
    );
  });
});
