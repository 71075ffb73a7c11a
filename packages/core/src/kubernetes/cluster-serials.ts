import type { Instant } from "../dns/index.ts";
import { type ClusterChange, snapshotAfter } from "./cluster-change.ts";
import { externalAddressesOf, isReady } from "./cluster-index.ts";
import type { ClusterSnapshot, EndpointSlice, Pod, Service } from "./cluster-snapshot.ts";
import type { ClusterView } from "./cluster-view.ts";

/**
 * What a process's informers hold after one more event, and what that does to its two serials (plugin/kubernetes/controller.go
 * Add, Delete and detectChanges). `unixSeconds`: when the process hears of it. Options of one plugin that hide objects
 * (`labels`) are not looked at.
 */
export function viewAfter(view: ClusterView, change: ClusterChange, unixSeconds: number, now: Instant): ClusterView {
  const { counts, countsOutside } = weigh(change);
  return {
    ...view,
    snapshot: snapshotAfter(view.snapshot, change),
    serial: counts ? unixSeconds : view.serial,
    externalSerial: countsOutside ? unixSeconds : view.externalSerial,
    since: now,
  };
}

/** Informers that have heard nothing yet: of a process that has just started. */
export function emptyView(snapshot: ClusterSnapshot, now: Instant): ClusterView {
  const nothing = { namespaces: [], services: [], endpointSlices: [], pods: [] };
  return { snapshot: { ...snapshot, ...nothing }, isSynced: false, serial: 0, externalSerial: 0, since: now };
}

interface Weight {
  /** For the serial of the kubernetes plugin. */
  readonly counts: boolean;
  /** For that of k8s_external: of an update alone; what comes or goes does not count. */
  readonly countsOutside: boolean;
}

function weigh(change: ClusterChange): Weight {
  switch (change.kind) {
    case "namespaces":
      return { counts: false, countsOutside: false };
    case "services": {
      const { before, after } = change;
      if (before === null || after === null) return ADDED_OR_GONE;
      const ports = differ(before.ports.map(portText), after.ports.map(portText));
      return {
        counts: ports || before.externalName !== after.externalName,
        countsOutside: ports || differ(externalAddressesOf(before), externalAddressesOf(after)),
      };
    }
    case "endpointSlices":
      return weighByTexts(change.before, change.after, textsOfSlice);
    case "pods":
      return weighByTexts(change.before, change.after, ({ podIps }: Pod) => podIps);
  }
}

const ADDED_OR_GONE: Weight = { counts: true, countsOutside: false };

function weighByTexts<T>(before: T | null, after: T | null, textsOf: (object: T) => readonly string[]): Weight {
  if (before === null || after === null) return ADDED_OR_GONE;
  return { counts: differ(textsOf(before), textsOf(after)), countsOutside: false };
}

/** Addresses, host names and ports, in order (subsetsEquivalent): what is not ready is not there. */
function textsOfSlice({ endpoints, ports }: EndpointSlice): readonly string[] {
  const ready = endpoints.filter(isReady);
  return [
    ...ready.flatMap(({ addresses, hostname }) => addresses.map((address) => `${address} ${hostname ?? ""}`)),
    ...ports.map(portText),
  ];
}

function portText({ name, port, protocol }: Service["ports"][number] | EndpointSlice["ports"][number]): string {
  return `${name} ${port ?? ""} ${protocol}`;
}

function differ(before: readonly string[], after: readonly string[]): boolean {
  return before.length !== after.length || before.some((text, index) => text !== after[index]);
}
