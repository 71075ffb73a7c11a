import { printRdata, type ResourceRecord, type Response, type RrType } from "@splithorizon/core";

/** How long caches may keep what an answer says. */
export interface AnswerLifetime {
  /** By owner and type. */
  readonly rrsets: ReadonlyMap<string, KeptRrset>;
  /** What is denied, and for how long (RFC 2308 section 5); null: nothing is. */
  readonly denial: { readonly what: string; readonly ttlMs: number } | null;
  /** AA: where named says so, it has looked into its own zone. */
  readonly isAuthoritative: boolean;
}

/** What of a message says how long it is kept. */
type Said = Pick<Response, "flags" | "rcode" | "questions" | "answer" | "authority">;

interface KeptRrset {
  readonly data: string;
  readonly ttlMs: number;
  /** Not what was asked for, but a name on the way there. */
  readonly isAlias: boolean;
}

/**
 * What is kept beyond its TTL, or without one: SERVFAIL and REFUSED (systemd-resolved 10 s, CoreDNS 5 s, named 1 s), a name
 * server's missing address (named 10 s), TTLs that CoreDNS raises to its 5 s.
 */
const STRANGE_MS = 10_000;

const NOTHING_SAID: AnswerLifetime = { rrsets: new Map(), denial: null, isAuthoritative: false };

/** No message: nobody has answered. */
export function lifetimeOf([first, ...more]: readonly Said[]): AnswerLifetime {
  if (first === undefined) return NOTHING_SAID;
  const rrsets = new Map<string, KeptRrset>();
  for (const record of [first, ...more].flatMap((message) => message.answer)) {
    const key = `${record.owner.key} ${record.data.type}`;
    rrsets.set(key, joined(rrsets.get(key) ?? null, record, first.questions[0]?.type ?? "ANY"));
  }
  return { rrsets, denial: denialOf(first), isAuthoritative: first.flags.authoritative };
}

function joined(known: KeptRrset | null, { ttl, data }: ResourceRecord, asked: RrType): KeptRrset {
  const all = [...(known?.data.split("\n") ?? []), printRdata(data)];
  const ttlMs = Math.max(known?.ttlMs ?? 0, ttl * 1000);
  return { data: all.sort().join("\n"), ttlMs, isAlias: data.type === "CNAME" && asked !== "CNAME" };
}

function denialOf({ rcode, questions, answer, authority }: Said): AnswerLifetime["denial"] {
  const [question] = questions;
  if (rcode !== "NXDOMAIN" && (rcode !== "NOERROR" || isAnswered(question?.type ?? "ANY", answer))) return null;
  const ttls = authority.flatMap(({ ttl, data }) => (data.type === "SOA" ? [Math.min(ttl, data.minimum)] : []));
  return { what: rcode, ttlMs: Math.max(0, ...ttls) * 1000 };
}

function isAnswered(type: RrType, answer: readonly ResourceRecord[]): boolean {
  return answer.some(({ data }) => type === "ANY" || data.type === type);
}

/** An answer, as far as it is compared. */
interface Lasting {
  readonly text: string;
  readonly rcode: string | null;
  readonly lifetime: AnswerLifetime;
}

/**
 * So long after the last server has given up an answer for another one it may still be heard from a cache. What the two
 * have in common does not count; of one that failed nothing is known but that the end of the chain of aliases is not to be
 * had any more. `from`: whether named itself answers, which keeps nothing of its own zones, or caches stand between.
 */
export function lingersMs(before: Lasting, after: Lasting, from: "named" | "caches"): number {
  if (before.text === after.text) return 0;
  if (from === "named" && before.lifetime.isAuthoritative) return STRANGE_MS;
  const isFailure = after.rcode !== "NOERROR" && after.rcode !== "NXDOMAIN";
  const ttls = [...before.lifetime.rrsets].flatMap(([key, { data, ttlMs, isAlias }]) =>
    (isFailure && isAlias) || after.lifetime.rrsets.get(key)?.data === data ? [] : [ttlMs],
  );
  const { denial } = before.lifetime;
  const isDenied = denial !== null && denial.what !== after.lifetime.denial?.what;
  return Math.max(0, ...ttls, isDenied ? denial.ttlMs : 0) + STRANGE_MS;
}
