import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { ApiObject } from "../api-server.ts";

/** A node as its Node object has it. */
export interface LabNode {
  readonly name: string;
  readonly address: string;
  readonly podCidr: string;
}

export interface LabPod {
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  readonly node: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One endpoint of one port of a service. */
export interface LabEndpoint {
  readonly address: string;
  readonly port: number;
  readonly node: string;
}

export interface LabServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly endpoints: readonly LabEndpoint[];
}

export interface LabService {
  readonly name: string;
  readonly namespace: string;
  /** null: headless, or an ExternalName. */
  readonly clusterIp: string | null;
  readonly loadBalancerIps: readonly string[];
  /** Who may come to the load balancer's addresses; empty: everybody. */
  readonly sourceRanges: readonly string[];
  readonly externalPolicy: "Cluster" | "Local";
  readonly ports: readonly LabServicePort[];
}

/** A cluster's objects, read from the files without the twin's own readers. */
export interface LabObjects {
  readonly all: readonly ApiObject[];
  readonly nodes: readonly LabNode[];
  readonly pods: readonly LabPod[];
  readonly services: readonly LabService[];
  readonly corefile: string;
  readonly announces: { readonly services: boolean; readonly podCidrs: boolean };
}

/** The objects of files and folders; of two with one kind, namespace and name the later counts. */
export function readObjects(paths: readonly string[]): LabObjects {
  const byName = new Map<string, ApiObject>();
  for (const object of paths.flatMap(filesAt).flatMap(objectsIn)) {
    byName.set(`${object.kind} ${object.metadata.namespace ?? ""} ${object.metadata.name}`, object);
  }
  const all = [...byName.values()];
  const of = (kind: string): readonly ApiObject[] => all.filter((object) => object.kind === kind);
  const slices = of("EndpointSlice");
  const advertised = of("CiliumBGPAdvertisement").flatMap((object) => list(at(object, "spec", "advertisements")));
  const types = advertised.map((advertisement) => text(at(advertisement, "advertisementType")));
  return {
    all,
    nodes: of("Node").map(nodeOf),
    pods: of("Pod")
      .map(podOf)
      .filter(({ address }) => address !== ""),
    services: of("Service").map((service) => serviceOf(service, slices)),
    corefile: text(of("ConfigMap").map((map) => at(map, "data", "Corefile"))[0]),
    announces: { services: types.includes("Service"), podCidrs: types.includes("PodCIDR") },
  };
}

function filesAt(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.(json|ya?ml)$/.test(name));
  return names.sort().map((name) => join(path, name));
}

function objectsIn(file: string): readonly ApiObject[] {
  const documents = parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS() as unknown);
  return documents.flatMap((document) =>
    text(at(document, "kind")) === "List" ? list(at(document, "items")) : [document],
  ) as readonly ApiObject[];
}

function nodeOf(node: ApiObject): LabNode {
  const addresses = list(at(node, "status", "addresses"));
  const internal = addresses.find((address) => at(address, "type") === "InternalIP");
  return {
    name: node.metadata.name,
    address: text(at(internal, "address")),
    podCidr: text(at(node, "spec", "podCIDR")),
  };
}

function podOf(pod: ApiObject): LabPod {
  return {
    name: pod.metadata.name,
    namespace: pod.metadata.namespace ?? "default",
    address: at(pod, "spec", "hostNetwork") === true ? "" : text(at(pod, "status", "podIP")),
    node: text(at(pod, "spec", "nodeName")),
    labels: pod.metadata.labels ?? {},
  };
}

function serviceOf(service: ApiObject, slices: readonly ApiObject[]): LabService {
  const { name, namespace = "default" } = service.metadata;
  const own = slices.filter(
    ({ metadata }) => metadata.namespace === namespace && metadata.labels?.["kubernetes.io/service-name"] === name,
  );
  const clusterIp = text(at(service, "spec", "clusterIP"));
  const ingress = list(at(service, "status", "loadBalancer", "ingress"));
  return {
    name,
    namespace,
    clusterIp: clusterIp === "" || clusterIp === "None" ? null : clusterIp,
    loadBalancerIps: ingress.map((entry) => text(at(entry, "ip"))).filter((ip) => ip !== ""),
    externalPolicy: at(service, "spec", "externalTrafficPolicy") === "Local" ? "Local" : "Cluster",
    sourceRanges: list(at(service, "spec", "loadBalancerSourceRanges")).map(text),
    ports: list(at(service, "spec", "ports")).map((port) => portOf(port, own)),
  };
}

function portOf(port: unknown, slices: readonly ApiObject[]): LabServicePort {
  const name = text(at(port, "name"));
  const endpoints = slices.flatMap((slice) => {
    const target = list(at(slice, "ports")).find((candidate) => text(at(candidate, "name")) === name);
    return target === undefined ? [] : list(at(slice, "endpoints")).flatMap((entry) => endpointOf(entry, target));
  });
  const protocol = text(at(port, "protocol")) === "UDP" ? "udp" : "tcp";
  return { name, port: Number(at(port, "port")), protocol, endpoints };
}

function endpointOf(entry: unknown, target: unknown): readonly LabEndpoint[] {
  if (at(entry, "conditions", "ready") === false) return [];
  const [address] = list(at(entry, "addresses"));
  return [{ address: text(address), port: Number(at(target, "port")), node: text(at(entry, "nodeName")) }];
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== "object" || inner === null) return undefined;
    inner = (inner as Readonly<Record<string, unknown>>)[key];
  }
  return inner;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
