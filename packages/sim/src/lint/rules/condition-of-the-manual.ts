import { placeOfObject } from "../outside-services.ts";
import type { Rule } from "../rule.ts";

/** T20: operator/pkg/lbipam writes another word than Documentation/network/lb-ipam.rst has. */
const MANUAL = "io.cilium/lb-ipam-request-satisfied";
const WRITTEN = "cilium.io/IPAMRequestSatisfied";

export const conditionOfTheManual: Rule = {
  traps: ["T20"],
  severity: "information",
  check: ({ twin }) =>
    [...twin.clusters.values()].flatMap(({ settings, snapshot }) =>
      snapshot.services
        .filter(({ conditions }) => conditions.some(({ type }) => type === MANUAL))
        .flatMap(({ metadata: { namespace, name } }) => {
          const span = placeOfObject(twin, settings.name, `Service ${namespace}/${name}`);
          if (span === null) return [];
          const message = `${namespace}/${name} has the condition ${MANUAL} of Cilium's manual; Cilium 1.20 writes ${WRITTEN}.`;
          return [{ span, message, hint: `Whoever waits for it must look for ${WRITTEN} too.` }];
        }),
    ),
};
