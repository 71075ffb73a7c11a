import { customKind, selectorSchema } from "./custom-kind.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { Schema } from "./structural-schema.ts";

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };
const name: Schema = { type: "string", minLength: 1, maxLength: 255 };
const port: Schema = { type: "integer", minimum: 1, maximum: 65_535 };
/** The CRD's pattern is one of addresses alone, of both families; what it lets pass, the agent reads again. */
const peerAddress: Schema = { type: "string", pattern: "^\\s*[0-9A-Fa-f:.]+(%.+)?\\s*$" };

function seconds(byDefault: number, minimum: number, maximum: number): Schema {
  return { type: "integer", minimum, maximum, default: byDefault };
}

/** CiliumBGPClusterConfig of cilium.io/v2 (Cilium 1.20.2). */
export const bgpClusterConfigKind: ObjectKind = customKind(
  "CiliumBGPClusterConfig",
  "ciliumbgpclusterconfigs",
  {
    type: "object",
    required: ["bgpInstances"],
    properties: {
      nodeSelector: selectorSchema,
      bgpInstances: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["name"],
          properties: {
            name,
            localASN: { type: "integer", minimum: 1, maximum: 4_294_967_295 },
            localPort: port,
            peers: {
              type: "array",
              items: {
                type: "object",
                required: ["name"],
                properties: {
                  name,
                  autoDiscovery: { type: "object", open: true },
                  peerASN: { type: "integer", minimum: 0, maximum: 4_294_967_295, default: 0 },
                  peerAddress,
                  peerConfigRef: { type: "object", required: ["name"], properties: { name: text } },
                },
              },
            },
          },
        },
      },
    },
  },
  ["metadata", "spec"],
);

const SAFIS = [
  "unicast",
  "multicast",
  "mpls_label",
  "encapsulation",
  "vpls",
  "evpn",
  "ls",
  "sr_policy",
  "mup",
  "mpls_vpn",
  "mpls_vpn_multicast",
  "route_target_constraints",
  "flowspec_unicast",
  "flowspec_vpn",
  "key_value",
];

/** CiliumBGPPeerConfig of cilium.io/v2. */
export const bgpPeerConfigKind: ObjectKind = customKind(
  "CiliumBGPPeerConfig",
  "ciliumbgppeerconfigs",
  {
    type: "object",
    properties: {
      authSecretRef: text,
      ebgpMultihop: { type: "integer", minimum: 1, maximum: 255, default: 1 },
      families: {
        type: "array",
        items: {
          type: "object",
          required: ["afi", "safi"],
          properties: {
            advertisements: selectorSchema,
            afi: { type: "string", enum: ["ipv4", "ipv6", "l2vpn", "ls", "opaque"] },
            safi: { type: "string", enum: SAFIS },
          },
        },
      },
      gracefulRestart: {
        type: "object",
        required: ["enabled"],
        properties: { enabled: flag, restartTimeSeconds: seconds(120, 1, 4095) },
      },
      timers: {
        type: "object",
        properties: {
          connectRetryTimeSeconds: seconds(120, 1, 2_147_483_647),
          holdTimeSeconds: seconds(90, 3, 65_535),
          keepAliveTimeSeconds: seconds(30, 1, 65_535),
        },
      },
      transport: {
        type: "object",
        properties: { peerPort: { type: "integer", minimum: 1, maximum: 65_535, default: 179 }, sourceInterface: text },
      },
    },
  },
  ["metadata", "spec"],
);

/** CiliumBGPAdvertisement of cilium.io/v2. */
export const bgpAdvertisementKind: ObjectKind = customKind(
  "CiliumBGPAdvertisement",
  "ciliumbgpadvertisements",
  {
    type: "object",
    required: ["advertisements"],
    properties: {
      advertisements: {
        type: "array",
        items: {
          type: "object",
          required: ["advertisementType"],
          properties: {
            advertisementType: { type: "string", enum: ["PodCIDR", "CiliumPodIPPool", "Service", "Interface"] },
            attributes: { type: "object", open: true },
            interface: { type: "object", required: ["name"], properties: { name: text } },
            selector: selectorSchema,
            service: {
              type: "object",
              required: ["addresses"],
              properties: {
                addresses: {
                  type: "array",
                  minItems: 1,
                  items: { type: "string", enum: ["LoadBalancerIP", "ClusterIP", "ExternalIP"] },
                },
                aggregationLengthIPv4: { type: "integer", minimum: 0, maximum: 31 },
                aggregationLengthIPv6: { type: "integer", minimum: 0, maximum: 127 },
              },
            },
          },
        },
      },
    },
  },
  ["metadata", "spec"],
);

/** CiliumL2AnnouncementPolicy of cilium.io/v2alpha1. */
export const l2PolicyKind: ObjectKind = customKind(
  "CiliumL2AnnouncementPolicy",
  "ciliuml2announcementpolicies",
  {
    type: "object",
    properties: {
      externalIPs: flag,
      interfaces: { type: "array", items: text },
      loadBalancerIPs: flag,
      nodeSelector: selectorSchema,
      serviceSelector: selectorSchema,
    },
  },
  ["metadata"],
);
