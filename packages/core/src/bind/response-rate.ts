import { type Address, type Instant, isIpv4, maskAddress, wholeSeconds } from "../dns/index.ts";

interface Balance {
  readonly left: number;
  readonly second: number;
}

/** How many like answers a network of clients may get in a second; more are not sent (lib/dns/rrl.c, with `slip 0`). */
export class ResponseRate {
  readonly #perSecond: number;
  readonly #balances: Map<string, Balance>;

  constructor(perSecond: number, balances: ReadonlyMap<string, Balance> = new Map()) {
    this.#perSecond = perSecond;
    this.#balances = new Map(balances);
  }

  fork(): ResponseRate {
    return new ResponseRate(this.#perSecond, this.#balances);
  }

  /** Whether one more of this kind may go out. */
  admits(client: Address, kind: string, now: Instant): boolean {
    const key = `${networkOf(client)} ${kind}`;
    const second = wholeSeconds(now);
    const known = this.#balances.get(key) ?? { left: this.#perSecond, second };
    const earned = (second - known.second) * this.#perSecond;
    const left = Math.min(this.#perSecond, known.left + earned) - 1;
    this.#balances.set(key, { left: Math.max(left, -WINDOW * this.#perSecond), second });
    return left >= 0;
  }
}

/** Seconds in which a debt is paid off at most (`window`). */
const WINDOW = 15;

/** Clients of one network are one (`ipv4-prefix-length`, `ipv6-prefix-length`). */
function networkOf(client: Address): string {
  return maskAddress(client, isIpv4(client) ? 24 : 56);
}
