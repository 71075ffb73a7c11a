import { type Fault, type LinkWeather, printFault } from "./fault.ts";
import type { Random } from "./random.ts";

type LinkFault = Fault & { readonly kind: "cut" | "weather" | "mute-adverts" };

/** What a packet meets between two machines. */
export type Crossed =
  | { readonly kind: "through"; readonly delayMs: number; readonly twice: boolean }
  | { readonly kind: "lost"; readonly why: string };

/** The links of a site: how long a packet takes from one machine to the next, and what is wrong with them. */
export class Links {
  readonly #latencyMs: number;
  readonly #random: Random;
  /** By their lines. */
  readonly #faults = new Map<string, LinkFault>();
  /** What every packet meets while nothing is wrong. */
  readonly undisturbed: Crossed;

  /** `latencyMs`: what a packet takes from one machine to the next. */
  constructor(latencyMs: number, random: Random) {
    this.#latencyMs = latencyMs;
    this.#random = random;
    this.undisturbed = { kind: "through", delayMs: latencyMs, twice: false };
  }

  get areWell(): boolean {
    return this.#faults.size === 0;
  }

  get latencyMs(): number {
    return this.#latencyMs;
  }

  spoil(fault: LinkFault): void {
    this.#faults.set(printFault(fault), fault);
  }

  mend(fault: LinkFault): void {
    this.#faults.delete(printFault(fault));
  }

  cross(from: string, to: string): Crossed {
    let delayMs = this.#latencyMs;
    let twice = false;
    for (const fault of this.#faults.values()) {
      if (fault.kind === "mute-adverts" || !concerns(fault, from, to)) continue;
      if (fault.kind === "cut") return { kind: "lost", why: `nothing passes from ${from} to ${to}` };
      if (this.#random.happens(fault.weather.loss)) return { kind: "lost", why: `lost between ${from} and ${to}` };
      delayMs += this.#delayOf(fault.weather);
      twice ||= this.#random.happens(fault.weather.duplicates);
    }
    return { kind: "through", delayMs, twice };
  }

  /** As {@link cross}, for adverts of VRRP. */
  crossAdvert(from: string, to: string): Crossed {
    for (const fault of this.#faults.values()) {
      if (fault.kind === "mute-adverts" && concerns(fault, from, to)) {
        return { kind: "lost", why: `no adverts pass from ${from} to ${to}` };
      }
    }
    return this.cross(from, to);
  }

  /** Whether anything passes at all, for who only wants to know (ARP's probes). */
  isCut(from: string, to: string): boolean {
    return [...this.#faults.values()].some((fault) => fault.kind === "cut" && concerns(fault, from, to));
  }

  #delayOf({ delayMs, jitterMs }: LinkWeather): number {
    return delayMs + (jitterMs > 0 ? this.#random.between(0, jitterMs) : 0);
  }
}

function concerns({ between: [one, other], direction }: LinkFault, from: string, to: string): boolean {
  if (one === from && other === to) return true;
  return direction === "both-ways" && one === to && other === from;
}
