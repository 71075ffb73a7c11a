import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { placeOf, sourceFromText } from "../text/index.ts";
import { checkZone, readZone, zoneFromRecords } from "./index.ts";

const START = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n NS ns\nns A 1.1.1.1\n";
const found = (text: string, maxRecordsPerType = 100): readonly string[] =>
  checkZone(readZone(sourceFromText("db.k", text), { origin: nameOf("k.") }).value, { maxRecordsPerType }).map(
    ({ span, severity, code }) => `${placeOf(span)} ${severity} ${code}`,
  );
const addresses = (count: number): string =>
  Array.from({ length: count }, (_, at) => `many A 10.0.${at >> 8}.${at & 255}\n`).join("");

/** Rows of bind-measured.md section 9 that need no text of the file; the others stand beside the parser. */
describe("a zone as a whole", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["nothing is wrong", START, []],
    ["no SOA", START.replace("SOA", "TXT"), ["db.k:2:1 error ZONE_NO_SOA"]],
    ["no NS", START.replace(" NS ns\n", ""), ["db.k:2:1 error ZONE_NO_NS"]],
    ["two SOA", START.replace(" NS", " SOA ns h 2 2 3 4 5\n NS"), ["db.k:2:1 error ZONE_SINGLETON"]],
    ["an NS without the final dot", START.replace("NS ns", "NS ns.k"), ["db.k:2:1 error ZONE_NS_WITHOUT_ADDRESS"]],
    ["an NS in another zone is not looked at", START.replace("NS ns", "NS ns.other."), []],
    ["an NS that has AAAA alone", START.replace("ns A 1.1.1.1", "ns AAAA ::1"), []],
    ["100 records", START + addresses(100), []],
    ["101 records (T36)", START + addresses(101), ["db.k:5:1 warning ZONE_TOO_MANY_RECORDS"]],
    [
      "data below a cut (T16)",
      `${START}$ORIGIN sub.k.\n@ NS ns.k.\nwww A 1.1.1.1\n`,
      ["db.k:7:1 warning ZONE_OCCLUDED"],
    ],
    [
      "data of another type beside glue",
      `${START}s NS n.s\nn.s A 1.1.1.1\nn.s TXT a\n`,
      ["db.k:6:1 warning ZONE_OCCLUDED"],
    ],
    ["glue for a sibling is no secret", `${START}s NS n.r\nr NS n.r\nn.r A 1.1.1.1\n`, []],
    ["data below a DNAME", `${START}d DNAME x.\na.d A 1.1.1.1\n`, ["db.k:6:1 warning ZONE_OCCLUDED"]],
    ["a null MX (RFC 7505)", `${START}@ MX 0 .\n`, []],
  ];
  it.each(cases)("%s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("max-records-per-type 0 lifts the limit", () => {
    expect(found(START + addresses(101), 0)).toEqual([]);
  });

  it("a zone without files can be checked", () => {
    expect(checkZone(zoneFromRecords(nameOf("k."), [])).map(({ code }) => code)).toEqual(["ZONE_NO_SOA", "ZONE_NO_NS"]);
  });
});
