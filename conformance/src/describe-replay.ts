import type { Replayed } from "./replay.ts";
import type { Recording } from "./suite.ts";

/** `17 web.example. A`, and each field that differs; nothing where none does. */
export function describeReplay(recording: Recording | undefined, result: Replayed | undefined): string {
  if (recording === undefined || result?.kind !== "differs") return "";
  const fields = result.differences.map(({ field, real, twin }) => {
    const [left, right] = onlyDifferent(real.split("\n"), twin.split("\n"));
    return `      ${field}\n        real ${left.join(" | ")}\n        twin ${right.join(" | ")}\n`;
  });
  return `  ${recording.index} ${recording.question}\n${fields.join("")}`;
}

/** So many lines of a field are shown whole. */
const FEW = 8;

/** Of many lines those that the other side does not have. */
function onlyDifferent(
  left: readonly string[],
  right: readonly string[],
): readonly [readonly string[], readonly string[]] {
  if (left.length <= FEW && right.length <= FEW) return [left, right];
  return [left.filter((line) => !right.includes(line)), right.filter((line) => !left.includes(line))];
}
