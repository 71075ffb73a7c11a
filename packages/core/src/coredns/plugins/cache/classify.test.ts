import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Message,
  makeQuery,
  nameOf,
  type Opcode,
  type Rcode,
  type ResourceRecord,
  type RrType,
} from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { readGoRecord } from "../../go-zone/index.ts";
import { answersQuestion, classify, typify } from "./classify.ts";

const SOA = "test. 60 IN SOA a.test. b.test. 1 2 3 4 5";
const NS = "test. 60 IN NS a.test.";
const A = (owner: string): string => `${owner} 60 IN A 192.0.2.1`;
const CNAME = (owner: string, target: string): string => `${owner} 60 IN CNAME ${target}`;

interface Reply {
  readonly rcode?: Rcode;
  readonly type?: RrType;
  readonly opcode?: Opcode;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
}

function records(lines: readonly string[] = []): readonly ResourceRecord[] {
  return lines.map((line) => {
    const record = readGoRecord(line);
    invariant(record !== null, line);
    return record;
  });
}

/** A reply to `x.test. A`. */
function reply({ rcode = "NOERROR", type = "A", opcode = "QUERY", answer, authority }: Reply): Message {
  const query = makeQuery({ name: nameOf("x.test."), type, class: "IN" }, { opcode });
  return { ...query, rcode, answer: records(answer), authority: records(authority) };
}

describe("what a reply is to the cache", () => {
  it.each<readonly [string, Reply, string]>([
    ["an answer", { answer: [A("x.test.")] }, "no-error"],
    ["an answer with an SOA", { answer: [A("x.test.")], authority: [SOA] }, "no-error"],
    ["nothing at all", {}, "no-error"],
    ["an SOA alone", { authority: [SOA] }, "no-data"],
    ["name servers alone", { authority: [NS] }, "delegation"],
    ["name servers and an SOA", { authority: [NS, SOA] }, "no-data"],
    [
      "an alias without its target, with an SOA",
      { answer: [CNAME("x.test.", "y.test.")], authority: [SOA] },
      "no-data",
    ],
    ["an alias without its target, without one", { answer: [CNAME("x.test.", "y.test.")] }, "no-error"],
    [
      "an alias with its target and an SOA",
      { answer: [CNAME("x.test.", "y.test."), A("y.test.")], authority: [SOA] },
      "no-error",
    ],
    ["a name error", { rcode: "NXDOMAIN", authority: [SOA] }, "name-error"],
    ["a name error without an SOA", { rcode: "NXDOMAIN" }, "name-error"],
    [
      "a name error behind an alias",
      { rcode: "NXDOMAIN", answer: [CNAME("x.test.", "y.test.")], authority: [SOA] },
      "other",
    ],
    ["SERVFAIL", { rcode: "SERVFAIL" }, "server-error"],
    ["NOTIMP", { rcode: "NOTIMP" }, "server-error"],
    ["REFUSED", { rcode: "REFUSED" }, "other"],
    ["FORMERR", { rcode: "FORMERR" }, "other"],
    ["a transfer", { type: "AXFR", answer: [SOA] }, "meta"],
    ["an incremental one", { type: "IXFR" }, "meta"],
    ["a NOTIFY", { opcode: "NOTIFY" }, "meta"],
  ])("%s", (_, described, expected) => expect(classify(reply(described))).toBe(expected));

  it("plugin/pkg/response takes any answer for one", () => {
    const dangling = reply({ answer: [CNAME("x.test.", "y.test.")], authority: [SOA] });
    expect([typify(dangling), classify(dangling)]).toEqual(["no-error", "no-data"]);
  });
});

describe("whether an answer leads to its question", () => {
  it.each<readonly [string, Reply, boolean]>([
    ["the type", { answer: [A("x.test.")] }, true],
    ["another name", { answer: [A("y.test.")] }, false],
    ["another type", { type: "AAAA", answer: [A("x.test.")] }, false],
    ["whatever the case", { answer: [A("X.Test.")] }, true],
    ["through one alias", { answer: [CNAME("x.test.", "y.test."), A("y.test.")] }, true],
    ["through two, in any order", { answer: [A("z."), CNAME("y.test.", "z."), CNAME("x.test.", "y.test.")] }, true],
    ["a loop", { answer: [CNAME("x.test.", "y.test."), CNAME("y.test.", "x.test.")] }, false],
    ["a fork", { answer: [CNAME("x.test.", "y.test."), CNAME("x.test.", "z."), A("y.test."), A("z.")] }, false],
    [
      "one alias twice is no fork",
      { answer: [CNAME("x.test.", "y.test."), CNAME("x.test.", "y.test."), A("y.test.")] },
      true,
    ],
    ["a question for the alias itself", { type: "CNAME", answer: [CNAME("x.test.", "y.test.")] }, true],
    ["two of them", { type: "CNAME", answer: [CNAME("x.test.", "y.test."), CNAME("x.test.", "z.")] }, false],
    ["ANY: any record of the name", { type: "ANY", answer: [CNAME("x.test.", "y.test.")] }, true],
    ["ANY: none of the name", { type: "ANY", answer: [A("y.test.")] }, false],
    ["nothing", {}, false],
    ["an error", { rcode: "SERVFAIL", answer: [A("x.test.")] }, false],
  ])("%s", (_, described, expected) => expect(answersQuestion(reply(described))).toBe(expected));

  it("whatever the order of the records", () => {
    const lines = [
      CNAME("x.test.", "y.test."),
      CNAME("y.test.", "z.test."),
      A("z.test."),
      A("other.test."),
      CNAME("o.", "x.test."),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (answer) => {
        expect(answersQuestion(reply({ answer }))).toBe(true);
      }),
    );
  });
});
