import { describe, expect, test } from "vitest";
import { makeQuery, nameFromLabels, nameOf, type Query, type Rdata, type ResourceRecord } from "../../dns/index.ts";
import { decodeMessage, responseFromMessage } from "../decode.ts";
import { encodeMessage } from "../encode.ts";
import { octetsOf } from "../octets.fixture.ts";
import {
  type BridgeProblem,
  type DnsPacket,
  decodeWithDnsPacket,
  messageFromPacket,
  packetFromMessage,
} from "./index.ts";
import { encodePacket } from "./package.ts";

const question = { name: nameOf("web.linkerd-viz.k8s1-prod.kloud.lan."), type: "A", class: "IN" } as const;
const record = (data: Rdata, owner = "a.lan."): ResourceRecord => ({
  owner: nameOf(owner),
  class: "IN",
  ttl: 30,
  data,
});
const withAnswer = (data: Rdata): Query => makeQuery(question, { answer: [record(data)] });

test("a question is what the package's own examples show", () => {
  const edns = { udpSize: 1232, version: 0, dnssecOk: true, z: 0, options: [] };
  expect(packetFromMessage(makeQuery(question, { id: 7, edns }))).toEqual({
    kind: "converted",
    value: {
      type: "query",
      id: 7,
      flags: 0x100,
      questions: [{ name: "web.linkerd-viz.k8s1-prod.kloud.lan", type: "A", class: "IN" }],
      answers: [],
      authorities: [],
      additionals: [
        { name: ".", type: "OPT", udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0x8000, options: [] },
      ],
    },
  });
});

test("opcode, flags and rcode stand in one number", () => {
  const flags = { ...makeQuery(question).flags, authoritative: true, checkingDisabled: true };
  const packet = packetFromMessage({ ...makeQuery(question), opcode: "NOTIFY", flags, rcode: "REFUSED" });
  expect(packet.kind === "converted" && packet.value.flags).toBe(0x2000 | 0x0400 | 0x0100 | 0x0010 | 5);
});

const octets = (text: string): Uint8Array => octetsOf(text);
const label = (...bytes: number[]) => {
  const name = nameFromLabels([Uint8Array.from(bytes), octets('"lan"')]);
  if (typeof name === "string") throw new Error(name);
  return name;
};

const refused: readonly { what: string; message: Query; problem: Omit<BridgeProblem, "what"> }[] = [
  {
    what: "a label with a dot",
    message: makeQuery({ ...question, name: nameOf("web\\.linkerd-viz.kloud.lan.") }),
    problem: { kind: "name-not-text", where: "questions[0].name" },
  },
  {
    what: "a label that is not UTF-8",
    message: makeQuery({ ...question, name: label(0xff) }),
    problem: { kind: "name-not-text", where: "questions[0].name" },
  },
  {
    what: "a label with a line feed",
    message: withAnswer({ type: "CNAME", target: label(0x61, 0x0a) }),
    problem: { kind: "name-not-text", where: "answers[0].data" },
  },
  {
    what: "a mailbox with a dot behind its first label",
    message: withAnswer({ type: "RP", mailbox: nameOf("a.b\\.c.lan."), text: nameOf(".") }),
    problem: { kind: "name-not-text", where: "answers[0].data.mbox" },
  },
  {
    what: "a class without a name",
    message: makeQuery({ ...question, class: "CLASS7" }),
    problem: { kind: "unknown-class", where: "questions[0].class" },
  },
  {
    what: "a string that is not UTF-8 where the package wants text",
    message: withAnswer({ type: "HINFO", cpu: octets("ff"), os: octets("") }),
    problem: { kind: "string-not-text", where: "answers[0].data.cpu" },
  },
  {
    what: "EDNS size 0",
    message: makeQuery(question, { edns: { udpSize: 0, version: 0, dnssecOk: false, z: 0, options: [] } }),
    problem: { kind: "not-written", where: "additionals.udpPayloadSize" },
  },
  {
    what: "a key of another protocol than 3",
    message: withAnswer({ type: "DNSKEY", flags: 256, protocol: 2, algorithm: 8, publicKey: octets("00") }),
    problem: { kind: "not-written", where: "answers[0].data" },
  },
  {
    what: "a fingerprint of an algorithm that the package does not know",
    message: withAnswer({ type: "SSHFP", algorithm: 1, fingerprintType: 3, fingerprint: octets("00".repeat(20)) }),
    problem: { kind: "not-written", where: "answers[0].data" },
  },
  {
    what: "an OPT record among the answers",
    message: withAnswer({ type: "OPT", octets: octets("") }),
    problem: { kind: "odd-opt", where: "answers[0].data" },
  },
  {
    what: "an extended rcode without EDNS",
    message: makeQuery(question, { rcode: "BADVERS" }),
    problem: { kind: "bad-value", where: "flags" },
  },
];

test.each(refused)("refused on the way there: $what", ({ message, problem }) => {
  const packet = packetFromMessage(message);
  expect(packet.kind === "unsupported" && packet.problems).toMatchObject([problem]);
});

test("everything that is in the way is told at once", () => {
  const data: Rdata = { type: "HINFO", cpu: octets("ff"), os: octets("fe") };
  const packet = packetFromMessage(
    makeQuery({ ...question, class: "CLASS7" }, { answer: [record(data, "a\\.b.lan.")] }),
  );
  const places = packet.kind === "unsupported" ? packet.problems.map(({ where }) => where) : [];
  expect([...places].sort()).toEqual([
    "answers[0].data.cpu",
    "answers[0].data.os",
    "answers[0].name",
    "questions[0].class",
  ]);
});

const answer = (type: string, data: unknown): DnsPacket => ({ answers: [{ name: "a.lan", type, data }] });

/** What dns-packet's own encode makes garbage of (facts of 5.6.1), or throws at. */
const badPackets: readonly { what: string; packet: DnsPacket; where: string; kind?: BridgeProblem["kind"] }[] = [
  {
    what: "a name with an empty label",
    packet: { questions: [{ name: "a..b", type: "A" }] },
    where: "questions[0].name",
  },
  {
    what: "a label of 64 octets",
    packet: { questions: [{ name: "a".repeat(64), type: "A" }] },
    where: "questions[0].name",
  },
  { what: "A 300.1.1.1", packet: answer("A", "300.1.1.1"), where: "answers[0].data" },
  { what: "A 1.2.3", packet: answer("A", "1.2.3"), where: "answers[0].data" },
  { what: "A ::1", packet: answer("A", "::1"), where: "answers[0].data" },
  { what: "A 198.19.000.030", packet: answer("A", "198.19.000.030"), where: "answers[0].data" },
  {
    what: "A 1.2.3.undefined, which its decode makes",
    packet: answer("A", "1.2.3.undefined"),
    where: "answers[0].data",
  },
  { what: "AAAA 1.2.3.4", packet: answer("AAAA", "1.2.3.4"), where: "answers[0].data" },
  {
    what: "type BOGUS",
    packet: { questions: [{ name: "a", type: "BOGUS" }] },
    where: "questions[0].type",
    kind: "unknown-type",
  },
  {
    what: "type UNKNOWN_65536",
    packet: { questions: [{ name: "a", type: "UNKNOWN_65536" }] },
    where: "questions[0].type",
    kind: "unknown-type",
  },
  {
    what: "class XX",
    packet: { questions: [{ name: "a", type: "A", class: "XX" }] },
    where: "questions[0].class",
    kind: "unknown-class",
  },
  {
    what: "a TTL of 2^32",
    packet: { answers: [{ name: "a", type: "A", ttl: 2 ** 32, data: "1.2.3.4" }] },
    where: "answers[0].ttl",
  },
  { what: "an id of 65,536", packet: { id: 65_536 }, where: "id" },
  { what: "SRV without an object", packet: answer("SRV", null), where: "answers[0].data" },
  { what: "SRV to port 65,536", packet: answer("SRV", { port: 65_536, target: "a" }), where: "answers[0].data.port" },
  { what: "SRV without a target", packet: answer("SRV", { port: 1 }), where: "answers[0].data.target" },
  { what: "a string of 256 octets", packet: answer("TXT", "x".repeat(256)), where: "answers[0].data[0]" },
  {
    what: "a fingerprint that is no hexadecimal",
    packet: answer("SSHFP", { algorithm: 1, hash: 1, fingerprint: "xy" }),
    where: "answers[0].data.fingerprint",
  },
  { what: "SVCB octets that are no such record", packet: answer("UNKNOWN_64", octets("00")), where: "answers[0].data" },
  { what: "two OPT records", packet: { additionals: [opt(), opt()] }, where: "additionals", kind: "odd-opt" },
  { what: "an OPT record among the answers", packet: { answers: [opt()] }, where: "answers[0]", kind: "odd-opt" },
  {
    what: "an option that nobody can write",
    packet: { additionals: [opt({ code: "NSID" })] },
    where: "additionals.options[0].data",
  },
  {
    what: "an option of no code",
    packet: { additionals: [opt({ code: "WORD", data: octets("") })] },
    where: "additionals.options[0].code",
  },
];

function opt(...options: readonly { code: number | string; data?: Uint8Array }[]) {
  return { name: ".", type: "OPT", udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, options } as const;
}

test.each(badPackets)("refused on the way back: $what", ({ packet, where, kind }) => {
  const message = messageFromPacket(packet);
  expect(message.kind === "unsupported" && message.problems).toMatchObject([{ kind: kind ?? "bad-value", where }]);
});

/** The package takes these spellings too: the message is the one that its encode writes. */
const spellings: readonly { what: string; packet: DnsPacket }[] = [
  { what: "nothing at all", packet: {} },
  {
    what: "names with dots in front and behind",
    packet: {
      questions: [
        { name: ".a.lan.", type: "a" },
        { name: "", type: "*" },
      ],
    },
  },
  { what: "TXT as one string", packet: answer("TXT", "hello") },
  { what: "TXT as a list of both", packet: answer("TXT", ["a", Buffer.from("b")]) },
  { what: "SRV with what may be left out left out", packet: answer("SRV", { port: 53, target: "b.lan" }) },
  { what: "CAA that is critical by word", packet: answer("CAA", { issuerCritical: true, tag: "issue", value: "x" }) },
  { what: "NULL without data", packet: answer("NULL", undefined) },
  { what: "a mailbox with a dot", packet: answer("SOA", { mname: "ns.lan", rname: "host\\.master.lan", serial: 1 }) },
  { what: "mDNS's flush bit", packet: { answers: [{ name: "a", type: "A", flush: true, data: "1.2.3.4" }] } },
  { what: "an unknown type", packet: answer("UNKNOWN_731", Buffer.from("abcdef", "hex")) },
  { what: "EDNS without a size", packet: { additionals: [{ name: ".", type: "OPT", options: [] } as never] } },
  {
    what: "an option by name",
    packet: { additionals: [opt({ code: "COOKIE", data: Buffer.from("0011223344556677", "hex") })] },
  },
  {
    what: "a client's subnet",
    packet: { additionals: [opt({ code: 8, ip: "192.168.13.50", sourcePrefixLength: 20 } as never)] },
  },
  {
    what: "an IPv6 client's subnet",
    packet: { additionals: [opt({ code: 8, ip: "2001:db8::1", sourcePrefixLength: 56 } as never)] },
  },
  { what: "keepalive", packet: { additionals: [opt({ code: "TCP_KEEPALIVE", timeout: 150 } as never)] } },
  { what: "keepalive without a time", packet: { additionals: [opt({ code: 11 })] } },
  { what: "padding", packet: { additionals: [opt({ code: "PADDING", length: 31 } as never)] } },
  { what: "key tags", packet: { additionals: [opt({ code: 14, tags: [20326, 38696] } as never)] } },
];

test.each(spellings)("read as the package writes it: $what", ({ packet }) => {
  const message = messageFromPacket(packet);
  if (message.kind === "unsupported") throw new Error(JSON.stringify(message.problems));
  const { isResponse, ...rest } = message.value;
  const query: Query = { kind: "query", ...rest };
  expect(isResponse).toBe(false);
  // A copy, since the package writes into the objects that it is given.
  const written = encodePacket(copyWithBuffers(packet));
  expect(written.kind === "converted" && Buffer.from(written.value)).toEqual(Buffer.from(encodeMessage(query)));
});

/** A copy whose octets are Buffers: the package takes no other. */
function copyWithBuffers(packet: DnsPacket): object {
  const revive = (value: unknown): unknown => {
    if (value instanceof Uint8Array) return Buffer.from(value);
    if (Array.isArray(value)) return value.map(revive);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
  };
  return revive(packet) as object;
}

describe("octets through the package", () => {
  test("what it throws is a value", () => {
    expect(decodeWithDnsPacket(octets("00"))).toEqual({
      kind: "unsupported",
      problems: [{ kind: "package-threw", where: "packet", what: "Header must be 12 bytes" }],
    });
  });

  test("a reply stays one", () => {
    const bytes = encodeMessage(
      responseFromMessage(withAnswer({ type: "MX", preference: 10, exchange: nameOf("m.lan.") })),
    );
    const ours = decodeMessage(bytes);
    expect(decodeWithDnsPacket(bytes)).toEqual({ kind: "converted", value: ours.kind === "message" && ours.message });
    expect(ours.kind === "message" && ours.message.isResponse).toBe(true);
  });
});
