import {
  addressRdata,
  type DomainName,
  type Edns,
  type Instant,
  isAtOrBelow,
  NO_FLAGS,
  nameOf,
  parseAddress,
  type Query,
  type Question,
  type Rcode,
  type ResourceRecord,
  type Response,
} from "../../dns/index.ts";
import { decodeMessage, queryFromMessage } from "../../wire/index.ts";
import type { Effect, EffectResult, Endpoint, Exchange, NameServer, Outcome, QueryPacket, Step } from "../exchange.ts";
import { ResolvedCache } from "./resolved-cache.ts";
import { askUpstream } from "./resolved-upstream.ts";

/** What systemd-resolved was told, by resolved.conf or by the network's own configuration. */
export interface ResolvedSettings {
  /** In order; the first is used until it fails. */
  readonly nameservers: readonly Endpoint[];
  /** Search and route-only domains: names below them go to the servers even when they end in `.local`. */
  readonly domains: readonly DomainName[];
}

/** resolved-dns-stub.c ADVERTISE_DATAGRAM_SIZE_MAX: the loopback's MTU less Ethernet, IP and UDP. */
const ADVERTISED_OCTETS = 65_494;
const PLAIN_OCTETS = 512;
/** resolved-dns-query.c CNAME_REDIRECT_MAX. */
const MAX_ALIASES = 16;
const LOCAL = nameOf("local.");
const LOCALHOST = nameOf("localhost.");
const OBSOLETE_TYPES: ReadonlySet<string> = new Set([
  "MD",
  "MF",
  "MB",
  "MG",
  "MR",
  "NULL",
  "WKS",
  "MINFO",
  "MAILA",
  "MAILB",
]);

/**
 * The stub listener at 127.0.0.53 (systemd 249, with LLMNR and mDNS off as in Ubuntu): asks the configured servers,
 * caches, and answers with the answer section alone. Search domains are not its business: programs apply them.
 */
export function makeSystemdResolved(settings: ResolvedSettings): NameServer {
  return new SystemdResolved(settings, new ResolvedCache(), 0);
}

class SystemdResolved implements NameServer {
  private readonly settings: ResolvedSettings;
  private readonly cache: ResolvedCache;
  private server: number;

  constructor(settings: ResolvedSettings, cache: ResolvedCache, server: number) {
    this.settings = settings;
    this.cache = cache;
    this.server = server;
  }

  receive(packet: QueryPacket, now: Instant): Step {
    const query = readQuery(packet);
    if (query === null) return { kind: "silence", why: "malformed" };
    const [question] = query.questions;
    if (question === undefined) return { kind: "silence", why: "malformed" };
    const refusal = refusalOf(query, question);
    if (refusal !== null) return reply(query, refusal, []);
    return this.resolve(query, question, now);
  }

  change(): void {}

  nextWake(): null {
    return null;
  }

  wake(): readonly Exchange[] {
    return [];
  }

  fork(): NameServer {
    return new SystemdResolved(this.settings, this.cache.fork(), this.server);
  }

  /** Follows aliases, each step from the cache or from a server (resolved-dns-query.c dns_query_process_cname). */
  private resolve(query: Query, question: Question, now: Instant): Step {
    const local = synthesize(question);
    if (local !== null) return reply(query, "NOERROR", local);
    if (!this.goesToServers(question)) return reply(query, "SERVFAIL", []);
    const known = this.fromCache(question, now);
    if (known?.missing === null) return reply(query, known.rcode, known.rcode === "NOERROR" ? known.records : []);
    return this.ask(query, question, now);
  }

  /** `.local` belongs to mDNS and addresses of single labels to LLMNR or the search list (resolved-dns-scope.c). */
  private goesToServers({ name, type }: Question): boolean {
    if (this.settings.domains.some((domain) => domain.labelCount > 0 && isAtOrBelow(name, domain))) return true;
    if (isAtOrBelow(name, LOCAL)) return false;
    return name.labelCount > 1 || (type !== "A" && type !== "AAAA");
  }

  private fromCache(question: Question, now: Instant): Chain | null {
    if (question.type === "ANY") return null;
    return followChain(question, (name) => {
      const entry = this.cache.find(name, question.type, now) ?? this.cache.find(name, "CNAME", now);
      return entry === null ? null : { rcode: entry.rcode, records: entry.records };
    });
  }

  private *ask(query: Query, question: Question, start: Instant): Exchange {
    let now = start;
    let { name } = question;
    const gathered: ResourceRecord[] = [];
    for (let aliases = 0; aliases < MAX_ALIASES; aliases += 1) {
      const result: Awaited = yield* this.askOne({ ...question, name }, now);
      now = result.now;
      if (result.response === null) return { kind: "silence", why: "no-handler" };
      const { rcode, authority } = result.response;
      const chain = followChain({ ...question, name }, (owner) => ownRecords(result.response, owner, question));
      this.remember(question, chain, authority, rcode, now);
      if (rcode !== "NOERROR") return reply(query, rcode, []);
      gathered.push(...chain.records);
      if (chain.missing === null || chain.records.length === 0) return reply(query, "NOERROR", gathered);
      name = chain.missing;
      const known = this.fromCache({ ...question, name }, now);
      if (known?.missing === null) {
        const found = known.rcode === "NOERROR" ? [...gathered, ...known.records] : [];
        return reply(query, known.rcode, found);
      }
    }
    return reply(query, "SERVFAIL", []);
  }

  private *askOne(question: Question, now: Instant): Generator<Effect, Awaited, EffectResult> {
    const result = yield* askUpstream(question, this.settings.nameservers, this.server, now);
    this.server = result.server;
    return { response: result.response, now: result.now };
  }

  private remember(
    question: Question,
    chain: Chain,
    authority: readonly ResourceRecord[],
    rcode: Rcode,
    now: Instant,
  ): void {
    const byOwner = new Map<string, ResourceRecord[]>();
    for (const record of chain.records) {
      const key = `${record.owner.key} ${record.data.type}`;
      byOwner.set(key, [...(byOwner.get(key) ?? []), record]);
    }
    for (const records of byOwner.values()) {
      const [first] = records;
      if (first !== undefined) this.cache.putRecords(first.owner, first.data.type, records, now);
    }
    if (chain.missing !== null) this.cache.putDenial(chain.missing, question.type, rcode, authority, now);
  }
}

interface Awaited {
  readonly response: Response | null;
  readonly now: Instant;
}

/** What a chain of aliases leads to. */
interface Chain {
  readonly rcode: Rcode;
  readonly records: readonly ResourceRecord[];
  /** The name at which nothing is known or nothing is there; null where the chain ends in an answer. */
  readonly missing: DomainName | null;
}

type LookUp = (name: DomainName) => { readonly rcode: Rcode; readonly records: readonly ResourceRecord[] } | null;

function followChain(question: Question, lookUp: LookUp): Chain {
  const records: ResourceRecord[] = [];
  let { name } = question;
  for (let aliases = 0; aliases <= MAX_ALIASES; aliases += 1) {
    const found = lookUp(name);
    if (found === null) return { rcode: "NOERROR", records, missing: name };
    records.push(...found.records);
    const alias = found.records.find((record) => record.data.type === "CNAME");
    if (alias?.data.type !== "CNAME" || question.type === "CNAME" || question.type === "ANY") {
      return { rcode: found.rcode, records, missing: null };
    }
    name = alias.data.target;
  }
  return { rcode: "SERVFAIL", records: [], missing: null };
}

function ownRecords(response: Response | null, owner: DomainName, question: Question): ReturnType<LookUp> {
  const own = (response?.answer ?? []).filter((record) => record.owner.key === owner.key);
  const records = own.filter(({ data }) => data.type === question.type || question.type === "ANY");
  const aliases = own.filter(({ data }) => data.type === "CNAME");
  const found = records.length > 0 ? records : aliases;
  return found.length === 0 ? null : { rcode: "NOERROR", records: found };
}

function readQuery(packet: QueryPacket): Query | null {
  if (packet.content.kind === "message") return packet.content.message;
  const decoded = decodeMessage(packet.content.bytes);
  if (decoded.kind === "undecodable" || decoded.message.isResponse) return null;
  const { message } = decoded;
  const isPlain = message.opcode === "QUERY" && !message.flags.truncated && message.questions.length === 1;
  return isPlain && message.answer.length + message.authority.length === 0 ? queryFromMessage(message) : null;
}

/** Why the listener will not look a question up (resolved-dns-stub.c dns_stub_process_query). */
function refusalOf(query: Query, question: Question): Rcode | null {
  if (query.edns !== null && query.edns.version !== 0) return "BADVERS";
  if (OBSOLETE_TYPES.has(question.type)) return "REFUSED";
  if (question.type === "AXFR" || question.type === "IXFR") return "REFUSED";
  return query.flags.recursionDesired ? null : "REFUSED";
}

/** `localhost` is answered without any server (resolved-dns-synthesize.c). */
function synthesize({ name, type, class: rrClass }: Question): readonly ResourceRecord[] | null {
  if (!isAtOrBelow(name, LOCALHOST)) return null;
  const text = type === "A" ? "127.0.0.1" : "::1";
  const address = type === "A" || type === "AAAA" ? parseAddress(text) : null;
  return address === null ? [] : [{ owner: name, class: rrClass, ttl: 0, data: addressRdata(address) }];
}

function reply(query: Query, rcode: Rcode, answer: readonly ResourceRecord[]): Outcome {
  const { edns } = query;
  const own: Edns | null =
    edns === null ? null : { udpSize: ADVERTISED_OCTETS, version: 0, dnssecOk: edns.dnssecOk, z: 0, options: [] };
  const message: Response = {
    kind: "response",
    id: query.id,
    opcode: "QUERY",
    flags: { ...NO_FLAGS, recursionDesired: true, recursionAvailable: true },
    rcode,
    questions: query.questions,
    answer,
    authority: [],
    additional: [],
    edns: own,
    wire: { order: "fixed", truncation: "bind", udpLimit: Math.max(PLAIN_OCTETS, edns?.udpSize ?? PLAIN_OCTETS) },
  };
  return { kind: "reply", messages: [message] };
}
