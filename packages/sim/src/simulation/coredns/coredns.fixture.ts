import {
  type Address,
  fileTreeFromSources,
  makeQuery,
  nameOf,
  printRdata,
  type RrType,
  type Service,
  sourceFromText,
} from "@splithorizon/core";
import { findPlace, type SiteAnswer } from "../../asking/index.ts";
import { loadSite, type SiteTwin } from "../../site/index.ts";
import { Simulation } from "../simulation.ts";
import type { PatchAnswer } from "../world/part.ts";
import { CoreDnsPart } from "./coredns-part.ts";

/** The two pods of `coredns`: pod one on node1 at 100.64.0.10, pod two on node2 at 100.64.1.10. */
export const ONE = "kube-system/coredns-5dd5756b68-one11";
export const TWO = "kube-system/coredns-5dd5756b68-two22";

const SITE = `
version: 1
networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24 }
hosts:
  router: { addresses: [192.168.13.1, 192.168.14.1], forwards: true, routes: { 100.64.0.0/24: 192.168.14.31, 100.64.1.0/24: 192.168.14.32 } }
  client: { addresses: [192.168.13.50], routes: { default: 192.168.13.1 } }
  upstream: { addresses: [192.168.13.98], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: up/named.conf } }
clusters:
  k8s1: { objects: cluster.yaml, coredns: { resolvConf: { nameservers: [192.168.13.98] }, FILES }, podCidrs: [100.64.0.0/16], serviceCidrs: [198.18.0.0/16], network: nodes, routes: { default: 192.168.14.1 } }
`;

/** `coredns: ready` and the rest of kubeadm's, short of what nothing here asks for. */
export const COREFILE = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    k8s_external ext.lab
    kubernetes cluster.local in-addr.arpa {
       pods insecure
       ttl 30
    }
    forward . /etc/resolv.conf
    cache 30
    loop
    reload
}
`;

function objects(corefile: string, container: string): string {
  const pod = (name: string, node: string, address: string): string => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name.split("/")[1]}, namespace: kube-system, creationTimestamp: "2024-01-02T15:00:00Z", labels: { k8s-app: kube-dns } }
spec: { nodeName: ${node}, containers: [{ name: coredns, image: coredns${container} }] }
status: { podIP: ${address}, podIPs: [{ ip: ${address} }], phase: Running, conditions: [{ type: Ready, status: "True" }], containerStatuses: [{ name: coredns, ready: true, restartCount: 0 }] }
`;
  const node = (name: string, address: string, cidr: string): string => `---
apiVersion: v1
kind: Node
metadata: { name: ${name} }
spec: { podCIDR: ${cidr}, podCIDRs: [${cidr}] }
status: { addresses: [{ type: InternalIP, address: ${address} }], conditions: [{ type: Ready, status: "True" }] }
`;
  const endpoint = (name: string, node: string, address: string): string =>
    `- { addresses: [${address}], conditions: { ready: true, serving: true, terminating: false }, nodeName: ${node}, targetRef: { kind: Pod, namespace: kube-system, name: ${name.split("/")[1]} } }\n`;
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
${corefile
  .trimEnd()
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
${node("node1", "192.168.14.31", "100.64.0.0/24")}${node("node2", "192.168.14.32", "100.64.1.0/24")}---
apiVersion: v1
kind: Namespace
metadata: { name: default }
---
apiVersion: v1
kind: Namespace
metadata: { name: kube-system }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default, creationTimestamp: "2024-01-02T15:00:00Z" }
spec: { type: LoadBalancer, clusterIP: 198.18.0.80, clusterIPs: [198.18.0.80], ports: [{ name: http, port: 80, protocol: TCP }], selector: { app: web } }
status: { loadBalancer: { ingress: [{ ip: 198.19.0.5 }] } }
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system, creationTimestamp: "2024-01-02T15:00:00Z", labels: { k8s-app: kube-dns } }
spec: { type: ClusterIP, clusterIP: 198.18.0.10, clusterIPs: [198.18.0.10], ports: [{ name: dns, port: 53, protocol: UDP }], selector: { k8s-app: kube-dns } }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: kube-dns-x, namespace: kube-system, creationTimestamp: "2024-01-02T15:00:00Z", labels: { kubernetes.io/service-name: kube-dns } }
addressType: IPv4
endpoints:
${endpoint(ONE, "node1", "100.64.0.10")}${endpoint(TWO, "node2", "100.64.1.10")}ports: [{ name: dns, port: 53, protocol: UDP }]
${pod(ONE, "node1", "100.64.0.10")}${pod(TWO, "node2", "100.64.1.10")}`;
}

export interface PodsOptions {
  readonly corefile?: string;
  readonly seed?: number;
  /** `corefile: Corefile` lets the pods have a file of the site. */
  readonly files?: string;
  /** What a container has beside its name and image, as YAML behind a comma: `, livenessProbe: {}`. */
  readonly container?: string;
}

export function podsTwin({ corefile = COREFILE, files = "", container = "" }: PodsOptions = {}): SiteTwin {
  const sources: readonly (readonly [string, string])[] = [
    ["/site.yaml", SITE.replace(", FILES", files === "" ? "" : `, ${files}`)],
    ["/cluster.yaml", objects(corefile, container)],
    ["/Corefile", corefile],
    ["/up/named.conf", 'options { directory "/"; recursion no; };\nzone "up.lab" { type primary; file "up.db"; };\n'],
    ["/up/up.db", "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.168.13.98\nwww A 192.0.2.80\n"],
  ];
  const { value, diagnostics } = loadSite(
    fileTreeFromSources(new Map(sources.map(([path, text]) => [path, sourceFromText(path, text)]))),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return value;
}

export function pods(options: PodsOptions = {}): Simulation {
  return new Simulation(podsTwin(options), { seed: options.seed ?? 1 }, [(context) => new CoreDnsPart(context)]);
}

/** `198.19.0.5`, `NXDOMAIN`, or how it failed; the SOA's serial for SOA. */
function told(answer: SiteAnswer): string {
  if (answer.kind !== "answered") return answer.kind === "failed" ? answer.how : answer.kind;
  const [message] = answer.messages;
  const data =
    message?.answer.map(({ data: own }) => (own.type === "SOA" ? String(own.serial) : printRdata(own))) ?? [];
  return data.length > 0 ? data.join(" ") : (message?.rcode ?? "");
}

/** Asks one pod, and lets up to two seconds pass until it has an answer. */
export function askPod(simulation: Simulation, pod: string, name: string, type: RrType = "A"): string {
  const place = findPlace(simulation.world, "client");
  if (place.kind === "missing") throw new Error(place.why);
  const [address] = simulation.world.stationNow(pod)?.addresses ?? [];
  if (address === undefined) return "no such pod";
  return askAt(simulation, address.address, name, type);
}

export function askAt(simulation: Simulation, address: Address, name: string, type: RrType = "A"): string {
  const place = findPlace(simulation.world, "client");
  if (place.kind === "missing") throw new Error(place.why);
  let got: string | null = null;
  simulation.ask(
    { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "udp" },
    makeQuery({ name: nameOf(name), type, class: "IN" }),
    (answer) => (got = told(answer)),
    { kind: "dig", timeoutMs: 2000, attempts: 1, whenTruncated: "accept" },
  );
  for (let waited = 0; got === null && waited < 3000; waited += 1) simulation.runFor(1);
  return got ?? "nothing";
}

/** What a patch of a Service would leave behind, whoever checks it. */
export function changeService(simulation: Simulation, name: string, change: (service: Service) => Service): void {
  const [cluster] = simulation.world.clusters.values();
  if (cluster === undefined) throw new RangeError("no cluster");
  const { settings, snapshot } = cluster;
  const services = snapshot.services.map((service) => (service.metadata.name === name ? change(service) : service));
  simulation.world.setSnapshot(settings.name, { ...snapshot, services });
}

export function patchCorefile(simulation: Simulation, text: string): PatchAnswer {
  return simulation.patch({
    cluster: null,
    kind: "configmap",
    namespace: "kube-system",
    name: "coredns",
    type: "merge",
    body: { data: { Corefile: text } },
  });
}

/** When a line with these words was written, by pod, in seconds since something was done. */
export function momentsOf(
  simulation: Simulation,
  words: string,
  act: () => void,
): ReadonlyMap<string, readonly number[]> {
  const begun = simulation.now;
  const moments = new Map<string, readonly number[]>();
  const stop = simulation.journal.listen(({ at, who, text }) => {
    if (text.includes(words)) moments.set(who, [...(moments.get(who) ?? []), (at - begun) / 1000]);
  });
  act();
  stop();
  return moments;
}

/** Addresses of the endpoints that are ready. */
export function endpointsOf(simulation: Simulation): readonly string[] {
  const slices = simulation.world.clusters.get("k8s1")?.snapshot.endpointSlices ?? [];
  return slices.flatMap(({ endpoints }) =>
    endpoints.flatMap(({ ready, addresses }) => (ready === true ? addresses : [])),
  );
}
