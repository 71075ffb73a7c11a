import { describe, expect, it } from "vitest";
import { HINTS, internet, ONE, ROOT, TWO } from "../fixtures/internet.fixture.ts";
import { byTransport, closed, inTurn, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** `forward only` and `forward first` with every kind of forwarder; behind them an Internet that knows www.lan (facts section 2). */
type Mode = "only" | "first";
const SOA = "60 SOA a. b. 1 1 1 1 60";
const worldOf = (mode: Mode, one: Script, two: Script | null = null): World =>
  new World(
    `options { recursion yes; dnssec-validation no; forward ${mode}; forwarders { ${ONE}; ${two === null ? "" : `${TWO};`} }; };
zone "." { type hint; file "/root"; };`,
    internet("", { [ONE]: one, ...(two === null ? {} : { [TWO]: two }) }),
    { files: HINTS },
  );
/** The answer in short, and after how many milliseconds it came. */
const outcome = (world: World): string => {
  const [header = "", ...records] = world.ask("www.lan A").split("\n");
  return [header.split(" ")[0], ...records.map((line) => line.split(" ").at(-1)), world.elapsedMs].join(" ");
};
const FORWARDED = "203.0.113.77";
const ITERATED = "203.0.113.1";
const good = says({ answer: `www.lan. 60 A ${FORWARDED}` });

describe("one forwarder", () => {
  type Row = readonly [row: string, script: Script, only: string, first: string];
  const failing: readonly Row[] = [
    ["answers", good, `NOERROR ${FORWARDED} 0`, `NOERROR ${FORWARDED} 0`],
    ["refuses", says({ rcode: "REFUSED", aa: false }), "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    ["fails", says({ rcode: "SERVFAIL", aa: false }), "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    ["knows no such question", says({ rcode: "NOTIMP", aa: false }), "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    ["has a closed port", closed, "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    ["refers to others", says({ aa: false, authority: "lan. 60 NS ns.lan." }), "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    [
      "answers about something else",
      says({ answer: "nas.lan. 60 A 203.0.113.66" }),
      "SERVFAIL 0",
      `NOERROR ${ITERATED} 0`,
    ],
    ["cuts over UDP and closes TCP", byTransport(says({ tc: true }), closed), "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    ["cuts over UDP and over TCP", says({ tc: true }), "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    [
      "denies the name",
      says({ rcode: "NXDOMAIN", aa: false, authority: `lan. ${SOA}` }),
      `NXDOMAIN 60 0`,
      `NXDOMAIN 60 0`,
    ],
    ["denies the name without SOA", says({ rcode: "NXDOMAIN", aa: false }), "NXDOMAIN 0", "NXDOMAIN 0"],
    ["denies the type", says({ aa: false, authority: `lan. ${SOA}` }), "NOERROR 60 0", "NOERROR 60 0"],
    ["has more than 100 addresses: final", says({ answer: many() }), "SERVFAIL 0", "SERVFAIL 0"],
    [
      "takes the question over TCP and says nothing",
      byTransport(says({ tc: true }), silent),
      "SERVFAIL 12000",
      "SERVFAIL 12000",
    ],
  ];
  it.each(failing)("%s", (_row, script, only, first) => {
    expect([outcome(worldOf("only", script)), outcome(worldOf("first", script))]).toEqual([only, first]);
  });

  it("is silent once: with `only` it is asked again, with `first` the servers of the name", () => {
    const outcomes = (["only", "first"] as const).map((mode) => outcome(worldOf(mode, inTurn(silent, good))));
    expect(outcomes).toEqual([`NOERROR ${FORWARDED} 1200`, `NOERROR ${ITERATED} 1200`]);
  });

  it("is silent, with `only`: six questions in ten seconds, nobody else is asked", () => {
    const world = worldOf("only", silent);
    expect(outcome(world)).toBe("SERVFAIL 10000");
    expect(world.askedAtMs).toEqual([0, 1200, 2400, 3600, 5200, 8400]);
    expect(new Set(world.asked)).toEqual(new Set([`${ONE} rd do cd www.lan. A`]));
  });
});

function many(): string {
  return Array.from({ length: 101 }, (_, at) => `www.lan. 60 A 10.0.0.${at}`).join("\n");
}

describe("two forwarders", () => {
  const refuses = says({ rcode: "REFUSED", aa: false });
  type Row = readonly [row: string, one: Script, two: Script, only: string, first: string];
  const rows: readonly Row[] = [
    ["the second answers where the first refuses", refuses, good, `NOERROR ${FORWARDED} 0`, `NOERROR ${FORWARDED} 0`],
    ["or after its silence", silent, good, `NOERROR ${FORWARDED} 1200`, `NOERROR ${FORWARDED} 1200`],
    ["both refuse", refuses, refuses, "SERVFAIL 0", `NOERROR ${ITERATED} 0`],
    ["both are silent", silent, silent, "SERVFAIL 10000", `NOERROR ${ITERATED} 2400`],
    [
      "a denial is an answer: the second is not heard",
      says({ rcode: "NXDOMAIN", authority: `lan. ${SOA}` }),
      good,
      "NXDOMAIN 60 0",
      "NXDOMAIN 60 0",
    ],
  ];
  it.each(rows)("%s", (_row, one, two, only, first) => {
    expect([outcome(worldOf("only", one, two)), outcome(worldOf("first", one, two))]).toEqual([only, first]);
  });

  it("silent and refusing: the silent one alone is asked again", () => {
    const world = worldOf("only", silent, refuses);
    expect(outcome(world)).toBe("SERVFAIL 10000");
    expect(world.asked.filter((line) => line.startsWith(TWO))).toHaveLength(1);
  });
});

describe("a forwarder that lies", () => {
  const lie = "www.bank.ext. 600 A 203.0.113.66";
  it.each<readonly [row: string, said: Parameters<typeof says>[0]]>([
    ["beside the answer", { answer: `www.lan. 60 A ${FORWARDED}\n${lie}` }],
    ["in the additional section", { answer: `www.lan. 60 A ${FORWARDED}`, additional: lie }],
    [
      "of servers elsewhere",
      {
        answer: `www.lan. 60 A ${FORWARDED}`,
        authority: "ext. 600 NS ns.ext.",
        additional: "ns.ext. 600 A 203.0.113.66",
      },
    ],
    ["behind an alias", { answer: `www.lan. 60 CNAME www.bank.ext.\n${lie}` }],
  ])("%s: it is asked for that itself", (_row, said) => {
    const asks: Script = (query, ...rest) =>
      (query.questions[0]?.name.key === "www.lan."
        ? says(said)
        : says({ answer: `${query.questions[0]?.name.text} 60 A 203.0.113.5` }))(query, ...rest);
    const world = worldOf("only", asks);
    world.ask("www.lan A");
    expect(world.ask("www.bank.ext A")).toBe("NOERROR ra\nAN www.bank.ext. 60 A 203.0.113.5");
    expect(world.ask("ns.ext A")).toContain("203.0.113.5");
  });
});

describe("the root beside forwarders", () => {
  it.each<readonly [Mode, boolean]>([
    ["only", false],
    ["first", true],
  ])("%s: whether it is asked for its servers", (mode, isPrimed) => {
    const world = worldOf(mode, good);
    world.ask("www.lan A");
    expect(world.asked.some((line) => line === `${ROOT} do . NS` || line === `${ROOT} do cd . NS`)).toBe(isPrimed);
  });
});
