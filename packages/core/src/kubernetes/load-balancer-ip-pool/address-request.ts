import { type Address, parseAddress } from "../../dns/index.ts";
import type { Service } from "../cluster-snapshot.ts";

/** Which families the cluster has, or a service asks for. */
export interface Families {
  readonly ipv4: boolean;
  readonly ipv6: boolean;
}

/** What a service asks LB-IPAM for. */
export interface AddressRequest {
  /** These and no others; empty: any of the families. */
  readonly addresses: readonly Address[];
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  /** Empty: it shares with nobody. */
  readonly sharingKey: string;
  /** Namespaces, or `*`. */
  readonly sharesWith: readonly string[];
}

/** The key and its older name; the first that is there counts, even if it is empty (pkg/annotation/k8s.go). */
const IPS = ["lbipam.cilium.io/ips", "io.cilium/lb-ipam-ips"] as const;
const SHARING_KEY = ["lbipam.cilium.io/sharing-key", "io.cilium/lb-ipam-sharing-key"] as const;
const CROSS_NAMESPACE = [
  "lbipam.cilium.io/sharing-cross-namespace",
  "io.cilium/lb-ipam-sharing-cross-namespace",
] as const;

export function requestOf(service: Service, families: Families): AddressRequest {
  const crossNamespace = annotationOf(service, CROSS_NAMESPACE);
  return {
    addresses: addressesOf(service),
    ...familiesOf(service, families),
    sharingKey: annotationOf(service, SHARING_KEY),
    sharesWith: crossNamespace === "" ? [] : crossNamespace.split(","),
  };
}

function annotationOf({ metadata: { annotations } }: Service, keys: readonly string[]): string {
  const key = keys.find((candidate) => Object.hasOwn(annotations, candidate));
  return key === undefined ? "" : (annotations[key] ?? "");
}

/** `spec.loadBalancerIP`, then the annotation's; what is no address is left out, with nothing but a line in the operator's log. */
function addressesOf(service: Service): readonly Address[] {
  const texts = [
    service.loadBalancerIp ?? "",
    ...annotationOf(service, IPS)
      .split(",")
      .map((text) => text.trim()),
  ];
  const addresses = texts.flatMap((text) => parseAddress(text) ?? []);
  return addresses.filter((address, at) => address !== addresses[at - 1]);
}

/** lbipam.go serviceIPFamilyRequest. */
function familiesOf({ ipFamilyPolicy, ipFamilies }: Service, enabled: Families): Families {
  if (ipFamilyPolicy === "RequireDualStack") return enabled;
  if (ipFamilyPolicy === "PreferDualStack") {
    if (ipFamilies.length === 0) return enabled;
    return {
      ipv4: ipFamilies.includes("IPv4") && enabled.ipv4,
      ipv6: ipFamilies.includes("IPv6") && enabled.ipv6,
    };
  }
  const [first] = ipFamilies;
  if (first !== undefined) return { ipv4: first === "IPv4", ipv6: first === "IPv6" };
  return { ipv4: enabled.ipv4, ipv6: !enabled.ipv4 && enabled.ipv6 };
}
