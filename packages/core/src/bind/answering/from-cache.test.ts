import { describe, expect, it } from "vitest";
import { HINTS, internet, iterating, ONE } from "../fixtures/internet.fixture.ts";
import { type AskOptions, STRANGER } from "../fixtures/texts.fixture.ts";
import { byQuestion, says, serving } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** What clients get of a cache that others filled (facts section 3, "Flags and sections" and "Chains, cuts"). */
const ZONE = `$TTL 300
@ SOA ns n 1 1 1 1 60
@ NS ns
ns A ${ONE}
www A 203.0.113.9
mail MX 10 www
alias CNAME www
out CNAME www.ext.
`;
const WARM = [
  "www.sub.lan A",
  "mail.sub.lan MX",
  "alias.sub.lan A",
  "out.sub.lan A",
  "gone.sub.lan A",
  "www.sub.lan TXT",
];
const warmed = (more = ""): World => {
  const world = new World(
    iterating(`allow-recursion { 192.168.13.0/24; }; allow-query-cache { any; }; ${more}`),
    internet(`sub NS ns.sub\nns.sub A ${ONE}`, { [ONE]: serving({ "sub.lan": ZONE }) }),
    { files: HINTS },
  );
  for (const question of WARM) world.ask(question);
  world.takeAsked();
  return world;
};
const NS = `AU sub.lan. 3590 NS ns.sub.lan.\nAD ns.sub.lan. 3590 A ${ONE}`;
const SOA = "AU sub.lan. 50 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60";

describe("ten seconds later, without a question to anybody", () => {
  type Row = readonly [row: string, question: string, how: AskOptions, expected: string];
  const rows: readonly Row[] = [
    ["an answer: neither AU nor aa", "www.sub.lan A", {}, "NOERROR ra\nAN www.sub.lan. 290 A 203.0.113.9"],
    [
      "with RD=0 the closest servers go along",
      "www.sub.lan A",
      { rd: false },
      `NOERROR ra\nAN www.sub.lan. 290 A 203.0.113.9\n${NS}`,
    ],
    [
      "who may not recurse gets the same without ra",
      "www.sub.lan A",
      { from: STRANGER },
      "NOERROR\nAN www.sub.lan. 290 A 203.0.113.9",
    ],
    [
      "an MX with the address that is known",
      "mail.sub.lan MX",
      {},
      "NOERROR ra\nAN mail.sub.lan. 290 MX 10 www.sub.lan.\nAD www.sub.lan. 290 A 203.0.113.9",
    ],
    [
      "an alias and its target",
      "alias.sub.lan A",
      {},
      "NOERROR ra\nAN alias.sub.lan. 290 CNAME www.sub.lan.\nAN www.sub.lan. 290 A 203.0.113.9",
    ],
    [
      "an alias alone, where it is asked for",
      "alias.sub.lan CNAME",
      {},
      "NOERROR ra\nAN alias.sub.lan. 290 CNAME www.sub.lan.",
    ],
    [
      "an alias to another tree",
      "out.sub.lan A",
      {},
      "NOERROR ra\nAN out.sub.lan. 290 CNAME www.ext.\nAN www.ext. 3590 A 203.0.113.2",
    ],
    ["a name that is not there", "gone.sub.lan A", {}, `NXDOMAIN ra\n${SOA}`],
    ["for every type", "gone.sub.lan SRV", {}, `NXDOMAIN ra\n${SOA}`],
    ["with RD=0 too", "gone.sub.lan A", { rd: false }, `NXDOMAIN ra\n${SOA}`],
    ["a type that is not there", "www.sub.lan TXT", {}, `NOERROR ra\n${SOA}`],
    ["a name that nobody asked for, RD=0: the closest servers", "nas.sub.lan A", { rd: false }, `NOERROR ra\n${NS}`],
    ["and for who may not recurse", "nas.sub.lan A", { from: STRANGER }, `NOERROR\n${NS}`],
    ["a type that nobody asked for, RD=0", "www.sub.lan MX", { rd: false }, `NOERROR ra\n${NS}`],
    [
      "below a name that is not there, RD=0: the closest servers",
      "x.gone.sub.lan A",
      { rd: false },
      `NOERROR ra\n${NS}`,
    ],
    ["another tree, RD=0", "nas.net A", { rd: false }, `NOERROR ra\nAU . 86390 NS a.root.`],
    ["CD is copied", "www.sub.lan A", { cd: true }, "NOERROR ra cd\nAN www.sub.lan. 290 A 203.0.113.9"],
    ["glue is no answer, RD=0", "ns.sub.lan A", { rd: false }, `NOERROR ra\n${NS}`],
    [
      "ANY has what is known of the name",
      "alias.sub.lan ANY",
      {},
      "NOERROR ra\nAN alias.sub.lan. 290 CNAME www.sub.lan.",
    ],
  ];
  it.each(rows)("%s", (_row, question, how, expected) => {
    const world = warmed();
    expect(world.ask(question, { ...how, atMs: 10_000 })).toBe(expected);
    expect(world.asked).toEqual([]);
  });
});

describe("minimal-responses", () => {
  const sections = (more: string, question: string, how: AskOptions = {}): string =>
    warmed(more)
      .ask(question, { ...how, atMs: 10_000 })
      .split("\n")
      .slice(1)
      .map((line) => line.slice(0, 2))
      .join(" ");
  it.each<readonly [more: string, answer: string, unrecursive: string, mail: string]>([
    ["", "AN", "AN AU AD", "AN AD"],
    ["minimal-responses no-auth-recursive;", "AN", "AN AU AD", "AN AD"],
    ["minimal-responses no-auth;", "AN", "AN", "AN AD"],
    ["minimal-responses yes;", "AN", "AN", "AN"],
    ["minimal-responses no;", "AN AU AD", "AN AU AD", "AN AU AD AD"],
  ])("'%s': an answer %s, with RD=0 %s, an MX %s", (more, answer, unrecursive, mail) => {
    expect([
      sections(more, "www.sub.lan A"),
      sections(more, "www.sub.lan A", { rd: false }),
      sections(more, "mail.sub.lan MX"),
    ]).toEqual([answer, unrecursive, mail]);
  });
});

describe("who may not use the cache", () => {
  it.each<readonly [question: string]>([["www.sub.lan A"], ["nas.sub.lan A"], ["gone.sub.lan A"], ["www.net A"]])(
    "%s: refused, and no hint of what is known",
    (question) => {
      const closed = new World(
        iterating("allow-query-cache { 192.168.13.0/24; };"),
        internet(`sub NS ns.sub\nns.sub A ${ONE}`, { [ONE]: serving({ "sub.lan": ZONE }) }),
        { files: HINTS },
      );
      for (const warm of WARM) closed.ask(warm);
      closed.takeAsked();
      expect(closed.ask(question, { from: STRANGER, edns: 1232 })).toBe("REFUSED\nEDE 18");
      expect(closed.asked).toEqual([]);
    },
  );
});

describe("what is asked again beside an answer (prefetch 2 9)", () => {
  const world = (answer: string): World =>
    new World(`options { recursion yes; dnssec-validation no; forward only; forwarders { ${ONE}; }; };`, {
      [ONE]: byQuestion({ "a.test.": says({ answer }), "b.test.": says({ answer: "b.test. 300 A 203.0.113.2" }) }),
    });
  it("an alias is not, its target is", () => {
    const chain = world("a.test. 10 CNAME b.test.");
    chain.ask("a.test A");
    chain.takeAsked();
    chain.ask("a.test A", { atMs: 8000 });
    expect(chain.takeAsked()).toEqual([]);
  });

  it("not for who does not want recursion, nor twice", () => {
    const single = world("a.test. 10 A 203.0.113.1");
    single.ask("a.test A");
    single.takeAsked();
    single.ask("a.test A", { atMs: 8000, rd: false });
    expect(single.takeAsked()).toEqual([]);
    single.ask("a.test A", { atMs: 8000 });
    single.ask("a.test A", { atMs: 8500 });
    expect(single.takeAsked()).toHaveLength(1);
    expect(single.ask("a.test A", { atMs: 9000 }), "the new life").toBe("NOERROR ra\nAN a.test. 9 A 203.0.113.1");
  });
});
