import {
  decodeMessage,
  encodeMessage,
  type Message,
  NO_FLAGS,
  nameOf,
  type Question,
  responseFromMessage,
} from "@splithorizon/core";
import { type Said, sayByZones } from "./answer-in-zones.ts";
import { addressRecord, soaRecord } from "./lab-records.ts";
import type { LabZone, Mood } from "./server-course.ts";

const APEX = nameOf("test.");
const PLAIN = { isAuthoritative: true, rcode: "NOERROR", answer: [], authority: [], additional: [] } as const;

/** What a server of the laboratory sends; null: nothing. */
export function answerTo(
  octets: Uint8Array,
  server: string,
  mood: Mood,
  zones: readonly LabZone[] | null = null,
): Uint8Array | null {
  const decoded = decodeMessage(octets);
  if (decoded.kind !== "message") return null;
  const [question] = decoded.message.questions;
  switch (mood.does) {
    case "refuses":
      return reply(decoded.message, { ...PLAIN, rcode: "REFUSED" });
    case "fails":
      return reply(decoded.message, { ...PLAIN, rcode: "SERVFAIL" });
    case "keeps-silent":
    case "closed":
      return null;
    default:
      if (question === undefined) return null;
      return reply(
        decoded.message,
        zones === null ? spoken(question, server) : sayByZones(zones, server, question, mood),
      );
  }
}

/** `x.a30.test`: the kind and the number of the label before the last. */
function spoken(question: Question, server: string): Said {
  const [, kind, number] = /\.(a|nx|nodata)(\d+)\.test\.$/.exec(question.name.text) ?? [];
  const ttl = Number(number);
  if (kind === undefined) return { ...PLAIN, rcode: "NXDOMAIN", authority: [soaRecord(APEX, 60)] };
  if (kind === "nx") return { ...PLAIN, rcode: "NXDOMAIN", authority: [soaRecord(APEX, ttl)] };
  if (kind === "nodata" || question.type !== "A") return { ...PLAIN, authority: [soaRecord(APEX, ttl)] };
  return { ...PLAIN, answer: [addressRecord(question.name, ttl, server)] };
}

function reply(query: Message, { isAuthoritative, ...sections }: Said): Uint8Array {
  const { recursionDesired } = query.flags;
  return encodeMessage(
    responseFromMessage({
      ...query,
      ...sections,
      flags: { ...NO_FLAGS, authoritative: isAuthoritative, recursionDesired, recursionAvailable: true },
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
