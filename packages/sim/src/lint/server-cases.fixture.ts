import type { LintCode } from "@splithorizon/core";
import type { RuleCase } from "./rule-case.fixture.ts";
import type { Change, Variation } from "./variation.fixture.ts";

const SITE = "kloud-lan/site.yaml";
const LOCAL = "kloud-lan/dns1/etc/bind/named.conf.local";
const OPTIONS = "kloud-lan/dns1/etc/bind/named.conf.options";
const SECOND = LOCAL.replace("dns1", "dns2");
const ZONE = "kloud-lan/dns1/etc/bind/db.kloud.lan";
const KEEPALIVED = "kloud-lan/dns1/etc/keepalived/keepalived.conf";
const BGP = "kloud-lan/cluster/cilium-load-balancer.yaml";
const SOA = "dns1.kloud.lan. hostmaster.kloud.lan. 2024010201 3600 900 604800 300";
const FORWARDING = "kloud-lan-forwarding/dns1/etc/bind/named.conf.local";

const bothOptions = (from: string, to: string): readonly Change[] => [
  [OPTIONS, from, to],
  [OPTIONS.replace("dns1", "dns2"), from, to],
];
const insideZone: Change = [
  LOCAL,
  "//\n// Do any local configuration here\n//\n",
  'zone "cluster.local" { type forward; forward only; forwarders { 198.19.0.30; }; };\n',
];
const staticStub = (more: string): Variation => ({
  site: "kloud-lan-forwarding",
  changes: [
    [
      FORWARDING,
      "    type forward;\n    forward only;\n    forwarders { 198.19.0.30; };",
      `    type static-stub;\n    server-addresses { 198.19.0.30; };${more}`,
    ],
  ],
});

/** dns2 copies from dns1 with a key, whose secret is its own. */
const keyedPair = (secret: string): Variation => {
  const key = (own: string): string => `key pair { algorithm hmac-sha256; secret "${own}"; };\n`;
  return {
    changes: [
      [LOCAL, 'zone "kloud.lan" {\n', `${key("b3Vycw==")}zone "kloud.lan" {\n        allow-transfer { key pair; };\n`],
      [SECOND, 'zone "kloud.lan" {\n', `${key(secret)}zone "kloud.lan" {\n`],
      [SECOND, "primaries { 192.168.13.11; };", "primaries { 192.168.13.11 key pair; };"],
    ],
  };
};

/** Rules about BIND, keepalived and the network. Without a site it is the tutorial's last stage. */
export const serverCases = {
  LINT_DELEGATION_FORWARDED_AWAY: {
    found: { site: "kloud-lan-forwarding-without-zone" },
    says: "dns1 asks its forwarders 1.1.1.1, 1.0.0.1 for what is below k8s1-prod.kloud.lan.",
    asked: [
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN",
      "dns1 asks 198.19.0.30 for web.linkerd-viz.k8s1-prod.kloud.lan. A: 198.19.0.5",
    ],
    silent: { site: "kloud-lan-forwarding" },
  },
  LINT_FORWARD_ZONE_INERT: {
    found: { site: "kloud-lan-forwarding", changes: [[ZONE, "@               IN NS     ns.k8s1-prod.kloud.lan.", ""]] },
    says: "dns1 answers below k8s1-prod.kloud.lan. from its own zone kloud.lan.",
    asked: ["laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN"],
    silent: { site: "kloud-lan-forwarding" },
  },
  LINT_STATIC_STUB_FORWARDED_AWAY: {
    found: staticStub(""),
    says: "dns1 asks its forwarders 1.1.1.1, 1.0.0.1 for k8s1-prod.kloud.lan., not 198.19.0.30.",
    asked: [
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN",
      "dns1 asks 198.19.0.30 for web.linkerd-viz.k8s1-prod.kloud.lan. A: 198.19.0.5",
    ],
    silent: staticStub(" forwarders { };"),
  },
  LINT_NAME_SERVERS_DIFFER: {
    found: {},
    says: "k8s1-prod.kloud.lan. is delegated to ns.k8s1-prod.kloud.lan.; 198.19.0.30 itself names ns1.dns.k8s1-prod.kloud.lan. and denies ns.k8s1-prod.kloud.lan.",
    asked: [
      "dns1 asks 198.19.0.30 for k8s1-prod.kloud.lan. NS: ns1.dns.k8s1-prod.kloud.lan.",
      "dns1 asks 198.19.0.30 for ns.k8s1-prod.kloud.lan. A: NXDOMAIN",
    ],
    silent: {
      changes: [
        [ZONE, "IN NS     ns.k8s1-prod.kloud.lan.", "IN NS     ns1.dns.k8s1-prod.kloud.lan."],
        [ZONE, "ns              IN A      198.19.0.30", "ns1.dns         IN A      198.19.0.30"],
      ],
    },
  },
  LINT_NAME_SERVER_DENIED_BY_ZONE: {
    found: {},
    says: "dns1 loses k8s1-prod.kloud.lan. as soon as somebody asks it for ns.k8s1-prod.kloud.lan.",
    asked: [
      "laptop asks 192.168.13.11 for ns.k8s1-prod.kloud.lan. A, first: NXDOMAIN",
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A, a second later: SERVFAIL",
    ],
    silent: {
      changes: [
        [ZONE, "IN NS     ns.k8s1-prod.kloud.lan.", "IN NS     ns1.dns.k8s1-prod.kloud.lan."],
        [ZONE, "ns              IN A      198.19.0.30", "ns1.dns         IN A      198.19.0.30"],
      ],
    },
  },
  LINT_QUERY_SOURCE_COMES_AND_GOES: {
    found: { changes: [[OPTIONS, "recursion yes;", "recursion yes;\n        query-source address 192.168.13.10;"]] },
    says: "dns1 asks others from 192.168.13.10, which is not its own (it holds it now)",
    silent: { changes: [[OPTIONS, "recursion yes;", "recursion yes;\n        query-source address 192.168.13.11;"]] },
  },
  LINT_PAIR_ANSWERS_DIFFER: {
    found: { site: "kloud-lan-backup-without-zone" },
    says: "web.linkerd-viz.k8s1-prod.kloud.lan. A is 198.19.0.5 from dns1 and NXDOMAIN from dns2",
    asked: [
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: 198.19.0.5",
      "laptop asks 192.168.13.12 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN",
    ],
    silent: { site: "kloud-lan-forwarding" },
  },
  LINT_PRIVATE_NAMES_NEED_THE_ROOT: {
    found: {},
    says: "dns1 validates web.linkerd-viz.k8s1-prod.kloud.lan. (dnssec-validation auto is the default), which fails as soon as no root server is reached",
    asked: ["laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: SERVFAIL"],
    silent: { changes: bothOptions("recursion yes;", 'recursion yes;\n        validate-except { "lan"; };') },
  },
  LINT_REVERSE_NAMES_EMPTY: {
    found: {},
    says: "dns1 denies the reverse names of 100.64.2.20 by a built-in empty zone",
    asked: ["laptop asks 192.168.13.11 for 20.2.64.100.in-addr.arpa. PTR: NXDOMAIN"],
    silent: { changes: bothOptions("recursion yes;", "recursion yes;\n        empty-zones-enable no;") },
  },
  LINT_PORT_LABEL_DENIED: {
    found: { changes: [insideZone, [OPTIONS, "dnssec-validation auto;", "dnssec-validation no;"]] },
    says: "CoreDNS denies _tcp.web.linkerd-viz.svc.cluster.local. though _http._tcp.web.linkerd-viz.svc.cluster.local. exists",
    asked: [
      "laptop asks 192.168.13.11 for _tcp.web.linkerd-viz.svc.cluster.local. A: NXDOMAIN",
      "laptop asks 192.168.13.11 for _http._tcp.web.linkerd-viz.svc.cluster.local. SRV: 0 100 8084 web.linkerd-viz.svc.cluster.local.",
    ],
    silent: {},
  },
  LINT_SECONDARY_OF_EXTERNAL_ZONE: {
    found: {
      changes: [
        [
          LOCAL,
          "//\n// Do any local configuration here\n//\n",
          'zone "k8s1-prod.kloud.lan" { type secondary; primaries { 198.19.0.30; }; file "/var/cache/bind/k8s1"; };\n',
        ],
      ],
    },
    says: "dns1 copies k8s1-prod.kloud.lan. from CoreDNS, whose serial is 0 after each start",
    asked: [
      "dns1 asks 198.19.0.30 for k8s1-prod.kloud.lan. SOA: ns1.dns.k8s1-prod.kloud.lan. hostmaster.dns.k8s1-prod.kloud.lan. 0 7200 1800 86400 5",
    ],
    silent: {},
  },
  LINT_FORWARD_ZONE_BELOW_APEX: {
    found: {
      site: "kloud-lan-forwarding",
      changes: [[FORWARDING, 'zone "k8s1-prod.kloud.lan"', 'zone "linkerd-viz.k8s1-prod.kloud.lan"']],
    },
    says: "198.19.0.30 denies with the SOA of k8s1-prod.kloud.lan., which lies above the forward zone linkerd-viz.k8s1-prod.kloud.lan.",
    silent: { site: "kloud-lan-forwarding" },
  },
  LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS: {
    found: { changes: [[KEEPALIVED, "router_id DNS1", "router_id DNS1\n    vrrp_strict"]] },
    says: "While dns1 holds 192.168.13.10, nobody gets an answer from there: with `vrrp_strict` keepalived drops whatever is sent to it.",
    asked: [
      "laptop asks 192.168.13.10 for kloud.lan. SOA, while dns1 holds the address: no answer (keepalived on dns1 drops what is sent to 192.168.13.10)",
    ],
    silent: {
      changes: [
        [KEEPALIVED, "router_id DNS1", "router_id DNS1\n    vrrp_strict\n    vrrp_version 3"],
        [KEEPALIVED, "    advert_int 1\n", "    advert_int 1\n    accept\n"],
      ],
    },
  },
  LINT_SILENT_AFTER_SPLIT: {
    found: {},
    says: "dns1 may stay active without a gratuitous ARP",
    asked: [
      `laptop asks 192.168.13.10 for kloud.lan. SOA, before the two lose each other: ${SOA}`,
      "laptop asks 192.168.13.10 for kloud.lan. SOA, 4 s after they have found each other again: no answer (dns2 does not pass on what is not for itself)",
    ],
    silent: {
      changes: [
        [KEEPALIVED.replace("dns1", "dns2"), "router_id DNS2", "router_id DNS2\n    vrrp_higher_prio_send_advert true"],
      ],
    },
  },
  LINT_SCRIPT_MISSES_HUNG_SERVER: {
    found: { changes: [[KEEPALIVED, "/usr/bin/pgrep -x named", "/usr/bin/dig @127.0.0.1 kloud.lan SOA"]] },
    says: "On dns1 keepalived ends `chk_named` with SIGTERM after 2 s, before dig gives up by itself",
    asked: [
      `laptop asks 192.168.13.10 for kloud.lan. SOA, while named is well: ${SOA}`,
      "laptop asks 192.168.13.10 for kloud.lan. SOA, when named has hung for 11 s: no answer (named on dns1 stands still)",
    ],
    silent: {
      changes: [[KEEPALIVED, "/usr/bin/pgrep -x named", "/usr/bin/dig +time=1 +tries=1 @127.0.0.1 kloud.lan SOA"]],
    },
  },
  LINT_ROUTE_TO_PODS: {
    found: {},
    says: "dns1 has a route to 100.64.0.0/16, where the pods of k8s1 are: nobody outside should need one, and dns1 reaches the pod at 100.64.",
    asked: ["dns1 asks 100.64.0.10 for web.linkerd-viz.svc.cluster.local. A: 198.18.0.245"],
    silent: {
      changes: [
        [SITE, " 100.64.0.0/16: 192.168.13.91,", ""],
        [BGP, "    - advertisementType: PodCIDR\n", ""],
      ],
    },
  },
  LINT_TRANSFER_KEYS_DIFFER: {
    found: keyedPair("b3RoZXI="),
    says: "dns2 gets no copy of kloud.lan. from dns1 (192.168.13.11): dns1 refuses its key pair (BADSIG: the secret is another). A copy that it still has expires after 7 days",
    asked: ["laptop asks 192.168.13.12 for kloud.lan. SOA: SERVFAIL"],
    silent: keyedPair("b3Vycw=="),
  },
} satisfies Partial<Record<LintCode, RuleCase>>;
