import type {
  BgpAdvertisement,
  BgpClusterConfig,
  BgpPeerConfig,
  L2AnnouncementPolicy,
  LabelSelector,
} from "@splithorizon/core";
import { type ApiObject, compact, metadataOf } from "./api-object.ts";

/** An empty selector is not none: it selects everything. */
function selectorOf(selector: LabelSelector | null): ApiObject | undefined {
  if (selector === null) return undefined;
  const { matchLabels, matchExpressions } = selector;
  return compact({ matchLabels, matchExpressions: matchExpressions.map((expression) => ({ ...expression })) });
}

/** Without what is not there; what is empty stays. */
function present(fields: ApiObject): ApiObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

export function bgpClusterConfigObject({ metadata, nodeSelector, instances }: BgpClusterConfig): ApiObject {
  const bgpInstances = instances.map(({ name, localAsn, localPort, peers }) =>
    present({
      localASN: localAsn,
      localPort,
      name,
      peers: peers.map(({ name: peer, peerAddress, peerAsn, peerConfigRef }) =>
        present({
          name: peer,
          peerASN: peerAsn,
          peerAddress,
          peerConfigRef: peerConfigRef === null ? undefined : { name: peerConfigRef },
        }),
      ),
    }),
  );
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPClusterConfig",
    metadata: metadataOf(metadata),
    spec: present({ bgpInstances, nodeSelector: selectorOf(nodeSelector) }),
  };
}

export function bgpPeerConfigObject({ metadata, families, gracefulRestart, ebgpMultihop }: BgpPeerConfig): ApiObject {
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPPeerConfig",
    metadata: metadataOf(metadata),
    spec: present({
      ebgpMultihop,
      families: families.map(({ afi, safi, advertisements }) =>
        present({ advertisements: selectorOf(advertisements), afi, safi }),
      ),
      gracefulRestart: gracefulRestart ? { enabled: true } : undefined,
    }),
  };
}

export function bgpAdvertisementObject({ metadata, advertisements }: BgpAdvertisement): ApiObject {
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPAdvertisement",
    metadata: metadataOf(metadata),
    spec: {
      advertisements: advertisements.map(
        ({ advertisementType, serviceAddresses, selector, aggregationLengthIpv4, aggregationLengthIpv6 }) =>
          present({
            advertisementType,
            selector: selectorOf(selector),
            service:
              advertisementType === "Service"
                ? present({
                    addresses: serviceAddresses,
                    aggregationLengthIPv4: aggregationLengthIpv4,
                    aggregationLengthIPv6: aggregationLengthIpv6,
                  })
                : undefined,
          }),
      ),
    },
  };
}

export function l2PolicyObject(policy: L2AnnouncementPolicy): ApiObject {
  return {
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumL2AnnouncementPolicy",
    metadata: metadataOf(policy.metadata),
    spec: present({
      externalIPs: policy.externalIps,
      interfaces: policy.interfaces,
      loadBalancerIPs: policy.loadBalancerIps,
      nodeSelector: selectorOf(policy.nodeSelector),
      serviceSelector: selectorOf(policy.serviceSelector),
    }),
  };
}
