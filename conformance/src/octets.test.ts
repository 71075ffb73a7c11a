import { isDeepStrictEqual } from "node:util";
import {
  type Compression,
  type DecodedMessage,
  decodeMessage,
  encodeMessage,
  type Message,
  queryFromMessage,
  responseFromMessage,
} from "@splithorizon/core";
import { decodeWithDnsPacket, packetFromMessage } from "@splithorizon/core/dns-packet";
import { describe, expect, test } from "vitest";
import { recordingsOf } from "./recordings.ts";
import type { Suite, SuiteServer } from "./suite.ts";
import { suites } from "./suites/index.ts";

/** How each server's replies are compressed; CoreDNS compresses only what would not fit otherwise. */
const compressionsOf: Readonly<Record<SuiteServer["kind"], readonly Compression[]>> = {
  named: ["bind"],
  coredns: ["off", "coredns"],
  scripted: ["off", "bind", "coredns"],
  silent: [],
};

function serverOf(suite: Suite, address: string): SuiteServer | undefined {
  return suite.servers.find(({ addresses }) => addresses.some((own) => own.split("/")[0] === address));
}

/** Every recorded reply with the server that sent it. */
const replies = suites.flatMap((suite) =>
  recordingsOf(suite.name).flatMap(({ index, responses, query }) => {
    const ask = suite.asks[index];
    const server = ask === undefined ? undefined : serverOf(suite, ask.to);
    return responses.map((response) => ({ where: `${suite.name} ${index}`, kind: server?.kind, response, query }));
  }),
);

const hexOf = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");

describe.each(["named", "coredns"] as const)("what %s sent", (kind) => {
  const own = replies.filter((reply) => reply.kind === kind);

  test("is read without a remark, and written again octet for octet", () => {
    expect(own.length).toBeGreaterThan(1000);
    const different = own.filter(({ response }) => {
      const decoded = decodeMessage(Buffer.from(response, "hex"));
      if (decoded.kind === "undecodable" || decoded.irregularities.length > 0) return true;
      const message = responseFromMessage(decoded.message);
      return compressionsOf[kind].every((compression) => hexOf(encodeMessage(message, { compression })) !== response);
    });
    expect(different.map(({ where }) => where)).toEqual([]);
  });
});

/** Whether a message is as it should be: the package does not look. */
function isRegular(decoded: DecodedMessage): decoded is DecodedMessage & { kind: "message" } {
  return decoded.kind === "message" && decoded.irregularities.length === 0;
}

/** The package takes these options apart, and throws at what it did not expect in them. */
function hasOptionThatTheyParse({ edns }: Message): boolean {
  return edns?.options.some(({ code }) => code === 8 || code === 11 || code === 14) === true;
}

/** Thousands are compared: the matcher is asked only for what it says of a difference. */
function expectAlike(theirs: unknown, ours: unknown, bytes: Uint8Array): void {
  if (!isDeepStrictEqual(theirs, ours)) expect(theirs, hexOf(bytes)).toEqual(ours);
}

test("dns-packet reads every recorded question and reply as we do, where its objects have words for it", () => {
  const messages = [...new Set(replies.flatMap(({ query, response }) => [query, response]))];
  const refused = new Map<string, number>();
  let alike = 0;
  for (const bytes of messages.map((hex) => Buffer.from(hex, "hex"))) {
    const decoded = decodeMessage(bytes);
    if (!isRegular(decoded)) continue;
    const packet = packetFromMessage(queryFromMessage(decoded.message));
    if (packet.kind === "converted") {
      const theirs = decodeWithDnsPacket(bytes);
      if (theirs.kind === "unsupported" && hasOptionThatTheyParse(decoded.message)) continue;
      expectAlike(theirs, { kind: "converted", value: decoded.message }, bytes);
      alike += 1;
    } else for (const { kind } of packet.problems) refused.set(kind, (refused.get(kind) ?? 0) + 1);
  }
  expect(alike).toBeGreaterThan(4000);
  expect([...refused.keys()].sort()).toEqual(["name-not-text", "not-written", "unknown-class"]);
});

test("questions are written again octet for octet; OPT comes last", () => {
  for (const { query } of replies) {
    const decoded = decodeMessage(Buffer.from(query, "hex"));
    if (!isRegular(decoded) || decoded.message.isResponse || decoded.message.additional.length > 0) continue;
    const message = queryFromMessage(decoded.message);
    const written = (["off", "bind"] as const).map((compression) => hexOf(encodeMessage(message, { compression })));
    expect(written).toContain(query);
  }
});
