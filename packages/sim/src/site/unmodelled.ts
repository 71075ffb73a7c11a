import {
  type BgpAdvertisement,
  type BgpClusterConfig,
  type BgpPeerConfig,
  type Diagnostic,
  type DiagnosticCode,
  informationAt,
  type L2AnnouncementPolicy,
  type Pod,
  type Service,
  type Span,
  warningAt,
} from "@splithorizon/core";
import { type Manifests, objectKey } from "./manifests.ts";
import type { ClusterSettings } from "./model.ts";

const CODE: DiagnosticCode = "SITE_UNSUPPORTED";
const ADVERTISED: ReadonlySet<string> = new Set(["PodCIDR", "Service"]);

/** What a cluster's objects say that the way of a packet through the twin does not know. */
export function unmodelledIn(manifests: Manifests, { span, dataPath }: ClusterSettings): readonly Diagnostic[] {
  const { snapshot } = manifests;
  const at = (kind: string, { metadata: { namespace, name } }: Service | BgpAdvertisement | Pod): Span =>
    manifests.placeOf(objectKey(kind, namespace, name)) ?? span;
  return [
    ...snapshot.services.flatMap((service) => affinityOf(service, at("Service", service))),
    ...snapshot.pods.flatMap((pod) => probesOf(pod, at("Pod", pod))),
    ...snapshot.bgpAdvertisements.flatMap((own) => advertisementsOf(own, at("CiliumBGPAdvertisement", own))),
    ...snapshot.bgpPeerConfigs.flatMap((own) =>
      transportOf(own, manifests.placeOf(objectKey("CiliumBGPPeerConfig", "", own.metadata.name)) ?? span),
    ),
    ...snapshot.bgpClusterConfigs.flatMap((own) =>
      peersOf(own, manifests.placeOf(objectKey("CiliumBGPClusterConfig", "", own.metadata.name)) ?? span),
    ),
    ...snapshot.l2AnnouncementPolicies.flatMap((own) =>
      dataPath.kind === "cilium"
        ? interfacesOf(own, manifests.placeOf(objectKey("CiliumL2AnnouncementPolicy", "", own.metadata.name)) ?? span)
        : kubeProxyOf(own, manifests.placeOf(objectKey("CiliumL2AnnouncementPolicy", "", own.metadata.name)) ?? span),
    ),
  ];
}

function affinityOf({ sessionAffinity, metadata }: Service, span: Span): readonly Diagnostic[] {
  if (sessionAffinity !== "ClientIP") return [];
  const message = `${metadata.name} keeps a client at one endpoint (sessionAffinity ClientIP); here each question may go to any.`;
  return [informationAt(span, CODE, message)];
}

/** Of CoreDNS's pods alone probes are played. */
function probesOf({ metadata, probes }: Pod, span: Span): readonly Diagnostic[] {
  if (metadata.labels["k8s-app"] !== "kube-dns" || probes === undefined) return [];
  const strange = [probes.readiness, probes.liveness, probes.startup].some((probe) => probe?.kind === "other");
  if (!strange) return [];
  const message = `A probe of ${metadata.name} is a command, gRPC, or asks another host than the pod, which is not modelled: it asks what kubeadm's would, at its own times.`;
  return [informationAt(span, CODE, message)];
}

function advertisementsOf({ advertisements }: BgpAdvertisement, span: Span): readonly Diagnostic[] {
  const types = new Set(advertisements.map(({ advertisementType }) => advertisementType));
  const strange = [...types]
    .filter((type) => !ADVERTISED.has(type))
    .map((type) => warningAt(span, CODE, `Advertisements of type ${type} are not modelled: no router hears of them.`));
  const sent = new Set(advertisements.flatMap(({ communities }) => communities));
  if (sent.size === 0) return strange;
  const message = `Communities (${[...sent].join(", ")}) are not modelled: a site does not have what its routers make of them.`;
  return [...strange, informationAt(span, CODE, message)];
}

function transportOf({ transport: { sourceInterface } }: BgpPeerConfig, span: Span): readonly Diagnostic[] {
  if (sourceInterface === null) return [];
  const message = `A site names no interfaces: sessions come from the node's own address, not from that of ${sourceInterface}.`;
  return [informationAt(span, CODE, message)];
}

function peersOf({ instances }: BgpClusterConfig, span: Span): readonly Diagnostic[] {
  const peers = instances.flatMap((instance) => instance.peers).filter(({ peerAddress }) => peerAddress === null);
  return peers.map(({ name }) =>
    warningAt(
      span,
      CODE,
      `The peer "${name}" has no peerAddress; peers that are discovered are not modelled: it has no session.`,
    ),
  );
}

function interfacesOf({ interfaces }: L2AnnouncementPolicy, span: Span): readonly Diagnostic[] {
  if (interfaces.length === 0) return [];
  return [informationAt(span, CODE, "A site names no interfaces: the policy counts for all of a node's.")];
}

function kubeProxyOf({ metadata }: L2AnnouncementPolicy, span: Span): readonly Diagnostic[] {
  const message = `${metadata.name} announces nothing: L2 announcements need Cilium's own data path (dataPath.kind cilium).`;
  return [informationAt(span, CODE, message)];
}
