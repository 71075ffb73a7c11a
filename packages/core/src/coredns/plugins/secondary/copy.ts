import {
  compareSerials,
  type DomainName,
  type Instant,
  laterBy,
  makeQuery,
  NO_FLAGS,
  type ResourceRecord,
  type Response,
} from "../../../dns/index.ts";
import type { Effect, EffectResult, Endpoint } from "../../../resolution/index.ts";
import { type GoZone, makeGoZone } from "../../go-zone/index.ts";
import type { SecondaryZone } from "./settings.ts";

/** miekg/dns: how long a connection may take, and each read from it. */
const TIMEOUT_MS = 2000;
/** plugin/secondary: the longest pause between two tries for a zone that was never copied. */
const MOST_PAUSE_MS = 10_000;

/** What a secondary knows of one zone. */
export interface Copy {
  /** null: never copied. */
  readonly zone: GoZone | null;
  /** When the timers of its SOA began to run. */
  readonly freshAt: Instant;
  /** When a primary was asked last. */
  readonly askedAt: Instant;
  /** Whether that came to nothing. */
  readonly isFailing: boolean;
}

type Asking<Value> = Generator<Effect, Value, EffectResult>;

/** plugin/file/secondary.go UpdateWithTransfer: its refresh and retry times, and a pause for what was never copied. */
export function isDue({ zone, freshAt, askedAt, isFailing }: Copy, now: Instant): boolean {
  const soa = zone?.apex.soa?.data;
  if (soa === undefined) return now >= laterBy(askedAt, MOST_PAUSE_MS);
  const since = isFailing ? askedAt : freshAt;
  return now >= laterBy(since, 1000 * Math.max(1, isFailing ? soa.retry : soa.refresh));
}

/** An answer of a primary that failed to come for so long makes the zone worthless. */
export function isExpired({ zone, freshAt, isFailing }: Copy, now: Instant): boolean {
  const soa = zone?.apex.soa?.data;
  return soa !== undefined && isFailing && now >= laterBy(freshAt, 1000 * Math.max(1, soa.expire));
}

/** Copies a zone if a primary has a newer one, and says what is known of it then. */
export function* refresh(settings: SecondaryZone, before: Copy, now: Instant): Asking<Copy> {
  const isOld = before.zone === null ? ("newer" as const) : yield* compare(settings, before.zone);
  if (isOld === "unknown") return { ...before, askedAt: now, isFailing: true };
  if (isOld === "current") return { ...before, freshAt: now, askedAt: now, isFailing: false };
  const zone = yield* transferIn(settings);
  if (zone === null) return { ...before, askedAt: now, isFailing: true };
  return { zone, freshAt: now, askedAt: now, isFailing: false };
}

/** shouldTransfer: the SOA of the first primary that gives one. */
function* compare({ origin, primaries }: SecondaryZone, zone: GoZone): Asking<"newer" | "current" | "unknown"> {
  for (const primary of primaries) {
    const answered = yield* askFor(origin, "SOA", primary);
    if (answered === null || answered[0]?.rcode !== "NOERROR") continue;
    const serial = answered[0].answer.flatMap(({ data }) => (data.type === "SOA" ? [data.serial] : [])).at(0);
    if (serial === undefined) continue;
    const own = zone.apex.soa?.data.serial ?? 0;
    return compareSerials(serial, own) === "newer" ? "newer" : "current";
  }
  return "unknown";
}

/** TransferIn: from the first primary that sends the whole of it. */
function* transferIn({ origin, primaries }: SecondaryZone): Asking<GoZone | null> {
  for (const primary of primaries) {
    const messages = yield* askFor(origin, "AXFR", primary);
    const records = messages === null ? null : wholeTransfer(messages);
    if (records !== null) return makeGoZone(origin, records);
  }
  return null;
}

function* askFor(name: DomainName, type: "SOA" | "AXFR", to: Endpoint): Asking<readonly Response[] | null> {
  const flags = { ...NO_FLAGS, recursionDesired: type === "SOA" };
  const message = makeQuery({ name, type, class: "IN" }, { flags });
  const result = yield { kind: "ask", to, transport: "tcp", source: null, message, timeoutMs: TIMEOUT_MS };
  return result.kind === "answered" ? result.messages : null;
}

/** miekg/dns xfr.go inAxfr: from an SOA to an SOA, and no error between them. The last one is left out. */
function wholeTransfer(messages: readonly Response[]): readonly ResourceRecord[] | null {
  if (messages.some(({ rcode }) => rcode !== "NOERROR")) return null;
  const records = messages.flatMap(({ answer }) => answer);
  const isWhole = records.length > 1 && records[0]?.data.type === "SOA" && records.at(-1)?.data.type === "SOA";
  return isWhole ? records.slice(0, -1) : null;
}
