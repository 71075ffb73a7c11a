import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const FIRST = ["192.0.2.61", "192.0.2.62", "192.0.2.63"] as const;
const SECOND = ["192.0.2.71", "192.0.2.72"] as const;
const SAID = ["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED", "NODATA"] as const;
type Said = (typeof SAID)[number];

const said = fc.constantFrom(...SAID);
const codes = fc.subarray(["NXDOMAIN", "SERVFAIL", "REFUSED"] as const);

interface Line {
  readonly replies: readonly Said[];
  readonly failover: readonly Said[];
  readonly next: readonly Said[];
  readonly nextOnNoData: boolean;
}

function lineOf(upstreams: number): fc.Arbitrary<Line> {
  return fc.record({
    replies: fc.array(said, { minLength: upstreams, maxLength: upstreams }),
    failover: codes,
    next: codes,
    nextOnNoData: fc.boolean(),
  });
}

function textOf(addresses: readonly string[], { failover, next, nextOnNoData }: Line): string {
  const properties = [
    "policy sequential",
    ...(failover.length > 0 ? [`failover ${failover.join(" ")}`] : []),
    ...(next.length > 0 ? [`next ${next.join(" ")}`] : []),
    ...(nextOnNoData ? ["next_on_nodata"] : []),
  ];
  return ` forward . ${addresses.join(" ")} {\n${properties.map((property) => `  ${property}\n`).join("")} }\n`;
}

/** The first reply that `failover` does not name, or the last of all. */
function replyOf({ replies, failover }: Line): { readonly at: number; readonly reply: Said } {
  const found = replies.findIndex((reply) => !failover.includes(reply));
  const at = found === -1 ? replies.length - 1 : found;
  return { at, reply: replies[at] ?? "REFUSED" };
}

const isHandedOn = ({ next, nextOnNoData }: Line, reply: Said): boolean =>
  next.includes(reply) || (nextOnNoData && reply === "NODATA");

function wordsOf(reply: Said, address: string): string {
  if (reply === "NOERROR") return `NOERROR: x.test. 30 A ${address}`;
  return reply === "NODATA" ? "NOERROR" : reply;
}

function speakers(addresses: readonly string[], { replies }: Line): readonly (readonly [string, Upstream])[] {
  return addresses.map((address, at) => [address, () => wordsOf(replies[at] ?? "REFUSED", address)]);
}

describe("failover within a line, next from line to line", () => {
  it("agree with a naive reading of the replies", () => {
    fc.assert(
      fc.property(lineOf(FIRST.length), lineOf(SECOND.length), (first, second) => {
        const upstreams = Object.fromEntries([...speakers(FIRST, first), ...speakers(SECOND, second)]);
        const scene = new Scene(`. {\n${textOf(FIRST, first)}${textOf(SECOND, second)}}\n`, upstreams);
        const own = replyOf(first);
        const goesOn = isHandedOn(first, own.reply);
        const { at, reply } = goesOn ? replyOf(second) : own;
        const address = (goesOn ? SECOND : FIRST)[at];
        const expected = wordsOf(reply, address ?? "");
        expect(scene.ask(0, "x.test. A")).toBe(expected);
        const asked = [...FIRST.slice(0, own.at + 1), ...(goesOn ? SECOND.slice(0, at + 1) : [])];
        expect(scene.log.map((entry) => entry.split(" ")[1])).toEqual(asked);
      }),
      { numRuns: 300 },
    );
  });
});

describe("FROM and except", () => {
  const zone = fc.constantFrom(".", "test.", "a.test.", "b.a.test.", "other.");
  const rule = fc.record({ from: zone, except: fc.array(zone, { maxLength: 2 }) });
  const covers = (above: string, below: string): boolean => above === "." || `.${below}`.endsWith(`.${above}`);

  it("the first line whose FROM covers a name, and whose except does not, forwards it; FROM itself is never excepted", () => {
    const names = fc.constantFrom("test.", "a.test.", "x.a.test.", "X.B.A.Test.", "b.a.test.", "other.", "x.");
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), names, (rules, name) => {
        const addresses = rules.map((_, at) => `192.0.2.${61 + at}`);
        const lines = rules.map(({ from, except }, at) => {
          const block = except.length === 0 ? "" : ` {\n  except ${except.join(" ")}\n }`;
          return ` forward ${from} ${addresses[at]}${block}\n`;
        });
        const upstreams = Object.fromEntries(
          addresses.map((address) => [address, () => `NOERROR: x. 30 A ${address}`]),
        );
        const asked = name.toLowerCase();
        const chosen = rules.findIndex(
          ({ from, except }) =>
            covers(from, asked) && (from === asked || !except.some((excepted) => covers(excepted, asked))),
        );
        const found = new Scene(`. {\n${lines.join("")}}\n`, upstreams).ask(0, `${name} A`);
        expect(found).toBe(chosen === -1 ? "SERVFAIL" : `NOERROR: x. 30 A ${addresses[chosen]}`);
      }),
    );
  });
});
