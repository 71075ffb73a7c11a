import type { Condition, LoadBalancerIngress, LoadBalancerIpPool, Service } from "../cluster-snapshot.ts";
import type { Families } from "./address-request.ts";

/** How cilium-operator was started. */
export interface IpamSettings {
  readonly families: Families;
  /** Load balancer classes that it takes part in: those of the features that are on. */
  readonly classes: readonly string[];
  /** Whether it serves services without a class (`--default-lb-service-ipam`). */
  readonly servesDefault: boolean;
}

/** What the operator's informers bring. */
export type IpamEvent =
  | { readonly kind: "service"; readonly service: Service }
  | { readonly kind: "service-gone"; readonly namespace: string; readonly name: string }
  | { readonly kind: "pool"; readonly pool: LoadBalancerIpPool }
  | { readonly kind: "pool-gone"; readonly name: string };

/** What the operator writes, or what becomes of it. */
export type IpamUpdate =
  | {
      readonly kind: "service-status";
      readonly namespace: string;
      readonly name: string;
      readonly ingress: readonly LoadBalancerIngress[];
      readonly conditions: readonly Condition[];
    }
  | { readonly kind: "pool-status"; readonly name: string; readonly conditions: readonly Condition[] }
  /** It has ended by its own fault, and was started anew. */
  | { readonly kind: "panic"; readonly why: string };

const BOTH_CLASSES = ["io.cilium/bgp-control-plane", "io.cilium/l2-announcer"] as const;

/** IPv4 alone, with BGP and L2 announcements on. */
export const usualIpam: IpamSettings = {
  families: { ipv4: true, ipv6: false },
  classes: BOTH_CLASSES,
  servesDefault: true,
};
