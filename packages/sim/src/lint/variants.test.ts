import type { LintCode } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { evidenceText, outcomeText } from "./evidence.ts";
import { type Change, findingsOf, type Variation } from "./variation.fixture.ts";

const CONFIG_MAP = "kloud-lan/cluster/coredns-configmap.yaml";
const SITE = "kloud-lan/site.yaml";
const DNS_SERVICE = "kloud-lan/cluster/kube-dns-service.yaml";
const WITHOUT_ZONE = "kloud-lan-forwarding-without-zone";
/** The tutorial's cluster tells its router where the pods are. */
const noPodsByBgp: Change = ["kloud-lan/cluster/cilium-load-balancer.yaml", "    - advertisementType: PodCIDR\n", ""];
const NOTHING = "// Do any local configuration here";

const both = (file: string, from: string, to: string): readonly Change[] =>
  ["dns1", "dns2"].map((host) => [`kloud-lan/${host}/etc/bind/${file}`, from, to]);
const options = (text: string): readonly Change[] =>
  both("named.conf.options", "recursion yes;", `recursion yes;\n        ${text}`);
const local = (text: string): readonly Change[] => both("named.conf.local", NOTHING, `\n${text}\n`);
const policy = (text: string): Change => [
  DNS_SERVICE,
  "externalTrafficPolicy: Local",
  `externalTrafficPolicy: ${text}`,
];
const transferBehind = (acl: string): Change => [
  CONFIG_MAP,
  "        errors\n",
  `        ${acl} {\n          allow type AXFR net 100.64.0.0/10\n          block type AXFR net *\n        }\n        transfer {\n          to *\n        }\n        errors\n`,
];
const transfer = transferBehind("acl");
/** Names of the inside are for pods alone. */
const insideForPods: Change = [
  CONFIG_MAP,
  "        errors\n",
  "        acl cluster.local {\n          allow net 100.64.0.0/10\n          block\n        }\n        errors\n",
];
/** Each node that hears the router has a pod of CoreDNS: the first alternatives lie on one machine, the second ones too. */
const twoNodes: Change = [SITE, "[192.168.14.31, 192.168.14.32, 192.168.14.33]", "[192.168.14.31, 192.168.14.32]"];
/** One node hears the router, and CoreDNS runs there alone: whatever comes in is translated. */
const oneNode: readonly Change[] = [
  [SITE, "[192.168.14.31, 192.168.14.32, 192.168.14.33]", "[192.168.14.31]"],
  [
    "kloud-lan/cluster/kube-dns-endpointslice.yaml",
    "  - 100.64.1.10\n  conditions:\n    ready: true",
    "  - 100.64.1.10\n  conditions:\n    ready: false",
  ],
];
const dataPath = (text: string): Change => [
  SITE,
  "dataPath: { kind: cilium, routing: tunnel, mode: snat, healthChecks: kube-proxy }",
  `dataPath: { ${text} }`,
];
const version = (text: string): Change => [SITE, 'version: "1.15.0"', `version: "${text}"`];
const reverse = (mode: string): readonly Change[] =>
  local(`zone "64.100.in-addr.arpa" { type forward; forward ${mode}; forwarders { 198.19.0.30; }; };`);
const acl = (text: string): Change => [CONFIG_MAP, "192.168.13.10/32 192.168.13.11/32 192.168.13.12/32", text];

/** Each row of the list of traps in its variants: what is found there, in a few words; empty: nothing. */
const rows: readonly (readonly [row: string, what: string, code: LintCode, Variation, found: readonly string[]])[] = [
  [
    "T1",
    "forward only does not help either",
    "LINT_DELEGATION_FORWARDED_AWAY",
    {
      site: WITHOUT_ZONE,
      changes: ["dns1", "dns2"].map((host) => [
        `${WITHOUT_ZONE}/${host}/etc/bind/named.conf.options`,
        "recursion yes;",
        "recursion yes;\n        forward only;",
      ]),
    },
    ["dns1 asks its forwarders", "dns2 asks its forwarders"],
  ],
  [
    "T2",
    "a forward zone for the child, forward first or only",
    "LINT_DELEGATION_FORWARDED_AWAY",
    {
      site: "kloud-lan-forwarding",
      changes: [["kloud-lan-forwarding/dns1/etc/bind/named.conf.local", "forward only;", "forward first;"]],
    },
    [],
  ],
  [
    "T2",
    "on the first server alone: the second still forwards",
    "LINT_DELEGATION_FORWARDED_AWAY",
    { site: "kloud-lan-backup-without-zone" },
    ["dns2 asks its forwarders"],
  ],
  [
    "T3",
    "an empty list in the parent zone of both servers",
    "LINT_DELEGATION_FORWARDED_AWAY",
    {
      site: WITHOUT_ZONE,
      changes: [
        ["kloud-lan/dns1/etc/bind/named.conf.local", "type primary;", "type primary;\n        forwarders { };"],
        ["kloud-lan/dns2/etc/bind/named.conf.local", "type secondary;", "type secondary;\n        forwarders { };"],
      ],
    },
    [],
  ],
  [
    "T3",
    "on the first server alone: the second still forwards",
    "LINT_DELEGATION_FORWARDED_AWAY",
    {
      site: WITHOUT_ZONE,
      changes: [
        ["kloud-lan/dns1/etc/bind/named.conf.local", "type primary;", "type primary;\n        forwarders { };"],
      ],
    },
    ["dns2 asks its forwarders"],
  ],
  [
    "T4",
    "a static-stub zone needs no delegation",
    "LINT_FORWARD_ZONE_INERT",
    {
      site: "kloud-lan-forwarding",
      changes: [
        ["kloud-lan/dns1/etc/bind/db.kloud.lan", "@               IN NS     ns.k8s1-prod.kloud.lan.", ""],
        ...["dns1", "dns2"].map(
          (host): Change => [
            `kloud-lan-forwarding/${host}/etc/bind/named.conf.local`,
            "    type forward;\n    forward only;\n    forwarders { 198.19.0.30; };",
            "    type static-stub;\n    server-addresses { 198.19.0.30; };\n    forwarders { };",
          ],
        ),
      ],
    },
    [],
  ],
  [
    "T11",
    "the one that has not got the address now, and the one that has",
    "LINT_QUERY_SOURCE_COMES_AND_GOES",
    { changes: options("query-source address 192.168.13.10;") },
    ["dns1 asks others from 192.168.13.10, which is not its own (it holds it now)", "(dns1 holds it now)"],
  ],
  [
    "T12",
    "a client that one of the two refuses",
    "LINT_PAIR_ANSWERS_DIFFER",
    {
      changes: [["kloud-lan/dns2/etc/bind/named.conf.options", "192.168.13.0/24;", "192.168.13.50; 192.168.13.0/26;"]],
    },
    [],
  ],
  [
    "T12",
    "a second server that does not recurse",
    "LINT_PAIR_ANSWERS_DIFFER",
    { changes: [["kloud-lan/dns2/etc/bind/named.conf.options", "recursion yes;", "recursion no;"]] },
    ["web.linkerd-viz.k8s1-prod.kloud.lan. A is 198.19.0.5 from dns1 and NOERROR without an answer from dns2"],
  ],
  [
    "T13",
    "nothing is validated",
    "LINT_PRIVATE_NAMES_NEED_THE_ROOT",
    { changes: both("named.conf.options", "dnssec-validation auto;", "dnssec-validation no;") },
    [],
  ],
  [
    "T14",
    "the last release before, the first and the last with the cache in front, and the next",
    "LINT_CACHE_BEFORE_ACL",
    { changes: [version("1.14.1")] },
    [],
  ],
  ["T14", "1.14.2", "LINT_CACHE_BEFORE_ACL", { changes: [version("1.14.2")] }, ["CoreDNS 1.14.2 looks into its cache"]],
  ["T14", "1.14.6", "LINT_CACHE_BEFORE_ACL", { changes: [version("1.14.6")] }, ["CoreDNS 1.14.6 looks into its cache"]],
  [
    "T17",
    "a forward zone of the same name that is first",
    "LINT_REVERSE_NAMES_EMPTY",
    { changes: reverse("first") },
    ["dns1 denies", "dns2 denies"],
  ],
  ["T17", "and only", "LINT_REVERSE_NAMES_EMPTY", { changes: reverse("only") }, []],
  [
    "T22",
    "kube-proxy: the node's own pod sees the gateway's address",
    "LINT_CLUSTER_ZONE_LEAKS",
    { changes: [transfer, policy("Cluster"), dataPath("kind: kube-proxy")] },
    ["laptop copies all of cluster.local. from 198.19.0.30, by one node, and is refused by another"],
  ],
  [
    "T22",
    "under Local nobody does",
    "LINT_CLUSTER_ZONE_LEAKS",
    { changes: [transfer, dataPath("kind: kube-proxy")] },
    [],
  ],
  [
    "T23",
    "an acl of the cluster's domain alone: the reverse zone has the same records, under Local too",
    "LINT_CLUSTER_ZONE_LEAKS",
    { changes: [transferBehind("acl cluster.local")] },
    ["laptop copies all of cluster.local. from 198.19.0.30, if it asks for in-addr.arpa.: a transfer of any zone"],
  ],
  [
    "T23",
    "and of one reverse zone: the other one",
    "LINT_CLUSTER_ZONE_LEAKS",
    { changes: [transferBehind("acl cluster.local in-addr.arpa")] },
    ["laptop copies all of cluster.local. from 198.19.0.30, if it asks for ip6.arpa.: a transfer of any zone"],
  ],
  [
    "T23",
    "an acl of all three zones",
    "LINT_CLUSTER_ZONE_LEAKS",
    { changes: [transferBehind("acl cluster.local in-addr.arpa ip6.arpa")] },
    [],
  ],
  [
    "T24",
    "in native routing the node's address is none of the pods'",
    "LINT_CLUSTER_ZONE_LEAKS",
    { changes: [transfer, policy("Cluster"), dataPath("kind: cilium, routing: native, mode: snat")] },
    [],
  ],
  [
    "T24",
    "two entry nodes with a pod each: one hands questions to the other all the same",
    "LINT_CLUSTER_ZONE_LEAKS",
    { changes: [transfer, policy("Cluster"), twoNodes] },
    ["laptop copies all of cluster.local. from 198.19.0.30, by one node, and is refused by another"],
  ],
  [
    "T24",
    "and refuses the servers there",
    "LINT_ACL_REFUSES_NAME_SERVER",
    { changes: [policy("Cluster"), twoNodes] },
    ["on some ways through the nodes, dns1 is refused", "on some ways through the nodes, dns2 is refused"],
  ],
  [
    "T24",
    "names of the inside told to strangers",
    "LINT_ACL_ADMITS_STRANGERS",
    { changes: [insideForPods, policy("Cluster"), twoNodes] },
    ["laptop asks 198.19.0.30 as 100.64."],
  ],
  [
    "T22",
    "kube-proxy, by every way there is",
    "LINT_ACL_ADMITS_STRANGERS",
    { changes: [insideForPods, policy("Cluster"), dataPath("kind: kube-proxy"), ...oneNode] },
    ["laptop asks 198.19.0.30 as 100.64.0.1 and is told web.linkerd-viz.svc.cluster.local. A: 198.18.0.245"],
  ],
  [
    "T24",
    "in native routing nobody takes a node for a pod",
    "LINT_ACL_ADMITS_STRANGERS",
    { changes: [insideForPods, policy("Cluster"), dataPath("kind: cilium, routing: native, mode: snat")] },
    [],
  ],
  [
    "T24",
    "the tutorial's own acl has no address of a node or a pod",
    "LINT_ACL_ADMITS_STRANGERS",
    { changes: [policy("Cluster")] },
    [],
  ],
  [
    "T24",
    "but the acl of k8s_external refuses the servers all the same",
    "LINT_ACL_REFUSES_NAME_SERVER",
    { changes: [policy("Cluster"), dataPath("kind: cilium, routing: native, mode: snat")] },
    ["on some ways through the nodes, dns1 is refused", "on some ways through the nodes, dns2 is refused"],
  ],
  [
    "T35",
    "a network that holds them all",
    "LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE",
    { changes: [acl("192.168.13.0/24")] },
    [],
  ],
  [
    "T35",
    "one of the two forgotten",
    "LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE",
    { changes: [acl("192.168.13.10 192.168.13.11")] },
    ["and 192.168.13.12 is not admitted here"],
  ],
  [
    "T38",
    "garp_master_refresh of the higher router",
    "LINT_SILENT_AFTER_SPLIT",
    {
      changes: [
        [
          "kloud-lan/dns1/etc/keepalived/keepalived.conf",
          "    priority 101",
          "    priority 101\n    garp_master_refresh 2",
        ],
      ],
    },
    [],
  ],
  [
    "T38",
    "of the lower one it is no cure",
    "LINT_SILENT_AFTER_SPLIT",
    {
      changes: [
        [
          "kloud-lan/dns2/etc/keepalived/keepalived.conf",
          "    priority 100",
          "    priority 100\n    garp_master_refresh 2",
        ],
      ],
    },
    ["dns1 may stay active without a gratuitous ARP"],
  ],
  [
    "seed",
    "the whole of the range",
    "LINT_ROUTE_TO_PODS",
    { changes: [[SITE, "100.64.0.0/16: 192", "100.64.0.0/10: 192"], noPodsByBgp] },
    ["dns1 has a route to 100.64.0.0/10", "dns2 has a route"],
  ],
  [
    "seed",
    "one node's pods",
    "LINT_ROUTE_TO_PODS",
    { changes: [[SITE, "100.64.0.0/16: 192", "100.64.2.0/24: 192"], noPodsByBgp] },
    ["dns1 has a route to 100.64.2.0/24", "dns2 has a route"],
  ],
  [
    "seed",
    "another range",
    "LINT_ROUTE_TO_PODS",
    { changes: [[SITE, "100.64.0.0/16: 192", "100.80.0.0/16: 192"], noPodsByBgp] },
    [],
  ],
];

describe("the rows in their variants", () => {
  it.each(rows)("%s: %s", (_row, _what, code, variation, words) => {
    const messages = findingsOf(variation, code).map(({ message }) => message);
    expect(messages).toHaveLength(words.length);
    for (const [at, word] of words.entries()) expect(messages[at]).toContain(word);
  });

  it("T13: with a root that is out of reach the name fails now, and the evidence is the site's own answer", () => {
    const changes: readonly Change[] = [
      [SITE, "trust: { lan.: insecure,", 'trust: { ".": unreachable, lan.: insecure,'],
    ];
    const [first] = findingsOf({ changes }, "LINT_PRIVATE_NAMES_NEED_THE_ROOT");
    expect(first?.message).toContain("which fails now: SERVFAIL");
    expect(first?.evidence?.map(outcomeText)).toEqual(["SERVFAIL"]);
  });

  it("T11: the standby fails at once, the active one does not", () => {
    const changes = options("query-source address 192.168.13.10;");
    const found = findingsOf({ changes }, "LINT_QUERY_SOURCE_COMES_AND_GOES");
    expect(found.map(({ evidence }) => evidence?.map(evidenceText))).toEqual([
      [],
      ["laptop asks 192.168.13.12 for web.linkerd-viz.k8s1-prod.kloud.lan. A: SERVFAIL"],
    ]);
  });

  it("T22: the leak is shown with the node's translation, and with the refusal beside it", () => {
    const found = findingsOf(
      { changes: [transfer, policy("Cluster"), dataPath("kind: kube-proxy")] },
      "LINT_CLUSTER_ZONE_LEAKS",
    );
    const [leaked, refused] = found[0]?.evidence ?? [];
    const sources = (leaked?.steps ?? []).flatMap(({ event }) =>
      event.kind === "received" ? [event.source.address] : [],
    );
    expect(sources).toEqual([expect.stringMatching(/^100\.64\./)]);
    expect(refused === undefined ? "" : outcomeText(refused)).toBe("REFUSED");
  });
});
