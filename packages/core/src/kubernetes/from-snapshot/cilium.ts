import type {
  BgpAdvertisement,
  BgpClusterConfig,
  BgpPeerConfig,
  L2AnnouncementPolicy,
  LoadBalancerIpPool,
} from "../cluster-snapshot.ts";
import { readBgpTimers, readBgpTransport } from "../from-object/cilium.ts";
import type { FieldReader } from "../from-object/field-reader.ts";
import { readMetadata, readSelector } from "../from-object/metadata.ts";
import { readConditions } from "../from-object/service.ts";

/** A pool of LB-IPAM as a snapshot's document has it. */
export function poolFromSnapshot(pool: FieldReader): LoadBalancerIpPool {
  return {
    metadata: readMetadata(pool),
    apiVersion: pool.oneOf("apiVersion", ["cilium.io/v2", "cilium.io/v2alpha1"]) ?? "cilium.io/v2",
    blocks: pool
      .items("blocks")
      .map((block) =>
        block.oneOf("kind", ["cidr", "range"]) === "range"
          ? { kind: "range", start: block.text("start") ?? "", stop: block.text("stop") }
          : { kind: "cidr", cidr: block.text("cidr") ?? "" },
      ),
    serviceSelector: readSelector(pool, "serviceSelector"),
    allowFirstLastIps: pool.oneOf("allowFirstLastIps", ["Yes", "No"]) ?? "Yes",
    disabled: pool.flag("disabled") ?? false,
    conditions: readConditions(pool),
  };
}

/** A CiliumBGPClusterConfig as a snapshot's document has it. */
export function bgpClusterConfigFromSnapshot(config: FieldReader): BgpClusterConfig {
  return {
    metadata: readMetadata(config),
    nodeSelector: readSelector(config, "nodeSelector"),
    instances: config.items("instances").map((instance) => ({
      name: instance.text("name") ?? "",
      localAsn: instance.number("localAsn"),
      localPort: instance.number("localPort"),
      peers: instance.items("peers").map((peer) => ({
        name: peer.text("name") ?? "",
        peerAddress: peer.address("peerAddress"),
        peerAsn: peer.number("peerAsn"),
        peerConfigRef: peer.text("peerConfigRef"),
      })),
    })),
  };
}

/** A CiliumBGPPeerConfig as a snapshot's document has it. */
export function bgpPeerConfigFromSnapshot(config: FieldReader): BgpPeerConfig {
  return {
    metadata: readMetadata(config),
    families: config.items("families").map((family) => ({
      afi: family.text("afi") ?? "",
      safi: family.text("safi") ?? "",
      advertisements: readSelector(family, "advertisements"),
    })),
    gracefulRestart: config.flag("gracefulRestart") ?? false,
    restartTimeSeconds: config.number("restartTimeSeconds"),
    timers: readBgpTimers(config.at("timers")),
    transport: readBgpTransport(config.at("transport")),
    ebgpMultihop: config.number("ebgpMultihop"),
  };
}

/** A CiliumBGPAdvertisement as a snapshot's document has it. */
export function bgpAdvertisementFromSnapshot(object: FieldReader): BgpAdvertisement {
  return {
    metadata: readMetadata(object),
    advertisements: object.items("advertisements").map((advertisement) => ({
      advertisementType: advertisement.text("advertisementType") ?? "",
      serviceAddresses: advertisement
        .texts("serviceAddresses")
        .flatMap((kind) => (kind === "LoadBalancerIP" || kind === "ClusterIP" || kind === "ExternalIP" ? [kind] : [])),
      selector: readSelector(advertisement, "selector"),
      aggregationLengthIpv4: advertisement.number("aggregationLengthIpv4"),
      aggregationLengthIpv6: advertisement.number("aggregationLengthIpv6"),
      localPreference: advertisement.number("localPreference"),
      communities: advertisement.texts("communities"),
    })),
  };
}

/** A CiliumL2AnnouncementPolicy as a snapshot's document has it. */
export function l2PolicyFromSnapshot(policy: FieldReader): L2AnnouncementPolicy {
  return {
    metadata: readMetadata(policy),
    nodeSelector: readSelector(policy, "nodeSelector"),
    serviceSelector: readSelector(policy, "serviceSelector"),
    interfaces: policy.texts("interfaces"),
    externalIps: policy.flag("externalIps") ?? false,
    loadBalancerIps: policy.flag("loadBalancerIps") ?? false,
  };
}
