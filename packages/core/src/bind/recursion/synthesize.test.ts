import { describe, expect, test } from "vitest";
import { instantFromMs, nameOf, type Rdata, type RRset, type RrType } from "../../dns/index.ts";
import { Cache } from "../cache/cache.ts";
import { ANSWERS } from "../cache/trust.ts";
import { synthesizeDenial } from "./synthesize.ts";

const set = (owner: string, type: RrType, ttl: number, ...data: readonly Rdata[]): RRset => ({
  owner: nameOf(owner),
  class: "IN",
  type,
  ttl,
  data,
});

const signature = (covered: RrType): Rdata => ({
  type: "RRSIG",
  covered,
  algorithm: 13,
  labels: 0,
  originalTtl: 86_400,
  expiration: 1,
  inception: 0,
  keyTag: 1,
  signer: nameOf("."),
  signature: new Uint8Array([1]),
});

const soa = set(".", "SOA", 86_400, {
  type: "SOA",
  primary: nameOf("a.root-servers.net."),
  mailbox: nameOf("nstld.verisign-grs.com."),
  serial: 1,
  refresh: 1800,
  retry: 900,
  expire: 604_800,
  minimum: 86_400,
} as Rdata);
const nsec = (owner: string, next: string, types: readonly RrType[], ttl = 86_400): RRset =>
  set(owner, "NSEC", ttl, { type: "NSEC", nextName: nameOf(next), types });

const apex = nsec(".", "com.", ["NS", "SOA", "RRSIG", "NSEC", "DNSKEY"]);
const com = nsec("com.", "a.gtld-servers.net.", ["NS", "RRSIG", "NSEC"]);
const last = nsec("a.gtld-servers.net.", ".", ["A", "RRSIG", "NSEC"]);

const AT_START = instantFromMs(0);

const keep = (cache: Cache, records: RRset): void => {
  const { owner, type, ttl } = records;
  const signatures = set(owner.text, "RRSIG", ttl, signature(type));
  const entry = { kind: "records", rrset: records, signatures, trust: "secure", expiresAt: ttl } as const;
  cache.put(owner, type, entry, AT_START, "as-trusted");
};

/** The root's SOA and NSEC records, as answers of a signed stand-in for the root brought them. */
function cacheOf(...links: readonly RRset[]): Cache {
  const cache = new Cache();
  for (const records of [soa, ...links]) keep(cache, records);
  return cache;
}

const found = (cache: Cache, name: string, type: RrType, atMs = 0, space = "."): string => {
  const terms = { space: nameOf(space), accepted: ANSWERS };
  const denial = synthesizeDenial(cache, nameOf(name), type, terms, instantFromMs(atMs));
  if (denial === null) return "nothing";
  return `${denial.denies}, SOA ${denial.ttl}, ${denial.proof.map(({ rrset }) => rrset.owner.text).join(" ")}`;
};

/** Which names are denied, and the TTL: as BIND 9.18.49 answered with these records in its cache. */
describe("what validated NSEC records deny", () => {
  test.each<readonly [string, RrType, string]>([
    ["local.", "A", "name, SOA 86400, com. ."],
    ["web.svc.cluster.local.", "A", "name, SOA 86400, com. ."],
    ["aaa.", "A", "name, SOA 86400, ."],
    ["qq.", "ANY", "name, SOA 86400, a.gtld-servers.net. ."],
    ["qq.", "DS", "name, SOA 86400, a.gtld-servers.net. ."],
    ["net.", "A", "type, SOA 86400, com."],
    ["x.net.", "A", "name, SOA 86400, a.gtld-servers.net. com."],
    [".", "MX", "type, SOA 86400, ."],
    ["a.gtld-servers.net.", "MX", "type, SOA 86400, a.gtld-servers.net."],
    ["com.", "DS", "type, SOA 86400, com."],
  ])("%s %s", (name, type, denial) => {
    expect(found(cacheOf(apex, com, last), name, type)).toBe(denial);
  });

  test.each<readonly [string, string, RrType]>([
    ["the type is there", "a.gtld-servers.net.", "A"],
    ["the child speaks below a delegation", "www.example.com.", "A"],
    ["and at it", "com.", "MX"],
    ["ANY where there is something", ".", "ANY"],
  ])("nothing: %s", (_about, name, type) => {
    expect(found(cacheOf(apex, com, last), name, type)).toBe("nothing");
  });

  test("without the record that denies the wildcard nothing is said", () => {
    expect(found(cacheOf(com), "local.", "A")).toBe("nothing");
  });

  test("nor in a space of its own, which the records do not come from", () => {
    expect(found(cacheOf(apex, com), "web.local.", "A", 0, "local.")).toBe("nothing");
  });

  test("nor where something else is known of the name", () => {
    const cache = cacheOf(apex, com);
    keep(cache, set("local.", "TXT", 60, { type: "TXT", strings: [] }));
    expect(found(cache, "local.", "A")).toBe("nothing");
    expect(found(cache, "local.", "A", 60_000), "until its time is over").toBe("name, SOA 86340, com. .");
  });
});

describe("time", () => {
  const cache = cacheOf(apex, nsec("com.", "a.gtld-servers.net.", ["NS", "RRSIG", "NSEC"], 100), last);

  test.each([
    [0, "name, SOA 100, com. ."],
    [99_900, "name, SOA 1, com. ."],
    [100_000, "nothing"],
  ])("the SOA lives as long as the shortest: at %i ms", (atMs, denial) => {
    expect(found(cache, "local.", "A", atMs)).toBe(denial);
  });

  test("no longer than the MINIMUM of the SOA record", () => {
    const short = cacheOf(apex, com);
    keep(short, { ...soa, data: soa.data.map((data) => (data.type === "SOA" ? { ...data, minimum: 60 } : data)) });
    expect(found(short, "local.", "A")).toBe("name, SOA 60, com. .");
  });

  test("a fork learns for itself", () => {
    const original = cacheOf(apex);
    const fork = original.fork();
    keep(fork, com);
    expect([found(original, "local.", "A"), found(fork, "local.", "A")]).toEqual([
      "nothing",
      "name, SOA 86400, com. .",
    ]);
  });
});
