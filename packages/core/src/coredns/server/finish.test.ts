import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Edns, makeQuery, nameOf, type Query } from "../../dns/index.ts";
import { errorReply } from "./accept.ts";
import { finishReply } from "./finish.ts";

const COOKIE = { code: 10, data: new Uint8Array([1]) };
const LOCAL = { code: 65_518, data: new Uint8Array([2]) };
const ERROR = { code: 15, data: new Uint8Array([0, 15]) };

function edns(changes: Partial<Edns> = {}): Edns {
  return { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [], ...changes };
}

function asked(own: Edns | null): Query {
  return makeQuery({ name: nameOf("x.test."), type: "A", class: "IN" }, { edns: own });
}

/** `1232 do z=16384 10,15 limit 1232`; `none` without an OPT record. */
function finish(query: Edns | null, own: Edns | null, echoes: readonly number[] = []): string {
  const message = { ...errorReply(asked(query), "NOERROR"), edns: own, order: "fixed" } as const;
  const { edns: sent, wire } = finishReply(message, asked(query), new Set(echoes));
  const limit = `limit ${wire.udpLimit}`;
  if (sent === null) return `none ${limit}`;
  const parts = [String(sent.udpSize), sent.dnssecOk ? "do" : "", sent.z === 0 ? "" : `z=${sent.z}`];
  return [...parts, sent.options.map(({ code }) => code).join(), limit].filter((part) => part !== "").join(" ");
}

describe("the OPT record of a reply", () => {
  it.each<readonly [string, Edns | null, Edns | null, readonly number[], string]>([
    ["nobody has one", null, null, [], "none limit 512"],
    ["the client's, without its options", edns({ options: [COOKIE] }), null, [], "1232 limit 1232"],
    ["with DO", edns({ dnssecOk: true }), null, [], "1232 do limit 1232"],
    ["with the upper bits beside DO alone", edns({ z: 0x7fff }), null, [], "1232 z=32512 limit 1232"],
    [
      "an option that rewrite rules name",
      edns({ options: [COOKIE, LOCAL] }),
      null,
      [LOCAL.code],
      "1232 65518 limit 1232",
    ],
    [
      "a plugin's own stays for a client without",
      null,
      edns({ udpSize: 4096, dnssecOk: true, options: [ERROR] }),
      [],
      "4096 do 15 limit 512",
    ],
    [
      "a plugin's own gets the client's size",
      edns({ udpSize: 700 }),
      edns({ udpSize: 4096, options: [ERROR] }),
      [],
      "700 15 limit 700",
    ],
    ["DO of either", edns({ dnssecOk: true }), edns(), [], "1232 do limit 1232"],
    ["DO of the other", edns(), edns({ dnssecOk: true }), [], "1232 do limit 1232"],
    [
      "no option is echoed beside a plugin's own",
      edns({ options: [LOCAL] }),
      edns({ options: [ERROR] }),
      [LOCAL.code],
      "1232 15 limit 1232",
    ],
    ["a size below 512 is repeated, and not obeyed", edns({ udpSize: 100 }), null, [], "100 limit 512"],
    ["size 0", edns({ udpSize: 0 }), null, [], "0 limit 512"],
    ["the largest size", edns({ udpSize: 65_535 }), null, [], "65535 limit 65535"],
    ["another version becomes 0", edns({ version: 7 }), null, [], "1232 limit 1232"],
  ])("%s", (_, query, own, echoes, expected) => expect(finish(query, own, echoes)).toBe(expected));

  it("is there whenever the client has one, with the client's size", () => {
    const any = fc.record({
      udpSize: fc.integer({ min: 0, max: 65_535 }),
      version: fc.constant(0),
      dnssecOk: fc.boolean(),
      z: fc.integer({ min: 0, max: 0x7fff }),
      options: fc.constant([]),
    });
    fc.assert(
      fc.property(any, fc.option(any), (query, own) => {
        expect(finish(query, own)).toMatch(new RegExp(`^${query.udpSize} .*limit ${Math.max(512, query.udpSize)}$`));
      }),
    );
  });
});

describe("a reply that the server itself writes", () => {
  it.each([
    ["RD and CD of a question", "QUERY", "rd cd"],
    ["neither of a NOTIFY", "NOTIFY", ""],
  ] as const)("%s", (_, opcode, expected) => {
    const flags = { ...asked(null).flags, recursionDesired: true, checkingDisabled: true, authenticData: true };
    const { flags: sent, questions, rcode } = errorReply({ ...asked(null), opcode, flags }, "REFUSED");
    const shown = [sent.recursionDesired && "rd", sent.checkingDisabled && "cd", sent.authenticData && "ad"];
    expect([shown.filter(Boolean).join(" "), questions.length, rcode]).toEqual([expected, 1, "REFUSED"]);
  });
});
