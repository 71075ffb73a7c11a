import type { ObjectMeta } from "@splithorizon/core";
import type { ClusterTwin, SiteTwin } from "../site/index.ts";

/** Which objects to show, as kubectl's words say. */
export interface Selection {
  /** `-n`; null: every namespace, with a column that names it. */
  readonly namespace: string | null;
  readonly name: string | null;
  /** `-l key=value,...`; empty: all. */
  readonly labels: Readonly<Record<string, string>>;
}

export const everything: Selection = { namespace: null, name: null, labels: {} };

export function isSelected({ metadata }: { readonly metadata: ObjectMeta }, selection: Selection): boolean {
  const { namespace, name, labels } = selection;
  if (namespace !== null && metadata.namespace !== namespace) return false;
  if (name !== null && metadata.name !== name) return false;
  return Object.entries(labels).every(
    ([key, value]) => Object.hasOwn(metadata.labels, key) && metadata.labels[key] === value,
  );
}

/** A cell with the namespace where all of them are shown. */
export function namespaceCells({ namespace }: Selection, cell: string): readonly string[] {
  return namespace === null ? [cell] : [];
}

export function clustersOf({ clusters }: SiteTwin): readonly ClusterTwin[] {
  return [...clusters.values()];
}
