import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** A rule for names as its writer thinks of it. */
interface Rule {
  readonly mode: "" | "continue " | "stop ";
  readonly match: "exact" | "prefix" | "suffix" | "substring";
  readonly from: string;
  readonly to: string;
}
const label = fc.constantFrom("a", "b", "ab", "x", "web");
const text = fc.tuple(label, label).map((labels) => labels.join("."));
const rule: fc.Arbitrary<Rule> = fc.record({
  mode: fc.constantFrom("", "continue ", "stop "),
  match: fc.constantFrom("exact", "prefix", "suffix", "substring"),
  from: text,
  to: text,
});
const rules = fc.array(rule, { maxLength: 4 });
const question = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join(".")}.`);

/** The pattern and what takes its place: of all matches but those of a whole name the final dot is a part, as CoreDNS puts one there. */
const dotted = (word: string): string => `${word}.`;

/** The naive reading of plugin/rewrite/name.go on a name in lower case; null: the rule does not match. */
function changed({ match, from, to }: Rule, name: string): string | null {
  const [old, other] = [dotted(from), dotted(to)];
  switch (match) {
    case "exact":
      return name === old ? other : null;
    case "prefix":
      return name.indexOf(old) === 0 ? other + name.substring(old.length) : null;
    case "suffix":
      return name.lastIndexOf(old) >= 0 && name.lastIndexOf(old) === name.length - old.length
        ? name.substring(0, name.length - old.length) + other
        : null;
    case "substring":
      return name.split(old).length > 1 ? name.split(old).join(other) : null;
  }
}

/** Rules from the top: the first that matches ends it, unless it says `continue`. */
function seenBy(all: readonly Rule[], name: string): string {
  let seen = name;
  for (const one of all) {
    const next = changed(one, seen);
    if (next === null) continue;
    seen = next;
    if (one.mode !== "continue ") break;
  }
  return seen;
}

const ruleText = ({ mode, match, from, to }: Rule): string => `rewrite ${mode}name ${match} ${from} ${to}`;

/** Says which name a plugin behind rewrite sees, in a record whose owner no rule turns back. */
function serverOf(lines: readonly string[]): CoreDnsUnderTest {
  const echo = 'template IN TXT . {\n  answer "owner.example. 60 IN TXT {{ .Name }}"\n }';
  return new CoreDnsUnderTest(`. {\n${lines.map((line) => ` ${line}\n`).join("")} ${echo}\n}\n`);
}
const sawOf = (server: CoreDnsUnderTest, name: string): string | undefined =>
  / TXT "([^"]*)"$/.exec(server.answer(name, "TXT"))?.[1];

describe("the name that plugins behind rewrite see", () => {
  it("is that of a naive reading of the rules", () => {
    fc.assert(
      fc.property(rules, question, (all, name) => {
        const server = serverOf(all.map(ruleText));
        expect(server.problems).toEqual([]);
        expect(sawOf(server, name)).toBe(seenBy(all, name));
      }),
      { numRuns: 400 },
    );
  });

  it("is the same for a question in any case", () => {
    fc.assert(
      fc.property(rules, question, (all, name) => {
        const seen = seenBy(all, name);
        if (seen !== name) expect(sawOf(serverOf(all.map(ruleText)), name.toUpperCase())).toBe(seen);
      }),
    );
  });

  it("is that of the same rules written as regular expressions", () => {
    const quoted = (word: string): string => dotted(word).replaceAll(".", "\\.");
    fc.assert(
      fc.property(rule, question, (one, name) => {
        const [from, to] = [quoted(one.from), dotted(one.to)];
        const written = {
          exact: `^${from}$ ${to}`,
          // What stands for the rest would end in a second dot: CoreDNS puts one behind every replacement.
          prefix: null,
          suffix: `^(.*)${from}$ {1}${to}`,
          substring: null,
        }[one.match];
        if (written === null) return;
        const server = serverOf([`rewrite name regex ${written}`]);
        expect(sawOf(server, name)).toBe(seenBy([one], name));
      }),
    );
  });
});

describe("the name that the client sees", () => {
  it("is its own in the question, and in the owners of an exact rule's answer", () => {
    const own = 'template IN A . {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }';
    fc.assert(
      fc.property(rules, question, (all, name) => {
        const exact = all.map((one) => ({ ...one, match: "exact" as const }));
        const server = new CoreDnsUnderTest(`. {\n${exact.map((one) => ` ${ruleText(one)}\n`).join("")} ${own}\n}\n`);
        const outcome = server.outcome(name, "A");
        const [reply] = outcome.kind === "reply" ? outcome.messages : [];
        const isTurned = seenBy(exact, name) !== name;
        const lastMode = exact.filter((one) => changed(one, name) !== null).at(0)?.mode;
        // Where only rules that go on have matched, CoreDNS leaves the changed question.
        if (isTurned && lastMode !== "continue ") expect(reply?.questions[0]?.name.text).toBe(name);
        if (isTurned && lastMode !== "continue ") expect(reply?.answer[0]?.owner.text).toBe(name);
      }),
    );
  });
});

describe("types and TTLs", () => {
  const types = ["A", "AAAA", "TXT", "MX", "SRV"] as const;
  const type = fc.constantFrom(...types);
  const zone =
    '@ 60 SOA ns hm 1 2 3 4 5\n@ 60 NS ns\nx 60 A 192.0.2.1\nx 60 AAAA 2001:db8::1\nx 60 TXT "t"\nx 60 MX 1 x\nx 60 SRV 1 1 1 x\n';
  const zoneServer = (lines: readonly string[]): CoreDnsUnderTest =>
    new CoreDnsUnderTest(`lan {\n${lines.map((line) => ` rewrite ${line}\n`).join("")} file /db\n}\n`, { "/db": zone });

  it("a type is what the first rule for it says, and chains of rules that go on are followed", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(type, type, fc.boolean()), { maxLength: 4 }), type, (all, asked) => {
        let seen: (typeof types)[number] = asked;
        for (const [from, to, goesOn] of all) {
          if (seen !== from) continue;
          seen = to;
          if (!goesOn) break;
        }
        const server = zoneServer(all.map(([from, to, goesOn]) => `${goesOn ? "continue " : ""}type ${from} ${to}`));
        expect(server.answer("x.lan.", asked)).toMatch(new RegExp(`^x\\.lan\\. ${seen} `));
      }),
    );
  });

  it("of several TTL rules that go on, the first one's change is made last", () => {
    const seconds = fc.integer({ min: 0, max: 4000 });
    fc.assert(
      fc.property(seconds, seconds, (first, second) => {
        const server = zoneServer([`continue ttl suffix lan ${first}`, `ttl suffix lan ${second}`]);
        const found = /^NOERROR aa: (\d+) A /.exec(server.line("x.lan.", "A"))?.[1];
        expect(["first", "second"].filter((_, at) => Number(found) === [first, second][at])).not.toEqual([]);
      }),
    );
  });
});
