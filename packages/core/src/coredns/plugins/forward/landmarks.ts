import type { Landmark } from "../../../dns/index.ts";
import type { ForwardSettings } from "./settings.ts";

/** What is forwarded, and what is excepted from it. */
export function forwardLandmarks(lines: readonly ForwardSettings[]): readonly Landmark[] {
  return lines.flatMap((line) =>
    [line.from, ...line.except].map((name) => ({ kind: "name", name, why: "a zone of the forward plugin" }) as const),
  );
}
