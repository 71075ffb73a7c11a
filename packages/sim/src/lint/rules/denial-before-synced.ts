import { blocksOf, blocksWith } from "../corefile-view.ts";
import type { Rule } from "../rule.ts";

/** T32: k8s_external denies while the plugin kubernetes says SERVFAIL; `ready` keeps questions away until then. */
export const denialBeforeSynced: Rule = {
  traps: ["T32"],
  severity: "warning",
  check: (view) =>
    blocksWith(view, "k8s_external").flatMap(({ cluster, block }) => {
      const hasReady = blocksOf(view).some((other) => other.cluster === cluster && other.block.directives.has("ready"));
      const span = block.directives.get("k8s_external")?.tokens[0]?.span;
      if (hasReady || span === undefined) return [];
      const message =
        "Without the plugin `ready` the cluster sends questions to a CoreDNS that does not know its services yet: it answers NXDOMAIN for every name outside, and resolvers remember that.";
      return [{ span, message, hint: "Add `ready`, and a readinessProbe of /ready on port 8181." }];
    }),
};
