import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_FLAGS, type Opcode, type Rcode, rcodeFromNumber } from "../dns/index.ts";
import { requestOf } from "./plugin-request.fixture.ts";
import { authoritativeReplyTo, endOfChain, isLeftToServer, replyTo } from "./reply.ts";

/** miekg/dns 1.1.73 defaults.go SetReply, and CoreDNS 1.15.0 plugin/plugin.go ClientWrite. */

const every = { ...NO_FLAGS, recursionDesired: true, checkingDisabled: true, authenticData: true, truncated: true };

describe("the flags of an empty reply", () => {
  /** `rd cd`: what is set of it, QR apart. */
  const flagsOf = (opcode: Opcode, make: typeof replyTo): string => {
    const { flags } = make(requestOf("x.test.", "A", { opcode, flags: every }));
    const words = [
      flags.authoritative && "aa",
      flags.truncated && "tc",
      flags.recursionDesired && "rd",
      flags.recursionAvailable && "ra",
      flags.authenticData && "ad",
      flags.checkingDisabled && "cd",
    ];
    return words.filter(Boolean).join(" ");
  };
  it.each<readonly [Opcode, string]>([
    ["QUERY", "rd cd"],
    ["NOTIFY", ""],
    ["UPDATE", ""],
    ["STATUS", ""],
  ])("to %s: %s", (opcode, expected) => expect(flagsOf(opcode, replyTo)).toBe(expected));

  it("an authoritative one has AA beside them", () => {
    expect(flagsOf("QUERY", authoritativeReplyTo)).toBe("aa rd cd");
    expect(flagsOf("NOTIFY", authoritativeReplyTo)).toBe("aa");
  });

  it("what the question left out is left out", () => {
    const { flags } = replyTo(requestOf("x.test.", "A", { flags: NO_FLAGS }));
    expect(flags).toEqual(NO_FLAGS);
  });
});

describe("the rest of it", () => {
  it("has the question's id, opcode and spelling, and no record", () => {
    const reply = replyTo(requestOf("WWW.Test.", "MX", { id: 4711, opcode: "NOTIFY" }));
    expect([reply.id, reply.opcode, reply.rcode]).toEqual([4711, "NOTIFY", "NOERROR"]);
    expect(reply.questions.map(({ name, type }) => `${name.text} ${type}`)).toEqual(["WWW.Test. MX"]);
    expect([reply.answer, reply.authority, reply.additional, reply.edns]).toEqual([[], [], [], null]);
  });

  it("is as it is told to be", () => {
    const reply = authoritativeReplyTo(requestOf("x.test."), { rcode: "NXDOMAIN", id: 1 });
    expect([reply.rcode, reply.id, reply.flags.authoritative]).toEqual(["NXDOMAIN", 1, true]);
  });

  it("the client's OPT record is not its own: the server's last step puts it back", () => {
    const edns = { udpSize: 1232, version: 0, dnssecOk: true, z: 0, options: [] };
    expect(replyTo(requestOf("x.test.", "A", { edns })).edns).toBeNull();
  });
});

describe("who writes a reply of which a plugin says only the rcode", () => {
  it.each<readonly [Rcode, boolean]>([
    ["NOERROR", false],
    ["FORMERR", true],
    ["SERVFAIL", true],
    ["NXDOMAIN", false],
    ["NOTIMP", true],
    ["REFUSED", true],
    ["YXDOMAIN", false],
    ["NOTAUTH", false],
    ["NOTZONE", false],
    ["BADVERS", false],
    ["BADCOOKIE", false],
  ])("%s: the server is %s", (rcode, expected) => expect(isLeftToServer(rcode)).toBe(expected));

  it("four of all numbers are the server's", () => {
    const numbers = Array.from({ length: 4096 }, (_, number) => number);
    expect(numbers.filter((number) => isLeftToServer(rcodeFromNumber(number)))).toEqual([1, 2, 4, 5]);
  });
});

describe("behind the last plugin", () => {
  it("is a failure with an error, whatever is asked", () => {
    fc.assert(
      fc.property(fc.constantFrom("x.test.", ".", "a.b."), fc.constantFrom("A", "ANY", "TYPE999"), (name, type) => {
        const outcome = endOfChain(requestOf(name, type));
        expect(outcome).toEqual({ kind: "returned", rcode: "SERVFAIL", error: "no next plugin found" });
      }),
    );
  });

  it("says so to who listens", () => {
    const remarks: string[] = [];
    endOfChain({ ...requestOf("x.test."), remark: ({ actor, text }) => remarks.push(`${actor}: ${text}`) });
    expect(remarks).toEqual(["server block: every plugin passed the question on: SERVFAIL"]);
  });
});
