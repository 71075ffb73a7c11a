import type { Landmark } from "../../../dns/index.ts";
import type { AclRule } from "./settings.ts";

/** The zones of the rules, and every network of their lines. */
export function aclLandmarks(rules: readonly AclRule[]): readonly Landmark[] {
  return rules.flatMap(({ zones, policies }) => [
    ...zones.map((name): Landmark => ({ kind: "name", name, why: "zone of an acl rule" })),
    ...policies.flatMap(({ action, networks }) =>
      (networks ?? []).map((prefix): Landmark => ({ kind: "prefix", prefix, why: `acl ${action}` })),
    ),
  ]);
}
