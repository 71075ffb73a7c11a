import type { DomainName, Instant, Landmark, Query, Question, Rcode, Response } from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint, Exchange, NameServer, Outcome, QueryPacket, Step } from "../exchange.ts";
import {
  type AnswerItem,
  answersQuestion,
  assignSections,
  NO_SECTIONS,
  redirectsQuestion,
  type Sections,
} from "./resolved-answer.ts";
import { ResolvedCache } from "./resolved-cache.ts";
import { goesToServers, synthesize } from "./resolved-names.ts";
import { type OwnMachine, OwnNames, type Synthesized } from "./resolved-own.ts";
import { failWith, handOn, replyWith } from "./resolved-reply.ts";
import { readRequest } from "./resolved-request.ts";
import { askUpstream, Upstreams } from "./resolved-upstream.ts";

/** What systemd-resolved was told, by resolved.conf or by the network's own configuration. */
export interface ResolvedSettings {
  /** In order; the first is used until it fails. */
  readonly nameservers: readonly Endpoint[];
  /** Search and route-only domains: names below them go to the servers even when they end in `.local`. */
  readonly domains: readonly DomainName[];
  /** null: nothing is known of the machine, and its name and addresses are strange to it. */
  readonly machine?: OwnMachine | null;
}

/** resolved-dns-query.c CNAME_REDIRECTS_MAX. */
const MAX_ALIASES = 16;

/**
 * The stub listener at 127.0.0.53 (systemd 252, with LLMNR and mDNS off as in Ubuntu): asks the configured servers,
 * caches whole answers, and puts its reply together from them. Search domains are not its business: programs apply them.
 */
export function makeSystemdResolved(settings: ResolvedSettings): NameServer {
  return new SystemdResolved(settings, new ResolvedCache(), new Upstreams(settings.nameservers));
}

class SystemdResolved implements NameServer {
  private readonly settings: ResolvedSettings;
  private readonly cache: ResolvedCache;
  private readonly upstreams: Upstreams;
  private readonly own: OwnNames | null;

  constructor(settings: ResolvedSettings, cache: ResolvedCache, upstreams: Upstreams) {
    this.settings = settings;
    this.cache = cache;
    this.upstreams = upstreams;
    this.own = settings.machine == null ? null : new OwnNames(settings.machine);
  }

  receive(packet: QueryPacket, now: Instant): Step {
    const request = readRequest(packet);
    switch (request.kind) {
      case "ignored":
        return { kind: "silence", why: "malformed" };
      case "failure":
        return failWith(request.query, request.rcode, request.unreadQuestion);
      case "query":
        return this.resolve(new Lookup(request.query, request.question), now);
    }
  }

  change(): void {}

  nextWake(): null {
    return null;
  }

  wake(): readonly Exchange[] {
    return [];
  }

  fork(): NameServer {
    return new SystemdResolved(this.settings, this.cache.fork(), this.upstreams.fork());
  }

  landmarks(): readonly Landmark[] {
    const domains = this.settings.domains.map((name): Landmark => ({ kind: "name", name, why: "search domain" }));
    const { machine } = this.settings;
    return machine == null ? domains : [...domains, { kind: "name", name: machine.hostname, why: "own name" }];
  }

  /** Follows aliases, each step from what is made here, the cache or a server (resolved-dns-stub.c dns_stub_query_complete). */
  private resolve(lookup: Lookup, now: Instant): Step {
    return this.goOn(lookup, now) ?? this.askAndGoOn(lookup, now);
  }

  /** As far as nobody need be asked; null: a server must be. */
  private goOn(lookup: Lookup, now: Instant): Outcome | null {
    for (; lookup.steps <= MAX_ALIASES; lookup.steps += 1) {
      const found = this.find(lookup, now);
      if (found === null) return null;
      const outcome = lookup.take(found);
      if (outcome !== null) return outcome;
    }
    return lookup.reply("NOERROR");
  }

  private *askAndGoOn(lookup: Lookup, start: Instant): Exchange {
    let now = start;
    for (;;) {
      const outside: FoundOutside = yield* this.findOutside(lookup, now);
      now = outside.now;
      const outcome = lookup.take(this.unlessOwn(lookup, outside.found));
      if (outcome !== null) return outcome;
      lookup.steps += 1;
      const further = this.goOn(lookup, now);
      if (further !== null) return further;
    }
  }

  /** What is made here, or remembered; null: a server must be asked. */
  private find(lookup: Lookup, now: Instant): Found | null {
    const { question, query, isBypass } = lookup;
    if (!goesToServers(question, this.settings.domains)) return foundHere(question, this.own);
    const how = query.edns?.dnssecOk === true ? "primary-only" : "any";
    const known = this.cache.find(question, now, how);
    if (known === null || (known.whole === null && isBypass)) return null;
    return this.unlessOwn(lookup, { kind: "found", ...known, isOwn: false });
  }

  /** What a server denies the machine may know of itself. */
  private unlessOwn({ question, isBypass }: Lookup, found: Found): Found {
    const isDenied = found.kind === "found" && found.rcode !== "NOERROR" && !isBypass;
    const own = isDenied ? (this.own?.answer(question) ?? null) : null;
    return own === null ? found : ownFound(own);
  }

  private *findOutside(lookup: Lookup, now: Instant): Generator<Effect, FoundOutside, EffectResult> {
    const { question, query, isBypass } = lookup;
    const before = this.upstreams.current;
    const result = yield* askUpstream(question, isBypass ? query : null, this.upstreams, now);
    const { response } = result;
    // Another server may know other things (resolved-dns-server.c, manager_set_dns_server).
    if (this.upstreams.current !== before) this.cache.clear();
    if (response === "nobody") return { found: { kind: "nothing" }, now: result.now };
    if (response === "cut") return { found: INVALID_REPLY, now: result.now };
    const items = itemsOf(response);
    const whole = response.flags.checkingDisabled ? response : null;
    this.cache.put({ question, rcode: response.rcode, items, whole }, result.now);
    const fresh = isBypass ? { response, ageSeconds: 0 } : null;
    const found: Found = { kind: "found", rcode: response.rcode, items, whole: fresh, isOwn: false };
    return { found, now: result.now };
  }
}

/** What a server's answer came to, and when it was there. */
interface FoundOutside {
  readonly found: Found;
  readonly now: Instant;
}

/** What one step of a lookup came to. */
type Found =
  | {
      readonly kind: "found";
      readonly rcode: Rcode;
      readonly items: readonly AnswerItem[];
      readonly whole: { readonly response: Response; readonly ageSeconds: number } | null;
      /** Made here, not by a server. */
      readonly isOwn: boolean;
    }
  /** No server is meant for it. */
  | { readonly kind: "nowhere" }
  /** No server answered. */
  | { readonly kind: "nothing" };

const INVALID_REPLY: Found = { kind: "found", rcode: "SERVFAIL", items: [], whole: null, isOwn: false };

function foundHere(question: Question, names: OwnNames | null): Found {
  const own = names?.answer(question) ?? synthesize(question);
  return own === null ? { kind: "nowhere" } : ownFound(own);
}

function ownFound(own: Synthesized): Found {
  const items = own.records.map((record) => ({ record, section: null }));
  return { kind: "found", rcode: own.rcode, items, whole: null, isOwn: true };
}

function itemsOf({ answer, authority, additional }: Response): readonly AnswerItem[] {
  return [
    ...answer.map((record) => ({ record, section: "answer" }) as const),
    ...authority.map((record) => ({ record, section: "authority" }) as const),
    ...additional.map((record) => ({ record, section: "additional" }) as const),
  ];
}

/** One client's question on its way along a chain of aliases. */
class Lookup {
  readonly query: Query;
  /** DO and CD: the client wants a server's own message. */
  readonly isBypass: boolean;
  question: Question;
  /** Along its chain so far. */
  steps = 0;
  private sections: Sections = NO_SECTIONS;
  private isOwn = true;
  private isNetworkless = true;

  constructor(query: Query, question: Question) {
    this.query = query;
    this.question = question;
    this.isBypass = query.edns?.dnssecOk === true && query.flags.checkingDisabled;
  }

  /** The reply, or null where an alias leads on. */
  take(found: Found): Outcome | null {
    if (found.kind === "nothing") return { kind: "silence", why: "no-handler" };
    if (found.kind === "nowhere") {
      this.isOwn = false;
      return this.reply("REFUSED");
    }
    const { rcode, items, whole } = found;
    this.isOwn &&= found.isOwn;
    this.isNetworkless = found.isOwn;
    if (this.isBypass && whole !== null) return handOn(this.query, whole.response, whole.ageSeconds);
    this.assign(items);
    // An alias is followed even where the server said that its target does not exist.
    return this.follow(items) ? null : this.reply(rcode);
  }

  /** Whether the chain goes on behind what this step brought (dns_query_process_cname_one). */
  private follow(items: readonly AnswerItem[]): boolean {
    for (let aliases = 0; aliases < MAX_ALIASES; aliases += 1) {
      if (items.some(({ record }) => answersQuestion(this.question, record))) return false;
      const alias = items.find(({ record }) => redirectsQuestion(this.question, record))?.record.data;
      if (alias?.type !== "CNAME") return aliases > 0;
      this.question = { ...this.question, name: alias.target };
      this.assign(items);
    }
    return false;
  }

  private assign(items: readonly AnswerItem[]): void {
    const isWanted = this.query.edns?.dnssecOk === true && this.isOwn;
    this.sections = assignSections(this.sections, items, this.question, isWanted ? "with-dnssec" : "without-dnssec");
  }

  reply(rcode: Rcode): Outcome {
    const standing = { isAuthoritative: this.isNetworkless, isAuthentic: this.isOwn };
    return replyWith(this.query, rcode, this.sections, standing);
  }
}
