import type { Source, Span } from "@splithorizon/core";
import type { YamlDocument } from "./placed-document.ts";
import { sourceOfScalar } from "./scalar-source.ts";
import { fieldOf, textOfField } from "./yaml-value.ts";

/** The lists of a snapshot whose objects somebody points at, and the kind that each holds. */
const KINDS = {
  namespaces: "Namespace",
  services: "Service",
  endpointSlices: "EndpointSlice",
  pods: "Pod",
  nodes: "Node",
  ciliumNodes: "CiliumNode",
  corefiles: "ConfigMap",
  loadBalancerIpPools: "CiliumLoadBalancerIPPool",
  bgpClusterConfigs: "CiliumBGPClusterConfig",
  bgpPeerConfigs: "CiliumBGPPeerConfig",
  bgpAdvertisements: "CiliumBGPAdvertisement",
  l2AnnouncementPolicies: "CiliumL2AnnouncementPolicy",
} as const;

/** An object of a snapshot, and where its name stands. */
export interface SnapshotPlace {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly locate: () => Span;
}

/** Where the objects of a snapshot stand in its document. */
export function placesInSnapshot(document: YamlDocument): readonly SnapshotPlace[] {
  return Object.entries(KINDS).flatMap(([list, kind]) =>
    itemsOf(document, list).map((item, index) => ({
      kind,
      ...nameOfItem(item),
      locate: () => document.locate([list, index, "metadata", "name"]),
    })),
  );
}

/** The Corefiles of a snapshot by `namespace/name`, each as a source within its document. */
export function corefilesInSnapshot(document: YamlDocument): readonly (readonly [string, Source])[] {
  return itemsOf(document, "corefiles").flatMap((item, index) => {
    const scalar = document.scalarAt(["corefiles", index, "corefile"]);
    if (scalar === null) return [];
    const { namespace, name } = nameOfItem(item);
    return [[`${namespace}/${name}`, sourceOfScalar(scalar, `${scalar.span.source.name} (Corefile)`)] as const];
  });
}

function itemsOf(document: YamlDocument, list: string): readonly unknown[] {
  const items = fieldOf(document.value, list);
  return Array.isArray(items) ? items : [];
}

function nameOfItem(item: unknown): { readonly namespace: string; readonly name: string } {
  const metadata = fieldOf(item, "metadata");
  return { namespace: textOfField(metadata, "namespace"), name: textOfField(metadata, "name") };
}
