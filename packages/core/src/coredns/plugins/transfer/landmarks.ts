import { type Landmark, parsePrefix } from "../../../dns/index.ts";
import type { TransferRule } from "./settings.ts";

/** The zones of the lines, and every address that may have them. */
export function transferLandmarks(rules: readonly TransferRule[]): readonly Landmark[] {
  return rules.flatMap(({ zones, to }) => [
    ...zones.map((name): Landmark => ({ kind: "name", name, why: "zone of a transfer line" })),
    ...to.flatMap((text): readonly Landmark[] => {
      const prefix = parsePrefix(text);
      return typeof prefix === "string" ? [] : [{ kind: "prefix", prefix, why: "transfer to" }];
    }),
  ]);
}
