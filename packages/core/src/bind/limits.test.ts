import { describe, expect, it } from "vitest";
import { addressOf, SERVER } from "./fixtures/texts.fixture.ts";
import { byQuestion, type Script, says } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/** Record limits, prefetch and the clock of TTLs (facts section 10). */
const F = "192.0.2.53";
const conf = (more = ""): string =>
  `options { recursion yes; dnssec-validation no; forward only; forwarders { ${F}; }; ${more} };`;
const addresses = (count: number, owner = "big.test."): string =>
  Array.from({ length: count }, (_, at) => `${owner} 60 A 10.0.${at >> 7}.${at & 127}`).join("\n");

describe("max-records-per-type", () => {
  it.each([
    ["100 of an upstream are fine", 100, "", "NOERROR"],
    ["101 are SERVFAIL", 101, "", "SERVFAIL"],
    ["0 lifts the limit", 101, "max-records-per-type 0;", "NOERROR"],
    ["another limit", 6, "max-records-per-type 5;", "SERVFAIL"],
  ])("%s", (_row, count, more, code) => {
    const world = new World(conf(more), { [F]: says({ answer: addresses(count) }) });
    expect(world.ask("big.test A", { transport: "tcp" }).split(" ")[0]).toBe(code);
  });

  it.each([
    ["100", 100, "", "NOERROR"],
    ["101: not loaded", 101, "", "SERVFAIL"],
    ["101 with 0 in the zone", 101, "max-records-per-type 0;", "NOERROR"],
  ])("a local zone with %s", (_row, count, more, code) => {
    const world = new World(
      `zone "test" { type primary; file "/db"; ${more} };`,
      {},
      {
        files: { "/db": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\n${addresses(count)}\n` },
      },
    );
    expect(world.ask("ns.test A").split(" ")[0]).toBe(code);
  });
});

describe("prefetch (2 9)", () => {
  const asked = (ttl: number, atMs: number, more = ""): number => {
    const world = new World(conf(more), { [F]: says({ answer: `www.test. ${ttl} A 192.0.2.9` }) });
    world.ask("www.test A");
    world.takeAsked();
    expect(world.ask("www.test A", { atMs })).toContain(`AN www.test. ${ttl - Math.floor(atMs / 1000)} A`);
    return world.asked.length;
  };
  it.each([
    ["TTL 10 with 2 s left: answered from the cache and asked again", 10, 8000, "", 1],
    ["with 3 s left: not yet", 10, 7000, "", 0],
    ["TTL 9 has enough to begin with", 9, 7500, "", 1],
    ["TTL 8 has not", 8, 7000, "", 0],
    ["k8s_external's 5 has not", 5, 4000, "", 0],
    ["prefetch 0: never", 10, 9000, "prefetch 0;", 0],
    ["prefetch 5 20: TTL 20 with 5 s left", 20, 15_000, "prefetch 5 20;", 1],
  ])("%s", (_row, ttl, atMs, more, times) => {
    expect(asked(ttl, atMs, more)).toBe(times);
  });
});

describe("the clock of TTLs", () => {
  it("is whole seconds of the wall: TTL 5 lives for 4 to 5 s", () => {
    const world = new World(conf(), { [F]: says({ answer: "www.test. 5 A 192.0.2.9" }) });
    world.ask("www.test A", { atMs: 900 });
    expect(world.ask("www.test A", { atMs: 1000 })).toContain("AN www.test. 4 A");
    expect(world.ask("www.test A", { atMs: 4999 })).toContain("AN www.test. 1 A");
    expect(world.takeAsked()).toHaveLength(1);
    world.ask("www.test A", { atMs: 5001 });
    expect(world.takeAsked()).toHaveLength(1);
  });
});

describe("ANY from a client", () => {
  it("is asked once as ANY, its types are answered from the cache after it", () => {
    const world = new World(conf(), {
      [F]: byQuestion({ "www.test. ANY": says({ answer: 'www.test. 60 A 192.0.2.9\nwww.test. 60 TXT "x"' }) }),
    });
    expect(world.ask("www.test ANY").match(/^AN/gm)).toHaveLength(2);
    expect(world.ask("www.test A")).toContain("192.0.2.9");
    expect(world.ask("www.test TXT")).toContain('"x"');
    expect(world.asked).toHaveLength(1);
  });
});

function leaving() {
  const address = addressOf(SERVER);
  const echo: Script = (query, ...rest) =>
    says({ answer: `${query.questions[0]?.name.text} 60 A 192.0.2.9` })(query, ...rest);
  return {
    world: new World(conf(`query-source address ${SERVER}; allow-query { any; };`), { [F]: echo }),
    lost: { kind: "address-lost", address } as const,
    gained: { kind: "address-gained", address, prefixLength: 24 } as const,
  };
}

describe("query-source", () => {
  it("an address that leaves the host: SERVFAIL for what goes out, at once well again when it is back", () => {
    const { world, lost, gained } = leaving();
    expect(world.ask("a.test A")).toContain("NOERROR");
    world.change(lost);
    expect(world.ask("b.test A", { atMs: 3000 })).toBe("SERVFAIL ra");
    expect(world.ask("a.test A", { atMs: 3000 })).toContain("NOERROR");
    world.change(gained);
    expect(world.ask("c.test A", { atMs: 5000 })).toContain("NOERROR");
  });
});

describe("qname-minimization, where a shorter name is denied", () => {
  const R = "192.0.2.1";
  const soa = ". 60 SOA a.root. n. 1 1 1 1 60";
  const root = byQuestion({
    ". NS": says({ answer: ". 3600 NS a.root.", additional: `a.root. 3600 A ${R}` }),
    "*": says({ rcode: "NXDOMAIN", authority: soa }),
  });
  it.each([
    ["strict", "NXDOMAIN ra"],
    ["relaxed", `NXDOMAIN ra\nAU ${soa}`],
    ["off", `NXDOMAIN ra\nAU ${soa}`],
  ])("%s: strict hands on the code and no SOA (named 9.18.49)", (mode, expected) => {
    const conf = `options { dnssec-validation no; qname-minimization ${mode}; };\nzone "." { type hint; file "/root"; };`;
    const world = new World(conf, { [R]: root }, { files: { "/root": `. 60 NS a.root.\na.root. 60 A ${R}\n` } });
    expect(world.ask("version.bind A")).toBe(expected);
  });
});
