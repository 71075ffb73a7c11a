import type { DomainName, Instant, Question, Rcode, RRset, RrType } from "../../dns/index.ts";
import type { CacheEntry } from "../cache/cache.ts";
import { secondsLeft } from "../cache/cache.ts";
import type { Cut } from "../recursion/state.ts";
import { mayRecurse, type View, type Visitor } from "../view.ts";
import type { LocalZone } from "../zone-table.ts";
import { type BindRequest, EDE_OTHER, type ExtendedError } from "./request.ts";

/** What must be asked of other servers before an answer can go on. */
export interface Need {
  readonly question: Question;
  /** The delegation that was found on the way; null: the resolver looks itself. */
  readonly cut: Cut | null;
}

/** An answer in the making (lib/ns/query.c, query_ctx_t and what hangs on the client). */
export class Answering {
  readonly request: BindRequest;
  readonly view: View;
  readonly visitor: Visitor;
  readonly type: RrType;
  /** RA: whether this client could recurse. */
  readonly recursionAvailable: boolean;
  /** RD and RA: whether this question is pursued beyond what is here. */
  readonly isRecursive: boolean;
  readonly withoutAuthority: boolean;
  readonly withoutAdditional: boolean;

  /** The name that is looked up now: the question's, then targets of CNAME and DNAME. */
  name: DomainName;
  restarts = 0;
  rcode: Rcode = "NOERROR";
  /** AA, decided by the first name of the chain. */
  authoritative = false;
  isSecure = true;
  hidesRecursion = false;
  /** The zone that answered the first name: without recursion no other is looked into. */
  firstZone: LocalZone | null = null;
  errors: readonly ExtendedError[] = [];
  /** Answered from the cache with so little time left that it is asked again beside. */
  refresh: Question | null = null;
  answer: RRset[] = [];
  authority: RRset[] = [];
  additional: RRset[] = [];

  constructor(request: BindRequest, view: View, visitor: Visitor) {
    this.request = request;
    this.view = view;
    this.visitor = visitor;
    this.name = request.question.name;
    this.type = request.question.type;
    const isDesired = request.query.flags.recursionDesired;
    this.recursionAvailable = mayRecurse(view, visitor);
    this.isRecursive = isDesired && this.recursionAvailable;
    const minimal = view.settings.options.minimalResponses;
    // Questions for NS always get everything (query.c, ns_query_start).
    const isMinimal = this.type !== "NS";
    const byRecursion = minimal === "no-auth-recursive" && isDesired;
    this.withoutAuthority = isMinimal && (minimal === "yes" || minimal === "no-auth" || byRecursion);
    this.withoutAdditional = isMinimal && minimal === "yes";
  }

  get checkingDisabled(): boolean {
    return this.request.query.flags.checkingDisabled;
  }

  /** Forgets everything but an rcode (query.c, query_error). */
  fail(rcode: Rcode, error: ExtendedError | null = null): void {
    this.rcode = rcode;
    this.answer = [];
    this.authority = [];
    this.additional = [];
    this.authoritative = false;
    this.isSecure = false;
    if (error !== null) this.errors = [...this.errors, error];
  }

  /** A refusal on the way leaves what was found before it (query.c, PARTIALANSWER). */
  refuse(error: ExtendedError | null): void {
    if (this.restarts === 0) this.fail("REFUSED", error);
    else if (error !== null) this.errors = [...this.errors, error];
  }

  /** Records as they stand in a cache entry, with the seconds that they have left. */
  aged(entry: CacheEntry & { readonly kind: "records" }, now: Instant): RRset {
    return { ...entry.rrset, ttl: secondsLeft(entry, now) };
  }

  addAnswer(set: RRset): void {
    if (!this.holds(set.owner, set.type)) this.answer.push(set);
  }

  addAuthority(set: RRset): void {
    this.authority.push(set);
  }

  /** Whether a set of this name and type stands in any section (query.c, query_isduplicate). */
  holds(owner: DomainName, type: RrType): boolean {
    const isSame = (set: RRset): boolean => set.type === type && set.owner.key === owner.key;
    return this.answer.some(isSame) || this.authority.some(isSame) || this.additional.some(isSame);
  }

  /** Goes on with another name; false where that was done too often (`max-query-restarts`). */
  restart(name: DomainName): boolean {
    this.name = name;
    if (this.restarts >= this.view.settings.options.maxQueryRestarts) {
      this.rcode = "SERVFAIL";
      this.errors = [...this.errors, { code: EDE_OTHER, text: "max. restarts reached" }];
      return false;
    }
    this.restarts += 1;
    return true;
  }
}
