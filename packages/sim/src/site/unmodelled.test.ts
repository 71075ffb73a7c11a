import { fileTreeFromSources, placeOf, sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { loadSite } from "./load-site.ts";

function said(objects: string, kind: "cilium" | "kube-proxy" = "cilium"): readonly string[] {
  const site = `version: 1\nclusters:\n  k: { objects: o.yaml, dataPath: { kind: ${kind} } }\n`;
  const files = fileTreeFromSources(
    new Map(
      Object.entries({ "/site.yaml": site, "/o.yaml": objects }).map(([path, text]) => [
        path,
        sourceFromText(path.slice(1), text),
      ]),
    ),
  );
  return loadSite(files)
    .diagnostics.filter(({ code }) => code === "SITE_UNSUPPORTED")
    .map(({ span, severity, message }) => `${placeOf(span)} ${severity} ${message}`);
}

const policy =
  "apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: { name: l2 }\nspec: { loadBalancerIPs: true, interfaces: [^eth0$] }\n";

describe("what the way of a packet does not know is said, where it stands", () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      "an endpoint that a client keeps",
      "apiVersion: v1\nkind: Service\nmetadata:\n  namespace: a\n  name: web\nspec: { clusterIP: 198.18.0.5, sessionAffinity: ClientIP }\n",
      [
        "o.yaml:5:9 information web keeps a client at one endpoint (sessionAffinity ClientIP); here each question may go to any.",
      ],
    ],
    [
      "advertisements of other types, in a List",
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: cilium.io/v2\n  kind: CiliumBGPAdvertisement\n  metadata: { name: a }\n  spec: { advertisements: [{ advertisementType: Interface }, { advertisementType: PodCIDR }, { advertisementType: Interface }] }\n",
      ["o.yaml:6:21 warning Advertisements of type Interface are not modelled: no router hears of them."],
    ],
    [
      "advertisements of Cilium's pod pools",
      "apiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement\nmetadata: { name: a }\nspec: { advertisements: [{ advertisementType: CiliumPodIPPool }] }\n",
      ["o.yaml:3:19 warning Advertisements of type CiliumPodIPPool are not modelled: no router hears of them."],
    ],
    [
      "a peer that is discovered",
      "apiVersion: cilium.io/v2\nkind: CiliumBGPClusterConfig\nmetadata: { name: c }\nspec: { bgpInstances: [{ name: i, peers: [{ name: gw }, { name: r, peerAddress: 192.0.2.1 }] }] }\n",
      [
        'o.yaml:3:19 warning The peer "gw" has no peerAddress; peers that are discovered are not modelled: it has no session.',
      ],
    ],
    [
      "a policy's interfaces",
      policy,
      ["o.yaml:3:19 information A site names no interfaces: the policy counts for all of a node's."],
    ],
    [
      "a probe that is a command: of CoreDNS's pods alone",
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: { name: a, namespace: b, labels: { k8s-app: kube-dns } }\n  spec: { containers: [{ readinessProbe: { exec: { command: [x] } } }] }\n- apiVersion: v1\n  kind: Pod\n  metadata: { name: c, namespace: b }\n  spec: { containers: [{ readinessProbe: { exec: { command: [x] } } }] }\n",
      [
        "o.yaml:6:21 information A probe of a is a command, gRPC, or asks another host than the pod, which is not modelled: it asks what kubeadm's would, at its own times.",
      ],
    ],
    [
      "communities, each once",
      "apiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement\nmetadata: { name: a }\nspec: { advertisements: [{ advertisementType: PodCIDR, attributes: { communities: { standard: ['65000:99'], wellKnown: [no-export] } } }, { advertisementType: PodCIDR, attributes: { localPreference: 5, communities: { wellKnown: [no-export] } } }] }\n",
      [
        "o.yaml:3:19 information Communities (65000:99, no-export) are not modelled: a site does not have what its routers make of them.",
      ],
    ],
    [
      "the interface of a session",
      "apiVersion: cilium.io/v2\nkind: CiliumBGPPeerConfig\nmetadata: { name: p }\nspec: { transport: { sourceInterface: lo } }\n",
      [
        "o.yaml:3:19 information A site names no interfaces: sessions come from the node's own address, not from that of lo.",
      ],
    ],
    [
      "nothing",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: a }\nspec: { clusterIP: 198.18.0.5 }\n",
      [],
    ],
  ])("%s", (_, objects, expected) => {
    expect(said(objects)).toEqual(expected);
  });

  it("L2 announcements beside kube-proxy", () => {
    expect(said(policy, "kube-proxy")).toEqual([
      "o.yaml:3:19 information l2 announces nothing: L2 announcements need Cilium's own data path (dataPath.kind cilium).",
    ]);
  });
});
