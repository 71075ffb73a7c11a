import type { Random } from "@splithorizon/sim";

/** Of these lines each by its own chance; empty ones are none. */
export function drawLines(
  random: Random,
  lines: readonly (readonly [likelihood: number, line: string])[],
): readonly string[] {
  return lines.flatMap(([likelihood, line]) => (random.happens(likelihood) && line !== "" ? [line] : []));
}
