import { describe, test } from "vitest";
import { type ServiceWords, serviceOf } from "./ipam.fixture.ts";
import { type CiliumCase, gone, type IpamDeed, inTurn, playSteps, pool } from "./ipam-steps.fixture.ts";

/** Of kube-system, with no ports: nothing stands in the way of sharing. */
function put(name: string, words: ServiceWords = {}): IpamDeed {
  return (lab) => void lab.put(serviceOf(name, { ports: [], ...words }));
}

/** Shares by `key`; `ips` are asked for, if any. */
function sharing(key: string, words: ServiceWords = {}, ips?: string): ServiceWords {
  const asked = ips === undefined ? {} : { "lbipam.cilium.io/ips": ips };
  return { ...words, annotations: { "io.cilium/lb-ipam-sharing-key": key, ...asked, ...words.annotations } };
}

const across = (namespaces: string): ServiceWords => ({
  annotations: { "io.cilium/lb-ipam-sharing-cross-namespace": namespaces },
});
const port = (...ports: readonly number[]): ServiceWords => ({ ports });

/** Scenarios of Cilium 1.20.2's own tests (operator/pkg/lbipam/lbipam_test.go, by the name there), with a pool a of 10.0.10.0/24. */
const rows: readonly CiliumCase[] = [
  [
    "TestSharedServiceUpdatedSharingKey",
    "another key is another address",
    [
      [
        inTurn(put("one", sharing("k1", port(80))), put("two", sharing("k1", port(81)))),
        "one 10.0.10.0 satisfied, two 10.0.10.0 satisfied; a 1 of 256",
      ],
      [put("two", sharing("k2", port(81))), "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied; a 2 of 256"],
    ],
  ],
  [
    "TestSharedServiceUpdatedPorts",
    "a port that the other has is another address",
    [
      [
        inTurn(put("one", sharing("k1", port(80))), put("two", sharing("k1", port(81)))),
        "one 10.0.10.0 satisfied, two 10.0.10.0 satisfied; a 1 of 256",
      ],
      [put("two", sharing("k1", port(80))), "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied; a 2 of 256"],
    ],
  ],
  [
    "TestSharedServiceSamePortWithDifferentProtocols",
    "one port of two protocols is shared",
    [
      [
        inTurn(
          put("one", sharing("k1", { ...port(80), protocol: "TCP" })),
          put("two", sharing("k1", { ...port(80), protocol: "UDP" })),
        ),
        "one 10.0.10.0 satisfied, two 10.0.10.0 satisfied; a 1 of 256",
      ],
    ],
  ],
  [
    "TestSharingKey",
    "the address is free when the last of those that share it has gone; a second address of the key is shared as the first",
    [
      [
        inTurn(put("a1", sharing("ka")), put("a2", sharing("ka")), put("b1", sharing("kb", port(80)))),
        "a1 10.0.10.0 satisfied, a2 10.0.10.0 satisfied, b1 10.0.10.1 satisfied; a 2 of 256",
      ],
      [gone("a1"), "a2 10.0.10.0 satisfied, b1 10.0.10.1 satisfied; a 2 of 256"],
      [gone("a2"), "b1 10.0.10.1 satisfied; a 1 of 256"],
      [
        inTurn(put("b2", sharing("kb", port(80))), put("b3", sharing("kb", port(81)))),
        "b1 10.0.10.1 satisfied, b2 10.0.10.0 satisfied, b3 10.0.10.1 satisfied; a 2 of 256",
      ],
      [gone("b1"), "b2 10.0.10.0 satisfied, b3 10.0.10.1 satisfied; a 2 of 256"],
      [gone("b3"), "b2 10.0.10.0 satisfied; a 1 of 256"],
    ],
  ],
  [
    "TestRegressionSharedKeyReaddBug",
    "one that goes and comes back shares again",
    [
      [
        inTurn(put("one", sharing("k1")), put("two", sharing("k1")), gone("two"), put("two", sharing("k1"))),
        "one 10.0.10.0 satisfied, two 10.0.10.0 satisfied; a 1 of 256",
      ],
    ],
  ],
  [
    "TestSharingCrossNamespace",
    "two namespaces that allow each other share, a third that nobody allowed has its own",
    [
      [
        inTurn(
          put("one", sharing("k1", { namespace: "ns-a", ...across("ns-b") })),
          put("two", sharing("k1", { namespace: "ns-b", ...across("*") })),
          put("three", sharing("k1", { namespace: "ns-c", ...port(80) })),
        ),
        "one 10.0.10.0 satisfied, two 10.0.10.0 satisfied, three 10.0.10.1 satisfied; a 2 of 256",
      ],
    ],
  ],
  [
    "TestSharedServicesUpdateSharingKeyAndRequestedIP",
    "key and address changed together move a service from one group to the other",
    [
      [
        inTurn(
          put("one", sharing("k1", port(80), "10.0.10.22")),
          put("two", sharing("k2", port(81), "10.0.10.33")),
          put("three", sharing("k2", port(82), "10.0.10.33")),
        ),
        "one 10.0.10.22 satisfied, two 10.0.10.33 satisfied, three 10.0.10.33 satisfied; a 2 of 256",
      ],
      [
        put("three", sharing("k1", port(82), "10.0.10.22")),
        "one 10.0.10.22 satisfied, two 10.0.10.33 satisfied, three 10.0.10.22 satisfied; a 2 of 256",
      ],
    ],
  ],
  [
    "TestSharedSpecificIPThenGenericService",
    "who asks for none shares the address that another asked for",
    [
      [
        inTurn(put("one", sharing("k1", {}, "10.0.10.22")), put("two", sharing("k1"))),
        "one 10.0.10.22 satisfied, two 10.0.10.22 satisfied; a 1 of 256",
      ],
    ],
  ],
  [
    "TestSharingClusters",
    "four of one key, two ports each twice: two addresses",
    [
      [
        inTurn(...[80, 81, 80, 81].map((number, at) => put(`s${at}`, sharing("k1", port(number))))),
        "s0 10.0.10.0 satisfied, s1 10.0.10.0 satisfied, s2 10.0.10.1 satisfied, s3 10.0.10.1 satisfied; a 2 of 256",
      ],
    ],
  ],
  [
    "TestAllocHappyPath",
    "the family asked for is changed, and changed back",
    [
      [put("web", { families: ["IPv4"] }), "web 10.0.10.0 satisfied; a 1 of 256"],
      [
        inTurn(pool("six", ["ff::/126"]), put("web", { families: ["IPv6"] })),
        "web ff:: satisfied; a 0 of 256, six 1 of 4",
      ],
      [put("web", { families: ["IPv4"] }), "web 10.0.10.0 satisfied; a 1 of 256, six 0 of 4"],
    ],
  ],
  [
    "TestServiceDelete",
    "the address of one that goes is free",
    [
      [put("web"), "web 10.0.10.0 satisfied; a 1 of 256"],
      [gone("web"), "; a 0 of 256"],
    ],
  ],
  [
    "TestReallocOnInit",
    "an address of no pool, written by somebody else, is replaced",
    [[put("web", { ingress: ["192.168.1.12"] }), "web 10.0.10.0 satisfied; a 1 of 256"]],
  ],
  [
    "TestAllocOnInit",
    "addresses of the pool that services come with are theirs",
    [
      [
        inTurn(
          put("one", { ingress: ["10.0.10.123"] }),
          put("two", { ingress: ["10.0.10.124"], loadBalancerIp: "10.0.10.124" }),
        ),
        "one 10.0.10.123, two 10.0.10.124; a 2 of 256",
      ],
    ],
  ],
  [
    "TestAllocSharedOnInit",
    "two that come with one address and one key share it",
    [
      [
        inTurn(
          put("one", sharing("k1", { ingress: ["10.0.10.123"] })),
          put("two", sharing("k1", { ingress: ["10.0.10.123"] })),
        ),
        "one 10.0.10.123, two 10.0.10.123; a 1 of 256",
      ],
    ],
  ],
  [
    "TestAllocSharedOnInitPreservesExistingSharedIP",
    "a third keeps the address that it came with, though the key's other address would do",
    [
      [
        inTurn(
          put("one", sharing("k1", { ...port(80), ingress: ["10.0.10.123"] })),
          put("two", sharing("k1", { ...port(80), ingress: ["10.0.10.124"] })),
          put("three", sharing("k1", { ...port(81, 82), ingress: ["10.0.10.124"] })),
        ),
        "one 10.0.10.123, two 10.0.10.124, three 10.0.10.124; a 2 of 256",
      ],
    ],
  ],
  [
    "TestChangeServiceType",
    "ClusterIP, LoadBalancer, NodePort: only the second is given anything, and the address comes back",
    [
      [put("web", { type: "ClusterIP" }), "web -; a 0 of 256"],
      [put("web"), "web 10.0.10.0 satisfied; a 1 of 256"],
      [put("web", { type: "NodePort" }), "web -; a 0 of 256"],
    ],
  ],
  [
    "TestRequestIPs",
    "spec.loadBalancerIP and the annotation's two are three; who asks for one of them hears that it is taken",
    [
      [put("one", { loadBalancerIp: "10.0.10.20" }), "one 10.0.10.20 satisfied; a 1 of 256"],
      [
        put("two", { loadBalancerIp: "10.0.10.21", annotations: { "io.cilium/lb-ipam-ips": "10.0.10.22,10.0.10.23" } }),
        "one 10.0.10.20 satisfied, two 10.0.10.21 10.0.10.22 10.0.10.23 satisfied; a 4 of 256",
      ],
      [
        put("three", { loadBalancerIp: "10.0.10.21" }),
        "one 10.0.10.20 satisfied, two 10.0.10.21 10.0.10.22 10.0.10.23 satisfied, three - already_allocated; a 4 of 256",
      ],
    ],
  ],
  [
    "TestRemoveRequestedIP",
    "an address that is no longer asked for is free, the others stay",
    [
      [
        put("web", {
          loadBalancerIp: "10.0.10.123",
          annotations: { "io.cilium/lb-ipam-ips": "10.0.10.124,10.0.10.125" },
        }),
        "web 10.0.10.123 10.0.10.124 10.0.10.125 satisfied; a 3 of 256",
      ],
      [
        put("web", { loadBalancerIp: "10.0.10.123", annotations: { "io.cilium/lb-ipam-ips": "10.0.10.124" } }),
        "web 10.0.10.123 10.0.10.124 satisfied; a 2 of 256",
      ],
    ],
  ],
  [
    "TestRequiredLBClass, TestNonMatchingLBClass",
    "a class of somebody else's is left alone; given up, the service is served. (A real API server lets nobody change the class.)",
    [
      [put("web", { loadBalancerClass: "net.example/some-other-class" }), "web -; a 0 of 256"],
      [put("web", { loadBalancerClass: "io.cilium/bgp-control-plane" }), "web 10.0.10.0 satisfied; a 1 of 256"],
      [put("web", { loadBalancerClass: "net.example/some-other-class" }), "web -; a 0 of 256"],
    ],
  ],
];

/** With pools that select by the label `color`. */
const coloured: readonly CiliumCase[] = [
  [
    "TestPoolSelectorBasic, TestRequestIPWithMismatchedLabel",
    "a service of another colour hears no_pool, and pool_selector_mismatch if it asks for an address",
    [
      [
        inTurn(
          put("blue", { labels: { color: "blue" } }),
          put("red", { labels: { color: "red" } }),
          put("asks", { labels: { color: "red" }, loadBalancerIp: "10.0.10.123" }),
        ),
        "blue 10.0.10.0 satisfied, red - no_pool, asks - pool_selector_mismatch; a 1 of 256",
      ],
    ],
  ],
  [
    "satisfyGenericIPRequests (lbipam.go; measured)",
    "of two families of which neither can be had nothing is written; of one it is",
    [
      [
        put("both", { labels: { color: "red" }, families: ["IPv4", "IPv6"], familyPolicy: "RequireDualStack" }),
        "both -; a 0 of 256",
      ],
      [put("six", { labels: { color: "red" }, families: ["IPv6"] }), "both -, six - no_pool; a 0 of 256"],
    ],
  ],
  [
    "TestRemoveServiceLabel",
    "a label changed away takes the address",
    [
      [put("web", { labels: { color: "blue" } }), "web 10.0.10.0 satisfied; a 1 of 256"],
      [put("web", { labels: { color: "green" } }), "web - no_pool; a 0 of 256"],
    ],
  ],
];

describe("services, as Cilium's own tests have them", () => {
  const TEN = ["10.0.10.0/24"];
  test.each(rows)("%s: %s", (_cilium, _what, steps) => playSteps([[pool("a", TEN), "; a 0 of 256"], ...steps]));
  test.each(coloured)("%s: %s", (_cilium, _what, steps) =>
    playSteps([[pool("a", TEN, { labels: { color: "blue" } }), "; a 0 of 256"], ...steps]),
  );
});
