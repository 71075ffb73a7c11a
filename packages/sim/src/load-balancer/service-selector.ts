import { type LabelSelector, type Service, selects } from "@splithorizon/core";

/** Cilium adds the service's name and namespace to its labels (cilium.md, "Selector extras"). */
export function selectsService(selector: LabelSelector, { metadata }: Service): boolean {
  return selects(selector, {
    ...metadata.labels,
    "io.kubernetes.service.name": metadata.name,
    "io.kubernetes.service.namespace": metadata.namespace,
  });
}
