import {
  type DomainName,
  type Instant,
  isAtOrBelow,
  type Question,
  type Rcode,
  type RRset,
  type RrType,
} from "../../dns/index.ts";
import type { DenialEntry, RecordsEntry } from "../cache/cache.ts";
import { secondsLeft } from "../cache/cache.ts";
import { type AcceptedTrust, ANSWERS, ANSWERS_AND_PENDING } from "../cache/trust.ts";
import type { Reach } from "../settings.ts";
import { mayRecurse, type View, type Visitor } from "../view.ts";
import type { LocalZone } from "../zones/zone-table.ts";
import { type BindRequest, EDE_OTHER, type ExtendedError } from "./request.ts";
import { type SectionName, Sections } from "./sections.ts";
import type { StepResult } from "./step-result.ts";

/** A set with what signs it, ready for a section. */
export interface Presentable {
  readonly set: RRset;
  readonly signatures: RRset | null;
  /** Validated: nothing else may stand in a reply with AD. */
  readonly isSecure: boolean;
}

/** A look for A records where there are no AAAA records that count (RFC 6147 section 5.1). */
export interface Diversion {
  /** The longest that what is made of them may live. */
  readonly ttl: number;
  /** What is answered where nothing can be made. */
  readonly otherwise: () => StepResult;
}

/** Types whose questions get an answer and nothing beside it (lib/ns/query.c, ns_query_start). */
const ALONE: ReadonlySet<RrType> = new Set<RrType>(["DNSKEY", "CDNSKEY", "CDS", "DS"]);
const SMALLEST_EDNS = 512;

/** Which sections stay empty. */
interface EmptySections {
  readonly authority: boolean;
  readonly additional: boolean;
}

const BOTH_EMPTY: EmptySections = { authority: true, additional: true };
const NONE_EMPTY: EmptySections = { authority: false, additional: false };

/** Extended errors that a reply of 9.20 holds at most. */
const MOST_ERRORS = 3;

/** An answer in the making (lib/ns/query.c, query_ctx_t and what hangs on the client). */
export class Answering {
  readonly request: BindRequest;
  readonly view: View;
  readonly visitor: Visitor;
  /** What was asked for; A while addresses are sought to map them (`dns64`). */
  askedType: RrType;
  /** What is looked for: signatures are picked out of everything. */
  type: RrType;
  /** RA: whether this client could recurse. */
  readonly recursionAvailable: boolean;
  /** RD and RA: whether this question is pursued beyond what is here. */
  readonly isRecursive: boolean;
  /** DO. */
  readonly wantsDnssec: boolean;
  readonly sections: Sections = new Sections();

  /** The name that is looked up now: the question's, then targets of CNAME and DNAME. */
  name: DomainName;
  restarts = 0;
  rcode: Rcode = "NOERROR";
  /** AA, decided by the first name of the chain. */
  authoritative = false;
  /** Something was found before: what goes wrong now leaves it. */
  isPartial = false;
  hidesRecursion = false;
  withoutAuthority: boolean;
  withoutAdditional: boolean;
  /** The zone that the first name was looked up in: `none` where that was the cache; null before. */
  firstZone: LocalZone | "none" | null = null;
  /** Whether what is being put into the reply is a local zone's own data. */
  isFromZone = false;
  /** The zone whose delegation is being given: the only time that glue may be shown. */
  glueZone: LocalZone | null = null;
  /** Whether all that the reply holds was validated. */
  isSecure: boolean;
  /** AD stands until something that was not validated is put into the reply. */
  keepsAd = true;
  errors: readonly ExtendedError[] = [];
  /** Answered from the cache with so little time left that it is asked again beside. */
  refresh: Question | null = null;
  additionalDepth = 0;
  additionalLookups = 0;
  /** A records are sought in place of AAAA. */
  diversion: Diversion | null = null;
  /** The option that is not modelled and that this answer depends on: there is no answer then. */
  notModelled: string | null = null;

  #divertedAt: DomainName | null = null;

  constructor(request: BindRequest, view: View, visitor: Visitor) {
    this.request = request;
    this.view = view;
    this.visitor = visitor;
    this.name = request.question.name;
    this.askedType = request.question.type;
    this.type = this.askedType === "RRSIG" || this.askedType === "SIG" ? "ANY" : this.askedType;
    this.recursionAvailable = mayRecurse(view, visitor);
    this.isRecursive = this.isRecursionDesired && this.recursionAvailable;
    this.wantsDnssec = request.query.edns?.dnssecOk === true;
    this.isSecure = !this.checkingDisabled;
    const empty = this.#minimal();
    this.withoutAuthority = empty.authority;
    this.withoutAdditional = empty.additional;
  }

  get isRecursionDesired(): boolean {
    return this.request.query.flags.recursionDesired;
  }

  get checkingDisabled(): boolean {
    return this.request.query.flags.checkingDisabled;
  }

  get checking(): "enabled" | "disabled" {
    return this.checkingDisabled ? "disabled" : "enabled";
  }

  /** AD in a question asks for AD in the answer (RFC 6840 section 5.7). */
  get wantsAd(): boolean {
    return this.wantsDnssec || this.request.query.flags.authenticData;
  }

  /** What of the cache may be given to this client. */
  get accepted(): AcceptedTrust {
    return this.checkingDisabled || this.askedType === "RRSIG" ? ANSWERS_AND_PENDING : ANSWERS;
  }

  /** Which of authority and additional section stay empty (lib/ns/query.c, ns_query_start). */
  #minimal(): EmptySections {
    const { minimalResponses, minimalAny } = this.view.settings.options;
    const { query, transport } = this.request;
    const isUdp = transport === "udp";
    if (query.edns !== null && query.edns.udpSize <= SMALLEST_EDNS && isUdp) return BOTH_EMPTY;
    if (this.askedType === "ANY" && minimalAny && isUdp) return BOTH_EMPTY;
    if (ALONE.has(this.askedType)) return BOTH_EMPTY;
    if (this.askedType === "NS") return NONE_EMPTY;
    const byRecursion = minimalResponses === "no-auth-recursive" && this.isRecursionDesired;
    const isMinimal = minimalResponses === "yes";
    return { authority: isMinimal || minimalResponses === "no-auth" || byRecursion, additional: isMinimal };
  }

  /** Whether A records can stand in for AAAA at this name: not twice. */
  get mayDivert(): boolean {
    const { dns64 } = this.view.settings.options;
    return this.askedType === "AAAA" && dns64.rules.length > 0 && this.#divertedAt !== this.name;
  }

  divert(diversion: Diversion): void {
    this.diversion = diversion;
    this.#divertedAt = this.name;
    this.askedType = "A";
    this.type = "A";
  }

  endDiversion(): void {
    if (this.diversion === null) return;
    this.diversion = null;
    this.askedType = "AAAA";
    this.type = "AAAA";
  }

  /** The answer depends on an option that is not modelled, if it is there and covers the current name. */
  meet(reach: Reach): void {
    if (this.notModelled !== null) return;
    for (const option of this.view.notModelled) {
      if (option.reach !== reach || !isAtOrBelow(this.name, option.scope)) continue;
      this.notModelled = option.name;
      return;
    }
  }

  /** Forgets everything but an rcode (lib/ns/client.c, ns_client_error). */
  fail(rcode: Rcode): void {
    this.rcode = rcode;
    this.sections.clear();
    this.authoritative = false;
    this.keepsAd = false;
  }

  /** Up to 9.18 only the first error is told, from then on the first three of different codes. */
  note(error: ExtendedError): void {
    const most = this.view.version === "9.18" ? 1 : MOST_ERRORS;
    const isTold = this.errors.some(({ code }) => code === error.code);
    if (!isTold && this.errors.length < most) this.errors = [...this.errors, error];
  }

  /** Records as they stand in a cache entry, with the seconds that they have left. */
  aged(entry: RecordsEntry, now: Instant): Presentable {
    const { rrset, signatures, trust } = entry;
    const ttl = secondsLeft(entry, now);
    return {
      set: { ...rrset, ttl },
      signatures: signatures === null ? null : { ...signatures, ttl },
      isSecure: trust === "secure",
    };
  }

  /** What a denial shows: the SOA, and for DO=1 the proof. */
  agedDenial(entry: DenialEntry, now: Instant): readonly Presentable[] {
    const ttl = secondsLeft(entry, now);
    const sets = this.wantsDnssec ? entry.proof : [];
    const isSecure = entry.trust === "secure";
    return [...(entry.soa === null ? [] : [entry.soa]), ...sets].map((set) => ({
      set: { ...set, ttl },
      signatures: null,
      isSecure,
    }));
  }

  /** Puts a set and its signatures into a section; says whether it was not there yet. */
  put(section: SectionName, { set, signatures, isSecure }: Presentable): boolean {
    if (!this.sections.add(section, set)) return false;
    if (!isSecure && section !== "additional") this.noteUnvalidated();
    if (this.wantsDnssec && signatures !== null) this.sections.add(section, signatures);
    return true;
  }

  /** Something that was not validated has its part in the reply. */
  noteUnvalidated(): void {
    this.isSecure = false;
    this.keepsAd = false;
  }

  /** Goes on with another name; false where that was done too often (`max-query-restarts`). */
  restart(name: DomainName): boolean {
    this.endDiversion();
    this.name = name;
    this.isPartial = true;
    if (this.restarts >= this.view.settings.options.maxQueryRestarts) {
      this.rcode = "SERVFAIL";
      this.request.log?.("query iterations limit reached");
      this.note({ code: EDE_OTHER, text: "max. restarts reached" });
      return false;
    }
    this.restarts += 1;
    return true;
  }
}
