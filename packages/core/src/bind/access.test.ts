import { describe, expect, it } from "vitest";
import { addressOf, CLIENT, SERVER, STRANGER } from "./fixtures/texts.fixture.ts";
import { byQuestion, says } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/** Who may do what (facts "ACLs and views"). L: the LAN, S: a stranger, O: the host itself. */
const F = "192.0.2.53";
const CLIENTS = { L: CLIENT, S: STRANGER, O: SERVER } as const;
type Who = keyof typeof CLIENTS;
const zone = (more = ""): string => `zone "kloud.lan" { type primary; file "/db"; ${more} };`;
const options = (more: string): string =>
  `options { dnssec-validation no; forward only; forwarders { ${F}; }; ${more} };`;
const files = {
  "/db":
    "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nwww A 192.168.13.20\nout CNAME www.ext.\nsub NS ns.sub\nns.sub A 192.0.2.3\n",
};
const upstream = byQuestion({ "*": says({ answer: "www.ext. 300 A 203.0.113.9" }) });

/** A local name, a name elsewhere in the cache, and one that is not. */
const QUESTIONS = { local: "www.kloud.lan A", cached: "www.ext A", fresh: "www.ext AAAA" } as const;

function worldOf(conf: string): World {
  return new World(conf, { [F]: upstream }, { files });
}

/** Header and EDE; records only as `+` where some came. */
function summary(world: World, question: string, from: Who, more: object = {}): string {
  const answer = world.ask(question, { from: CLIENTS[from], edns: 1232, ...more });
  const [header = "", ...rest] = answer.split("\n");
  const records = rest.filter((line) => !line.startsWith("EDE"));
  return [header, records.length > 0 ? "+" : "", ...rest.filter((line) => line.startsWith("EDE"))]
    .join(" ")
    .replace(/ +/g, " ")
    .trim();
}

const REFUSED = "REFUSED EDE 18";
/** One row: the statements, who asks, then what comes for a local name, and for a name elsewhere that is in the cache. */
type Row = readonly [statements: string, from: Who, local: string, elsewhere: string];
const rows: readonly Row[] = [
  ["", "O", "NOERROR aa ra +", "NOERROR ra +"],
  ["", "L", "NOERROR aa ra +", "NOERROR ra +"],
  ["", "S", "NOERROR aa +", REFUSED],
  ["allow-query { localnets; };", "L", "NOERROR aa ra +", "NOERROR ra +"],
  ["allow-query { localnets; };", "S", REFUSED, REFUSED],
  ["allow-query { any; };", "S", "NOERROR aa ra +", "NOERROR ra +"],
  ["allow-recursion { localnets; };", "S", "NOERROR aa +", REFUSED],
  ["allow-recursion { 10.66.0.9; };", "S", "NOERROR aa ra +", "NOERROR ra +"],
  ["allow-recursion { 10.66.0.9; };", "L", "NOERROR aa +", REFUSED],
  ["allow-query-cache { 10.66.0.9; };", "S", "NOERROR aa ra +", "NOERROR ra +"],
  ["allow-query-cache { 10.66.0.9; };", "L", "NOERROR aa +", REFUSED],
  ["allow-query-cache { localnets; }; allow-recursion { any; };", "S", "NOERROR aa +", REFUSED],
  ["allow-query { localnets; }; allow-recursion { any; };", "S", "REFUSED ra EDE 18", "NOERROR ra +"],
  ["allow-query { any; }; allow-recursion { localnets; };", "S", "NOERROR aa +", REFUSED],
  ["allow-query { none; };", "L", REFUSED, REFUSED],
  ["allow-query-on { 127.0.0.54; };", "L", "REFUSED ra EDE 18", "NOERROR ra +"],
  ["allow-recursion-on { 127.0.0.54; };", "L", "NOERROR aa +", REFUSED],
  ["allow-query-cache-on { 127.0.0.54; };", "L", "NOERROR aa +", REFUSED],
  ["allow-query-cache-on { any; }; allow-recursion-on { 127.0.0.54; };", "L", "NOERROR aa +", "NOERROR +"],
  ["recursion no;", "L", "NOERROR aa +", "REFUSED"],
  ["recursion no; allow-recursion { any; };", "L", "NOERROR aa +", "REFUSED"],
];

describe("statements of options", () => {
  it.each(rows)("%s asked by %s: %s, elsewhere %s", (statements, from, local, elsewhere) => {
    const world = worldOf(`${options(statements)}\n${zone()}`);
    for (const who of ["L", "S", "O"] as const) summary(world, QUESTIONS.cached, who);
    expect([summary(world, QUESTIONS.local, from), summary(world, QUESTIONS.cached, from)]).toEqual([local, elsewhere]);
  });

  it("cache for all, recursion for the LAN: others get what is cached and no more", () => {
    const world = worldOf(`${options("allow-query-cache { any; }; allow-recursion { localnets; };")}\n${zone()}`);
    summary(world, QUESTIONS.cached, "L");
    world.takeAsked();
    expect(summary(world, QUESTIONS.cached, "S")).toBe("NOERROR +");
    expect(world.ask(QUESTIONS.fresh, { from: STRANGER }).split("\n")[0]).toBe("NOERROR");
    expect(world.ask("elsewhere.net A", { from: STRANGER })).toContain("AU . 518400 NS");
    expect(world.asked).toEqual([]);
  });

  it("refused recursion: of a local CNAME to elsewhere the CNAME comes, with EDE 18", () => {
    const world = worldOf(`${options("")}\n${zone()}`);
    expect(world.ask("out.kloud.lan A", { from: STRANGER, edns: 1232 })).toBe(
      "NOERROR aa\nAN out.kloud.lan. 60 CNAME www.ext.\nEDE 18",
    );
  });

  it("recursion no: a referral below a local cut, no EDE anywhere", () => {
    const world = worldOf(`${options("recursion no;")}\n${zone()}`);
    expect(world.ask("x.sub.kloud.lan A", { edns: 1232 })).toBe(
      "NOERROR\nAU sub.kloud.lan. 60 NS ns.sub.kloud.lan.\nAD ns.sub.kloud.lan. 60 A 192.0.2.3",
    );
  });
});

describe("statements of a zone", () => {
  it("a zone's allow-query wins over that of options, for it alone", () => {
    const world = worldOf(`${options("allow-query { none; };")}\n${zone("allow-query { any; };")}`);
    expect(summary(world, QUESTIONS.local, "S")).toBe("NOERROR aa +");
    expect(summary(world, QUESTIONS.cached, "L")).toBe(REFUSED);
  });

  it("allow-query none: the zone, its referrals and what its CNAMEs point to", () => {
    const conf = `${options("")}\n${zone("allow-query { none; };")}
zone "other.lan" { type primary; file "/other"; };`;
    const world = new World(
      conf,
      { [F]: upstream },
      {
        files: {
          ...files,
          "/other": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.12\nalias CNAME www.kloud.lan.\n",
        },
      },
    );
    expect(summary(world, QUESTIONS.local, "L")).toBe("REFUSED ra EDE 18");
    expect(summary(world, "x.sub.kloud.lan A", "L", { rd: false })).toBe("REFUSED ra EDE 18");
    expect(world.ask("alias.other.lan A", { edns: 1232 })).toBe(
      "NOERROR aa ra\nAN alias.other.lan. 60 CNAME www.kloud.lan.\nEDE 18",
    );
  });

  it.each([
    ["everybody may transfer a zone of 9.18", "", "", "9.18", "S", "NOERROR aa ra"],
    ["nobody one of 9.20", "", "", "9.20", "S", "REFUSED"],
    ["allow-transfer of options", "allow-transfer { localnets; };", "", "9.18", "S", "REFUSED"],
    ["that of the zone wins", "allow-transfer { none; };", "allow-transfer { any; };", "9.18", "S", "NOERROR aa ra"],
    ["allow-query does not limit it", "allow-query { none; };", "", "9.18", "S", "NOERROR aa"],
  ] as const)("AXFR: %s", (_row, statements, ofZone, version, from, expected) => {
    const conf = `${options(statements)}\n${zone(ofZone)}`;
    const world = new World(conf, {}, { files, version });
    const header = world.ask("kloud.lan AXFR", { from: CLIENTS[from], transport: "tcp" }).split("\n")[0];
    expect(header?.split(" ")[0]).toBe(expected.split(" ")[0]);
  });
});

describe("blackhole", () => {
  it("drops what comes from there, over TCP too, and nothing else", () => {
    const world = worldOf(`${options(`blackhole { ${STRANGER}; };`)}\n${zone()}`);
    expect(world.ask(QUESTIONS.local, { from: STRANGER })).toMatch(/^silence/);
    expect(world.ask(QUESTIONS.local, { from: STRANGER, transport: "tcp" })).toMatch(/^silence/);
    expect(summary(world, QUESTIONS.local, "L")).toBe("NOERROR aa ra +");
  });
});

describe("match lists", () => {
  const admitted = (list: string, from: string, more = ""): boolean =>
    worldOf(`${more}\n${options(`allow-query { ${list} };`)}\n${zone()}`)
      .ask(QUESTIONS.local, { from })
      .startsWith("NOERROR");

  it.each([
    ["the first match wins, not the longest", "127/8; !127.0.9.9;", "127.0.9.9", true],
    ["a negation alone admits nobody", "!127.0.9.9;", "127.0.0.1", false],
    ["an empty list admits nobody", "", CLIENT, false],
    ["a negative match inside a nested list is no match", `{ !${CLIENT}; }; any;`, CLIENT, true],
    ["a negated nested list that matches refuses", `!{ ${CLIENT}; }; any;`, CLIENT, false],
    ["and lets others pass", `!{ ${CLIENT}; }; any;`, STRANGER, true],
    ["all but one, by two negations", `!{ !${CLIENT}; any; }; any;`, CLIENT, true],
    ["everybody else by it is refused", `!{ !${CLIENT}; any; }; any;`, STRANGER, false],
    ["!none is everybody", "!none;", STRANGER, true],
    ["!localhost; any: all but the host's own addresses", "!localhost; any;", SERVER, false],
    ["others pass", "!localhost; any;", STRANGER, true],
    ["localnets is the host's networks", "localnets;", CLIENT, true],
    ["and not more", "localnets;", STRANGER, false],
    ["a prefix", "192.168.0.0/16;", CLIENT, true],
    ["abbreviated", "192.168/16;", CLIENT, true],
    ["IPv6 does not match IPv4", "::/0;", CLIENT, false],
    ["a key needs a signature", "key k;", CLIENT, false],
  ])("%s: %s", (_row, list, from, expected) => {
    expect(admitted(list, from, `key k { algorithm hmac-sha256; secret "c2VjcmV0"; };`)).toBe(expected);
  });

  it("an acl may be defined after its use, and use others", () => {
    const conf = `${options("allow-query { lan; };")}\nacl lan { inner; };\nacl inner { ${CLIENT}; };\n${zone()}`;
    expect(summary(worldOf(conf), QUESTIONS.local, "L")).toBe("NOERROR aa ra +");
    expect(summary(worldOf(conf), QUESTIONS.local, "S")).toBe(REFUSED);
  });

  it("an address that the host gains or loses moves localhost and localnets along", () => {
    const world = worldOf(`${options("allow-query { localnets; };")}\n${zone()}`);
    expect(summary(world, QUESTIONS.local, "S")).toBe(REFUSED);
    const gained = { kind: "address-gained", address: addressOf(STRANGER), prefixLength: 24 } as const;
    world.change(gained);
    expect(summary(world, QUESTIONS.local, "S")).toBe("NOERROR aa ra +");
    world.change({ kind: "address-lost", address: addressOf(STRANGER) });
    expect(summary(world, QUESTIONS.local, "S")).toBe(REFUSED);
  });
});

describe("views", () => {
  const views = (first: string, second = ""): string => `
options { dnssec-validation no; forward only; };
view inside { ${first} forwarders { ${F}; }; zone "kloud.lan" { type primary; file "/in"; }; };
view outside { ${second} recursion yes; forwarders { 192.0.2.54; }; zone "kloud.lan" { type primary; file "/out"; }; };`;
  const zoneWith = (address: string): string =>
    `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nwww A ${address}\n`;
  const world = (first: string, second = ""): World =>
    new World(
      views(first, second),
      {
        [F]: says({ answer: "www.ext. 300 A 203.0.113.1" }),
        "192.0.2.54": says({ answer: "www.ext. 300 A 203.0.113.2" }),
      },
      {
        files: { "/in": zoneWith("192.168.13.20"), "/out": zoneWith("203.0.113.80") },
        own: [`${SERVER}/24`, "10.66.0.1/24"],
      },
    );
  const IN = "AN www.kloud.lan. 60 A 192.168.13.20";
  const OUT = "AN www.kloud.lan. 60 A 203.0.113.80";
  const asks = (of: World, how: object): string => of.ask("www.kloud.lan A", how).split("\n").slice(1).join();

  it("the first that the source matches", () => {
    const both = world("match-clients { 192.168.13.0/24; };");
    expect(asks(both, { from: CLIENT })).toBe(IN);
    expect(asks(both, { from: STRANGER })).toBe(OUT);
  });

  it("match-destinations: the address that was asked", () => {
    const both = world("match-destinations { 192.168.13.11; };");
    expect(asks(both, { to: SERVER })).toBe(IN);
    expect(asks(both, { to: "10.66.0.1" })).toBe(OUT);
  });

  it("match-recursive-only: RD=1, where the first view matches otherwise", () => {
    const both = world("match-recursive-only yes;");
    expect(asks(both, { rd: true })).toBe(IN);
    expect(both.ask("www.kloud.lan A", { rd: false })).toContain(OUT);
  });

  it("none: REFUSED with EDE 18, ra=0; class CH is answered", () => {
    const both = world("match-clients { 192.168.13.0/24; };", "match-clients { 10.99.0.0/16; };");
    expect(both.ask("www.kloud.lan A", { from: STRANGER, edns: 1232 })).toBe(REFUSED.replace(" EDE", "\nEDE"));
    expect(both.ask("version.bind TXT", { from: STRANGER, class: "CH" })).toContain("NOERROR aa");
  });

  it("each has its own cache and forwarders", () => {
    const both = world("match-clients { 192.168.13.0/24; };");
    expect(both.ask("www.ext A", { from: CLIENT })).toContain("203.0.113.1");
    expect(both.ask("www.ext A", { from: "10.66.0.9" })).toContain("203.0.113.2");
    expect(both.ask("www.ext A", { from: CLIENT })).toContain("203.0.113.1");
    expect(both.asked.map((line) => line.split(" ")[0])).toEqual([F, "192.0.2.54"]);
  });

  it("recursion for localnets alone holds inside a view that matches", () => {
    const both = world("match-clients { any; };");
    expect(both.ask("www.ext A", { from: "10.77.0.9", edns: 1232 })).toBe("REFUSED\nEDE 18");
  });
});
