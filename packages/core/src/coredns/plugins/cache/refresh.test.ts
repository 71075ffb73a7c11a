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

describe("prefetch: asked for often enough, in the last part of its life", () => {
  const moments = (properties: readonly string[], asked: readonly number[]): readonly string[] => {
    const { ask, log } = bound(scene(properties, A(20), A(30, 2)));
    for (const at of asked) ask(at, "x.test. A");
    return log.map((line) => line.replace(` ${UP}`, ""));
  };
  it.each<readonly [string, readonly string[], readonly number[], readonly string[]]>([
    ["twice, at ten of a hundred", ["prefetch 2"], [0, 1000, 18_500], ["0 udp x.test. A", "18500 tcp x.test. A"]],
    ["not before", ["prefetch 2"], [0, 1000, 17_500], ["0 udp x.test. A"]],
    ["not often enough", ["prefetch 3"], [0, 1000, 18_500], ["0 udp x.test. A"]],
    ["a pause begins the count anew", ["prefetch 2 5s"], [0, 1000, 18_500], ["0 udp x.test. A"]],
    ["half of its life", ["prefetch 1 1m 50%"], [0, 10_100], ["0 udp x.test. A", "10100 tcp x.test. A"]],
    ["never by default", [], [0, 1000, 18_500], ["0 udp x.test. A"]],
  ])("%s", (_, properties, asked, expected) => expect(moments(properties, asked)).toEqual(expected));

  it("answers from the cache, and the next question has the new entry", () => {
    const { ask } = bound(scene(["prefetch 1 1m 50%"], A(20), A(30, 2)));
    ask(0, "x.test. A");
    expect([ask(10_100, "x.test. A"), ask(10_200, "x.test. A")]).toEqual([A(10), A(30, 2)]);
  });

  it("one refresh at a time", () => {
    const { ask, log } = bound(scene(["prefetch 1 1m 50%"], A(20), "@250 NOERROR: x.test. 30 A 192.0.2.2"));
    for (const at of [0, 10_100, 10_200, 10_300]) ask(at, "x.test. A");
    expect(log).toHaveLength(2);
    expect(ask(10_400, "x.test. A")).toBe(A(30, 2));
  });
});

describe("serve_stale", () => {
  const LIMITS = ["success 100 3600 1", "denial 100 1800 1"];
  const through = (property: string, replies: readonly string[], asked: readonly number[]): readonly string[] => {
    const { ask } = bound(scene([...LIMITS, ...property.split("; ")], ...replies));
    return asked.map((at) => ask(at, "x.test. A"));
  };
  it.each<readonly [string, string, readonly string[], readonly number[], readonly string[]]>([
    ["at once with TTL 0, refreshed behind", "serve_stale", [A(2), A(9, 2)], [0, 3000, 3100], [A(2), A(0), A(9, 2)]],
    ["for an hour", "serve_stale", [A(2), A(9, 2)], [0, 3_602_100], [A(2), A(9, 2)]],
    ["no longer than that", "serve_stale 5s", [A(2), A(9, 2)], [0, 6900], [A(2), A(0)]],
    ["no longer than that", "serve_stale 5s", [A(2), A(9, 2)], [0, 7000], [A(2), A(9, 2)]],
    [
      "a failure leaves it",
      "serve_stale",
      [A(2), "SERVFAIL", A(9, 2)],
      [0, 3000, 3100, 3200],
      [A(2), A(0), A(0), A(9, 2)],
    ],
    ["a cut reply leaves it", "serve_stale", [A(2), "NOERROR tc", A(9, 2)], [0, 3000, 3100], [A(2), A(0), A(0)]],
    ["a denial takes its place", "serve_stale", [A(2), NX(9)], [0, 3000, 3100], [A(2), A(0), shown(NX(9))]],
    ["with a TTL of its own", "serve_stale 1h immediate 12s", [A(2), "SERVFAIL"], [0, 3000], [A(2), A(12)]],
    [
      "no second try for a while",
      "serve_stale 1h immediate 0s 1s",
      [A(2), "SERVFAIL", A(9, 2)],
      [0, 3000, 3900, 4000, 4100],
      [A(2), A(0), A(0), A(0), A(9, 2)],
    ],
    ["verify: asks first", "serve_stale 1h verify", [A(2), A(9, 2)], [0, 3000], [A(2), A(9, 2)]],
    [
      "verify: a failure is not passed on",
      "serve_stale 1h verify",
      [A(2), "SERVFAIL", "drop", "drop", A(9, 2)],
      [0, 3000, 3100, 4000],
      [A(2), A(0), `${A(0)} after 600`, A(9, 2)],
    ],
    [
      "verify with a limit",
      "serve_stale 1h verify 100ms",
      [A(2), "@200 NOERROR: x.test. 9 A 192.0.2.2"],
      [0, 3000],
      [A(2), `${A(0)} after 100`],
    ],
    [
      "verify with a limit: in time",
      "serve_stale 1h verify 100ms",
      [A(2), "@50 NOERROR: x.test. 9 A 192.0.2.2"],
      [0, 3000],
      [A(2), `${A(9, 2)} after 50`],
    ],
    [
      "verify with a limit: the answer comes behind",
      "serve_stale 1h verify 100ms",
      [A(2), "@200 NOERROR: x.test. 9 A 192.0.2.2"],
      [0, 3000, 3900],
      [A(2), `${A(0)} after 100`, A(9, 2)],
    ],
    [
      "a denial is served stale, too",
      "serve_stale",
      [NX(2), A(9, 2)],
      [0, 3000, 3100],
      [shown(NX(2)), shown(NX(0)), A(9, 2)],
    ],
    ["keepttl keeps it", "serve_stale; keepttl", [A(2), "SERVFAIL"], [0, 3000], [A(2), A(2)]],
    [
      "prefer_positive: an expired answer before a denial",
      "serve_stale; serve_stale_policy prefer_positive",
      [A(2), NX(9)],
      [0, 3000, 3100, 3200],
      [A(2), A(0), A(0), A(0)],
    ],
    [
      "prefer_positive: until there is an answer",
      "serve_stale; serve_stale_policy prefer_positive",
      [A(2), NX(9), A(9, 2)],
      [0, 3000, 3100, 3200],
      [A(2), A(0), A(0), A(9, 2)],
    ],
    [
      "prefer_positive: an alias without an end is no answer",
      "serve_stale; serve_stale_policy prefer_positive",
      [A(2), `NOERROR: x.test. 9 CNAME y.test. -- ${SOA(9)}`],
      [0, 3000, 3100],
      [A(2), A(0), A(0)],
    ],
  ])("%s (%s)", (_, property, replies, asked, expected) => expect(through(property, replies, asked)).toEqual(expected));
});

function bound(found: Scene): Pick<Scene, "log"> & { ask: Scene["ask"] } {
  return { ask: (...question) => found.ask(...question), log: found.log };
}
