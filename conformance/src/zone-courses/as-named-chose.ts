import { lotsFromSeed } from "@splithorizon/sim";
import type { PlayedCourse, Seen } from "./course.ts";

/** The same moment of the twin may be so much later than that of the real one. */
const EARLIER_MS = 300;

/**
 * Which of several zones comes first whose timers run out in one tick of named's clock is chance. The twin takes the one
 * that the real named took; `luck` where no packet or line tells.
 */
export function asNamedChose(real: PlayedCourse, luck: number, now: () => number) {
  const lots = lotsFromSeed(luck);
  return (among: number, between: readonly string[] = []): number => {
    if (between.length === 0) return 0;
    const moments = between.map((what) => momentOf(what, real, now() - EARLIER_MS));
    const first = Math.min(...moments);
    const candidates = moments.flatMap((moment, at) => (moment === first ? [at] : []));
    return candidates[luck === 0 ? 0 : lots(candidates.length)] ?? lots(among);
  };
}

/** Where it stands in what the real one sent or wrote: `s SOA z.lan/IN/in`, `p NOTIFY z.lan/IN`. */
function momentOf(what: string, { course, packets, lines }: PlayedCourse, fromMs: number): number {
  const [machine = "", kind, title = ""] = what.split(" ");
  const [zone = ""] = title.split("/");
  const addresses = course.machines[machine]?.addresses ?? [];
  const isOfIt = ({ text }: Seen): boolean =>
    kind === "NOTIFY"
      ? text.startsWith(`${machine} zone ${title}: sending notifies`)
      : addresses.some((address) => text.startsWith(`${address}>`)) && `${text} `.includes(` udp SOA ${zone} `);
  const at = (kind === "NOTIFY" ? lines : packets).findIndex((seen) => seen.atMs >= fromMs && isOfIt(seen));
  return at === -1 ? Number.POSITIVE_INFINITY : at;
}
