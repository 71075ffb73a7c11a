import type { ClusterSnapshot, Pod } from "@splithorizon/core";
import { parseLabelSelector } from "../../show/index.ts";
import type { PatchAnswer, PodDeletion } from "../world/part.ts";

/** The pods that `kubectl delete pod` names or selects, or what it says of a selector that is none. */
export function podsMeant({ pods }: ClusterSnapshot, { namespace, name, selector }: PodDeletion): Pod[] | PatchAnswer {
  const isSelected = selector === null ? null : parseLabelSelector(selector);
  if (selector !== null && isSelected === null) {
    return { isAccepted: false, text: `error: unable to parse requirement: ${selector}` };
  }
  return pods.filter(({ metadata }) => {
    if (metadata.namespace !== namespace || (name !== null && metadata.name !== name)) return false;
    return isSelected === null || isSelected(metadata.labels);
  });
}

/** What kubectl 1.36 prints of each. */
export function podsDeleted(pods: readonly Pod[]): PatchAnswer {
  const lines = pods.map(({ metadata: { name, namespace } }) => `pod "${name}" deleted from ${namespace} namespace`);
  return { isAccepted: true, text: lines.join("\n") };
}
