import { customKind, selectorSchema } from "./custom-kind.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { Schema } from "./structural-schema.ts";

const text: Schema = { type: "string" };

/** CiliumLoadBalancerIPPool of cilium.io/v2 as Cilium 1.20.2 installs it; v2alpha1 is the same. */
export const ipPoolKind: ObjectKind = customKind(
  "CiliumLoadBalancerIPPool",
  "ciliumloadbalancerippools",
  {
    type: "object",
    properties: {
      allowFirstLastIPs: { type: "string", enum: ["Yes", "No"] },
      blocks: {
        type: "array",
        items: { type: "object", properties: { cidr: { type: "string", format: "cidr" }, start: text, stop: text } },
      },
      disabled: { type: "boolean", default: false },
      serviceSelector: selectorSchema,
    },
  },
  ["metadata", "spec"],
);
