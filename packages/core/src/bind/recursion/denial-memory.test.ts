import { describe, expect, test } from "vitest";
import { instantFromMs, nameOf, type Rdata, type RRset, type RrType } from "../../dns/index.ts";
import { DenialMemory } from "./denial-memory.ts";

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

/** The root's three NSEC records, as answers of a signed stand-in for the root brought them. */
function memoryOf(...links: readonly RRset[]): DenialMemory {
  const memory = new DenialMemory();
  const signatures = links.map(({ owner, ttl }) => set(owner.text, "RRSIG", ttl, signature("NSEC")));
  const own = set(".", "RRSIG", 86_400, signature("SOA"), signature("NSEC"));
  memory.note(soa, [...links, own, ...signatures.filter(({ owner }) => owner.labelCount > 0)], instantFromMs(0));
  return memory;
}

const found = (memory: DenialMemory, name: string, type: RrType, atMs = 0): string => {
  const denial = memory.find(nameOf(name), type, instantFromMs(atMs));
  if (denial === null) return "nothing";
  return `${denial.denies}, SOA ${denial.soa.set.ttl}, ${denial.proof.map((proof) => proof.set.owner.text).join(" ")}`;
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
  ])("%s %s", (name, type, denial) => {
    expect(found(memoryOf(apex, com, last), name, type)).toBe(denial);
  });

  test.each<readonly [string, string, RrType]>([
    ["the type is there", "a.gtld-servers.net.", "A"],
    ["the child speaks below a delegation", "www.example.com.", "A"],
    ["and at it", "com.", "MX"],
    ["DS at a delegation is asked for", "com.", "DS"],
    ["ANY where there is something", ".", "ANY"],
  ])("nothing: %s", (_about, name, type) => {
    expect(found(memoryOf(apex, com, last), name, type)).toBe("nothing");
  });

  test("without the record that denies the wildcard nothing is said", () => {
    expect(found(memoryOf(com), "local.", "A")).toBe("nothing");
  });

  test("without signatures nothing is kept", () => {
    const memory = new DenialMemory();
    memory.note(soa, [apex, com], instantFromMs(0));
    expect(found(memory, "local.", "A")).toBe("nothing");
  });
});

describe("time", () => {
  const memory = memoryOf(apex, nsec("com.", "a.gtld-servers.net.", ["NS", "RRSIG", "NSEC"], 100), last);

  test.each([
    [0, "name, SOA 100, com. ."],
    [99_900, "name, SOA 1, com. ."],
    [100_000, "nothing"],
  ])("the SOA lives as long as the shortest: at %i ms", (atMs, denial) => {
    expect(found(memory, "local.", "A", atMs)).toBe(denial);
  });

  test("a fork learns for itself", () => {
    const original = memoryOf(apex);
    const fork = original.fork();
    const signatures = [set(".", "RRSIG", 86_400, signature("SOA")), set("com.", "RRSIG", 86_400, signature("NSEC"))];
    fork.note(soa, [com, ...signatures], instantFromMs(0));
    expect([found(original, "local.", "A"), found(fork, "local.", "A")]).toEqual([
      "nothing",
      "name, SOA 86400, com. .",
    ]);
  });
});
