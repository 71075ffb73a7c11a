import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const UP = "192.0.2.53";
const corefile = (...properties: readonly string[]): string =>
  `. {\n cache {\n${properties.map((property) => `  ${property}\n`).join("")} }\n forward . ${UP} {\n  read_timeout 300ms\n  max_fails 0\n }\n}\n`;
/** An upstream that says these in turn to each question, and the last one for ever. */
const inTurn =
  (...replies: readonly string[]): Upstream =>
  (_question, count) =>
    replies[Math.min(count, replies.length - 1)] ?? "drop";
const scene = (properties: readonly string[], ...replies: readonly string[]): Scene =>
  new Scene(corefile(...properties), { [UP]: inTurn(...replies) });

const A = (ttl: number, number = 1): string => `NOERROR: x.test. ${ttl} A 192.0.2.${number}`;
const SOA = (ttl: number): string => `test. ${ttl} SOA ns.test. h.test. 1 2 3 4 7`;
const NX = (ttl: number): string => `NXDOMAIN -- ${SOA(ttl)}`.replace(" --", ": --");
const shown = (reply: string): string => reply.replace(": --", " --");

describe("what is kept, with the words of facts/coredns-plugins 2.3", () => {
  it.each([
    // success cache: NOERROR with answers, NOERROR empty without SOA, referrals
    [A(30), A(30)],
    ["NOERROR", "NOERROR"],
    ["NOERROR: -- test. 30 NS ns.test.", "NOERROR -- test. 5 NS ns.test."],
    // denial cache: NXDOMAIN, NODATA, SERVFAIL and NOTIMP
    [NX(30), shown(NX(30))],
    [`NOERROR: -- ${SOA(30)}`, `NOERROR -- ${SOA(30)}`],
    [`NOERROR: x.test. 40 CNAME y.test. -- ${SOA(30)}`, `NOERROR: x.test. 30 CNAME y.test. -- ${SOA(30)}`],
    ["SERVFAIL", "SERVFAIL"],
    ["NOTIMP", "NOTIMP"],
    // an ANSWER at the end of a chain of aliases
    [
      "NOERROR: x.test. 30 CNAME y.test.; y.test. 40 A 192.0.2.7",
      "NOERROR: x.test. 30 CNAME y.test.; y.test. 30 A 192.0.2.7",
    ],
    // never: TC=1, NXDOMAIN without SOA or with answers, chains without an end, REFUSED, FORMERR, another question
    ["NOERROR tc", null],
    ["NXDOMAIN", null],
    [`NXDOMAIN: x.test. 30 CNAME y.test. -- ${SOA(30)}`, null],
    ["NOERROR: x.test. 30 CNAME y.test.", null],
    ["NOERROR: x.test. 30 CNAME y.test.; y.test. 30 CNAME x.test.", null],
    ["NOERROR: x.test. 30 CNAME y.test.; x.test. 30 CNAME z.test.; y.test. 30 A 192.0.2.7", null],
    ["REFUSED", null],
    ["FORMERR", null],
    ["YXDOMAIN", null],
    ["wrong NOERROR: wrong.test. 30 A 192.0.2.7", null],
  ])("%s", (reply, second) => {
    const { ask } = bound(scene([], reply, A(77, 9)));
    ask(0, "x.test. A");
    expect(ask(10, "x.test. A")).toBe(second ?? A(77, 9));
  });

  it.each<readonly [string, Parameters<Scene["ask"]>[2]]>([
    ["AAAA", {}],
    ["A", { dnssecOk: true }],
    ["A", { flags: { checkingDisabled: true } }],
  ])("another type, DO and CD are other keys: %s %j", (type, asking) => {
    const { ask, log } = bound(scene([], A(30)));
    ask(0, "x.test. A");
    ask(10, `x.test. ${type}`, asking);
    expect(log).toHaveLength(2);
  });

  it.each<readonly [string, Parameters<Scene["ask"]>[2]]>([
    ["X.TEST. A", {}],
    ["x.test. A", { transport: "tcp" }],
    ["x.test. A", { flags: { recursionDesired: false } }],
    ["x.test. A", { flags: { authenticData: true } }],
  ])("the same key: %s %j", (question, asking) => {
    const { ask, log } = bound(scene([], A(30)));
    ask(0, "x.test. A");
    ask(10, question, asking);
    expect(log).toHaveLength(1);
  });

  it("a failure without a reply is a SERVFAIL for five seconds", () => {
    const { ask } = bound(scene([], "drop", "drop", A(30)));
    expect(ask(0, "x.test. A")).toBe("SERVFAIL after 600");
    expect(ask(700, "x.test. A")).toBe("SERVFAIL");
    expect(ask(5600, "x.test. A")).toBe(A(30));
  });
});

describe("lifetimes", () => {
  it.each<readonly [string, readonly string[], string, string]>([
    [
      "the lowest TTL of all sections",
      [],
      `NOERROR: x.test. 60 A 192.0.2.1 -- test. 9 NS ns.test.`,
      "NOERROR: x.test. 9 A 192.0.2.1 -- test. 9 NS ns.test.",
    ],
    ["at least five seconds", [], A(0), A(5)],
    ["at most an hour", [], A(9999), A(3600)],
    ["denials at most half an hour, MINIMUM is not looked at", [], NX(9999), shown(NX(1800))],
    ["success CAP TTL MIN", ["success 100 40 10"], A(9999), A(40)],
    ["success CAP TTL MIN", ["success 100 40 10"], A(2), A(10)],
    ["denial CAP TTL MIN", ["denial 100 30 8"], NX(2), shown(NX(8))],
    ["a reply that is not kept, too", [], `NXDOMAIN: x.test. 30 CNAME y.test.`, "NXDOMAIN: x.test. 5 CNAME y.test."],
  ])("%s", (_, properties, reply, first) => {
    expect(scene(properties, reply).ask(0, "x.test. A")).toBe(first);
  });

  it.each<readonly [string, readonly string[], readonly (readonly [number, string])[]]>([
    [
      "whole seconds since it was stored",
      [],
      [
        [300, A(30)],
        [1299, A(30)],
        [1300, A(29)],
        [29_400, A(1)],
        [30_300, A(30, 2)],
      ],
    ],
    [
      "keepttl",
      ["keepttl"],
      [
        [300, A(30)],
        [29_400, A(30)],
        [30_300, A(30, 2)],
      ],
    ],
  ])("%s", (_, properties, questions) => {
    const { ask } = bound(scene(properties, A(30), A(30, 2)));
    expect(questions.map(([at]) => [at, ask(at, "x.test. A")])).toEqual(questions);
  });

  it.each<readonly [string, readonly string[], number, string]>([
    ["SERVFAIL for five seconds", [], 4900, "SERVFAIL"],
    ["servfail 1s", ["servfail 1s"], 1100, A(30)],
    ["servfail 0", ["servfail 0"], 10, A(30)],
    ["less than a second is never found", ["servfail 900ms"], 10, A(30)],
  ])("%s", (_, properties, at, second) => {
    const { ask } = bound(scene(properties, "SERVFAIL", A(30)));
    ask(0, "x.test. A");
    expect(ask(at, "x.test. A")).toBe(second);
  });

  it.each<readonly [string, readonly string[], number]>([
    ["disable success", ["disable success"], 2],
    ["disable success other.test", ["disable success other.test"], 1],
    ["disable denial", ["disable denial"], 1],
  ])("%s", (_, properties, asked) => {
    const { ask, log } = bound(scene(properties, A(30)));
    ask(0, "x.test. A");
    ask(10, "x.test. A");
    expect(log).toHaveLength(asked);
  });
});

describe("flags", () => {
  it.each<readonly [string, Parameters<Scene["ask"]>[2], string]>([
    ["NOERROR aa: x.test. 30 A 192.0.2.1", {}, "NOERROR aa: x.test. 30 A 192.0.2.1"],
    ["NOERROR ad: x.test. 30 A 192.0.2.1", {}, "NOERROR: x.test. 30 A 192.0.2.1"],
    ["NOERROR ad: x.test. 30 A 192.0.2.1", { flags: { authenticData: true } }, "NOERROR ad: x.test. 30 A 192.0.2.1"],
    ["NOERROR ad: x.test. 30 A 192.0.2.1", { dnssecOk: true }, "NOERROR ad: x.test. 30 A 192.0.2.1"],
  ])("%s to %j, on a miss and on a hit", (reply, asking, expected) => {
    const { ask } = bound(scene([], reply));
    expect([ask(0, "x.test. A", asking), ask(10, "x.test. A", asking)]).toEqual([expected, expected]);
  });
});

describe("laws", () => {
  const names = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 300 });

  it("what comes from the cache is what came from the upstream, never older than its TTL", () => {
    const upstream: Upstream = (_question, _count, at) => `NOERROR: x.test. 7 A 192.0.2.${Math.floor(at / 1000) % 256}`;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 20 }), (pauses) => {
        const { ask } = bound(new Scene(corefile(), { [UP]: upstream }));
        let at = 0;
        for (const pause of pauses) {
          at += pause;
          const [, ttl, , data] = (ask(at, "x.test. A").split(": ")[1] ?? "").split(" ");
          const since = Number(data?.split(".")[3]) * 1000;
          expect(Number(ttl)).toBeGreaterThan(0);
          expect(at - since).toBeLessThan(8000);
        }
      }),
    );
  });

  it("its memory is flat: no more entries than it has room for, whatever is asked", () => {
    fc.assert(
      fc.property(names, (numbers) => {
        const { ask, log } = bound(new Scene(corefile("success 1"), { [UP]: () => A(3600) }));
        for (const [at, number] of numbers.entries()) ask(at, `n${number}.test. A`);
        const before = log.length;
        for (const number of new Set(numbers)) ask(4000, `n${number}.test. A`);
        const kept = new Set(numbers).size - (log.length - before);
        expect(kept).toBeLessThanOrEqual(256 * 4);
      }),
      { numRuns: 20 },
    );
  });

  it("a fork forgets nothing and changes nothing", () => {
    const first = scene(["prefetch 1 1m 50%"], A(20), A(30, 2), A(30, 3));
    first.ask(0, "x.test. A");
    const second = new Scene("", { [UP]: inTurn(A(30, 4)) }, undefined, first.server.fork());
    expect(second.ask(10_100, "x.test. A")).toBe(A(10));
    expect(second.ask(10_200, "x.test. A")).toBe(A(30, 4));
    expect(first.ask(9000, "x.test. A")).toBe(A(11));
  });
});

function bound(found: Scene): Pick<Scene, "log"> & { ask: Scene["ask"] } {
  return { ask: (...question) => found.ask(...question), log: found.log };
}
