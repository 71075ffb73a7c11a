import { describe, expect, it } from "vitest";
import { instantFromMs, type Query } from "../dns/index.ts";
import { decodeMessage, encodeMessage } from "../wire/index.ts";
import { startBind } from "./fixtures/start.fixture.ts";
import { addressOf, CLIENT, queryOf, SERVER } from "./fixtures/texts.fixture.ts";

/** Messages that are no ordinary question (facts "Size, order, ANY, odd questions"). */
const files = {
  "/db": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nwww A 192.168.13.20\n",
};
const conf = `options { recursion no; allow-query { any; }; };
zone "kloud.lan" { type primary; file "/db"; };
zone "broken.lan" { type primary; file "/missing"; };`;
const { server } = startBind(conf, { files });

/** `rcode questions records`, `+opt` where one came; a word where nothing did. */
function answerTo(bytes: Uint8Array): string {
  const outcome = server.receive(
    {
      source: { address: addressOf(CLIENT), port: 40_000 },
      destination: { address: addressOf(SERVER), port: 53 },
      transport: "udp",
      content: { kind: "bytes", bytes },
    },
    instantFromMs(0),
  );
  if (!("kind" in outcome)) return "conversation";
  if (outcome.kind !== "reply") return outcome.kind;
  const [message] = outcome.messages;
  if (message === undefined) return "nothing";
  const { rcode, questions, answer, edns, flags } = message;
  return `${rcode}${flags.authoritative ? " aa" : ""} ${questions.length} ${answer.length}${edns === null ? "" : " +opt"}`;
}

const plain = (change: Partial<Query> = {}, name = "www.kloud.lan A"): Uint8Array =>
  encodeMessage({ ...queryOf(name), ...change });
const withEdns = (): Uint8Array => encodeMessage(queryOf("www.kloud.lan A", { edns: 1232 }));
/** The octets with some of them replaced. */
const patched = (bytes: Uint8Array, at: number, ...octets: readonly number[]): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy.set(octets, at);
  return copy;
};
const FLAGS = 2;
const OPT_OCTETS = 11;
const GOOD = "NOERROR aa 1 1";

describe("the header", () => {
  it.each([
    ["QR=1", patched(plain(), FLAGS, 0x81), "silence"],
    ["shorter than a header", plain().subarray(0, 11), "silence"],
    ["nothing at all", new Uint8Array(0), "silence"],
    ["a header alone: no question", patched(plain().subarray(0, 12), 4, 0, 0), "FORMERR 0 0"],
    ["cut short in its question", plain().subarray(0, 20), "FORMERR 0 0"],
    [
      "two questions",
      plain({ questions: [...queryOf("www.kloud.lan A").questions, ...queryOf("ns.kloud.lan A").questions] }),
      "FORMERR 0 0",
    ],
    [
      "the same question twice",
      plain({ questions: [...queryOf("www.kloud.lan A").questions, ...queryOf("www.kloud.lan A").questions] }),
      "FORMERR 0 0",
    ],
    ["octets behind the message", Uint8Array.of(...plain(), 1, 2, 3), GOOD],
    ["TC set", patched(plain(), FLAGS, 0x03), GOOD],
    ["AA set", patched(plain(), FLAGS, 0x05), GOOD],
    ["RA set", patched(plain(), FLAGS + 1, 0x80), GOOD],
    ["Z set", patched(plain(), FLAGS + 1, 0x40), GOOD],
    ["an rcode set", patched(plain(), FLAGS + 1, 0x03), GOOD],
  ])("%s", (_row, bytes, expected) => {
    expect(answerTo(bytes)).toBe(expected);
  });

  it.each([1, 2, 3, 6, 7, 15])("opcode %i: NOTIMP, the question left out", (opcode) => {
    expect(answerTo(patched(plain(), FLAGS, opcode << 3))).toBe("NOTIMP 0 0");
    expect(answerTo(patched(withEdns(), FLAGS, opcode << 3))).toBe("NOTIMP 0 0 +opt");
  });
});

describe("NOTIFY and UPDATE", () => {
  const notify = (name: string): Uint8Array => plain({ opcode: "NOTIFY" }, `${name} SOA`);
  const update = (name: string): Uint8Array => plain({ opcode: "UPDATE" }, `${name} SOA`);
  it.each([
    ["NOTIFY for a primary zone", notify("kloud.lan"), "NOERROR aa 1 0"],
    ["NOTIFY for no zone of ours", notify("other.lan"), "NOTAUTH 1 0"],
    ["UPDATE that nobody may make", update("kloud.lan"), "REFUSED 1 0"],
    ["UPDATE for no zone of ours", update("other.lan"), "NOTAUTH 1 0"],
    ["UPDATE of a zone that is not loaded", update("broken.lan"), "SERVFAIL 1 0"],
  ])("%s", (_row, bytes, expected) => {
    expect(answerTo(bytes).replace(/ [01] 0$/, "")).toBe(expected.replace(/ [01] 0$/, ""));
  });
});

describe("EDNS and classes", () => {
  const bytes = withEdns();
  const opt = bytes.subarray(bytes.length - OPT_OCTETS);
  it.each([
    ["EDNS", bytes, `${GOOD} +opt`],
    ["version 1", patched(bytes, bytes.length - 5, 1), "BADVERS 1 0 +opt"],
    ["two OPT records", patched(Uint8Array.of(...bytes, ...opt), 11, 2), "FORMERR"],
    ["class NONE", plain({ questions: queryOf("www.kloud.lan A", { class: "NONE" }).questions }), "FORMERR 1 0"],
    ["class ANY", plain({ questions: queryOf("www.kloud.lan A", { class: "ANY" }).questions }), "FORMERR 1 0"],
    ["class HS", plain({ questions: queryOf("www.kloud.lan A", { class: "HS" }).questions }), "REFUSED 1 0"],
  ])("%s", (_row, message, expected) => {
    expect(answerTo(message)).toMatch(new RegExp(`^${expected.replace("+", "\\+")}`));
  });
});

describe("any octets", () => {
  it("are answered or not, and never thrown; every prefix and every changed octet of a question", () => {
    for (let end = 0; end <= bytesOf.length; end += 1) expect(typeof answerTo(bytesOf.subarray(0, end))).toBe("string");
    for (let at = 0; at < bytesOf.length; at += 1) {
      for (const octet of [0x00, 0x3f, 0xc0, 0xff]) {
        const changed = patched(bytesOf, at, octet);
        const answer = answerTo(changed);
        const isQuestion = ((changed[FLAGS] ?? 0) & 0x80) === 0 && decodeMessage(changed).kind === "message";
        if (!isQuestion && ((changed[FLAGS] ?? 0) & 0x80) !== 0) expect(answer).toBe("silence");
      }
    }
  });
  const bytesOf = withEdns();
});

describe("class CH", () => {
  const ask = (text: string, name: string): string => {
    const chaos = startBind(text);
    const outcome = chaos.server.receive(
      {
        source: { address: addressOf(CLIENT), port: 40_000 },
        destination: { address: addressOf(SERVER), port: 53 },
        transport: "udp",
        content: { kind: "message", message: queryOf(`${name} TXT`, { class: "CH" }) },
      },
      instantFromMs(0),
    );
    if (!("kind" in outcome) || outcome.kind !== "reply") return "none";
    const [message] = outcome.messages;
    const [record] = message?.answer ?? [];
    const text0 = record?.data.type === "TXT" ? new TextDecoder().decode(record.data.strings[0]) : "";
    return `${message?.rcode}${message?.flags.authoritative ? " aa" : ""} ${message?.answer.length} ${text0}`.trim();
  };
  it.each([
    ["version.bind", "", "NOERROR aa 1 9.18.49-1~deb12u3-Debian"],
    ["version.bind", 'version "mine";', "NOERROR aa 1 mine"],
    ["version.bind", "version none;", "NOERROR aa 0"],
    ["hostname.bind", "", "NOERROR aa 1 dns1"],
    ["hostname.bind", "hostname none;", "NOERROR aa 0"],
    ["id.server", "", "NOERROR aa 0"],
    ["id.server", 'server-id "one";', "NOERROR aa 1 one"],
    ["id.server", "server-id hostname;", "NOERROR aa 1 dns1"],
    ["authors.bind", 'version "mine";', "NOERROR aa 0"],
    ["other.bind", "", "REFUSED 0"],
  ])("%s with %s", (name, more, expected) => {
    expect(ask(`options { ${more} };`, name)).toBe(expected);
  });
});
