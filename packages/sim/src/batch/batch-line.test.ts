import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BatchQuestion, readBatchLine } from "./batch-line.ts";

/** The format of `ask --batch` (README of this package): one JSON object a line. */
function read(line: unknown): BatchQuestion {
  const question = readBatchLine(JSON.stringify(line));
  if ("fault" in question) throw new Error(question.fault);
  return question;
}

function faultOf(line: unknown): string {
  const question = readBatchLine(typeof line === "string" ? line : JSON.stringify(line));
  return "fault" in question ? question.fault : "none";
}

/** `www. IN A rd` and `0 do 1232`, as they will be sent. */
function messageOf({ content }: BatchQuestion): string {
  if (content.kind === "bytes") return [...content.bytes].join(" ");
  const { questions, flags, edns } = content.message;
  const asked = questions.map(({ name, class: rrClass, type }) => `${name.text} ${rrClass} ${type}`).join();
  const words = [flags.recursionDesired && "rd", flags.checkingDisabled && "cd", flags.authenticData && "ad"];
  const opt = edns === null ? "" : `edns ${edns.version} ${edns.udpSize}${edns.dnssecOk ? " do" : ""}`;
  return [asked, ...words, opt].filter((word) => word !== false && word !== "").join(" ");
}

const base = { from: "laptop", query: { name: "www.kloud.lan" } } as const;
const withQuery = (more: object): object => ({ ...base, query: { ...base.query, ...more } });

describe("the question", () => {
  test.each([
    ["a name alone: A, IN, RD=1, no EDNS", base, "www.kloud.lan. IN A rd"],
    ["with a type", withQuery({ type: "MX" }), "www.kloud.lan. IN MX rd"],
    ["in small letters", withQuery({ type: "aaaa", class: "ch" }), "www.kloud.lan. CH AAAA rd"],
    ["by number", withQuery({ type: "TYPE65280", class: "CLASS7" }), "www.kloud.lan. CLASS7 TYPE65280 rd"],
    ["the root", withQuery({ name: "." }), ". IN A rd"],
    ["an odd name", withQuery({ name: "a\\.b.x" }), "a\\.b.x. IN A rd"],
    ["without RD", withQuery({ rd: false }), "www.kloud.lan. IN A"],
    ["with CD and AD", withQuery({ cd: true, ad: true }), "www.kloud.lan. IN A rd cd ad"],
    ["EDNS as it is", withQuery({ edns: {} }), "www.kloud.lan. IN A rd edns 0 1232"],
    ["with a size and DO", withQuery({ edns: { size: 4096, do: true } }), "www.kloud.lan. IN A rd edns 0 4096 do"],
    ["of another version", withQuery({ edns: { version: 1 } }), "www.kloud.lan. IN A rd edns 1 1232"],
    ["null is as if nothing was said", withQuery({ edns: null, rd: null, type: null }), "www.kloud.lan. IN A rd"],
    ["octets", { from: "laptop", wire: "00ffA0" }, "0 255 160"],
    ["no octet at all", { from: "laptop", wire: "" }, ""],
  ])("%s", (_row, line, expected) => {
    expect(messageOf(read(line))).toBe(expected);
  });
});

describe("who asks whom, when and how", () => {
  test.each([
    ["nothing but who", base, "laptop asks null at 0 over udp from null"],
    ["a server", { ...base, server: "dns1" }, "laptop asks dns1 at 0 over udp from null"],
    ["a moment", { ...base, atMs: 1500 }, "laptop asks null at 1500 over udp from null"],
    ["its own address", { ...base, source: "192.168.13.50" }, "laptop asks null at 0 over udp from 192.168.13.50"],
    ["IPv6", { ...base, source: "2001:DB8::1" }, "laptop asks null at 0 over udp from 2001:db8::1"],
    ["TCP", withQuery({ tcp: true }), "laptop asks null at 0 over tcp from null"],
    ["octets over TCP", { from: "laptop", wire: "00", tcp: true }, "laptop asks null at 0 over tcp from null"],
    ["beside a question `tcp` is the question's", { ...base, tcp: true }, "laptop asks null at 0 over udp from null"],
  ])("%s", (_row, line, expected) => {
    const { from, server, at, transport, source } = read(line);
    expect(`${from} asks ${server} at ${at} over ${transport} from ${source}`).toBe(expected);
  });

  test.each([
    [1, 1],
    ["a", "a"],
    [null, null],
    [{ a: 1 }, null],
    [true, null],
  ])("an id of %j comes back as %j", (id, expected) => {
    expect(read({ ...base, id }).id).toBe(expected);
    expect(readBatchLine(JSON.stringify({ id, from: "x" })).id).toBe(expected);
  });
});

describe("what is wrong is said, all of it", () => {
  test.each<readonly [row: string, line: unknown, expected: string]>([
    ["who", { query: { name: "." } }, '"from" is missing'],
    ["no question", { from: "x" }, 'it takes either "query" or "wire"'],
    ["two", { ...base, wire: "00" }, 'it takes either "query" or "wire"'],
    ["no name", { from: "x", query: {} }, '"name" is missing'],
    ["an empty name", withQuery({ name: "" }), '"" is not a domain name: empty'],
    ["a long label", withQuery({ name: "a".repeat(64) }), `"${"a".repeat(64)}" is not a domain name: label too long`],
    ["a type", withQuery({ type: "FOO" }), '"FOO" is not a record type'],
    ["a class", withQuery({ class: "FOO" }), '"FOO" is not a class'],
    ["a source", { ...base, source: "here" }, '"source": "here" is not an address'],
    ["half an octet", { from: "x", wire: "000" }, '"wire" is not hexadecimal'],
    ["no hexadecimal", { from: "x", wire: "0g" }, '"wire" is not hexadecimal'],
    ["a time before the beginning", { ...base, atMs: -1 }, '"atMs" is not a number from 0 on'],
    ["kinds", { ...base, from: 1, server: 2 }, '"from" is not a string; "from" is missing; "server" is not a string'],
    ["flags", withQuery({ rd: 1, tcp: "yes" }), '"tcp" is not true or false; "rd" is not true or false'],
    ["a list for a question", { from: "x", query: [] }, '"query" is not an object; "name" is missing'],
    ["EDNS as a number", withQuery({ edns: 1232 }), '"edns" is not an object'],
    ["a text", '"a"', 'the line is not an object; it takes either "query" or "wire"; "from" is missing'],
  ])("%s", (_row, line, expected) => {
    expect(faultOf(line)).toBe(expected);
  });

  test.each(["", "{", "[1", "nul", '{"a":1} x'])("%j is not JSON", (line) => {
    expect(faultOf(line)).toMatch(/^not JSON: ./);
  });
});

test("keys that nobody knows are named with their place, and passed over", () => {
  const line = { ...base, colour: 1, query: { ...base.query, size: 2, edns: { size: 512, flags: 0 } } };
  expect(read(line).ignored).toEqual(["colour", "query.size", "edns.flags"]);
  expect(read(base).ignored).toEqual([]);
});

test("any JSON and any text is read or refused, and an id that is there comes back", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      const question = readBatchLine(line);
      if ("fault" in question) expect(question.fault).not.toBe("");
    }),
  );
  const id = fc.oneof(fc.string(), fc.integer());
  fc.assert(
    fc.property(id, fc.dictionary(fc.string(), fc.jsonValue()), (own, more) => {
      expect(readBatchLine(JSON.stringify({ ...more, id: own })).id).toBe(own);
    }),
  );
});
