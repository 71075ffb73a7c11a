import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const says = (word: string): string => ` template IN ANY {\n  answer "{{ .Name }} 60 IN TXT ${word}"\n }\n`;

function isTaken(expression: string, row: string): boolean {
  const server = new CoreDnsUnderTest(
    `test {\n view v {\n  expr ${expression}\n }\n${says("view")}}\ntest {\n${says("rest")}}\n`,
  );
  expect(server.problems).toEqual([]);
  return server.retell(`${row} => `).endsWith('"view"');
}

interface Asked {
  readonly name: string;
  readonly type: string;
  readonly from: string;
  readonly transport: "tcp" | "udp";
}

const asked: fc.Arbitrary<Asked> = fc.record({
  name: fc.constantFrom("x.test.", "Y.test.", "x.sub.test."),
  type: fc.constantFrom("A", "AAAA", "MX"),
  from: fc.constantFrom("10.0.0.1", "10.0.1.1", "192.0.2.7"),
  transport: fc.constantFrom("tcp", "udp"),
});
const rowOf = ({ name, type, from, transport }: Asked): string =>
  `${name} ${type} ${transport === "tcp" ? "tcp " : ""}from ${from}`;

/** A condition in CoreDNS's words, and what a reader takes it for. */
interface Condition {
  readonly text: string;
  readonly holds: (question: Asked) => boolean;
}

const atom: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { text: "type() == 'A'", holds: ({ type }) => type === "A" },
  { text: "type() in ['A', 'MX']", holds: ({ type }) => type !== "AAAA" },
  { text: "name() == 'x.test.'", holds: ({ name }) => name === "x.test." },
  { text: "name() endsWith '.sub.test.'", holds: ({ name }) => name === "x.sub.test." },
  { text: "name() startsWith 'y'", holds: ({ name }) => name === "Y.test." },
  { text: "proto() == 'tcp'", holds: ({ transport }) => transport === "tcp" },
  { text: "client_ip() == '192.0.2.7'", holds: ({ from }) => from === "192.0.2.7" },
  { text: "incidr(client_ip(), '10.0.0.0/24')", holds: ({ from }) => from === "10.0.0.1" },
  { text: "true", holds: () => true },
  { text: "len(name()) > 7", holds: ({ name }) => name.length > 7 },
);

const condition: fc.Arbitrary<Condition> = fc.letrec<{ all: Condition }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 3 },
    atom,
    tie("all").map(({ text, holds }) => ({ text: `not (${text})`, holds: (question: Asked) => !holds(question) })),
    fc.tuple(tie("all"), tie("all")).map(([left, right]) => ({
      text: `(${left.text} and ${right.text})`,
      holds: (question: Asked) => left.holds(question) && right.holds(question),
    })),
    fc.tuple(tie("all"), tie("all")).map(([left, right]) => ({
      text: `(${left.text} || ${right.text})`,
      holds: (question: Asked) => left.holds(question) || right.holds(question),
    })),
  ),
})).all;

describe("a view takes the questions for which its expression holds", () => {
  it("any combination of conditions", () => {
    fc.assert(
      fc.property(condition, asked, ({ text, holds }, question) => {
        expect([text, rowOf(question), isTaken(text, rowOf(question))]).toEqual([
          text,
          rowOf(question),
          holds(question),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("several expressions are one, joined by and", () => {
    fc.assert(
      fc.property(atom, atom, asked, (left, right, question) => {
        const both = `${left.text}\n  expr ${right.text}`;
        expect(isTaken(both, rowOf(question))).toBe(left.holds(question) && right.holds(question));
      }),
    );
  });

  it("incidr is true for the addresses whose first bits are the network's", () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const numberOf = (all: readonly number[]): number => all.reduce((sum, octet) => sum * 256 + octet, 0);
    fc.assert(
      fc.property(octets, octets, fc.integer({ min: 0, max: 32 }), fc.boolean(), (network, other, length, isNear) => {
        const address = isNear ? [...network.slice(0, 3), other[3]] : other;
        const size = 2 ** (32 - length);
        const isIn = Math.floor(numberOf(network) / size) === Math.floor(numberOf(address) / size);
        const text = `incidr(client_ip(), '${network.join(".")}/${length}')`;
        expect(isTaken(text, `x.test. A from ${address.join(".")}`)).toBe(isIn);
      }),
    );
  });
});
