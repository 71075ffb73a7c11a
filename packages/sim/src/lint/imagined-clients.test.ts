import { prefixCovers, printPrefix } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { evidenceText } from "./evidence.ts";
import { imaginedIn, quietSite } from "./quiet-site.fixture.ts";
import { SiteView } from "./site-view.ts";
import { findingsOf, twinOf } from "./variation.fixture.ts";

/** `name address/length via gateway`, of whoever was imagined. */
function clientsOf(changes: Parameters<typeof imaginedIn>[0]): readonly string[] {
  return imaginedIn(changes).map(({ name, addresses, routes }) => {
    const [own] = addresses;
    return `${name}: ${own?.address}/${own?.prefixLength} via ${routes[0]?.gateways.join() ?? "nobody"}`;
  });
}

describe("who could ask where nobody is written down", () => {
  it("nobody is imagined where somebody stands", () => {
    const { twin, files, known } = twinOf({});
    expect(new SiteView(twin, files, known).twin).toBe(twin);
  });

  it.each([
    [
      "both networks of people",
      quietSite,
      ["a client in lan: 192.168.13.100/24 via 192.168.13.91", "a client in mac: 192.168.20.100/24 via 192.168.20.1"],
    ],
    [
      "one of them",
      [
        [
          "kloud-lan/site.yaml",
          "  mac: # macOS, on a LAN of its own\n    addresses: [192.168.20.77]\n    routes: { default: 192.168.20.1 }\n    nameservers: [192.168.13.10]\n",
          "",
        ],
      ] as const,
      ["a client in mac: 192.168.20.100/24 via 192.168.20.1"],
    ],
    [
      "an address that is taken is left to whom it belongs",
      [
        ...quietSite,
        [
          "kloud-lan/site.yaml",
          "addresses: [192.168.13.91, 192.168.14.1, 192.168.20.1]",
          "addresses: [192.168.13.91, 192.168.13.100, 192.168.14.1, 192.168.20.1, 192.168.20.100]",
        ] as const,
      ],
      ["a client in lan: 192.168.13.101/24 via 192.168.13.91", "a client in mac: 192.168.20.101/24 via 192.168.20.1"],
    ],
    [
      "a network that the site names only by its hosts' prefixes",
      [
        ...quietSite,
        ["kloud-lan/site.yaml", "networks: { lan: 192.168.13.0/24, nodes", "networks: { nodes"] as const,
        ["kloud-lan/site.yaml", "[192.168.13.11]", "[192.168.13.11/24]"] as const,
      ],
      [
        "a client in mac: 192.168.20.100/24 via 192.168.20.1",
        "a client in 192.168.13.0/24: 192.168.13.100/24 via 192.168.13.91",
      ],
    ],
    [
      "a small network",
      [...quietSite, ["kloud-lan/site.yaml", "mac: 192.168.20.0/24", "mac: 192.168.20.0/29"] as const],
      ["a client in lan: 192.168.13.100/24 via 192.168.13.91", "a client in mac: 192.168.20.4/29 via 192.168.20.1"],
    ],
  ])("%s", (_what, changes, clients) => {
    expect(clientsOf(changes)).toEqual(clients);
  });

  it("each stands in its network, at an address that nobody else has", () => {
    const clients = imaginedIn(quietSite);
    const { twin } = twinOf({ changes: quietSite });
    const taken = [...twin.network.stations.values()].flatMap(({ addresses }) =>
      addresses.map(({ address }) => address),
    );
    for (const { name, addresses } of clients) {
      const network = twin.settings.networks.find((known) => name.endsWith(known.name));
      const [own] = addresses;
      if (network === undefined || own === undefined) throw new Error(name);
      expect(prefixCovers(network.prefix, own.address), printPrefix(network.prefix)).toBe(true);
      expect(taken).not.toContain(own.address);
    }
  });

  it("no node's network gets one, unless servers stand there too", () => {
    expect(imaginedIn(quietSite).map(({ name }) => name)).not.toContain("a client in nodes");
    const flat = [...quietSite, ["kloud-lan/site.yaml", "    network: nodes\n", "    network: lan\n"] as const];
    expect(imaginedIn(flat).map(({ name }) => name)).toContain("a client in lan");
  });
});

describe("a site that has servers and routers alone", () => {
  it("has the findings that it had with its people", () => {
    const codes = (changes: typeof quietSite): readonly string[] => [
      ...new Set(findingsOf({ changes }).map(({ code }) => code)),
    ];
    expect(codes(quietSite)).toEqual(codes([]));
  });

  it("shows them by somebody who could be there", () => {
    const [found] = findingsOf({ changes: quietSite }, "LINT_ACL_BYPASSED_BY_RESOLVER");
    expect(found?.evidence?.map(evidenceText)).toEqual([
      "a client in lan asks 198.19.0.30 for web.linkerd-viz.k8s1-prod.kloud.lan. A: REFUSED",
      "a client in lan asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: 198.19.0.5",
    ]);
  });

  it("a stranger who copies the cluster's zone is found", () => {
    const found = findingsOf(
      {
        changes: [
          ...quietSite,
          ["kloud-lan/cluster/kube-dns-service.yaml", "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster"],
          [
            "kloud-lan/cluster/coredns-configmap.yaml",
            "        errors\n",
            "        acl cluster.local {\n          allow type AXFR net 100.64.0.0/10\n          block type AXFR net *\n        }\n        transfer {\n          to *\n        }\n        errors\n",
          ],
        ],
      },
      "LINT_CLUSTER_ZONE_LEAKS",
    );
    expect(found[0]?.message).toContain(
      "a client in lan copies all of cluster.local. from 198.19.0.30, by one node, and is refused by another.",
    );
  });

  it("changes no place of the site that is asked: its twin has nobody new", () => {
    const { twin, files, known } = twinOf({ changes: quietSite });
    const view = new SiteView(twin, files, known);
    expect(view.strangers).toEqual(["a client in lan", "a client in mac"]);
    expect([...twin.places.keys()].filter((name) => name.startsWith("a client"))).toEqual([]);
  });
});
