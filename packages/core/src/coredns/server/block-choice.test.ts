import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../plugins/ask-coredns.fixture.ts";

const says = (word: string): string => ` template IN ANY {\n  answer "{{ .Name }} 60 IN TXT ${word}"\n }\n`;
const block = (keys: string, word: string): string => `${keys} {\n${says(word)}}\n`;

/** Keys of blocks, each of which says its own; then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [about: string, corefile: string, ...rows: string[]])[] = [
  [
    "the longest zone",
    block("test", "test") + block("a.test", "a") + block("b.a.test", "b") + block(".", "root"),
    'x.test. A => NOERROR aa: 60 TXT "test"',
    'test. A => NOERROR aa: 60 TXT "test"',
    'a.test. A => NOERROR aa: 60 TXT "a"',
    'x.a.test. A => NOERROR aa: 60 TXT "a"',
    'X.A.Test. A => NOERROR aa: x.a.test. 60 TXT "a"',
    'xa.test. A => NOERROR aa: 60 TXT "test"',
    'b.a.test. A => NOERROR aa: 60 TXT "b"',
    'x.y.b.a.test. A => NOERROR aa: 60 TXT "b"',
    'other. A => NOERROR aa: 60 TXT "root"',
    '. A => NOERROR aa: 60 TXT "root"',
  ],
  [
    "no block for the root",
    block("test", "test") + block("a.test", "a"),
    "x. A => REFUSED",
    'test. A => NOERROR aa: 60 TXT "test"',
    "atest. A => REFUSED",
    ". A => REFUSED",
  ],
  [
    "DS is the parent's, where the parent is served",
    block("test", "test") + block("a.test", "a") + block("c.b.test", "c"),
    'a.test. DS => NOERROR aa: 60 TXT "test"',
    'x.a.test. DS => NOERROR aa: 60 TXT "test"',
    'b.a.test. DS => NOERROR aa: 60 TXT "test"',
    'test. DS => NOERROR aa: 60 TXT "test"',
    'c.b.test. DS => NOERROR aa: 60 TXT "test"',
    'x.c.b.test. DS => NOERROR aa: 60 TXT "test"',
  ],
  [
    "DS and the root",
    block(".", "root") + block("test", "test"),
    'test. DS => NOERROR aa: 60 TXT "test"',
    'x.test. DS => NOERROR aa: 60 TXT "test"',
    'other. DS => NOERROR aa: 60 TXT "root"',
  ],
  [
    "several keys",
    block("a.test b.test", "both") + block("c.test, d.test", "comma"),
    'x.a.test. A => NOERROR aa: 60 TXT "both"',
    'b.test. A => NOERROR aa: 60 TXT "both"',
    'c.test. A => NOERROR aa: 60 TXT "comma"',
    'x.d.test. A => NOERROR aa: 60 TXT "comma"',
    "e.test. A => REFUSED",
  ],
  [
    "networks as keys",
    block("10.0.0.0/24", "ten") +
      block("10.0.0.0/8", "eight") +
      block("192.168.0.0/23", "two") +
      block("2001:db8::/32", "six") +
      block("172.16.0.0/12", "twelve"),
    '1.0.0.10.in-addr.arpa. PTR => NOERROR aa: 60 TXT "ten"',
    '1.1.0.10.in-addr.arpa. PTR => NOERROR aa: 60 TXT "eight"',
    '0.0.10.in-addr.arpa. PTR => NOERROR aa: 60 TXT "ten"',
    '10.in-addr.arpa. PTR => NOERROR aa: 60 TXT "eight"',
    '5.1.168.192.in-addr.arpa. PTR => NOERROR aa: 60 TXT "two"',
    "5.2.168.192.in-addr.arpa. PTR => REFUSED",
    '1.8.b.d.0.1.0.0.2.ip6.arpa. PTR => NOERROR aa: 60 TXT "six"',
    '1.31.172.in-addr.arpa. PTR => NOERROR aa: 60 TXT "twelve"',
    "1.32.172.in-addr.arpa. PTR => REFUSED",
  ],
  [
    "keys are lower case, and their dot is put there",
    block("A.Test.", "a") + block("b.test", "b"),
    'x.a.test. A => NOERROR aa: 60 TXT "a"',
    'x.B.TEST. A => NOERROR aa: x.b.test. 60 TXT "b"',
  ],
  [
    "escaped dots are one label",
    block("test", "test") + block("b.test", "b"),
    'a\\.b.test. A => NOERROR aa: 60 TXT "test"',
    'x.a\\.b.test. A => NOERROR aa: 60 TXT "test"',
  ],
  [
    "a block without a plugin that answers",
    block("test", "test") + "a.test {\n debug\n}\n" + block("b.a.test", "b"),
    "x.a.test. A => REFUSED",
    'b.a.test. A => NOERROR aa: 60 TXT "b"',
    'x.test. A => NOERROR aa: 60 TXT "test"',
  ],
  [
    "a root block without a plugin that answers",
    ". {\n debug\n}\n" + block("test", "test"),
    'x.test. A => NOERROR aa: 60 TXT "test"',
    "other. A => REFUSED",
  ],
  [
    "two expressions are both needed",
    `test {\n view v {\n  expr type() == 'A'\n  expr name() == 'x.test.'\n }\n${says("view")}}\n`,
    'x.test. A => NOERROR aa: 60 TXT "view"',
    "x.test. AAAA => REFUSED",
    "y.test. A => REFUSED",
    "y.test. AAAA => REFUSED",
  ],
  [
    "none of the views: the shorter zone",
    `a.test {\n view v {\n  expr type() == 'A'\n }\n${says("view")}}\n` + block("test", "test"),
    'x.a.test. A => NOERROR aa: 60 TXT "view"',
    'x.a.test. MX => NOERROR aa: 60 TXT "test"',
  ],
];

it.each(TABLE)("%s", (_, corefile, ...rows) => {
  const server = new CoreDnsUnderTest(corefile);
  expect(server.problems.filter((problem) => !problem.includes("RFC1035"))).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});

describe("law", () => {
  const label = fc.constantFrom("a", "b", "c");
  const zone = fc.array(label, { maxLength: 3 }).map((labels) => `${labels.join(".")}.`);
  const zones = fc.uniqueArray(zone, { minLength: 1, maxLength: 6 });
  const name = fc.array(label, { maxLength: 5 }).map((labels) => `${labels.join(".")}.`);
  const covers = (above: string, below: string): boolean => above === "." || `.${below}`.endsWith(`.${above}`);
  const serverOf = (all: readonly string[]): CoreDnsUnderTest =>
    new CoreDnsUnderTest(all.map((each, at) => block(each, `block${at}`)).join(""));
  const nameOfBlock = (line: string): string => / TXT (\S+)/.exec(line)?.[1]?.replaceAll('"', "") ?? line;

  it("the longest zone that matches answers, whatever the order of the blocks and the case of the question", () => {
    fc.assert(
      fc.property(zones, fc.array(name, { minLength: 1, maxLength: 6 }), fc.boolean(), (all, asked, isUpper) => {
        const server = serverOf(all);
        for (const each of asked) {
          const matching = all.filter((candidate) => covers(candidate, each));
          const longest = matching.toSorted((left, right) => right.length - left.length)[0];
          const expected = longest === undefined ? "REFUSED" : `block${all.indexOf(longest)}`;
          expect(nameOfBlock(server.line(isUpper ? each.toUpperCase() : each, "A"))).toBe(expected);
        }
      }),
    );
  });

  it("a DS question is answered by the shortest zone that matches, the root's only where nobody else does", () => {
    fc.assert(
      fc.property(zones, name, (all, asked) => {
        const matching = all.filter((candidate) => candidate !== "." && covers(candidate, asked));
        const shortest = matching.toSorted((left, right) => left.length - right.length)[0];
        const fallback = all.includes(".") ? `block${all.indexOf(".")}` : "REFUSED";
        const expected = shortest === undefined ? fallback : `block${all.indexOf(shortest)}`;
        expect(nameOfBlock(serverOf(all).line(asked, "DS"))).toBe(expected);
      }),
    );
  });

  it("a view that takes a question is taken before blocks behind it; where none does, a shorter zone answers", () => {
    const types = fc.subarray(["A", "AAAA", "TXT"]);
    const views = fc.array(fc.record({ zone: fc.constantFrom("a.", "b.a.", "."), types }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        views,
        fc.constantFrom("x.b.a.", "x.a.", "x."),
        fc.constantFrom("A", "AAAA", "TXT"),
        (all, asked, type) => {
          const text = all.map(({ zone: key, types: taken }, at) => {
            const list = taken.map((each) => `'${each}'`).join(", ");
            return `${key} {\n view v${at} {\n  expr type() in [${list}]\n }\n${says(`block${at}`)}}\n`;
          });
          const taking = ["b.a.", "a.", "."]
            .filter((key) => covers(key, asked))
            .flatMap((key) => all.flatMap((view, at) => (view.zone === key && view.types.includes(type) ? [at] : [])));
          const server = new CoreDnsUnderTest(text.join(""));
          expect(nameOfBlock(server.retell(`${asked} ${type} => `).split(" => ")[1] ?? "")).toBe(
            taking[0] === undefined ? "REFUSED" : `block${taking[0]}`,
          );
        },
      ),
    );
  });
});
