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

/** null: the object has none of its fields. */
function presentOrNone(fields: ApiObject): ApiObject | undefined {
  const made = present(fields);
  return Object.keys(made).length === 0 ? undefined : made;
}

export function bgpPeerConfigObject(config: BgpPeerConfig): ApiObject {
  const { metadata, families, gracefulRestart, restartTimeSeconds, timers, transport, ebgpMultihop } = config;
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPPeerConfig",
    metadata: metadataOf(metadata),
    spec: present({
      ebgpMultihop,
      families: families.map(({ afi, safi, advertisements }) =>
        present({ advertisements: selectorOf(advertisements), afi, safi }),
      ),
      gracefulRestart:
        gracefulRestart || restartTimeSeconds !== null
          ? present({ enabled: gracefulRestart, restartTimeSeconds })
          : undefined,
      timers: presentOrNone({ ...timers }),
      transport: presentOrNone({ ...transport }),
    }),
  };
}

export function bgpAdvertisementObject({ metadata, advertisements }: BgpAdvertisement): ApiObject {
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPAdvertisement",
    metadata: metadataOf(metadata),
    spec: { advertisements: advertisements.map(advertisedObject) },
  };
}

/** Of communities only their text is kept: three numbers are a large one, a word is a well-known one. */
function advertisedObject(advertised: BgpAdvertisement["advertisements"][number]): ApiObject {
  const { advertisementType, serviceAddresses, selector, localPreference, communities } = advertised;
  const kindOf = (text: string): string => {
    if (!/^[\d:]+$/.test(text)) return "wellKnown";
    return text.split(":").length === 3 ? "large" : "standard";
  };
  const ofKind = (kind: string): readonly string[] | undefined => {
    const own = communities.filter((text) => kindOf(text) === kind);
    return own.length === 0 ? undefined : own;
  };
  const kinds = { large: ofKind("large"), standard: ofKind("standard"), wellKnown: ofKind("wellKnown") };
  return present({
    advertisementType,
    attributes: presentOrNone({ communities: presentOrNone(kinds), localPreference }),
    selector: selectorOf(selector),
    service:
      advertisementType === "Service"
        ? present({
            addresses: serviceAddresses,
            aggregationLengthIPv4: advertised.aggregationLengthIpv4,
            aggregationLengthIPv6: advertised.aggregationLengthIpv6,
          })
        : undefined,
  });
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
