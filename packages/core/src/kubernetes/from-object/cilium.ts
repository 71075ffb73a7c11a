import type {
  BgpAdvertisement,
  BgpClusterConfig,
  BgpPeerConfig,
  L2AnnouncementPolicy,
  LoadBalancerIpPool,
} from "../cluster-snapshot.ts";
import type { FieldReader } from "./field-reader.ts";
import { readMetadata, readSelector } from "./metadata.ts";
import { readConditions } from "./service.ts";

export function readPool(object: FieldReader): LoadBalancerIpPool {
  const spec = object.at("spec");
  return {
    metadata: readMetadata(object),
    apiVersion: object.oneOf("apiVersion", ["cilium.io/v2", "cilium.io/v2alpha1"]) ?? "cilium.io/v2",
    blocks: spec.items("blocks").map((block) => {
      // An empty CIDR is none (operator/pkg/lbipam/lbipam.go ipRangeFromBlock).
      const cidr = block.text("cidr") || null;
      return cidr === null
        ? { kind: "range", start: block.text("start") ?? "", stop: block.text("stop") }
        : { kind: "cidr", cidr };
    }),
    serviceSelector: readSelector(spec, "serviceSelector"),
    allowFirstLastIps: spec.oneOf("allowFirstLastIPs", ["Yes", "No"]) ?? "Yes",
    disabled: spec.flag("disabled") ?? false,
    conditions: readConditions(object.at("status")),
  };
}

export function readBgpClusterConfig(object: FieldReader): BgpClusterConfig {
  const spec = object.at("spec");
  return {
    metadata: readMetadata(object),
    nodeSelector: readSelector(spec, "nodeSelector"),
    instances: spec.items("bgpInstances").map((instance) => ({
      name: instance.text("name") ?? "",
      localAsn: instance.number("localASN"),
      localPort: instance.port("localPort", 1),
      peers: instance.items("peers").map((peer) => ({
        name: peer.text("name") ?? "",
        peerAddress: peer.address("peerAddress"),
        peerAsn: peer.number("peerASN"),
        peerConfigRef: peer.at("peerConfigRef").text("name"),
      })),
    })),
  };
}

export function readBgpPeerConfig(object: FieldReader): BgpPeerConfig {
  const spec = object.at("spec");
  return {
    metadata: readMetadata(object),
    families: spec.items("families").map((family) => ({
      afi: family.text("afi") ?? "",
      safi: family.text("safi") ?? "",
      advertisements: readSelector(family, "advertisements"),
    })),
    gracefulRestart: spec.at("gracefulRestart").flag("enabled") ?? false,
    restartTimeSeconds: spec.at("gracefulRestart").number("restartTimeSeconds"),
    timers: readBgpTimers(spec.at("timers")),
    transport: readBgpTransport(spec.at("transport")),
    ebgpMultihop: spec.number("ebgpMultihop"),
  };
}

/** The same fields in an object and in a snapshot's document. */
export function readBgpTimers(timers: FieldReader): BgpPeerConfig["timers"] {
  return {
    connectRetryTimeSeconds: timers.number("connectRetryTimeSeconds"),
    holdTimeSeconds: timers.number("holdTimeSeconds"),
    keepAliveTimeSeconds: timers.number("keepAliveTimeSeconds"),
  };
}

/** The same fields in an object and in a snapshot's document. */
export function readBgpTransport(transport: FieldReader): BgpPeerConfig["transport"] {
  return { peerPort: transport.port("peerPort", 1), sourceInterface: transport.text("sourceInterface") };
}

export function readBgpAdvertisement(object: FieldReader): BgpAdvertisement {
  return {
    metadata: readMetadata(object),
    advertisements: object
      .at("spec")
      .items("advertisements")
      .map((advertisement) => ({
        advertisementType: advertisement.text("advertisementType") ?? "",
        serviceAddresses: advertisement
          .at("service")
          .texts("addresses")
          .flatMap((kind) =>
            kind === "LoadBalancerIP" || kind === "ClusterIP" || kind === "ExternalIP" ? [kind] : [],
          ),
        selector: readSelector(advertisement, "selector"),
        aggregationLengthIpv4: advertisement.at("service").number("aggregationLengthIPv4"),
        aggregationLengthIpv6: advertisement.at("service").number("aggregationLengthIPv6"),
        localPreference: advertisement.at("attributes").number("localPreference"),
        communities: readCommunities(advertisement.at("attributes").at("communities")),
      })),
  };
}

function readCommunities(communities: FieldReader): readonly string[] {
  return ["standard", "wellKnown", "large"].flatMap((kind) => communities.texts(kind));
}

export function readL2Policy(object: FieldReader): L2AnnouncementPolicy {
  const spec = object.at("spec");
  return {
    metadata: readMetadata(object),
    nodeSelector: readSelector(spec, "nodeSelector"),
    serviceSelector: readSelector(spec, "serviceSelector"),
    interfaces: spec.texts("interfaces"),
    externalIps: spec.flag("externalIPs") ?? false,
    loadBalancerIps: spec.flag("loadBalancerIPs") ?? false,
  };
}
