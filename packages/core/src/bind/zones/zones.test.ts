import { describe, expect, it } from "vitest";
import { lines, STRANGER } from "../fixtures/texts.fixture.ts";
import { says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

const files = {
  "/etc/bind/db.plain":
    "$TTL 300\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.5\nwww A 192.168.13.9\nlong 90000 A 192.168.13.6\n",
  "/etc/bind/db.odd": "$TTL 300\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.5\nun_der A 192.168.13.9\n",
  "/etc/bind/db.wide":
    "$TTL 300\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.5\nns AAAA fd13::5\nns TXT x\nns MX 1 ns\n",
  "/etc/bind/db.many": `$TTL 300\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.5\n${Array.from({ length: 101 }, (_, at) => `w TXT ${at}\n`).join("")}`,
};
const zone = (file: string, more = "", type = "primary"): string =>
  `zone "a.lan" { type ${type}; file "/etc/bind/db.${file}"; ${more} };`;
const ask = (options: string, zones: string, question = "ns.a.lan A"): string =>
  new World(`options { recursion no; ${options} };\n${zones}`, {}, { files }).ask(question).split("\n")[0] ?? "";

describe("which zones load, and what is SERVFAIL for the lack of one", () => {
  it.each<readonly [what: string, options: string, zones: string, rcode: string]>([
    ["a zone as it should be", "", zone("plain"), "NOERROR aa"],
    ["no file", "", zone("none"), "SERVFAIL"],
    ["check-names primary: fail unsaid", "", zone("odd"), "SERVFAIL"],
    ["check-names primary warn", "check-names primary warn;", zone("odd"), "NOERROR aa"],
    ["check-names master, an old word", "check-names master ignore;", zone("odd"), "NOERROR aa"],
    ["check-names secondary is for others", "check-names secondary ignore;", zone("odd"), "SERVFAIL"],
    ["the zone's own level", "check-names primary ignore;", zone("odd", "check-names fail;"), "SERVFAIL"],
    ["max-zone-ttl", "max-zone-ttl 1d;", zone("plain"), "SERVFAIL"],
    ["max-zone-ttl unlimited", "max-zone-ttl 1d;", zone("plain", "max-zone-ttl unlimited;"), "NOERROR aa"],
    ["max-types-per-name", "max-types-per-name 3;", zone("wide"), "SERVFAIL"],
    ["as many types as may be", "max-types-per-name 4;", zone("wide"), "NOERROR aa"],
    ["max-records-per-type: 100 unsaid", "", zone("many"), "SERVFAIL"],
    ["max-records-per-type 0", "", zone("many", "max-records-per-type 0;"), "NOERROR aa"],
    ["max-records is for copies", "max-records 1;", zone("plain"), "NOERROR aa"],
  ])("%s", (_what, options, zones, rcode) => {
    expect(ask(options, zones)).toBe(rcode);
  });

  it("zero-no-soa-ttl: the SOA of a denial to who asked for it", () => {
    const soaOf = (more: string): string | undefined =>
      new World(`options { recursion no; };\n${zone("plain", more)}`, {}, { files })
        .ask("none.a.lan SOA")
        .split("\n")[1];
    expect(soaOf("")).toContain(" 0 SOA");
    expect(soaOf("zero-no-soa-ttl no;")).toContain(" 60 SOA");
  });
});

const twoViews = `options { recursion no; allow-query { any; }; };
view "lan" { match-clients { 192.168.13.0/24; }; ${zone("plain", "allow-query { 192.168.13.0/24; 10.0.0.0/8; };")} };
view "rest" { match-clients { any; }; zone "a.lan" { in-view "lan"; }; };`;

describe("in-view", () => {
  it("is the zone of the other view, with its lists", () => {
    const world = new World(twoViews, {}, { files });
    expect(world.ask("www.a.lan A", { from: STRANGER })).toContain("AN www.a.lan. 300 A 192.168.13.9");
    expect(world.ask("www.a.lan A", { from: "203.0.113.9" })).toMatch(/^REFUSED/);
  });

  it("of a view that comes later there is none", () => {
    const conf = `options { recursion no; };
view "first" { match-clients { any; }; zone "a.lan" { in-view "second"; }; };
view "second" { match-clients { any; }; ${zone("plain")} };`;
    expect(new World(conf, {}, { files }).ask("www.a.lan A")).toMatch(/^REFUSED/);
  });
});

const ROOT = "192.0.2.1";
const outside = { [ROOT]: says({ answer: "www.ext. 300 A 203.0.113.9" }) };
const cached = (attach: readonly [string, string]): World =>
  new World(
    `options { dnssec-validation no; allow-query { any; }; allow-recursion { any; }; forward only; forwarders { ${ROOT}; }; };
view "lan" { match-clients { 192.168.13.0/24; }; ${attach[0]} };
view "rest" { match-clients { any; }; ${attach[1]} };`,
    outside,
  );
const knowsIn = (world: World): boolean => {
  world.ask("www.ext A");
  return world.ask("www.ext A", { from: STRANGER, rd: false }).includes("AN www.ext.");
};

describe("attach-cache", () => {
  it.each<readonly [what: string, lan: string, rest: string, shared: boolean]>([
    ["each view has its own", "", "", false],
    ["one name", 'attach-cache "c";', 'attach-cache "c";', true],
    ["two names", 'attach-cache "c";', 'attach-cache "d";', false],
    ["the name of a view", "", 'attach-cache "lan";', true],
  ])("%s", (_what, lan, rest, shared) => {
    expect(knowsIn(cached([lan, rest]))).toBe(shared);
  });

  it("a fork shares among its own views alone", () => {
    const world = cached(['attach-cache "c";', 'attach-cache "c";']);
    const before = world.server.fork();
    expect(knowsIn(world)).toBe(true);
    const after = world.server.fork();
    const told = [before, after].map((server) => {
      const other = cached(['attach-cache "c";', 'attach-cache "c";']);
      Object.defineProperty(other, "server", { value: server });
      return other.ask("www.ext A", { from: STRANGER, rd: false }).includes("AN www.ext.");
    });
    expect(told).toEqual([false, true]);
  });
});

const LIST = "192.168.13.0/24";
describe("allow-transfer by port and transport", () => {
  it.each<readonly [list: string, transport: "tcp" | "tls", rcode: string]>([
    [`{ ${LIST}; }`, "tcp", "NOERROR aa"],
    [`transport tcp { ${LIST}; }`, "tcp", "NOERROR aa"],
    [`transport tls { ${LIST}; }`, "tcp", "REFUSED"],
    [`transport tls { ${LIST}; }`, "tls", "NOERROR aa"],
    [`port 53 { ${LIST}; }`, "tcp", "NOERROR aa"],
    [`port 853 { ${LIST}; }`, "tcp", "REFUSED"],
  ])("%s over %s", (list, transport, rcode) => {
    const world = new World(`options { recursion no; };\n${zone("plain", `allow-transfer ${list};`)}`, {}, { files });
    expect(world.ask("a.lan AXFR", { transport }).split("\n")[0]).toBe(rcode);
  });
});

describe("server statements", () => {
  const peers = (conf: string): readonly string[] => {
    const world = new World(
      `options { dnssec-validation no; allow-recursion { any; }; forward only; forwarders { ${ROOT}; }; };\n${conf}`,
      outside,
    );
    world.ask("www.ext A");
    return world.takeAsked();
  };
  const USUAL = [`${ROOT} rd do cd www.ext. A`];
  it.each<readonly [conf: string, asked: readonly string[]]>([
    ["", USUAL],
    [`server ${ROOT} { bogus yes; };`, []],
    ["server 192.0.2.0/24 { bogus yes; };", []],
    [`server 192.0.2.0/24 { bogus yes; };\nserver ${ROOT} { bogus no; };`, USUAL],
    [`server ${ROOT} { tcp-only yes; };`, [`tcp ${ROOT} rd do cd www.ext. A`]],
    [`server ${ROOT} { edns no; };`, [`${ROOT} rd no-edns www.ext. A`]],
    [`server ${ROOT} { bogus yes; };\nview "v" { };`, []],
    [`server ${ROOT} { bogus yes; };\nview "v" { server 192.0.2.7 { bogus yes; }; };`, USUAL],
    [`view "v" { server ${ROOT} { bogus yes; }; };`, []],
  ])("%s", (conf, asked) => {
    expect(peers(conf)).toEqual(asked);
  });

  it("whom blackhole names is asked nothing", () => {
    const world = new World(
      `options { blackhole { ${ROOT}; }; dnssec-validation no; allow-recursion { any; }; forward only; forwarders { ${ROOT}; }; };`,
      outside,
    );
    expect(world.ask("www.ext A")).toBe(lines("SERVFAIL ra"));
    expect(world.takeAsked()).toEqual([]);
  });
});
