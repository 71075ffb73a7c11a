import { describe, expect, it } from "vitest";
import { HINTS, internet, iterating, LAN, ONE, ROOT, TWO } from "../fixtures/internet.fixture.ts";
import { type Said, type Script, says, serving } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** What a server may speak of: its zone, but no local zone below it and nothing that is forwarded to others alone (lib/dns/resolver.c, name_external). */
const files = {
  ...HINTS,
  "/own": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nwww A 192.168.13.20\n`,
};
/** The server of sub.lan says this, and over TCP or with a cookie what stands beside it counts. */
const worldOf = (said: Said, zones = ""): World => {
  const cut = (query: Parameters<Script>[0]): boolean => query.questions[0]?.name.key === "www.sub.lan.";
  const liar: Script = (query, ...rest) =>
    says(cut(query) ? { edns: "cookie", ...said } : { rcode: "NXDOMAIN", authority: "sub.lan. 5 SOA a. b. 1 1 1 1 5" })(
      query,
      ...rest,
    );
  return new World(
    iterating("", zones),
    internet(`sub NS ns.sub\nns.sub A ${ONE}`, {
      [ONE]: liar,
      [TWO]: says({ answer: "x.deep.sub.lan. 60 A 203.0.113.8" }),
    }),
    { files },
  );
};
const WWW = "www.sub.lan. 60 A 203.0.113.9";

describe("beside an answer that nobody can have forged", () => {
  type Row = readonly [row: string, authority: string, additional: string, seen: string];
  /** What somebody with RD=0 then sees of servers below lan. */
  const rows: readonly Row[] = [
    [
      "the zone's NS and their addresses replace the parent's",
      "sub.lan. 777 NS ns2.sub.lan.",
      `ns2.sub.lan. 777 A ${TWO}`,
      `AU sub.lan. 777 NS ns2.sub.lan.\nAD ns2.sub.lan. 777 A ${TWO}`,
    ],
    [
      "an NS elsewhere: its address is not this zone's to give",
      "sub.lan. 777 NS one.ext.",
      "one.ext. 777 A 203.0.113.66",
      "AU sub.lan. 777 NS one.ext.",
    ],
    [
      "NS of the parent: not this zone's to give",
      "lan. 777 NS ns2.sub.lan.",
      `ns2.sub.lan. 777 A ${TWO}`,
      `AU sub.lan. 3600 NS ns.sub.lan.\nAD ns.sub.lan. 3600 A ${ONE}`,
    ],
    [
      "NS of another zone",
      "ext. 777 NS ns2.sub.lan.",
      "",
      `AU sub.lan. 3600 NS ns.sub.lan.\nAD ns.sub.lan. 3600 A ${ONE}`,
    ],
    [
      "a longer life than the parent gave: cut to that",
      "sub.lan. 7200 NS ns2.sub.lan.",
      "",
      "AU sub.lan. 3600 NS ns2.sub.lan.",
    ],
  ];
  it.each(rows)("%s", (_row, authority, additional, seen) => {
    const world = worldOf({ answer: WWW, authority, additional });
    expect(world.ask("www.sub.lan A")).toBe(`NOERROR ra\nAN ${WWW}`);
    expect(world.ask("nas.sub.lan A", { rd: false })).toBe(`NOERROR ra\n${seen}`);
  });

  it.each(rows)("without the server's cookie: not even %s", (_row, authority, additional) => {
    const world = worldOf({ answer: WWW, authority, additional, edns: "plain" });
    world.ask("www.sub.lan A");
    expect(world.ask("nas.sub.lan A", { rd: false })).toBe(
      `NOERROR ra\nAU sub.lan. 3600 NS ns.sub.lan.\nAD ns.sub.lan. 3600 A ${ONE}`,
    );
  });
});

describe("zones of our own within a stranger's", () => {
  const own = `zone "deep.sub.lan" { type primary; file "/own"; };`;
  it("a local zone below is answered from its own data, whatever the stranger says of it", () => {
    const world = worldOf(
      { answer: "www.sub.lan. 60 MX 1 www.deep.sub.lan.", additional: "www.deep.sub.lan. 60 A 203.0.113.66" },
      own,
    );
    expect(world.ask("www.sub.lan MX")).toContain("MX 1 www.deep.sub.lan.");
    expect(world.ask("www.deep.sub.lan A")).toBe("NOERROR aa ra\nAN www.deep.sub.lan. 60 A 192.168.13.20");
    expect(world.ask("www.sub.lan MX", { rd: false })).not.toContain("203.0.113.66");
  });

  it.each<readonly [mode: string, isKept: boolean]>([
    ["only", false],
    ["first", true],
  ])("what is forwarded to others with `%s`: whether the stranger's address for it is kept", (mode, isKept) => {
    const zone = `zone "deep.sub.lan" { type forward; forward ${mode}; forwarders { ${TWO}; }; };`;
    const world = worldOf(
      { answer: "www.sub.lan. 60 MX 1 x.deep.sub.lan.", additional: "x.deep.sub.lan. 60 A 203.0.113.66" },
      zone,
    );
    world.ask("www.sub.lan MX");
    expect(world.ask("www.sub.lan MX").includes("AD x.deep.sub.lan. 60 A 203.0.113.66")).toBe(isKept);
    expect(world.ask("x.deep.sub.lan A"), "it is no answer").toContain("203.0.113.8");
  });
});

describe("aliases over zones", () => {
  const zone = (records: string): string => `$TTL 300\n@ SOA ns n 1 1 1 1 60\n@ NS ns\n${records}\n`;
  const served = (records: string, lan = ""): World =>
    new World(
      iterating(),
      internet(`sub NS ns.sub\nns.sub A ${ONE}\n${lan}`, {
        [ONE]: serving({ "sub.lan": zone(`ns A ${ONE}\n${records}`) }),
      }),
      { files },
    );
  type Row = readonly [row: string, records: string, lan: string, question: string, expected: readonly string[]];
  const rows: readonly Row[] = [
    [
      "to the parent's zone",
      "a CNAME www.lan.",
      "",
      "a.sub.lan A",
      ["NOERROR ra", "AN a.sub.lan. 300 CNAME www.lan.", "AN www.lan. 3600 A 203.0.113.1"],
    ],
    [
      "to another tree",
      "a CNAME www.ext.",
      "",
      "a.sub.lan A",
      ["NOERROR ra", "AN a.sub.lan. 300 CNAME www.ext.", "AN www.ext. 3600 A 203.0.113.2"],
    ],
    [
      "there and back",
      "a CNAME b.lan.\nc A 203.0.113.7",
      "b CNAME c.sub",
      "a.sub.lan A",
      [
        "NOERROR ra",
        "AN a.sub.lan. 300 CNAME b.lan.",
        "AN b.lan. 3600 CNAME c.sub.lan.",
        "AN c.sub.lan. 300 A 203.0.113.7",
      ],
    ],
    [
      "to a name that is not there",
      "a CNAME gone.ext.",
      "",
      "a.sub.lan A",
      ["NXDOMAIN ra", "AN a.sub.lan. 300 CNAME gone.ext.", "AU ext. 60 SOA ns.ext. n.ext. 1 1 1 1 60"],
    ],
    [
      "to one without the type",
      "a CNAME www.ext.",
      "",
      "a.sub.lan MX",
      ["NOERROR ra", "AN a.sub.lan. 300 CNAME www.ext.", "AU ext. 60 SOA ns.ext. n.ext. 1 1 1 1 60"],
    ],
    [
      "a DNAME to another tree",
      "old DNAME ext.",
      "",
      "www.old.sub.lan A",
      [
        "NOERROR ra",
        "AN old.sub.lan. 300 DNAME ext.",
        "AN www.ext. 3600 A 203.0.113.2",
        "AN www.old.sub.lan. 300 CNAME www.ext.",
      ],
    ],
    [
      "a DNAME, then an alias",
      "old DNAME new.sub.lan.\na.new CNAME www.lan.",
      "",
      "a.old.sub.lan A",
      [
        "NOERROR ra",
        "AN a.new.sub.lan. 300 CNAME www.lan.",
        "AN a.old.sub.lan. 300 CNAME a.new.sub.lan.",
        "AN old.sub.lan. 300 DNAME new.sub.lan.",
        "AN www.lan. 3600 A 203.0.113.1",
      ],
    ],
    [
      "a loop over two zones",
      "a CNAME b.lan.",
      "b CNAME a.sub",
      "a.sub.lan A",
      ["SERVFAIL ra", "AN a.sub.lan. 300 CNAME b.lan.", "AN b.lan. 3600 CNAME a.sub.lan."],
    ],
  ];
  it.each(rows)("%s", (_row, records, lan, question, expected) => {
    const world = served(records, lan);
    expect(world.ask(question).split("\n")).toEqual(expected);
    world.takeAsked();
    expect(world.ask(question).split("\n"), "from the cache").toEqual(expected);
    expect(world.takeAsked()).toEqual([]);
  });

  it("a DNAME that is known moves every name below it without a question to its zone", () => {
    const world = served("old DNAME ext.");
    world.ask("www.old.sub.lan A");
    world.takeAsked();
    expect(world.ask("one.old.sub.lan A", { atMs: 10_000 })).toBe(
      `NOERROR ra\nAN old.sub.lan. 290 DNAME ext.\nAN one.ext. 3600 A ${ONE}\nAN one.old.sub.lan. 290 CNAME one.ext.`,
    );
    expect(
      world.takeAsked().filter((line) => line.startsWith(ONE) || line.startsWith(LAN) || line.startsWith(ROOT)),
    ).toEqual([]);
  });

  it("and is no answer for the name that it stands at", () => {
    const world = served('old DNAME ext.\nold TXT "here"');
    world.ask("www.old.sub.lan A");
    expect(world.ask("old.sub.lan TXT")).toBe('NOERROR ra\nAN old.sub.lan. 300 TXT "here"');
  });
});
