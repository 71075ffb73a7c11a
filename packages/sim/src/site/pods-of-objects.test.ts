import { describe, expect, it } from "vitest";
import { nodeOf, podOf, serviceOf, sliceOf } from "./cluster-files.fixture.ts";
import { siteOfFiles } from "./site-files.fixture.ts";

const SITE =
  "version: 1\nnetworks: { lan: 192.0.2.0/24 }\nhosts: { dns1: { addresses: 192.0.2.11 } }\nclusters:\n  k: { objects: o.yaml, coredns: { corefile: Corefile } }\n";

function twinOf(objects: readonly string[]) {
  return siteOfFiles({ "site.yaml": SITE, "o.yaml": objects.join(""), Corefile: ".:53 {\n  whoami\n}\n" }).twin;
}

/** `namespace/name addresses @ node` for each pod that is a machine on the network. */
function podsOf(...objects: readonly string[]): readonly string[] {
  const { stations } = twinOf(objects).network;
  return [...stations.values()].flatMap(({ name, kind, addresses, routes }) => {
    const [next] = routes.map((route) => route.next);
    const node = next?.kind === "station" ? next.name : "";
    return kind === "pod" ? [`${name} ${addresses.map(({ address }) => address).join(" ")} @ ${node}`] : [];
  });
}

const N1 = nodeOf("n1", "192.0.2.31");
const DNS_POD = podOf("kube-system/c-1", "100.64.0.10", "{ nodeName: n1 }", "{ k8s-app: kube-dns }");
const DNS = "kube-system/c-1 100.64.0.10 @ n1";
const endpoint = (address: string, pod: string, node = "n1"): string =>
  `{ addresses: ["${address}"], nodeName: ${node}, targetRef: { kind: Pod, name: ${pod}, namespace: a } }`;
const bare = (address: string): string => `{ addresses: ["${address}"] }`;

describe("which pods are machines of their own, and where", () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["a Pod", [N1, DNS_POD, podOf("a/p", "100.64.0.5", "{ nodeName: n1 }")], ["a/p 100.64.0.5 @ n1", DNS]],
    [
      "with an address of each family",
      [N1, DNS_POD, podOf("a/p", "100.64.0.5 2001:db8::5", "{ nodeName: n1 }")],
      ["a/p 100.64.0.5 2001:db8::5 @ n1", DNS],
    ],
    [
      "on a node that no object shows",
      [N1, DNS_POD, podOf("a/p", "100.64.0.5", "{ nodeName: n9 }")],
      ["a/p 100.64.0.5 @ (node of k)", DNS],
    ],
    ["not yet on any", [N1, DNS_POD, podOf("a/p", "100.64.0.5")], ["a/p 100.64.0.5 @ (node of k)", DNS]],
    [
      "on the host network: the node's own addresses",
      [N1, DNS_POD, podOf("a/p", "192.0.2.31", "{ nodeName: n1, hostNetwork: true }")],
      [DNS],
    ],
    [
      "a pod that only a slice tells of",
      [N1, DNS_POD, sliceOf("a/web", "x", endpoint("100.64.0.6", "web-7"))],
      [DNS, "a/web-7 100.64.0.6 @ n1"],
    ],
    [
      "in each of its slices, one for a family: one machine",
      [
        N1,
        DNS_POD,
        sliceOf("a/web", "x", endpoint("100.64.0.6", "web-7")),
        sliceOf("a/web", "y", endpoint("2001:db8::6", "web-7")),
      ],
      [DNS, "a/web-7 100.64.0.6 2001:db8::6 @ n1"],
    ],
    [
      "in slices of two Services: one machine",
      [
        N1,
        DNS_POD,
        sliceOf("a/web", "x", endpoint("100.64.0.6", "web-7")),
        sliceOf("a/api", "y", endpoint("100.64.0.6", "web-7")),
      ],
      [DNS, "a/web-7 100.64.0.6 @ n1"],
    ],
    [
      "an endpoint of its Pod's address is that Pod",
      [
        N1,
        DNS_POD,
        podOf("a/web-7", "100.64.0.6", "{ nodeName: n1 }"),
        sliceOf("a/web", "x", endpoint("100.64.0.6", "web-7")),
      ],
      ["a/web-7 100.64.0.6 @ n1", DNS],
    ],
    [
      "a slice that is behind its Pod, which has another address by now",
      [
        N1,
        DNS_POD,
        podOf("a/web-7", "100.64.0.6", "{ nodeName: n1 }"),
        sliceOf("a/web", "x", endpoint("100.64.0.66", "web-7")),
      ],
      ["a/web-7 100.64.0.6 @ n1", DNS],
    ],
    [
      "an endpoint without a pod's name is called by its address",
      [N1, DNS_POD, sliceOf("a/web", "x", bare("100.64.0.7"))],
      [DNS, "a/100.64.0.7 100.64.0.7 @ (node of k)"],
    ],
    [
      "an endpoint that is a node: no second machine",
      [N1, DNS_POD, sliceOf("default/kubernetes", "x", bare("192.0.2.31"))],
      [DNS],
    ],
    [
      "an endpoint outside the cluster that is a host of the site: no second machine",
      [N1, DNS_POD, sliceOf("a/db", "x", bare("192.0.2.11"))],
      [DNS],
    ],
  ])("%s", (_, objects, pods) => {
    expect(podsOf(...objects)).toEqual(pods);
  });

  it("without any object the node is one that nobody knows, and CoreDNS a pod on it", () => {
    expect(podsOf()).toEqual(["kube-system/coredns 10.244.0.10 @ (node of k)"]);
  });
});

const service = (path: string, selector: string, labels?: string): string =>
  serviceOf(path, `{ clusterIP: 198.18.0.10, selector: ${selector}, ports: [{ port: 53, protocol: UDP }] }`, labels);
const labelled = (name: string, address: string, labels: string): string =>
  podOf(`kube-system/${name}`, address, "{ nodeName: n1 }", labels);

describe("which pods run CoreDNS", () => {
  const A = labelled("a", "100.64.0.1", "{ k8s-app: kube-dns }");
  const B = labelled("b", "100.64.0.2", "{ k8s-app: kube-dns, track: canary }");
  const OTHER = labelled("other", "100.64.0.3", "{ app: other }");

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["without a Service those with kubeadm's label", [A, B, OTHER], ["kube-system/a", "kube-system/b"]],
    [
      "those that the Service kube-dns selects",
      [A, B, OTHER, service("kube-system/kube-dns", "{ k8s-app: kube-dns }")],
      ["kube-system/a", "kube-system/b"],
    ],
    [
      "with every word of its selector",
      [A, B, OTHER, service("kube-system/kube-dns", "{ k8s-app: kube-dns, track: canary }")],
      ["kube-system/b"],
    ],
    [
      "its endpoints, whatever the pods' labels say",
      [A, OTHER, service("kube-system/kube-dns", "{}"), sliceOf("kube-system/kube-dns", "x", bare("100.64.0.3"))],
      ["kube-system/other"],
    ],
    [
      "an empty selector selects nobody: one is assumed",
      [A, service("kube-system/kube-dns", "{}")],
      ["kube-system/coredns"],
    ],
    [
      "a Service of another name with the label that installers set",
      [OTHER, service("kube-system/rke2-coredns", "{ app: other }", "{ k8s-app: kube-dns }")],
      ["kube-system/other"],
    ],
    [
      "the one of kubeadm's name counts before it",
      [
        A,
        OTHER,
        service("kube-system/a-coredns", "{ app: other }", "{ k8s-app: kube-dns }"),
        service("kube-system/kube-dns", "{ k8s-app: kube-dns }"),
      ],
      ["kube-system/a"],
    ],
    [
      "a selector looks in its own namespace alone",
      [
        podOf("elsewhere/a", "100.64.0.4", "{ nodeName: n1 }", "{ k8s-app: kube-dns }"),
        service("kube-system/kube-dns", "{ k8s-app: kube-dns }"),
      ],
      ["kube-system/coredns"],
    ],
    [
      "another Service's slice does not count",
      [A, OTHER, service("kube-system/kube-dns", "{}"), sliceOf("kube-system/kube", "x", bare("100.64.0.1"))],
      ["kube-system/coredns"],
    ],
    [
      "a pod that only its slice tells of",
      [service("kube-system/kube-dns", "{}"), sliceOf("kube-system/kube-dns", "x", bare("100.64.0.9"))],
      ["kube-system/100.64.0.9"],
    ],
  ])("%s", (_, objects, stations) => {
    expect(twinOf([N1, ...objects]).clusters.get("k")?.coreDnsStations).toEqual(stations);
    expect(twinOf([N1, ...objects]).residents.map(({ station }) => station)).toEqual(stations);
  });
});
