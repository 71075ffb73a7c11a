import { type ClusterSnapshot, changesBetween, laterBy, type Service } from "@splithorizon/core";
import { randomWord } from "../pods/new-pod.ts";
import type { SimulationContext } from "../world/part.ts";
import { hasSlices, isOf, slicesOf } from "./service-slices.ts";
import { isNamed, put } from "./stored-lists.ts";

/** From a Service's change to its slices; its controller waits up to a second for more of the same (endpointSliceChangeMinSyncDelay). */
const SYNC_MS = { least: 50, most: 1050 } as const;
const SUFFIX_LETTERS = 5;

/** Where a cluster's objects are. */
export interface SlicesOwner {
  snapshot(): ClusterSnapshot;
  setSnapshot(snapshot: ClusterSnapshot): void;
}

/** kube-controller-manager's EndpointSlice controller, as far as Services come, go, and select others: pods are told of elsewhere. */
export class EndpointSlices {
  readonly #context: SimulationContext;
  readonly #owner: SlicesOwner;
  readonly #planned = new Set<string>();

  constructor(context: SimulationContext, owner: SlicesOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  objectsChanged(before: ClusterSnapshot, after: ClusterSnapshot): void {
    for (const change of changesBetween(before, after, ["services"])) {
      if (change.kind !== "services") continue;
      const service = change.after ?? change.before;
      if (service !== null && isAnother(change.before, change.after)) this.#plan(service);
    }
  }

  #plan({ metadata: { namespace, name } }: Service): void {
    const key = `${namespace}/${name}`;
    if (this.#planned.has(key)) return;
    this.#planned.add(key);
    const { agenda, random } = this.#context;
    agenda.at(laterBy(this.#context.now(), random.between(SYNC_MS.least, SYNC_MS.most)), () => {
      this.#planned.delete(key);
      this.#sync(namespace, name);
    });
  }

  /** As the Service is by then. */
  #sync(namespace: string, name: string): void {
    const snapshot = this.#owner.snapshot();
    const named = { namespace, name };
    const service = snapshot.services.find(isNamed(named));
    const isIts = ({ metadata, serviceName }: { metadata: { namespace: string }; serviceName: string }): boolean =>
      metadata.namespace === namespace && serviceName === name;
    if (service !== undefined && !hasSlices(service)) return;
    const wanted = service === undefined ? [] : slicesOf(snapshot, service, () => this.#ending());
    const others = snapshot.endpointSlices.filter((slice) =>
      service === undefined ? !isIts(slice) : !isOf(slice, service),
    );
    const endpointSlices = wanted.reduce<ClusterSnapshot["endpointSlices"]>(
      (list, slice) => put(list, slice, isNamed(slice.metadata)),
      others,
    );
    if (JSON.stringify(endpointSlices) === JSON.stringify(snapshot.endpointSlices)) return;
    this.#owner.setSnapshot({ ...snapshot, endpointSlices });
  }

  #ending(): string {
    return randomWord(this.#context.random, SUFFIX_LETTERS);
  }
}

/** Whether its slices must be others: who is selected, at which ports, at which family's addresses. */
function isAnother(before: Service | null, after: Service | null): boolean {
  if (before === null || after === null) return true;
  const wanted = ({ selector, ports, publishNotReadyAddresses, ipFamilies, type }: Service): string =>
    JSON.stringify([
      Object.entries(selector).sort(([one], [other]) => (one < other ? -1 : 1)),
      ports.map(({ name, port, protocol, targetPort }) => [name, port, protocol, targetPort]),
      publishNotReadyAddresses,
      ipFamilies,
      type === "ExternalName",
    ]);
  return wanted(before) !== wanted(after);
}
