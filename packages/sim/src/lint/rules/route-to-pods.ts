import { type Prefix, prefixCovers, printPrefix } from "@splithorizon/core";
import type { Rule } from "../rule.ts";

/** The tutorial's own warning: "You should never need a route to the Pods CIDR." */
export const routeToPods: Rule = {
  traps: ["seed"],
  severity: "warning",
  check: ({ twin }) => {
    const { hosts, clusters } = twin.settings;
    return hosts.flatMap(({ name, routes }) =>
      routes.flatMap(({ destination, span }) => {
        const cluster = clusters.find(({ podCidrs }) => podCidrs.some((pods) => overlaps(pods, destination)));
        if (cluster === undefined || destination.length === 0) return [];
        return [
          {
            span,
            message: `${name} has a route to ${printPrefix(destination)}, where the pods of ${cluster.name} are: nobody outside should need one, and whoever has it reaches pods past every Service.`,
            hint: "Take it away; Services have their addresses outside.",
          },
        ];
      }),
    );
  },
};

function overlaps(first: Prefix, second: Prefix): boolean {
  return first.length <= second.length ? prefixCovers(first, second.address) : prefixCovers(second, first.address);
}
