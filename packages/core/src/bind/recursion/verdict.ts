import {
  type DomainName,
  isAtOrBelow,
  isBelow,
  type Question,
  type ResourceRecord,
  type Response,
  type RRset,
  type RrType,
} from "../../dns/index.ts";
import { rrsetsOf } from "../rrsets.ts";

/** What an upstream's answer is worth (facts: what it says, and what the client then sees). */
export type Verdict =
  | { readonly kind: "records"; readonly sets: readonly RRset[]; readonly nameServers: RRset | null }
  | { readonly kind: "alias"; readonly set: RRset }
  | { readonly kind: "dname"; readonly set: RRset }
  | {
      readonly kind: "denial";
      readonly denies: "type" | "name";
      readonly soa: RRset | null;
      /** The SOA is of a zone that the server may not speak for, so that nothing may be remembered. */
      readonly isForeign: boolean;
      readonly authoritative: boolean;
    }
  | { readonly kind: "referral"; readonly nameServers: RRset; readonly glue: readonly RRset[] }
  | { readonly kind: "truncated" }
  /** Asked again in the same way, without EDNS. */
  | { readonly kind: "without-edns" }
  /** Not an answer to this question: as if nothing had come. */
  | { readonly kind: "stray" }
  /** This server is of no use for this question; the next one may be. */
  | { readonly kind: "unusable"; readonly why: string }
  /** No server is asked any more. */
  | { readonly kind: "hopeless"; readonly why: string };

export interface Expectation {
  readonly question: Question;
  readonly id: number;
  readonly withEdns: boolean;
  readonly isForwarder: boolean;
  /** The zone that the asked server speaks for: nothing outside it is believed. */
  readonly domain: DomainName;
  readonly maxRecordsPerType: number;
}

/** Decides as lib/dns/resolver.c does (resquery_response). */
export function judge(response: Response, expected: Expectation): Verdict {
  if (response.id !== expected.id || !repeatsQuestion(response, expected.question)) return { kind: "stray" };
  if (response.flags.truncated) return { kind: "truncated" };
  if (response.opcode !== "QUERY") return { kind: "unusable", why: "another opcode" };
  if (response.rcode === "FORMERR" && expected.withEdns && response.edns === null) return { kind: "without-edns" };
  if (response.rcode !== "NOERROR" && response.rcode !== "NXDOMAIN") return { kind: "unusable", why: response.rcode };
  if (response.answer.length === 0) return judgeEmpty(response, expected);
  return judgeAnswer(response, expected);
}

function repeatsQuestion(response: Response, question: Question): boolean {
  const [first] = response.questions;
  return (
    response.questions.length === 1 &&
    first !== undefined &&
    first.name.key === question.name.key &&
    first.type === question.type &&
    first.class === question.class
  );
}

function judgeAnswer(response: Response, expected: Expectation): Verdict {
  const { name, type } = expected.question;
  const sets = rrsetsOf(response.answer.filter((record) => record.class === "IN"));
  const atName = sets.filter((set) => set.owner.key === name.key);
  const wanted = atName.filter((set) => set.type === type || type === "ANY");
  if (expected.maxRecordsPerType > 0 && wanted.some((set) => set.data.length > expected.maxRecordsPerType)) {
    return { kind: "hopeless", why: `more than ${expected.maxRecordsPerType} records of one type` };
  }
  if (wanted.length > 0) return { kind: "records", sets: wanted, nameServers: zoneNameServers(response, expected) };
  const alias = atName.find((set) => set.type === "CNAME");
  if (alias !== undefined) return { kind: "alias", set: alias };
  const dname = sets.find((set) => set.type === "DNAME" && isBelow(name, set.owner));
  if (dname !== undefined && isAtOrBelow(dname.owner, expected.domain)) return { kind: "dname", set: dname };
  return { kind: "unusable", why: "the answer is about something else" };
}

/** NS of the answering zone beside a positive answer; whether it may be used depends on the transport. */
function zoneNameServers(response: Response, { question, domain, isForwarder }: Expectation): RRset | null {
  if (isForwarder) return null;
  const sets = rrsetsOf(response.authority.filter((record) => record.data.type === "NS"));
  return sets.find((set) => isAtOrBelow(question.name, set.owner) && isAtOrBelow(set.owner, domain)) ?? null;
}

function judgeEmpty(response: Response, expected: Expectation): Verdict {
  const { question, domain } = expected;
  const authority = rrsetsOf(response.authority.filter((record) => record.class === "IN"));
  const denies = response.rcode === "NXDOMAIN" ? "name" : "type";
  const soa = authority.find((set) => set.type === "SOA") ?? null;
  const authoritative = response.flags.authoritative;
  if (soa === null && denies === "type" && !authoritative) {
    const nameServers = authority.find((set) => set.type === "NS");
    if (nameServers !== undefined) return judgeReferral(nameServers, response.additional, expected);
  }
  if (soa === null) return { kind: "denial", denies, soa: null, isForeign: false, authoritative };
  const isForeign = !isAtOrBelow(soa.owner, domain) || !isAtOrBelow(question.name, soa.owner);
  if (isForeign && denies === "type") return { kind: "unusable", why: `the SOA of ${soa.owner.text} is not ours` };
  return { kind: "denial", denies, soa: isForeign ? null : soa, isForeign, authoritative };
}

function judgeReferral(nameServers: RRset, additional: readonly ResourceRecord[], expected: Expectation): Verdict {
  const { question, domain, isForwarder } = expected;
  if (isForwarder) return { kind: "unusable", why: "a forwarder answered with a referral" };
  if (!isBelow(nameServers.owner, domain) || !isAtOrBelow(question.name, nameServers.owner)) {
    return { kind: "unusable", why: "lame server" };
  }
  const hosts = new Set(nameServers.data.map((data) => (data.type === "NS" ? data.host.key : "")));
  const isGlue = (record: ResourceRecord): boolean =>
    isAddress(record.data.type) && hosts.has(record.owner.key) && isAtOrBelow(record.owner, domain);
  return { kind: "referral", nameServers, glue: rrsetsOf(additional.filter(isGlue)) };
}

function isAddress(type: RrType): boolean {
  return type === "A" || type === "AAAA";
}
