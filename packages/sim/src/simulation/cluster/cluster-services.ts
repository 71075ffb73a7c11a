import {
  type Birth,
  type ClusterSnapshot,
  createService,
  type IpamUpdate,
  type Json,
  type JsonMap,
  type ObjectUpdate,
  type Prefix,
  patchOfManifest,
  printApplied,
  printCreation,
  printObjectUpdate,
  type Service,
  strictUpdate,
  tooLargeToPatch,
  updateService,
} from "@splithorizon/core";
import { serviceObject } from "../../show/index.ts";
import type { AppliedManifest } from "../world/applied-manifest.ts";
import type { ObjectPatch, PatchAnswer } from "../world/part.ts";
import { isNamed, type ObjectName, put, readObject } from "./stored-lists.ts";

/** Where a cluster's objects are, and what its API server hands out. */
export interface ServicesOwner {
  snapshot(): ClusterSnapshot;
  /** `reach`: whether packets go by what has changed; left out: they do. */
  setSnapshot(snapshot: ClusterSnapshot, reach?: "status-alone"): void;
  /** The object as its manifest has it, with what a snapshot leaves out; null: there is no manifest. */
  manifestOf(service: Service): unknown;
  readonly serviceCidrs: readonly Prefix[];
  /** A number below `among`. */
  choose(among: number): number;
}

/** What came of a patch, for kubectl and for whoever wants to know more. */
export interface ServicePatchResult {
  readonly answer: PatchAnswer;
  /** Lines that kubectl prints in front, and what the API server keeps to itself. */
  readonly remarks: readonly string[];
}

/** The Services of a cluster as its API server keeps them: whole objects, of which the snapshot shows what is modelled. */
export class ClusterServices {
  readonly #owner: ServicesOwner;
  /** By namespace and name, with the Service that was read from it: another one in the snapshot was put there by others. */
  readonly #objects = new Map<string, { readonly object: JsonMap; readonly service: Service }>();
  /** What the site's files say of these is of an earlier life. */
  readonly #deleted = new Set<string>();
  #version = 0;

  constructor(owner: ServicesOwner) {
    this.#owner = owner;
  }

  /** null: there is no such Service. */
  patch({ namespace, name, type, body }: ObjectPatch): ServicePatchResult | null {
    const service = this.#find(namespace, name);
    if (service === undefined) return null;
    const update = updateService(this.#objectOf(service), { type, body }, this.#allocations());
    const text = printObjectUpdate(update, "service", name);
    if (update.kind === "refused") return refusal(update, text);
    if (update.kind === "updated") this.#store(service, this.#numbered(update.object));
    return { answer: { isAccepted: true, text }, remarks: update.warnings.map((warning) => `Warning: ${warning}`) };
  }

  /** As the API server has it; null: there is no such Service. */
  stored({ namespace, name }: ObjectName): JsonMap | null {
    const service = this.#find(namespace, name);
    return service === undefined ? null : this.#entryOf(service).object;
  }

  /** A Service that is not there yet, with addresses and ports of its own. */
  create(manifest: JsonMap, { namespace, name }: ObjectName, birth: Birth): ServicePatchResult {
    const creation = createService(manifest, birth, this.#allocations());
    const text = printCreation(creation, "service", name);
    if (creation.kind === "refused") return refusal(creation, text);
    const object = this.#numbered(creation.object);
    const [service] = readObject("Service", object).services;
    if (service !== undefined) {
      this.#deleted.delete(`${namespace}/${name}`);
      this.#objects.set(keyOf(service), { object, service });
      const snapshot = this.#owner.snapshot();
      this.#owner.setSnapshot({ ...snapshot, services: put(snapshot.services, service, isNamed({ namespace, name })) });
    }
    return { answer: { isAccepted: true, text }, remarks: [] };
  }

  /** `kubectl apply` of a Service that is there. */
  applyTo(applied: AppliedManifest, current: JsonMap): ServicePatchResult {
    const { namespace, name, manifest } = applied;
    const patch = patchOfManifest("Service", manifest, current);
    const object = { ...applied, patch };
    if (patch === null) return { answer: { isAccepted: true, text: printApplied(null, object) }, remarks: [] };
    const update =
      tooLargeToPatch(patch) ??
      strictUpdate("Service", updateService(current, patch, this.#allocations()), { patch, current });
    const text = printApplied(update, object);
    if (update.kind === "refused") return refusal(update, text);
    const service = this.#find(namespace, name);
    if (update.kind === "updated" && service !== undefined) this.#store(service, this.#numbered(update.object));
    return { answer: { isAccepted: true, text }, remarks: [] };
  }

  /** @returns whether there was such a Service. Its slices go with it, by their own controller. */
  delete({ namespace, name }: ObjectName): boolean {
    const service = this.#find(namespace, name);
    if (service === undefined) return false;
    this.#objects.delete(keyOf(service));
    this.#deleted.add(keyOf(service));
    const snapshot = this.#owner.snapshot();
    this.#owner.setSnapshot({ ...snapshot, services: snapshot.services.filter((other) => other !== service) });
    return true;
  }

  /** What the operator writes reaches the status alone. */
  writeStatus({ namespace, name, ingress, conditions }: IpamUpdate & { readonly kind: "service-status" }): void {
    const service = this.#find(namespace, name);
    if (service === undefined) return;
    const { object } = this.#entryOf(service);
    const status: Json = {
      ...(conditions.length > 0 ? { conditions: conditions.map((condition) => ({ ...condition })) } : {}),
      loadBalancer: ingress.length > 0 ? { ingress: ingress.map(ingressObject) } : {},
    };
    const written = { ...service, loadBalancerIngress: ingress, conditions };
    this.#put(service, written, this.#numbered({ ...object, status }));
  }

  writePool({ name, conditions }: IpamUpdate & { readonly kind: "pool-status" }): void {
    const snapshot = this.#owner.snapshot();
    const loadBalancerIpPools = snapshot.loadBalancerIpPools.map((pool) =>
      pool.metadata.name === name ? { ...pool, conditions } : pool,
    );
    this.#owner.setSnapshot({ ...snapshot, loadBalancerIpPools }, "status-alone");
  }

  #find(namespace: string, name: string): Service | undefined {
    return this.#owner
      .snapshot()
      .services.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  }

  #allocations() {
    const { services } = this.#owner.snapshot();
    return {
      nodePorts: services.flatMap(({ ports, healthCheckNodePort }) =>
        [...ports.map(({ nodePort }) => nodePort), healthCheckNodePort].flatMap((port) => port || []),
      ),
      clusterIps: services.flatMap(({ clusterIps }) => clusterIps),
      serviceCidrs: this.#owner.serviceCidrs,
      choose: (among: number) => this.#owner.choose(among),
    };
  }

  #objectOf(service: Service): unknown {
    return this.#entryOf(service).object;
  }

  #entryOf(service: Service): { readonly object: JsonMap; readonly service: Service } {
    const key = keyOf(service);
    const known = this.#objects.get(key);
    if (known?.service === service) return known;
    const isOfTheFiles = known === undefined && !this.#deleted.has(key);
    const manifest = isOfTheFiles ? this.#owner.manifestOf(service) : null;
    const entry = { object: mapFrom(manifest ?? serviceObject(service)), service };
    this.#objects.set(key, entry);
    return entry;
  }

  #store(before: Service, object: JsonMap): void {
    const [service] = readObject("Service", object).services;
    if (service !== undefined) this.#put(before, service, object);
  }

  #put(before: Service, service: Service, object: JsonMap): void {
    this.#objects.set(keyOf(service), { object, service });
    const snapshot = this.#owner.snapshot();
    const services = snapshot.services.map((other) => (other === before ? service : other));
    this.#owner.setSnapshot({ ...snapshot, services });
  }

  /** Each write has a version of its own; which number it is, nobody can tell beforehand. */
  #numbered(object: JsonMap): JsonMap {
    const metadata = mapFrom(object["metadata"]);
    const before = Number(metadata["resourceVersion"] ?? 0);
    this.#version = Math.max(this.#version, Number.isFinite(before) ? before : 0) + 1;
    return { ...object, metadata: { ...metadata, resourceVersion: String(this.#version) } };
  }
}

function refusal({ explanation }: ObjectUpdate & { readonly kind: "refused" }, text: string): ServicePatchResult {
  return { answer: { isAccepted: false, text }, remarks: explanation === null ? [] : [explanation] };
}

function keyOf({ metadata: { namespace, name } }: Service): string {
  return `${namespace}/${name}`;
}

function ingressObject(entry: Service["loadBalancerIngress"][number]): JsonMap {
  return entry.kind === "ip" ? { ip: entry.ip, ipMode: "VIP" } : { hostname: entry.hostname };
}

/** Values come from JSON or YAML, or from our own objects. */
function mapFrom(value: unknown): JsonMap {
  const text = JSON.stringify(value ?? {});
  const parsed: unknown = JSON.parse(text);
  return isMap(parsed) ? parsed : {};
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
