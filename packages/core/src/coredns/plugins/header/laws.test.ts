import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../../dns/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const FLAGS = { aa: "authoritative", ra: "recursionAvailable", rd: "recursionDesired" } as const;
type Flag = keyof typeof FLAGS;

interface Rule {
  readonly side: "query" | "response";
  readonly action: "set" | "clear";
  readonly flags: readonly Flag[];
}
const flag = fc.constantFrom<Flag>("aa", "ra", "rd");
const rule: fc.Arbitrary<Rule> = fc.record({
  side: fc.constantFrom("query", "response"),
  action: fc.constantFrom("set", "clear"),
  flags: fc.array(flag, { minLength: 1, maxLength: 3 }),
});
const rules = fc.array(rule, { minLength: 1, maxLength: 5 });
const ZONE = "@ 60 SOA ns hm 1 2 3 4 5\n@ 60 NS ns\nwww 60 A 192.0.2.1\nsub 60 NS ns.sub\nns.sub 60 A 192.0.2.2\n";

const lineOf = ({ side, action, flags }: Rule): string => `  ${side} ${action} ${flags.join(" ")}\n`;
function serverOf(all: readonly Rule[]): CoreDnsUnderTest {
  const block = all.length === 0 ? "" : ` header {\n${all.map(lineOf).join("")} }\n`;
  return new CoreDnsUnderTest(`lan {\n${block} file /db\n}\n`, { "/db": ZONE });
}

function flagsOf(server: CoreDnsUnderTest, name: string): Message["flags"] {
  const outcome = server.outcome(name, "A");
  const [reply] = outcome.kind === "reply" ? outcome.messages : [];
  if (reply === undefined) throw new Error("a reply of this test");
  return reply.flags;
}

/** The naive reading: the last rule that names a flag decides what it is. */
function decided(all: readonly Rule[], side: Rule["side"], name: Flag): boolean | null {
  const last = all.filter((one) => one.side === side && one.flags.includes(name)).at(-1);
  return last === undefined ? null : last.action === "set";
}

describe("flags of a reply", () => {
  const asked = fc.constantFrom("www.lan.", "gone.lan.", "x.sub.lan.", "lan.");

  it("are what the last rule for the reply says, else what they are without rules", () => {
    fc.assert(
      fc.property(rules, asked, (all, name) => {
        const responses = all.filter(({ side }) => side === "response");
        const [plain, found] = [flagsOf(serverOf([]), name), flagsOf(serverOf(responses), name)];
        for (const [word, field] of Object.entries(FLAGS))
          expect([word, found[field]]).toEqual([word, decided(responses, "response", word as Flag) ?? plain[field]]);
      }),
    );
  });

  it("RD is copied from the question as rules have left it, unless a rule for the reply says otherwise", () => {
    fc.assert(
      fc.property(rules, asked, (all, name) => {
        const expected = decided(all, "response", "rd") ?? decided(all, "query", "rd") ?? true;
        expect(flagsOf(serverOf(all), name).recursionDesired).toBe(expected);
      }),
    );
  });

  it("no rule changes what is answered", () => {
    const sections = (server: CoreDnsUnderTest, name: string): string => server.answer(name, "A");
    fc.assert(
      fc.property(rules, asked, (all, name) => {
        expect(sections(serverOf(all), name)).toBe(sections(serverOf([]), name));
      }),
    );
  });

  it("one line with many flags is as many lines with one", () => {
    fc.assert(
      fc.property(rules, asked, (all, name) => {
        const single = all.flatMap((one) => one.flags.map((word) => ({ ...one, flags: [word] })));
        expect(flagsOf(serverOf(single), name)).toEqual(flagsOf(serverOf(all), name));
      }),
    );
  });
});
