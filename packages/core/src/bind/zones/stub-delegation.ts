import {
  type DomainName,
  type Instant,
  isAtOrBelow,
  makeQuery,
  NO_FLAGS,
  type Query,
  type ResourceRecord,
  type Response,
  type RrType,
  wholeSeconds,
} from "../../dns/index.ts";
import type { Effect, EffectResult } from "../../resolution/index.ts";
import { type Zone, zoneOfDelegation } from "../../zone/index.ts";
import { faultOfAnswer } from "../signatures/check-signature.ts";
import { signed, type TsigKey } from "../signatures/tsig-key.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { EDNS, type SoaForm } from "./soa-answer.ts";

/** How long a connection may take to be made (measured: 16 s; lib/dns/zone.c, ns_query). */
export const CONNECT_MS = 16_000;
/** With `dialup yes` or `refresh`, by the source. */
export const DIALUP_CONNECT_MS = 91_000;
const ADDRESSES = ["A", "AAAA"] as const;

/** Whom a stub zone asks for its servers, and how. */
export interface StubQuestion {
  readonly name: DomainName;
  readonly primary: RemoteServer;
  readonly key: TsigKey | null;
  readonly source: Extract<Effect, { readonly kind: "ask" }>["source"];
  readonly connectMs: number;
  /** How long it is waited for an answer once there is a connection: `tcp-idle-timeout`. */
  readonly answerMs: number;
  /** As the SOA was asked for, which has led here. */
  readonly form: SoaForm;
  /** The SOA that the primary has told. */
  readonly soa: ResourceRecord;
  /** What the zone has been so far: addresses that nobody tells any more stay in it (measured). */
  readonly held: Zone | null;
}

/** Servers and their addresses, or in the words of the log why there are none. `faults`: addresses that could not be had. */
export type StubAnswer =
  | { readonly kind: "delegation"; readonly zone: Zone; readonly faults: readonly string[]; readonly now: Instant }
  | { readonly kind: "no-use"; readonly why: string; readonly now: Instant }
  /** No message came. */
  | { readonly kind: "unreachable"; readonly why: string; readonly now: Instant };

type Asking<Result> = Generator<Effect, Result, EffectResult>;

/** Asks a primary for the zone's servers, over TCP so that their addresses fit too (lib/dns/zone.c, ns_query and stub_callback). */
export function* fetchDelegation(question: StubQuestion, start: Instant): Asking<StubAnswer> {
  const first = yield* ask(question, question.name, "NS", question.form, start);
  if (first.answer === null) {
    if (question.form === "edns" && first.isTimeout) return yield* plainly(question, first.now);
    return { kind: "unreachable", why: first.why, now: first.now };
  }
  const { answer, now } = first;
  if (question.form === "edns" && meansNoEdns(answer)) return yield* plainly(question, now);
  const lack = whatLacks(answer, "NS", "no NS records in response from primary");
  if (lack !== null) return { kind: "no-use", why: lack, now };
  return yield* withAddresses(question, answer, now);
}

function plainly(question: StubQuestion, now: Instant): Asking<StubAnswer> {
  return fetchDelegation({ ...question, form: "plain" }, now);
}

/** What comes with the servers counts; where no address comes with any of them, each is asked for (save_nsrrset). */
function* withAddresses(question: StubQuestion, { answer, additional }: Response, start: Instant): Asking<StubAnswer> {
  const { name, soa } = question;
  const servers = answer.filter(({ owner, data }) => owner.key === name.key && data.type === "NS");
  const hosts = servers.flatMap(({ data }) => (data.type === "NS" && isAtOrBelow(data.host, name) ? [data.host] : []));
  const keys = new Set(hosts.map(({ key }) => key));
  const glue = additional.filter(({ owner, data }) => isAddress(data.type) && keys.has(owner.key));
  if (glue.length > 0)
    return { kind: "delegation", zone: merged(question, [soa, ...servers], glue), faults: [], now: start };
  const faults: string[] = [];
  const found: ResourceRecord[] = [];
  let now = start;
  // named asks for all of them at once.
  for (const host of hosts) {
    for (const type of ADDRESSES) {
      const asked = yield* ask(question, host, type, question.form, now);
      ({ now } = asked);
      const fault =
        asked.answer === null
          ? asked.why
          : whatLacks(asked.answer, type, `no ${type} records in response from primary`);
      if (fault !== null) faults.push(fault);
      else if (asked.answer !== null) {
        found.push(...asked.answer.answer.filter(({ owner, data }) => owner.key === host.key && data.type === type));
      }
    }
  }
  return { kind: "delegation", zone: merged(question, [soa, ...servers], found), faults, now };
}

function isAddress(type: RrType): boolean {
  return type === "A" || type === "AAAA";
}

/** A set that has come takes the place of the one that was there. */
function merged({ name, held }: StubQuestion, own: readonly ResourceRecord[], glue: readonly ResourceRecord[]): Zone {
  const replaced = new Set(glue.map(({ owner, data }) => `${owner.key} ${data.type}`));
  const before = held === null ? [] : [...held.records()];
  const kept = before.filter(({ owner, data }) => isAddress(data.type) && !replaced.has(`${owner.key} ${data.type}`));
  return zoneOfDelegation(name, [...own, ...glue, ...kept]);
}

interface Asked {
  /** null: none came. */
  readonly answer: Response | null;
  readonly isTimeout: boolean;
  readonly why: string;
  readonly now: Instant;
}

function* ask(
  { primary, key, source, connectMs, answerMs }: StubQuestion,
  name: DomainName,
  type: RrType,
  form: SoaForm,
  start: Instant,
): Asking<Asked> {
  const edns = form === "edns" ? EDNS : null;
  const message: Query = makeQuery({ name, type, class: "IN" }, { flags: NO_FLAGS, edns });
  const result: EffectResult = yield {
    kind: "ask",
    to: { address: primary.address, port: primary.port },
    transport: "tcp",
    source,
    message: signed(message, key, wholeSeconds(start)),
    timeoutMs: connectMs,
    answerMs,
  };
  const { now } = result;
  const [answer = null] = result.kind === "answered" ? result.messages : [];
  const fault = answer === null ? null : faultOfAnswer(answer, key);
  if (answer !== null && fault === null) return { answer, isTimeout: false, why: "", now };
  const isTimeout = result.kind === "failed" && result.how === "timeout";
  return { answer: null, isTimeout, why: fault ?? (isTimeout ? "timed out" : "operation canceled"), now };
}

const WITHOUT_EDNS: ReadonlySet<string> = new Set(["SERVFAIL", "NOTIMP"]);

function meansNoEdns({ rcode, edns }: Response): boolean {
  return WITHOUT_EDNS.has(rcode) || (rcode === "FORMERR" && edns === null);
}

/** null: it has what was asked for. In the words that stand in front of the server's address in the log. */
function whatLacks({ rcode, flags, answer }: Response, type: RrType, nothing: string): string | null {
  if (rcode !== "NOERROR") return `unexpected rcode (${rcode}) from`;
  if (flags.truncated) return "truncated TCP response from primary";
  if (!flags.authoritative) return "non-authoritative answer from primary";
  if (answer.some(({ data }) => data.type === "CNAME")) return "unexpected CNAME response from primary";
  return answer.some(({ data }) => data.type === type) ? null : nothing;
}
