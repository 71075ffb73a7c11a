import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, recordsOf } from "../../dns/index.ts";
import { type Zone, zoneFromRecords } from "../../zone/index.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import {
  addDelta,
  contentsOf,
  deltaBetween,
  follow,
  isUnchanged,
  readWay,
  recordsOfWay,
  sizeOfWay,
  sizeOfZone,
  toldSizeOfWay,
  wayBetween,
  type ZoneDelta,
  type ZoneJournal,
} from "./journal.ts";

const Z = nameOf("z.lan.");
const zoneOf = (serial: number, hosts: readonly (readonly [name: string, last: number, ttl?: number])[]): Zone =>
  zoneFromRecords(
    Z,
    recordsOfText(
      [
        `z.lan. 60 SOA ns.z.lan. h.z.lan. ${serial} 8 4 20 60`,
        "z.lan. 60 NS ns.z.lan.",
        ...hosts.map(([name, last, ttl = 60]) => `${name}.z.lan. ${ttl} A 192.0.2.${last}`),
      ].join("\n"),
    ),
  );
const between = (before: Zone, after: Zone): ZoneDelta => {
  const delta = deltaBetween(before, after);
  if (delta === null) throw new Error("both have a SOA");
  return delta;
};
const shown = (zone: Zone | null): readonly string[] | null =>
  zone?.soa == null
    ? null
    : [...recordsOf(zone.soa), ...contentsOf(zone, zone.soa)]
        .map(({ owner, ttl, data }) => `${owner.text} ${ttl} ${data.type === "A" ? data.address : data.type}`)
        .sort();
const counts = ({ removed, added }: ZoneDelta): readonly number[] => [removed.length, added.length];

describe("what differs between two versions", () => {
  const old = zoneOf(7, [["www", 1]]);
  it.each<readonly [row: string, after: Zone, counts: readonly number[]]>([
    ["the serial alone", zoneOf(8, [["www", 1]]), [1, 1]],
    ["an address", zoneOf(8, [["www", 2]]), [2, 2]],
    ["a TTL", zoneOf(8, [["www", 1, 61]]), [2, 2]],
    [
      "a name more",
      zoneOf(8, [
        ["www", 1],
        ["x", 1],
      ]),
      [1, 2],
    ],
    ["a name less", zoneOf(8, []), [2, 1]],
    [
      "an address more at a name",
      zoneOf(8, [
        ["www", 1],
        ["www", 2],
      ]),
      [1, 2],
    ],
  ])("%s", (_row, after, expected) => {
    expect(counts(between(old, after))).toEqual(expected);
  });

  it("is nothing only where the SOA is the same too", () => {
    expect(isUnchanged(old, zoneOf(7, [["www", 1]]))).toBe(true);
    expect(isUnchanged(old, zoneOf(8, [["www", 1]]))).toBe(false);
    expect(isUnchanged(old, zoneOf(7, [["www", 2]]))).toBe(false);
  });
});

describe("a journal", () => {
  const versions = [1, 2, 3, 9].map((serial) => zoneOf(serial, [["www", serial]]));
  const journal = versions.slice(1).reduce<ZoneJournal>((kept, version, at) => {
    const before = versions[at];
    return before === undefined ? kept : addDelta(kept, between(before, version));
  }, []);

  it.each<readonly [since: number, steps: number | null]>([
    [1, 3],
    [2, 2],
    [3, 1],
    [9, null],
    [5, null],
    [0, null],
  ])("the way since %i has %s steps", (since, steps) => {
    expect(wayBetween(journal, since, 9)?.length ?? null).toBe(steps);
  });

  it.each<readonly [since: number, end: number, steps: number | null]>([
    [1, 3, 2],
    [3, 3, null],
    [9, 3, null],
    [1, 20, null],
  ])("the way since %i to %i, of which it may know nothing, has %s steps", (since, end, steps) => {
    expect(wayBetween(journal, since, end)?.length ?? null).toBe(steps);
  });

  it("that does not go on where it ends begins anew", () => {
    const later = between(zoneOf(20, []), zoneOf(21, []));
    expect(addDelta(journal, later)).toEqual([later]);
  });

  it("measures the zone and a way as named does (seen: 207 octets of a message for a way of 160)", () => {
    const [one, two] = [10, 11].map((serial) =>
      zoneFromRecords(
        Z,
        recordsOfText(
          `z.lan. 60 SOA p.z.lan. h.z.lan. ${serial} 3 2 9 60\n${["p", "s", "t"]
            .map((name, at) => `z.lan. 60 NS ${name}.z.lan.\n${name}.z.lan. 60 A 10.9.0.${at + 1}`)
            .join("\n")}\nwww.z.lan. 60 A 192.0.2.${serial}`,
        ),
      ),
    );
    if (one === undefined || two === undefined) throw new Error("two versions");
    expect([sizeOfWay([between(one, two)]), sizeOfZone(two)]).toEqual([160, 181]);
  });
});

describe("a way as its journal counts it (seen: 16312 octets at who has made it, 18332 at who has got it)", () => {
  const hostsOf = (last: number, count: number) =>
    Array.from({ length: count }, (_, at) => [`h${String(at).padStart(4, "0")}`, last] as const);
  /** So many hosts, each with another address in the second version. */
  const wayOf = (count: number): ZoneDelta => {
    const [one, two] = [1, 2].map((serial) =>
      zoneFromRecords(
        Z,
        recordsOfText(
          [
            `z.lan. 60 SOA ns.z.lan. h.z.lan. ${serial} 90000 90000 900000 60`,
            "z.lan. 60 NS ns.z.lan.",
            ...hostsOf(serial, count).map(([name, last]) => `${name}.z.lan. 60 A 192.0.2.${last}`),
          ].join("\n"),
        ),
      ),
    );
    if (one === undefined || two === undefined) throw new Error("two versions");
    return between(one, two);
  };
  const received = (delta: ZoneDelta): ZoneJournal | null =>
    readWay([...delta.added.slice(0, 1), ...recordsOfWay([delta]), ...delta.added.slice(0, 1)], delta.from);

  it.each<readonly [hosts: number, made: number, got: number]>([
    [300, 16_312, 18_332],
    [49, 49 * 54 + 112, 49 * 54 + 112],
    [50, 50 * 54 + 112, 50 * 54 + 112 + 404],
  ])("%i hosts", (count, made, got) => {
    const delta = wayOf(count);
    expect([toldSizeOfWay([delta]), toldSizeOfWay(received(delta) ?? [])]).toEqual([made, got]);
  });
});

describe("what does not fit", () => {
  const held = zoneOf(7, [["www", 1]]);
  const way = [between(held, zoneOf(8, [["www", 2]]))];
  const sent = (records: ZoneJournal) => {
    const [, end] = [0, zoneOf(8, []).soa];
    const soa = end === null ? [] : recordsOf(end);
    return [...soa, ...recordsOfWay(records), ...soa];
  };

  it("another zone of the same serial: not exact", () => {
    expect(follow(zoneOf(7, [["www", 3]]), way)).toBeNull();
    expect(
      follow(
        zoneOf(7, [
          ["www", 1],
          ["www", 2],
        ]),
        way,
      ),
    ).toBeNull();
  });

  it("a way from another version, one that is cut, and one that goes on", () => {
    expect(readWay(sent(way), 7)).toEqual(way);
    expect(readWay(sent(way), 6)).toBeNull();
    expect(readWay(sent(way).slice(0, -1), 7)).toBeNull();
    expect(readWay([...sent(way), ...sent(way).slice(-1)], 7)).toBeNull();
  });
});

const hosts = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 4 })), {
  selector: ([name, last]) => `${name} ${last}`,
  maxLength: 8,
});
const courses = fc.array(hosts, { minLength: 2, maxLength: 6 });

describe("laws", () => {
  it("following the differences leads to the version, from any version of the journal", () => {
    fc.assert(
      fc.property(courses, fc.nat(), (course, start) => {
        const versions = course.map((records, at) => zoneOf(at + 1, records));
        const journal = versions.slice(1).map((version, at) => between(versions[at] ?? version, version));
        const from = (start % (versions.length - 1)) + 1;
        const way = wayBetween(journal, from, versions.length);
        const held = versions[from - 1];
        const last = versions.at(-1);
        if (way === null || held === undefined || last?.soa == null) throw new Error("every version is known");
        const soa = recordsOf(last.soa);
        expect(readWay([...soa, ...recordsOfWay(way), ...soa], from)).toEqual(way);
        expect(shown(follow(held, way))).toEqual(shown(last));
      }),
    );
  });

  it("differences are the smallest: nothing is taken away and put back", () => {
    fc.assert(
      fc.property(hosts, hosts, (one, other) => {
        const { removed, added } = between(zoneOf(1, one), zoneOf(2, other));
        const keys = new Set(one.map(String));
        const kept = other.filter((host) => keys.has(String(host))).length;
        expect([removed.length, added.length]).toEqual([one.length - kept + 1, other.length - kept + 1]);
      }),
    );
  });
});
