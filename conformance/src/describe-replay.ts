import type { Replayed } from "./replay.ts";
import type { Recording } from "./suite.ts";

/** `17 web.example. A`, and each field that differs; nothing where none does. */
export function describeReplay(recording: Recording | undefined, result: Replayed | undefined): string {
  if (recording === undefined || result?.kind !== "differs") return "";
  const show = (text: string): string => text.replaceAll("\n", " | ");
  const fields = result.differences.map(
    ({ field, real, twin }) => `      ${field}\n        real ${show(real)}\n        twin ${show(twin)}\n`,
  );
  return `  ${recording.index} ${recording.question}\n${fields.join("")}`;
}
