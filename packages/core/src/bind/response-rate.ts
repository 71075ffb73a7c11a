import { type Address, type Instant, isIpv4, maskAddress, type Response, wholeSeconds } from "../dns/index.ts";
import type { RateLimit, ResponseClass } from "./settings.ts";

interface Balance {
  readonly left: number;
  readonly second: number;
}

/** What an answer is counted as, and with which others (lib/dns/rrl.c, make_key). */
export interface CountedResponse {
  readonly class: ResponseClass;
  readonly key: string;
}

/** How many like answers a network of clients may get in a second (lib/dns/rrl.c). */
export class ResponseRate {
  readonly #limit: RateLimit;
  readonly #balances: Map<string, Balance>;

  constructor(limit: RateLimit, balances: ReadonlyMap<string, Balance> = new Map()) {
    this.#limit = limit;
    this.#balances = new Map(balances);
  }

  get exempt(): RateLimit["exempt"] {
    return this.#limit.exempt;
  }

  fork(): ResponseRate {
    return new ResponseRate(this.#limit, this.#balances);
  }

  /** Whether one more of this kind may go out; `all-per-second` counts all of a client's. */
  admits(client: Address, counted: CountedResponse, now: Instant): boolean {
    const { ipv4PrefixLength, ipv6PrefixLength, perSecond } = this.#limit;
    const network = maskAddress(client, isIpv4(client) ? ipv4PrefixLength : ipv6PrefixLength);
    const ofKind = this.#debit(`${network} ${counted.class} ${counted.key}`, perSecond[counted.class], now);
    const ofAll = this.#debit(`${network} all`, perSecond.all, now);
    return ofKind && ofAll;
  }

  #debit(key: string, rate: number, now: Instant): boolean {
    if (rate === 0) return true;
    const second = wholeSeconds(now);
    const known = this.#balances.get(key) ?? { left: rate, second };
    const left = Math.min(rate, known.left + (second - known.second) * rate) - 1;
    this.#balances.set(key, { left: Math.max(left, -this.#limit.windowSeconds * rate), second });
    return left >= 0;
  }
}

/** Answers by name and type; denials by name, or by the zone that denies; errors all together. */
export function countedAs({ rcode, questions, answer, authority }: Response): CountedResponse {
  const [question] = questions;
  const name = question?.name.key ?? "";
  if (rcode === "NXDOMAIN") {
    const soa = authority.find(({ data }) => data.type === "SOA");
    return { class: "nameError", key: soa?.owner.key ?? "" };
  }
  if (rcode !== "NOERROR") return { class: "error", key: "" };
  if (answer.length > 0) return { class: "answer", key: `${question?.type ?? ""} ${name}` };
  const isReferral = authority.length > 0 && !authority.some(({ data }) => data.type === "SOA");
  return { class: isReferral ? "referral" : "noData", key: name };
}
