import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeQuery, NO_FLAGS, nameOf, parseAddress, type RrType } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { QueryPacket } from "../exchange.ts";
import { readRequest } from "./resolved-request.ts";

/** systemd 252 resolved-dns-stub.c dns_stub_process_query, dns-type.c: what the stub listener looks up, and what it refuses at once. */

const address = parseAddress("127.0.0.1");
invariant(address !== null, "an address of this test");
const end = { address, port: 53 };
const packetOf = (content: QueryPacket["content"]): QueryPacket => ({
  source: end,
  destination: end,
  transport: "udp",
  content,
});

type Asked = Parameters<typeof makeQuery>[1];

/** `look up`, `ignored`, or the rcode of the failure. */
function judged(type: RrType, asked: Asked = {}): string {
  const flags = { ...NO_FLAGS, recursionDesired: true };
  const message = makeQuery({ name: nameOf("x.test."), type, class: "IN" }, { flags, ...asked });
  const request = readRequest(packetOf({ kind: "message", message }));
  return request.kind === "failure" ? request.rcode : request.kind === "query" ? "look up" : request.kind;
}

describe("types", () => {
  const of = (types: string): readonly RrType[] => types.split(" ") as RrType[];
  it.each(
    of("A NS CNAME SOA PTR HINFO MX TXT AAAA SRV NAPTR DS DNSKEY NSEC NSEC3 TLSA SVCB HTTPS CAA URI ANY TYPE65280"),
  )("%s is looked up", (type) => expect(judged(type)).toBe("look up"));
  it.each(of("MD MF MAILA MB MG MR MINFO MAILB WKS A6 NXT NULL"))("%s is obsolete", (type) =>
    expect(judged(type)).toBe("REFUSED"),
  );
  it.each(of("AXFR IXFR"))("%s: no transfers", (type) => expect(judged(type)).toBe("REFUSED"));
  it.each(of("TYPE0 OPT TSIG TKEY RRSIG"))("%s is no type to ask for", (type) => expect(judged(type)).toBe("FORMERR"));
});

describe("what else decides", () => {
  const edns = { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [] };
  it.each<readonly [string, RrType, Asked, string]>([
    ["no recursion wanted", "A", { flags: NO_FLAGS }, "REFUSED"],
    ["EDNS", "A", { edns }, "look up"],
    ["EDNS of another version", "A", { edns: { ...edns, version: 1 } }, "BADVERS"],
    ["that comes before the type", "NULL", { edns: { ...edns, version: 1 } }, "BADVERS"],
    ["and before recursion", "A", { edns: { ...edns, version: 9 }, flags: NO_FLAGS }, "BADVERS"],
    ["a type that is none comes before all", "RRSIG", { edns: { ...edns, version: 1 } }, "FORMERR"],
    [
      "CD and AD are no matter",
      "A",
      { flags: { ...NO_FLAGS, recursionDesired: true, checkingDisabled: true, authenticData: true } },
      "look up",
    ],
  ])("%s", (_, type, asked, expected) => expect(judged(type, asked)).toBe(expected));

  it("a message without a question is passed over", () => {
    const message = { ...makeQuery({ name: nameOf("x.test."), type: "A", class: "IN" }), questions: [] };
    expect(readRequest(packetOf({ kind: "message", message })).kind).toBe("ignored");
  });

  it("a failure for a broken question has neither the question nor EDNS any more", () => {
    const message = makeQuery({ name: nameOf("x.test."), type: "RRSIG", class: "IN" }, { edns });
    const request = readRequest(packetOf({ kind: "message", message }));
    expect(request.kind === "failure" && [request.query.questions, request.query.edns]).toEqual([[], null]);
  });
});

describe("octets", () => {
  const header = (first: number, second: number, ...counts: readonly number[]): readonly number[] => [
    0x12,
    0x34,
    first,
    second,
    ...counts.flatMap((count) => [count >> 8, count & 255]),
  ];
  const A_IN = [1, 0x78, 0, 0, 1, 0, 1];
  const read = (...octets: readonly number[]): string => {
    const request = readRequest(packetOf({ kind: "bytes", bytes: Uint8Array.from(octets) }));
    return request.kind === "failure" ? request.rcode : request.kind;
  };
  it.each<readonly [string, readonly number[], string]>([
    ["a question", [...header(1, 0, 1, 0, 0, 0), ...A_IN], "query"],
    ["a reply", [...header(0x81, 0, 1, 0, 0, 0), ...A_IN], "ignored"],
    ["a NOTIFY", [...header(0x21, 0, 1, 0, 0, 0), ...A_IN], "ignored"],
    ["a cut question", [...header(3, 0, 1, 0, 0, 0), ...A_IN], "ignored"],
    ["no question", header(1, 0, 0, 0, 0, 0), "ignored"],
    ["two questions", [...header(1, 0, 2, 0, 0, 0), ...A_IN, ...A_IN], "ignored"],
    ["an answer", [...header(1, 0, 1, 1, 0, 0), ...A_IN], "ignored"],
    ["half a header", header(1, 0, 1), "ignored"],
    ["nothing", [], "ignored"],
    ["a question that ends early", [...header(1, 0, 1, 0, 0, 0), 1, 0x78, 0, 0, 1], "FORMERR"],
    ["a record that is not there", [...header(1, 0, 1, 0, 0, 1), ...A_IN], "FORMERR"],
    ["a name that points to itself", [...header(1, 0, 1, 0, 0, 0), 0xc0, 12, 0, 1, 0, 1], "FORMERR"],
    ["octets behind it", [...header(1, 0, 1, 0, 0, 0), ...A_IN, 0, 0], "query"],
  ])("%s", (_, octets, expected) => expect(read(...octets)).toBe(expected));

  it("law: any octets are read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(["query", "failure", "ignored"]).toContain(readRequest(packetOf({ kind: "bytes", bytes })).kind);
      }),
    );
  });
});
