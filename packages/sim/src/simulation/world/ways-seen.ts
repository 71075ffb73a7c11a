import { assertNever } from "../../invariant.ts";
import type { Hop } from "../../network/index.ts";
import type { Reception, Travel } from "../../sending/index.ts";

/** What the packets of questions and answers have met since somebody began to look: from whom to whom, and what stopped them. */
export class WaysSeen {
  /** Hops are values, made once for a way. */
  readonly #ways = new Set<readonly Hop[]>();
  readonly #refusals = new Set<string>();
  #isWhole = true;

  /** Nothing was lost, and nobody was silent or had to be waited for. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Machines that packets have come to. */
  get stations(): ReadonlySet<string> {
    return new Set([...this.#ways].flatMap((hops) => hops.map(({ at }) => at)));
  }

  travelled(hops: readonly Hop[], { kind }: Travel): void {
    this.#ways.add(hops);
    if (kind === "lost") this.#isWhole = false;
  }

  received(station: string, reception: Reception): void {
    if (reception === "refused") this.#refusals.add(`${station} refuses`);
    else if (reception !== "taken") this.#isWhole = false;
  }

  /** All of it as one text, the same in whatever order and however often it came. */
  print(): string {
    const hops = [...this.#ways].flatMap((way) => way.map(printHop));
    return [...new Set([...hops, ...this.#refusals])].sort().join(", ");
  }
}

function printHop(hop: Hop): string {
  switch (hop.kind) {
    case "sent":
      return `from ${hop.at}`;
    case "forwarded":
      return `${hop.at} to ${hop.to}`;
    case "translated":
      return `by ${hop.at}`;
    case "delivered":
      return `at ${hop.at}`;
    case "dropped":
      return `${hop.at}: ${hop.reason}`;
    default:
      return assertNever(hop);
  }
}
