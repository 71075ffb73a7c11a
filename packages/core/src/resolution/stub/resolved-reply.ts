import { type Edns, NO_FLAGS, type Query, type Rcode, type Response } from "../../dns/index.ts";
import type { Outcome } from "../exchange.ts";
import { NO_SECTIONS, type Sections, withoutRepeatedSets } from "./resolved-answer.ts";
import { spellSections } from "./resolved-spelling.ts";

/** resolved-dns-stub.c ADVERTISE_DATAGRAM_SIZE_MAX: the loopback's MTU less Ethernet, IP and UDP. */
const ADVERTISED_OCTETS = 65_494;
const PLAIN_OCTETS = 512;
const NSID = 3;
/** 128 bits made of the machine's identity, which nobody knows here, and a name (resolved-util.c resolved_get_nsid): as long as the real one. */
const STAND_IN_NSID: Uint8Array = new TextEncoder().encode(`${"0".repeat(32)}.resolved.systemd.io`);

/** How far an answer is resolved's own. */
export interface Standing {
  /** Nothing of it came from a server. */
  readonly isAuthoritative: boolean;
  /** Made here: as good as validated. */
  readonly isAuthentic: boolean;
}

/** resolved-dns-stub.c dns_stub_send_reply. */
export function replyWith(query: Query, rcode: Rcode, sections: Sections, standing: Standing): Outcome {
  const { isAuthoritative, isAuthentic } = standing;
  const asksForDnssec = query.edns?.dnssecOk === true;
  const dnssecOk = asksForDnssec && (isAuthentic || query.flags.checkingDisabled);
  const flags = {
    ...NO_FLAGS,
    authoritative: isAuthoritative,
    recursionDesired: query.flags.recursionDesired,
    recursionAvailable: true,
    authenticData: isAuthentic && (query.flags.authenticData || asksForDnssec),
    checkingDisabled: dnssecOk && query.flags.checkingDisabled,
  };
  const placed = spellSections(query.questions, withoutRepeatedSets(sections));
  return outcomeOf(query, { flags, rcode, ...placed, edns: ednsFor(query, dnssecOk) });
}

/** resolved-dns-stub.c dns_stub_send_failure: before anything was looked up. */
export function failWith(query: Query, rcode: Rcode, unreadQuestion?: Uint8Array): Outcome {
  const dnssecOk = query.edns?.dnssecOk === true;
  const flags = {
    ...NO_FLAGS,
    recursionDesired: query.flags.recursionDesired,
    recursionAvailable: true,
    checkingDisabled: dnssecOk && query.flags.checkingDisabled,
  };
  return outcomeOf(query, { flags, rcode, ...NO_SECTIONS, edns: ednsFor(query, dnssecOk) }, unreadQuestion);
}

/** A server's own message for a client that set DO and CD (resolved-dns-stub.c dns_stub_patch_bypass_reply_packet). */
export function handOn(query: Query, response: Response, ageSeconds: number): Outcome {
  const age = <Record extends { readonly ttl: number }>(records: readonly Record[]): readonly Record[] =>
    records.map((record) => ({ ...record, ttl: Math.max(0, record.ttl - ageSeconds) }));
  return outcomeOf(query, {
    flags: { ...response.flags, authenticData: false },
    rcode: response.rcode,
    answer: age(response.answer),
    authority: age(response.authority),
    additional: age(response.additional),
    edns: response.edns === null ? null : { ...response.edns, udpSize: ADVERTISED_OCTETS },
  });
}

function ednsFor({ edns }: Query, dnssecOk: boolean): Edns | null {
  if (edns === null) return null;
  const asksForNsid = edns.options.some(({ code, data }) => code === NSID && data.length === 0);
  const options = asksForNsid ? [{ code: NSID, data: STAND_IN_NSID }] : [];
  return { udpSize: ADVERTISED_OCTETS, version: 0, dnssecOk, z: 0, options };
}

type Parts = Pick<Response, "flags" | "rcode" | "answer" | "authority" | "additional" | "edns">;

function outcomeOf(query: Query, parts: Parts, unreadQuestion?: Uint8Array): Outcome {
  const { edns } = query;
  const wire = {
    order: "shuffled",
    truncation: "resolved",
    udpLimit: Math.max(PLAIN_OCTETS, edns?.udpSize ?? 0),
    ...(unreadQuestion === undefined ? {} : { unreadQuestion }),
  } as const;
  const { id, questions } = query;
  return { kind: "reply", messages: [{ kind: "response", id, opcode: "QUERY", questions, ...parts, wire }] };
}
