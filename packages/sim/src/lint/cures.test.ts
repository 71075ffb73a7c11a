import type { LintCode } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { cases } from "./cases.fixture.ts";
import { routerSays } from "./cluster-cases.fixture.ts";
import {
  block,
  directive,
  keepalived,
  onBoth,
  options,
  ownNameServer,
  paths,
  statements,
  withoutPodRoutes,
} from "./edits.fixture.ts";
import { pageTexts } from "./pages.ts";
import { ruleIdOf } from "./rules.ts";
import { type Change, findingsOf, type Variation } from "./variation.fixture.ts";

/** What a page tells to do, in its own words, and a site that had the trap with that done to it. */
interface Cure {
  readonly tells: string;
  readonly done: Variation;
}

const FORWARD = 'zone "k8s1-prod.kloud.lan" { type forward; forward only; forwarders { 198.19.0.30; }; };';
const WITHOUT_ZONE = "kloud-lan-forwarding-without-zone";
const transfer = directive(
  "acl {\n  allow type AXFR net 100.64.0.0/10\n  block type AXFR net *\n}\ntransfer {\n  to *\n}",
);
const inside = directive("acl cluster.local {\n  allow net 100.64.0.0/10\n  block\n}");
const circle: Change = [
  "kloud-lan/site.yaml",
  "resolvConf: { nameservers: [192.168.13.10]",
  "resolvConf: { nameservers: [198.18.0.10]",
];
const outOfIt: Change = [paths.corefile, "forward . /etc/resolv.conf", "forward . 192.168.13.11 192.168.13.12"];
const withoutRestart: Change = [
  "kloud-lan/cluster/cilium-load-balancer.yaml",
  "enabled: true\n      restartTimeSeconds: 15",
  "enabled: false",
];
const toCluster: Change = [paths.dnsService, "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster"];
const serversAlone: Change = [
  paths.dnsService,
  "externalTrafficPolicy: Cluster",
  "externalTrafficPolicy: Cluster\n  loadBalancerSourceRanges: [192.168.13.11/32, 192.168.13.12/32]",
];
const toLocal: Change = [paths.dnsService, "externalTrafficPolicy: Cluster", "externalTrafficPolicy: Local"];
const virtualAlone: Change = [paths.corefile, " 192.168.13.11/32 192.168.13.12/32", ""];

const PAIR_KEY = 'key pair { algorithm hmac-sha256; secret "b3Vycw=="; };\n';
const keyedByServer: readonly Change[] = [
  [
    "kloud-lan/dns1/etc/bind/named.conf.local",
    'zone "kloud.lan" {\n',
    `${PAIR_KEY}zone "kloud.lan" {\n        allow-transfer { key pair; };\n`,
  ],
  [
    "kloud-lan/dns2/etc/bind/named.conf.local",
    'zone "kloud.lan" {\n',
    `${PAIR_KEY}server 192.168.13.11 { keys { pair; }; };\nzone "kloud.lan" {\n`,
  ],
];

/** Of each page; with none there is nothing that one could set, or what is to be done lies outside of the site. */
const cures: Readonly<Record<LintCode, readonly Cure[]>> = {
  LINT_DELEGATION_FORWARDED_AWAY: [
    {
      tells: FORWARD,
      done: {
        site: WITHOUT_ZONE,
        changes: statements(FORWARD),
      },
    },
    {
      tells: "`forwarders { };` inside the parent zone",
      done: {
        site: WITHOUT_ZONE,
        changes: [
          ["kloud-lan/dns1/etc/bind/named.conf.local", "type primary;", "type primary;\n        forwarders { };"],
          ["kloud-lan/dns2/etc/bind/named.conf.local", "type secondary;", "type secondary;\n        forwarders { };"],
        ],
      },
    },
  ],
  LINT_FORWARD_ZONE_INERT: [
    {
      tells: "Put the delegation (an NS record at the forward zone's name) back",
      done: { site: "kloud-lan-forwarding" },
    },
  ],
  LINT_STATIC_STUB_FORWARDED_AWAY: [
    { tells: "`forwarders { };` into the static-stub zone", done: cases.LINT_STATIC_STUB_FORWARDED_AWAY.silent },
  ],
  LINT_NAME_SERVERS_DIFFER: [{ tells: "`ns1.dns.<zone>`", done: { changes: ownNameServer } }],
  LINT_NAME_SERVER_DENIED_BY_ZONE: [
    { tells: "`ns1.dns.<zone>`", done: { changes: ownNameServer } },
    { tells: "Or forward the zone.", done: { changes: statements(FORWARD) } },
    {
      tells: "BIND 9.20 keeps to the glue",
      done: { changes: [[paths.site, 'bind: { version: "9.18", config: dns', 'bind: { version: "9.20", config: dns']] },
    },
  ],
  LINT_ANY_LABEL_BEFORE_SERVICE: [
    {
      tells: "template ANY ANY ZONE {\n        match ^[^_.][^.]*\\.[^.]+\\.[^.]+\\.ZONE-WITH-ESCAPED-DOTS\\.$",
      done: {
        changes: [
          directive(
            "template ANY ANY k8s1-prod.kloud.lan {\n match ^[^_.][^.]*\\.[^.]+\\.[^.]+\\.k8s1-prod\\.kloud\\.lan\\.$\n rcode NXDOMAIN\n fallthrough\n}",
          ),
        ],
      },
    },
  ],
  LINT_SERVICE_WITHOUT_ADDRESS: [{ tells: "Look at the pools", done: {} }],
  LINT_NAMESPACE_SHADOWED: [
    {
      tells: "another label (`apex`)",
      done: {
        changes: [
          ...(cases.LINT_NAMESPACE_SHADOWED.found.changes ?? []),
          [
            paths.corefile,
            "k8s_external k8s1-prod.kloud.lan\n",
            "k8s_external k8s1-prod.kloud.lan {\n          apex servers\n        }\n",
          ],
        ],
      },
    },
    { tells: "the namespace another name", done: {} },
  ],
  LINT_EXTERNAL_ZONES_OVERWRITTEN: [
    {
      tells: "Write all zones on one line",
      done: {
        changes: [
          [paths.corefile, "k8s_external k8s1-prod.kloud.lan\n", "k8s_external k8s1-prod.kloud.lan k8s1.example\n"],
        ],
      },
    },
  ],
  LINT_QUERY_SOURCE_COMES_AND_GOES: [{ tells: "Leave query-source away", done: {} }],
  LINT_PAIR_ANSWERS_DIFFER: [
    {
      tells: "Give both servers the same configuration",
      done: {
        site: "kloud-lan-backup-without-zone",
        changes: [
          [
            "kloud-lan-backup-without-zone/site.yaml",
            "../kloud-lan-forwarding-without-zone/dns2/]",
            "../kloud-lan-forwarding-without-zone/dns2/, ../kloud-lan-forwarding/dns2/]",
          ],
        ],
      },
    },
  ],
  LINT_PRIVATE_NAMES_NEED_THE_ROOT: [
    { tells: '`validate-except { "lan"; };`', done: { changes: options('validate-except { "lan"; };') } },
  ],
  LINT_CACHE_BEFORE_ACL: [
    {
      tells: "Run a release outside of that range.",
      done: { changes: [[paths.site, 'version: "1.15.0"', 'version: "1.14.7"']] },
    },
  ],
  LINT_ACL_BYPASSED_BY_RESOLVER: [
    {
      tells: "Decide about names where clients ask: allow-query",
      done: {
        changes: onBoth(
          "named.conf.options",
          "        192.168.13.0/24;\n        192.168.14.0/24;\n        192.168.20.0/24;",
          "        192.168.13.12; 192.168.13.11;\n        192.168.14.0/24;",
        ),
      },
    },
  ],
  LINT_PODS_REFUSED: [{ tells: "allow the pods' range too", done: cases.LINT_PODS_REFUSED.silent }],
  LINT_REVERSE_NAMES_EMPTY: [
    {
      tells: "A zone of your own for the reverse names",
      done: {
        changes: [
          ...statements('zone "64.100.in-addr.arpa" { type primary; file "/etc/bind/db.pods"; };'),
          ...["dns1", "dns2"].map(
            (host): Change => [
              `kloud-lan/${host}/etc/bind/db.pods`,
              "$TTL 60\n@ SOA ns.kloud.lan. a.kloud.lan. 1 1 1 1 1\n@ NS dns1.kloud.lan.\n",
            ],
          ),
        ],
      },
    },
    {
      tells: "a forward zone with `forward only`",
      done: {
        changes: statements('zone "64.100.in-addr.arpa" { type forward; forward only; forwarders { 198.19.0.30; }; };'),
      },
    },
    { tells: "`disable-empty-zone`", done: { changes: options('disable-empty-zone "64.100.in-addr.arpa";') } },
  ],
  LINT_PORT_LABEL_DENIED: [],
  LINT_SECONDARY_OF_EXTERNAL_ZONE: [
    { tells: "Do not copy the zone: forward it", done: { changes: statements(FORWARD) } },
    { tells: "or delegate it", done: {} },
  ],
  LINT_CONDITION_OF_THE_MANUAL: [],
  LINT_CLUSTER_DNS_OUT_OF_RANGE: [{ tells: "Correct serviceCidrs", done: {} }],
  LINT_PROBE_UNANSWERED: [
    { tells: "Let the probe's port and path be those of the Corefile", done: cases.LINT_PROBE_UNANSWERED.silent },
  ],
  LINT_CLUSTER_ZONE_LEAKS: [
    { tells: "`externalTrafficPolicy: Local`", done: { changes: [transfer, toCluster, toLocal] } },
    { tells: "an acl without a zone", done: { changes: [transfer] } },
    { tells: "better still no `transfer`", done: { changes: [toCluster] } },
  ],
  LINT_ACL_ADMITS_STRANGERS: [
    { tells: "`externalTrafficPolicy: Local`", done: { changes: [inside, toCluster, toLocal] } },
    { tells: "`loadBalancerSourceRanges`", done: { changes: [inside, toCluster, serversAlone] } },
  ],
  LINT_ACL_REFUSES_NAME_SERVER: [{ tells: "`externalTrafficPolicy: Local`", done: { changes: [toCluster, toLocal] } }],
  LINT_TRANSFER_THROUGH_CACHE: [
    {
      tells: "a server block of its own, without `cache`",
      done: {
        changes: [block("cluster.local:53 {\n    kubernetes cluster.local\n    transfer {\n        to *\n    }\n}")],
      },
    },
  ],
  LINT_TRANSFER_OF_EVERY_NAMESPACE: [
    {
      tells: "No `transfer` in a block that hides namespaces.",
      done: { changes: [[paths.corefile, "pods insecure", "pods insecure\n           namespaces kube-system"]] },
    },
  ],
  LINT_REWRITE_AT_LABEL_END: [
    {
      tells: "`rewrite name regex ^p-(.*)$ q-{1} answer auto`",
      done: { changes: [directive("rewrite name regex ^p-(.*)$ q-{1} answer auto")] },
    },
  ],
  LINT_REWRITE_WITHOUT_ANSWER: [
    {
      tells: "Add `answer auto`.",
      done: { changes: [directive("rewrite name suffix .home.lan .kloud.lan answer auto")] },
    },
  ],
  LINT_OWN_ADDRESSES_UNKNOWN: [{ tells: "No `bind` in a pod.", done: {} }],
  LINT_HOST_NAME_ANSWERED_TWICE: [],
  LINT_DENIAL_BEFORE_SYNCED: [{ tells: "`ready` in the Corefile", done: {} }],
  LINT_DENIAL_OUTLIVES_MINIMUM: [
    {
      tells: "Give the SOA record itself the TTL that a denial may have.",
      done: cases.LINT_DENIAL_OUTLIVES_MINIMUM.silent,
    },
  ],
  LINT_TOO_MANY_ENDPOINTS: [
    {
      tells: "Raise max-records-per-type",
      done: {
        changes: [...(cases.LINT_TOO_MANY_ENDPOINTS.found.changes ?? []), ...options("max-records-per-type 500;")],
      },
    },
  ],
  LINT_FORWARD_ZONE_BELOW_APEX: [{ tells: "Forward the zone whose SOA it is", done: { site: "kloud-lan-forwarding" } }],
  LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE: [
    {
      tells: "Admit the own addresses of all servers",
      done: {
        changes: [
          virtualAlone,
          [paths.corefile, "allow net 192.168.13.10/32", "allow net 192.168.13.10/31 192.168.13.12"],
        ],
      },
    },
  ],
  LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS: [
    { tells: "Take `vrrp_strict` out of `global_defs`", done: {} },
    {
      tells: "To keep `vrrp_strict`, set `vrrp_version 3`, and `accept` in the instance",
      done: cases.LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS.silent,
    },
  ],
  LINT_SILENT_AFTER_SPLIT: [
    {
      tells: "`vrrp_higher_prio_send_advert true` in global_defs of the router of **lower** priority",
      done: {
        changes: [keepalived("dns2", "router_id DNS2", "router_id DNS2\n    vrrp_higher_prio_send_advert true")],
      },
    },
    {
      tells: "`garp_master_refresh 2` on the router of higher priority",
      done: { changes: [keepalived("dns1", "    priority 101", "    priority 101\n    garp_master_refresh 2")] },
    },
  ],
  LINT_SCRIPT_MISSES_HUNG_SERVER: [
    {
      tells: "`dig +time=1 +tries=1 ...` with `timeout 2`",
      done: {
        changes: [
          keepalived(
            "dns1",
            '"/usr/bin/pgrep -x named"',
            '"/usr/bin/dig +time=1 +tries=1 @127.0.0.1 kloud.lan SOA"\n    timeout 2',
          ),
        ],
      },
    },
  ],
  LINT_DELEGATION_UNANSWERED: [{ tells: "Pin the address", done: {} }],
  LINT_FORWARDING_LOOP: [
    { tells: "give `forward` addresses instead of /etc/resolv.conf", done: { changes: [circle, outOfIt] } },
  ],
  LINT_GRACEFUL_RESTART_MISFIT: [
    { tells: "Let the router take part", done: cases.LINT_GRACEFUL_RESTART_MISFIT.silent },
    {
      tells: "`gracefulRestart: { enabled: false }`",
      done: { changes: [routerSays("gracefulRestart: no-end-of-rib"), withoutRestart] },
    },
  ],
  LINT_UPSTREAM_REFUSES_PODS: [{ tells: "Admit that address", done: cases.LINT_UPSTREAM_REFUSES_PODS.silent }],
  LINT_TRANSFER_KEYS_DIFFER: [
    { tells: "One `key` statement, the same on both", done: cases.LINT_TRANSFER_KEYS_DIFFER.silent },
    { tells: "`server ADDRESS { keys { K; }; };`", done: { changes: keyedByServer } },
  ],
  LINT_ROUTE_TO_PODS: [{ tells: "Take it away; let BGP announce Services alone", done: { changes: withoutPodRoutes } }],
};

const tried = Object.entries(cures).flatMap(([code, all]) => all.map((cure) => [code, cure.tells, cure.done] as const));

describe("what the pages tell to do", () => {
  it.each(tried)("%s: %s", (code, tells, done) => {
    const known = Object.keys(cures).find((own): own is LintCode => own === code);
    if (known === undefined) throw new Error(`no rule ${code}`);
    expect((pageTexts.get(ruleIdOf(known)) ?? "").split("## Evidence")[0]).toContain(tells);
    expect(findingsOf(done, known).map(({ message }) => message)).toEqual([]);
  });
});
