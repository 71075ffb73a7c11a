import {
  decodeMessage,
  encodeMessage,
  isIpv4,
  type Message,
  NO_FLAGS,
  nameOf,
  parseAddress,
  type Rcode,
  type ResourceRecord,
  responseFromMessage,
} from "@splithorizon/core";
import type { Mood } from "./server-course.ts";

const APEX = nameOf("test.");

/** What a server of the laboratory sends; null: nothing. */
export function answerTo(octets: Uint8Array, server: string, mood: Mood): Uint8Array | null {
  const decoded = decodeMessage(octets);
  if (decoded.kind !== "message") return null;
  switch (mood.does) {
    case "refuses":
      return reply(decoded.message, "REFUSED", [], []);
    case "fails":
      return reply(decoded.message, "SERVFAIL", [], []);
    case "answers":
      return spoken(decoded.message, server);
    default:
      return null;
  }
}

/** `x.a30.test`: the kind and the number of the label before the last. */
function spoken(query: Message, server: string): Uint8Array {
  const [question] = query.questions;
  const [, kind, number] = /\.(a|nx|nodata)(\d+)\.test\.$/.exec(question?.name.text ?? "") ?? [];
  const ttl = Number(number);
  if (question === undefined || kind === undefined) return reply(query, "NXDOMAIN", [], [soa(60)]);
  if (kind === "nx") return reply(query, "NXDOMAIN", [], [soa(ttl)]);
  if (kind === "nodata" || question.type !== "A") return reply(query, "NOERROR", [], [soa(ttl)]);
  return reply(query, "NOERROR", [{ owner: question.name, class: "IN", ttl, data: addressFor(server) }], []);
}

function addressFor(server: string): ResourceRecord["data"] {
  const address = parseAddress(`192.0.2.${server.split(".").at(-1)}`);
  if (address === null || !isIpv4(address)) throw new Error(`${server} ends in no number`);
  return { type: "A", address };
}

function soa(ttl: number): ResourceRecord {
  const name = nameOf("ns.test.");
  const times = { serial: 1, refresh: 3600, retry: 600, expire: 86_400, minimum: ttl };
  return { owner: APEX, class: "IN", ttl, data: { type: "SOA", primary: name, mailbox: name, ...times } };
}

function reply(
  query: Message,
  rcode: Rcode,
  answer: readonly ResourceRecord[],
  authority: readonly ResourceRecord[],
): Uint8Array {
  const { recursionDesired } = query.flags;
  return encodeMessage(
    responseFromMessage({
      ...query,
      flags: { ...NO_FLAGS, authoritative: true, recursionDesired, recursionAvailable: true },
      rcode,
      answer,
      authority,
      additional: [],
      edns: query.edns === null ? null : { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [] },
    }),
  );
}

/** What a client heard: the rcode, and the address and TTL or the TTL of the denial. */
export function heardIn(octets: Uint8Array): string {
  const decoded = decodeMessage(octets);
  if (decoded.kind !== "message") return "undecodable";
  const { rcode, answer, authority } = decoded.message;
  const [first] = answer;
  if (first?.data.type === "A") return `${rcode} ${first.data.address} ${first.ttl}`;
  const denial = authority.find(({ data }) => data.type === "SOA");
  return denial === undefined ? rcode : `${rcode} ${denial.ttl}`;
}
