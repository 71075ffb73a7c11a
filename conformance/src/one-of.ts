import type { Random } from "@splithorizon/sim";

/** One of several, each as likely as the others. */
export function oneOf<T>(random: Random, among: readonly T[]): T {
  const one = among[random.below(among.length)];
  if (one === undefined) throw new Error("there is nothing to choose from");
  return one;
}
