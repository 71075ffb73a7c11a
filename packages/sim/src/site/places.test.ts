import { describe, expect, it } from "vitest";
import { siteOfFiles } from "./site-files.fixture.ts";

interface PodCase {
  /** Fields of the pod's spec, YAML flow. */
  readonly spec?: string;
  readonly phase?: string;
  readonly namespace?: string;
  /** Keys of the cluster, YAML flow. */
  readonly cluster?: string;
  /** Without the Service kube-dns. */
  readonly withoutDns?: true;
}

const DNS =
  "---\napiVersion: v1\nkind: Service\nmetadata: { name: kube-dns, namespace: kube-system }\nspec: { clusterIP: 198.18.0.10, ports: [{ port: 53, protocol: UDP }] }\n";

function placesOf({ spec = "{ nodeName: n1 }", phase = "Running", namespace = "a", cluster, withoutDns }: PodCase) {
  const pod = `---\napiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: ${namespace} }\nspec: ${spec}\nstatus: { phase: ${phase}, podIP: 100.64.0.7 }\n`;
  const node =
    "apiVersion: v1\nkind: Node\nmetadata: { name: n1 }\nstatus: { addresses: [{ type: InternalIP, address: 192.0.2.31 }] }\n";
  return siteOfFiles({
    "site.yaml": `version: 1\nhosts:\n  resolved: { addresses: 192.0.2.5, resolver: systemd-resolved, nameservers: [192.0.2.53, 192.0.2.54], search: kloud.lan }\n  glibc: { addresses: 192.0.2.6, nameservers: [192.0.2.53, 192.0.2.54], search: [kloud.lan, lan] }\n  deaf: { addresses: 192.0.2.7, search: [lan] }\nclusters:\n  k: { objects: o.yaml, ${cluster ?? "resolvConf: { nameservers: 192.0.2.53, search: kloud.lan }"} }\n`,
    "o.yaml": `${node}${pod}${withoutDns === true ? "" : DNS}`,
  }).twin.places;
}

/** A place's resolv.conf in one line; `none` where nothing is known of it, null where there is no such place. */
function resolvConf(name: string, asked: PodCase = {}): string | null {
  const place = placesOf(asked).get(name);
  if (place === undefined) return null;
  const { resolver, station } = place;
  if (resolver === null) return `${station}: none`;
  const servers = resolver.nameservers.map(({ address }) => address).join(",");
  const search = resolver.search.map(({ text }) => text).join(",");
  return `${station}: ${servers} search ${search} ndots ${resolver.ndots}`;
}

describe("who may ask, from which machine, with which resolv.conf", () => {
  it.each<readonly [string, string, string]>([
    ["resolved", "a host with systemd-resolved in front", "resolved: 127.0.0.53 search kloud.lan. ndots 1"],
    ["glibc", "a host without", "glibc: 192.0.2.53,192.0.2.54 search kloud.lan.,lan. ndots 1"],
    ["deaf", "a search list alone makes no resolver", "deaf: none"],
    ["n1", "a node", "n1: 192.0.2.53 search kloud.lan. ndots 1"],
  ])("%s: %s", (name, _, expected) => {
    expect(resolvConf(name)).toBe(expected);
  });

  const CLUSTER_FIRST = "198.18.0.10 search a.svc.cluster.local.,svc.cluster.local.,cluster.local.,kloud.lan. ndots 5";
  const NODES = "192.0.2.53 search kloud.lan. ndots 1";

  // pkg/kubelet/network/dns/dns.go GetPodDNS, appendDNSConfig.
  it.each<readonly [string, PodCase, string | null]>([
    ["a pod", {}, `a/p: ${CLUSTER_FIRST}`],
    [
      "in another namespace and domain",
      { namespace: "b", cluster: "clusterDomain: k8s.lan" },
      "b/p: 198.18.0.10 search b.svc.k8s.lan.,svc.k8s.lan.,k8s.lan. ndots 5",
    ],
    ["dnsPolicy Default: the node's", { spec: "{ nodeName: n1, dnsPolicy: Default }" }, `a/p: ${NODES}`],
    [
      "dnsPolicy Default: CoreDNS's own resolv.conf counts before the nodes'",
      {
        spec: "{ nodeName: n1, dnsPolicy: Default }",
        cluster: "resolvConf: { nameservers: 192.0.2.53 }, coredns: { resolvConf: { nameservers: 192.0.2.99 } }",
      },
      "a/p: 192.0.2.99 search  ndots 1",
    ],
    [
      "dnsPolicy Default where nothing is told",
      { spec: "{ dnsPolicy: Default }", cluster: "podCidrs: []" },
      "a/p: none",
    ],
    [
      "on the host network: ClusterFirst is the node's",
      { spec: "{ nodeName: n1, hostNetwork: true }" },
      `n1: ${NODES}`,
    ],
    [
      "on the host network with ClusterFirstWithHostNet",
      { spec: "{ nodeName: n1, hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet }" },
      `n1: ${CLUSTER_FIRST}`,
    ],
    ["without a Service for DNS: the node's", { withoutDns: true }, `a/p: ${NODES}`],
    ["dnsPolicy None without dnsConfig: nothing at all", { spec: "{ dnsPolicy: None }" }, "a/p:  search  ndots 1"],
    [
      "dnsPolicy None with one: that alone",
      {
        spec: "{ dnsPolicy: None, dnsConfig: { nameservers: [192.0.2.77], searches: [x.lan], options: [{ name: ndots, value: '2' }] } }",
      },
      "a/p: 192.0.2.77 search x.lan. ndots 2",
    ],
    [
      "dnsConfig stands behind the policy's own",
      { spec: "{ nodeName: n1, dnsPolicy: Default, dnsConfig: { nameservers: [192.0.2.77], searches: [x.lan] } }" },
      "a/p: 192.0.2.53,192.0.2.77 search kloud.lan.,x.lan. ndots 1",
    ],
    [
      "and what it says twice stands there once",
      {
        spec: "{ nodeName: n1, dnsPolicy: Default, dnsConfig: { nameservers: [192.0.2.53, 192.0.2.77], searches: [x.lan, kloud.lan] } }",
      },
      "a/p: 192.0.2.53,192.0.2.77 search kloud.lan.,x.lan. ndots 1",
    ],
    [
      "of more than three name servers the first three",
      { spec: "{ dnsPolicy: None, dnsConfig: { nameservers: [192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4] } }" },
      "a/p: 192.0.2.1,192.0.2.2,192.0.2.3 search  ndots 1",
    ],
    [
      "ndots of dnsConfig counts, an option without a number does not",
      { spec: "{ dnsConfig: { options: [{ name: ndots, value: many }, { name: edns0 }] } }" },
      `a/p: ${CLUSTER_FIRST}`,
    ],
    ["a pod that has ended asks nothing", { phase: "Succeeded" }, null],
    ["nor one that failed", { phase: "Failed" }, null],
    ["one that waits and has an address may", { phase: "Pending" }, `a/p: ${CLUSTER_FIRST}`],
  ])("%s", (_, asked, expected) => {
    expect(resolvConf(`${asked.namespace ?? "a"}/p`, asked)).toBe(expected);
  });
});
