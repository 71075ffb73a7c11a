import { describe, expect, it } from "vitest";
import { type AskOptions, CLIENT, STRANGER } from "./fixtures/texts.fixture.ts";
import { byQuestion, closed, type Script, says, silent } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

const F = "192.0.2.53";
const CONF = (more = "", outside = ""): string => `
options {
  directory "/"; recursion yes; allow-recursion { ${CLIENT}; }; allow-transfer { none; }; dnssec-validation no;
  forward only; forwarders { ${F}; }; ${more}
};
${outside}
zone "kloud.lan" { type primary; file "/db"; };
zone "closed.lan" { type primary; file "/db"; allow-query { none; }; };
`;
const files = { "/db": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nout CNAME www.closed.lan.\n" };

/** What named logs of one question; every line without `client @0x0 ADDRESS#PORT`. */
function linesOf(
  conf: string,
  question: string,
  options: AskOptions = {},
  upstream: Script = silent,
): readonly string[] {
  const lines: string[] = [];
  const surroundings = { log: () => (line: string) => void lines.push(line.replace(/^client @0x0 [\d.]+#41000 /, "")) };
  new World(conf, { [F]: upstream }, { files, surroundings }).ask(question, options);
  return lines;
}

/** The words are those of named 9.18.49, started with `-g` and asked by dig. */
describe("queries", () => {
  const COOKIE = [{ code: 10, data: new Uint8Array(8) }];
  it.each([
    ["EDNS and dig's cookie", { edns: 1232, ednsOptions: COOKIE }, "+E(0)K"],
    ["over TCP", { edns: 1232, ednsOptions: COOKIE, transport: "tcp" }, "+E(0)TK"],
    ["no EDNS, RD=0", { rd: false }, "-"],
    ["DO and CD", { edns: 1232, dnssecOk: true, cd: true }, "+E(0)DC"],
  ] as const)("%s", (_what, options, flags) => {
    const expected = `(ns.kloud.lan): query: ns.kloud.lan IN A ${flags} (192.168.13.11)`;
    expect(linesOf(CONF("querylog yes;"), "ns.kloud.lan A", options)).toEqual([expected]);
  });

  it.each([
    ["by default not", "", "", 0],
    ["querylog yes", "querylog yes;", "", 1],
    ["a category for them is enough", "", "logging { category queries { default_syslog; }; };", 1],
    ["querylog no has the last word", "querylog no;", "logging { category queries { default_syslog; }; };", 0],
    ["other categories are not", "", "logging { category default { default_syslog; }; };", 0],
  ])("%s", (_what, options, outside, count) => {
    expect(linesOf(CONF(options, outside), "ns.kloud.lan A")).toHaveLength(count);
  });

  it("a view's name is told, where it has one", () => {
    const conf = `options { querylog yes; };\nview "inside" { zone "kloud.lan" { type primary; file "/db"; }; };`;
    const [line] = linesOf(conf, "ns.kloud.lan A");
    expect(line).toBe("(ns.kloud.lan): view inside: query: ns.kloud.lan IN A + (192.168.13.11)");
  });
});

describe("refusals", () => {
  it.each([
    ["a local zone", "closed.lan SOA", CLIENT, {}, "(closed.lan): query 'closed.lan/SOA/IN' denied"],
    ["behind an alias", "out.kloud.lan A", CLIENT, {}, "(out.kloud.lan): query 'www.closed.lan/A/IN' denied"],
    [
      "the cache",
      "x.example A",
      STRANGER,
      {},
      "(x.example): query (cache) 'x.example/A/IN' denied (allow-query-cache did not match)",
    ],
    [
      "a transfer",
      "kloud.lan AXFR",
      CLIENT,
      { transport: "tcp" },
      "(kloud.lan): zone transfer 'kloud.lan/AXFR/IN' denied",
    ],
    [
      "a transfer of what is not here",
      "nix.lan AXFR",
      CLIENT,
      { transport: "tcp" },
      "(nix.lan): bad zone transfer request: 'nix.lan/IN': non-authoritative zone (NOTAUTH)",
    ],
  ] as const)("%s", (_what, question, from, options, line) => {
    expect(linesOf(CONF(), question, { ...options, from })).toEqual([line]);
  });
});

/** As named 9.18.47 logged them, with the lines of its source. */
describe("questions that fail", () => {
  const broken = 'zone "broken.lan" { type primary; file "/none"; };';
  const rows = [
    ["a forwarder that fails", "x.example A", CLIENT, says({ rcode: "SERVFAIL" }), "failure", "7910"],
    ["one that is silent", "x.example A", CLIENT, silent, "timed out", "7910"],
    [
      "one that knows too much",
      "x.example A",
      CLIENT,
      says({ answer: Array.from({ length: 101 }, (_, at) => `x.example. 60 A 192.0.2.${at}`).join("\n") }),
      "too many records",
      "7910",
    ],
    ["a zone that is not loaded", "x.broken.lan A", CLIENT, silent, "zone not loaded", "5708"],
    ["a list that refuses", "closed.lan SOA", CLIENT, silent, "REFUSED", "5703"],
    ["the cache refuses", "x.example A", STRANGER, silent, "REFUSED", "5703"],
    ["a type that is not asked", "kloud.lan OPT", CLIENT, silent, "FORMERR", "12482"],
    ["one that nobody has", "kloud.lan MAILB", CLIENT, silent, "NOTIMP", "12469"],
  ] as const;

  it.each(rows)("%s", (_what, question, from, upstream, result, line) => {
    const [name = "", type = ""] = question.split(" ");
    const failed = (options: string): readonly string[] =>
      linesOf(CONF(options, broken), question, { from }, upstream).filter((own) => own.includes("query failed"));
    expect(failed("querylog yes;")).toEqual([
      `(${name}): query failed (${result}) for ${name}/IN/${type} at query.c:${line}`,
    ]);
    expect(failed("")).toEqual([]);
  });

  it("a failure that is remembered has a line of its own", () => {
    const lines: string[] = [];
    const surroundings = { log: () => (line: string) => void lines.push(line) };
    const world = new World(CONF("querylog yes;"), { [F]: says({ rcode: "SERVFAIL" }) }, { files, surroundings });
    for (const atMs of [0, 300]) world.ask("x.example A", { atMs });
    expect(lines.at(-1)).toContain("query failed (SERVFAIL) for x.example/IN/A at query.c:7172");
  });

  it("what was found before a list refuses stands, and nothing failed", () => {
    expect(linesOf(CONF("querylog yes;"), "out.kloud.lan A").join()).not.toContain("query failed");
  });

  it("an alias of itself", () => {
    const conf = `options { recursion yes; dnssec-validation no; };\nzone "kloud.lan" { type primary; file "/loop"; };`;
    const lines: string[] = [];
    const surroundings = { log: () => (line: string) => void lines.push(line.replace(/^client @0x0 \S+ /, "")) };
    const loop = { "/loop": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.0.2.1\nloop CNAME loop\n" };
    new World(conf, {}, { files: loop, surroundings }).ask("loop.kloud.lan A");
    expect(lines).toEqual(["(loop.kloud.lan): query iterations limit reached"]);
  });
});

describe("other servers", () => {
  it.each([
    ["a closed port", closed, "connection refused resolving 'x.example/A/IN': 192.0.2.53#53"],
    ["an rcode", says({ rcode: "REFUSED" }), "REFUSED unexpected RCODE resolving 'x.example/A/IN': 192.0.2.53#53"],
  ])("%s", (_what, upstream, line) => {
    expect(linesOf(CONF(), "x.example A", {}, upstream)).toEqual([line]);
  });

  const DELEGATION = `options { recursion yes; dnssec-validation no; };
zone "." { type hint; file "/hint"; };
zone "lan" { type primary; file "/lan"; };`;
  const withServer = (server: string): Readonly<Record<string, string>> => ({
    "/hint": `. 3600000 NS a.\na. 3600000 A ${F}\n`,
    "/lan": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\n${server}\n`,
  });
  /** Words of named 9.18.47 to the courses of `conformance/recordings-servers`. */
  it.each<readonly [what: string, server: string, upstream: Script, question: string, lines: readonly string[]]>([
    [
      "a lame server, for each question that it was asked",
      `sub NS ns.sub\nns.sub A ${F}`,
      says({ aa: false, authority: ". 60 NS a." }),
      "x.y.sub.lan A",
      [
        `lame server resolving 'y.sub.lan' (in 'sub.lan'?): ${F}#53`,
        `lame server resolving 'x.y.sub.lan' (in 'sub.lan'?): ${F}#53`,
      ],
    ],
    [
      "a shorter name that is missing, though the whole one is there",
      `sub NS ns.sub\nns.sub A ${F}`,
      byQuestion({
        "y.sub.lan. NS": says({ rcode: "NXDOMAIN", authority: "sub.lan. 60 SOA a. b. 1 1 1 1 1" }),
        "x.y.sub.lan. A": says({ answer: "x.y.sub.lan. 60 A 192.0.2.1" }),
      }),
      "x.y.sub.lan A",
      ["success resolving 'x.y.sub.lan/A' after disabling qname minimization due to 'ncache nxdomain'"],
    ],
    [
      "who waits for his own address",
      "sub NS ns.sub",
      silent,
      "ns.sub.lan A",
      ["loop detected resolving 'ns.sub.lan/A'"],
    ],
  ])("%s", (_what, server, upstream, question, expected) => {
    const lines: string[] = [];
    const surroundings = { log: () => (line: string) => void lines.push(line), families: "ipv4" } as const;
    new World(DELEGATION, { [F]: upstream }, { files: withServer(server), surroundings }).ask(question);
    expect(lines).toEqual(expected);
  });

  it.each([
    ["silence is not told", silent],
    ["nor a name error", says({ rcode: "NXDOMAIN", authority: "example. 60 SOA a. b. 1 1 1 1 1" })],
    ["nor a forwarder's SERVFAIL", says({ rcode: "SERVFAIL" })],
  ])("%s", (_what, upstream) => {
    expect(linesOf(CONF(), "x.example A", {}, upstream)).toEqual([]);
  });
});
