/**
 * One answer of CoreDNS's kubernetes and k8s_external plugins with 10 services and with 10,000, of 15 endpoints each: nanoseconds of
 * CPU, and the ratio that must stay below two. Questions go over all services, so nothing is warm. `node bench/kubernetes.ts [services]`.
 */
import {
  type Address,
  type ClusterSnapshot,
  type EndpointSlice,
  emptyFileTree,
  instantFromMs,
  makeQuery,
  nameOf,
  type Outcome,
  parseAddress,
  type Query,
  type RrType,
  type Service,
  SNAPSHOT_SCHEMA_VERSION,
  sourceFromText,
} from "@splithorizon/core";
import { makeCoreDns, parseCorefile } from "@splithorizon/core/coredns";

const FEW = 10;
const MANY = Number(process.argv[2] ?? 10_000);
const ENDPOINTS = 15;
const ANSWERS = 40_000;
const RUNS = 9;

const COREFILE = `. {
  k8s_external k8s1.kloud.lan
  kubernetes cluster.local in-addr.arpa {
    pods insecure
    fallthrough in-addr.arpa
  }
}
`;

/** A question about the service of a number; services are ClusterIP and headless by turns. */
const KINDS: Readonly<Record<string, (number: number) => readonly [name: string, type: RrType]>> = {
  "A of a ClusterIP service": (at) => [`svc-${at & ~1}.ns-${(at & ~1) % 20}.svc.cluster.local.`, "A"],
  "SRV of a named port": (at) => [`_http._tcp.svc-${at & ~1}.ns-${(at & ~1) % 20}.svc.cluster.local.`, "SRV"],
  "A of a headless service": (at) => [`svc-${at | 1}.ns-${(at | 1) % 20}.svc.cluster.local.`, "A"],
  "A of one endpoint": (at) => [`pod-3.svc-${at | 1}.ns-${(at | 1) % 20}.svc.cluster.local.`, "A"],
  "PTR of an endpoint": (at) => [`${podAddress(at, 4).split(".").reverse().join(".")}.in-addr.arpa.`, "PTR"],
  "no such service": (at) => [`none-${at}.ns-${at % 20}.svc.cluster.local.`, "A"],
  "A outside the cluster": (at) => [`svc-${at & ~1}.ns-${(at & ~1) % 20}.k8s1.kloud.lan.`, "A"],
};

const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(`not an address: ${text}`);
  return parsed;
};
const fourOctets = (first: number, number: number): string =>
  `${first}.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
const podAddress = (service: number, endpoint: number): string => fourOctets(100, service * ENDPOINTS + endpoint + 1);

function metadata(name: string, namespace: string): Service["metadata"] {
  return { name, namespace, labels: {}, annotations: {}, creationTimestamp: null };
}

function serviceOf(at: number): Service {
  const isHeadless = at % 2 === 1;
  return {
    metadata: metadata(`svc-${at}`, `ns-${at % 20}`),
    type: isHeadless ? "ClusterIP" : "LoadBalancer",
    clusterIps: [isHeadless ? "None" : address(fourOctets(198, at + 1))],
    externalName: "",
    externalIps: [],
    ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: null, nodePort: null }],
    selector: {},
    externalTrafficPolicy: null,
    internalTrafficPolicy: "Cluster",
    allocateLoadBalancerNodePorts: null,
    healthCheckNodePort: null,
    loadBalancerClass: null,
    loadBalancerIp: null,
    loadBalancerSourceRanges: [],
    loadBalancerIngress: isHeadless ? [] : [{ kind: "ip", ip: address(fourOctets(199, at + 1)) }],
    publishNotReadyAddresses: false,
    sessionAffinity: "None",
    ipFamilies: ["IPv4"],
    ipFamilyPolicy: "SingleStack",
    conditions: [],
  };
}

function sliceOf(at: number): EndpointSlice {
  return {
    metadata: metadata(`svc-${at}-x`, `ns-${at % 20}`),
    serviceName: `svc-${at}`,
    addressType: "IPv4",
    endpoints: Array.from({ length: ENDPOINTS }, (_, endpoint) => ({
      addresses: [address(podAddress(at, endpoint))],
      ready: true,
      serving: true,
      terminating: false,
      hostname: `pod-${endpoint}`,
      nodeName: null,
      zone: null,
      targetRef: null,
    })),
    ports: [{ name: "http", port: 8080, protocol: "TCP" }],
  };
}

function snapshotOf(services: number): ClusterSnapshot {
  const numbers = Array.from({ length: services }, (_, at) => at);
  const none = { pods: [], nodes: [], ciliumNodes: [], corefiles: [], loadBalancerIpPools: [] };
  const bgp = { bgpClusterConfigs: [], bgpPeerConfigs: [], bgpAdvertisements: [], l2AnnouncementPolicies: [] };
  return {
    schemaVersion: SNAPSHOT_SCHEMA_VERSION,
    namespaces: Array.from({ length: 20 }, (_, at) => ({ metadata: metadata(`ns-${at}`, "") })),
    services: numbers.map(serviceOf),
    endpointSlices: numbers.map(sliceOf),
    ...none,
    ...bgp,
  };
}

function coreDnsOf(snapshot: ClusterSnapshot): (query: Query) => Outcome {
  const { value: corefile } = parseCorefile(sourceFromText("Corefile", COREFILE), { version: "1.15.0" });
  const { value: server } = makeCoreDns(corefile, {
    cluster: { snapshot, isSynced: true, serial: 1, externalSerial: 0, since: instantFromMs(0) },
    ownAddresses: [address(podAddress(0, 0))],
    hostNameServers: [],
    hostSearch: [],
    files: emptyFileTree,
    workingDirectory: "/",
    hostname: "coredns",
  });
  const end = { address: address("100.0.0.1"), port: 53 };
  return (query) => {
    const step = server.receive(
      { source: end, destination: end, transport: "udp", content: { kind: "message", message: query } },
      instantFromMs(0),
    );
    if (!("kind" in step)) throw new Error("nobody need be asked here");
    return step;
  };
}

/** Nanoseconds of CPU for one answer of each server, the best of some runs by turns; the questions are made before the clock runs. */
function measure(kind: string, servers: readonly Measured[]): readonly number[] {
  const rows = servers.map(({ ask, services }) => ({ ask, queries: questionsOf(kind, services) }));
  const best = rows.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [at, { ask, queries }] of rows.entries())
      best[at] = Math.min(best[at] ?? 0, runOnce(kind, ask, queries));
  }
  return best;
}

interface Measured {
  readonly services: number;
  readonly ask: (query: Query) => Outcome;
}

function questionsOf(kind: string, services: number): readonly Query[] {
  const about = KINDS[kind];
  if (about === undefined) throw new Error(`no such kind: ${kind}`);
  return Array.from({ length: ANSWERS }, (_, at) => {
    const [name, type] = about((at * 7919) % services);
    return makeQuery({ name: nameOf(name), type, class: "IN" });
  });
}

function runOnce(kind: string, ask: (query: Query) => Outcome, queries: readonly Query[]): number {
  const start = process.cpuUsage();
  let records = 0;
  for (const query of queries) records += answersIn(ask(query));
  const { user, system } = process.cpuUsage(start);
  if (records === 0 && !kind.startsWith("no such")) throw new Error(`${kind}: nothing was answered`);
  return ((user + system) * 1000) / queries.length;
}

function answersIn(outcome: Outcome): number {
  if (outcome.kind !== "reply") throw new Error(`no reply: ${outcome.kind}`);
  let records = 0;
  for (const message of outcome.messages) records += message.answer.length;
  return records;
}

const before = process.memoryUsage().heapUsed;
const start = performance.now();
const manySnapshot = snapshotOf(MANY);
const many = coreDnsOf(manySnapshot);
const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
process.stdout.write(
  `${MANY} services, ${MANY * ENDPOINTS} endpoints: made and indexed in ${Math.round(performance.now() - start)} ms, ${Math.round(megabytes)} MB\n`,
);
const few = coreDnsOf(snapshotOf(FEW));
process.stdout.write(`${"".padEnd(28)}${String(FEW).padStart(9)}${String(MANY).padStart(9)}   ratio\n`);
for (const kind of Object.keys(KINDS)) {
  const [small = 0, large = 0] = measure(kind, [
    { services: FEW, ask: few },
    { services: MANY, ask: many },
  ]);
  process.stdout.write(
    `${kind.padEnd(28)}${`${Math.round(small)} ns`.padStart(9)}${`${Math.round(large)} ns`.padStart(9)}   ${(large / small).toFixed(2)}\n`,
  );
}
