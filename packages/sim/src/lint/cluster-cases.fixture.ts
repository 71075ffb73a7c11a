import type { LintCode } from "@splithorizon/core";
import type { RuleCase } from "./rule-case.fixture.ts";
import type { Change, Variation } from "./variation.fixture.ts";

const CONFIG_MAP = "kloud-lan/cluster/coredns-configmap.yaml";
const WEB = "kloud-lan/cluster/linkerd-viz.yaml";
const SITE = "kloud-lan/site.yaml";
const DNS_SERVICE = "kloud-lan/cluster/kube-dns-service.yaml";
/** A line in front of CoreDNS's `errors`. */
const directive = (text: string): Change => [CONFIG_MAP, "        errors\n", `        ${text}\n        errors\n`];
const endpoints = (count: number): Variation => ({
  changes: [
    directive("# headless"),
    [
      CONFIG_MAP,
      "k8s_external k8s1-prod.kloud.lan",
      "k8s_external k8s1-prod.kloud.lan {\n          headless\n        }",
    ],
    [
      "kloud-lan/cluster/many.yaml",
      JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: [
          {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: "many", namespace: "linkerd-viz" },
            spec: { clusterIP: "None", clusterIPs: ["None"], ports: [{ name: "http", port: 80, protocol: "TCP" }] },
          },
          {
            apiVersion: "discovery.k8s.io/v1",
            kind: "EndpointSlice",
            addressType: "IPv4",
            metadata: { name: "many-1", namespace: "linkerd-viz", labels: { "kubernetes.io/service-name": "many" } },
            endpoints: Array.from({ length: count }, (_, index) => ({
              addresses: [`100.64.2.${index + 100}`],
              conditions: { ready: true },
            })),
            ports: [{ name: "http", port: 80, protocol: "TCP" }],
          },
        ],
      }),
    ],
  ],
});
const zoneOfCoreDns = (soaTtl: number): Variation => ({
  changes: [
    [SITE, 'coredns: { version: "1.15.0",', 'coredns: { version: "1.15.0", files: coredns/,'],
    [CONFIG_MAP, "    .:53 {\n", "    home.lan:53 {\n        file /db.home.lan\n    }\n    .:53 {\n"],
    [
      "kloud-lan/coredns/db.home.lan",
      `$TTL 60\n@ ${soaTtl} SOA ns admin 1 1800 900 604800 30\n@ NS ns\nns A 192.0.2.1\n`,
    ],
  ],
});

/** Names of the inside are for pods and nodes alone. */
const insideForPods = directive(
  "acl cluster.local {\n          allow net 100.64.0.0/10 192.168.14.0/24\n          block\n        }",
);

/** What the router's `bgp` says beside its neighbours. */
export const routerSays = (words: string): Change => [SITE, "bgp: { asn: 65000,", `bgp: { asn: 65000, ${words},`];

/** As kubeadm writes them. */
export const probes = (ready: number | string, health: number | string): Change => [
  "kloud-lan/cluster/coredns-pods.yaml",
  "      name: kube-dns\n      ports:\n",
  `      name: kube-dns\n      livenessProbe: { httpGet: { path: /health, port: ${health} } }\n      readinessProbe: { httpGet: { path: /ready, port: ${ready} } }\n      ports:\n`,
];

/** As the tutorial opens transfers to pods. */
const transferToPods = directive(
  "acl {\n          allow type AXFR net 100.64.0.0/10\n          block type AXFR net *\n        }\n        transfer {\n          to *\n        }",
);

/** Rules about CoreDNS and the objects of a cluster. Without a site it is the tutorial's last stage. */
export const clusterCases = {
  LINT_ANY_LABEL_BEFORE_SERVICE: {
    found: {},
    says: "anything.web.linkerd-viz.k8s1-prod.kloud.lan. is 198.19.0.5",
    asked: ["laptop asks 192.168.13.11 for anything.web.linkerd-viz.k8s1-prod.kloud.lan. A: 198.19.0.5"],
    silent: { site: "kloud-lan-default" },
  },
  LINT_SERVICE_WITHOUT_ADDRESS: {
    found: { changes: [[WEB, "    loadBalancer:\n      ingress:\n      - ip: 198.19.0.5", "    loadBalancer: {}"]] },
    says: "linkerd-viz/web waits for an address: until it has one web.linkerd-viz.k8s1-prod.kloud.lan. is NXDOMAIN",
    asked: ["laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN"],
    silent: {},
  },
  LINT_NAMESPACE_SHADOWED: {
    found: {
      changes: [
        [WEB, "namespace: linkerd-viz", "namespace: dns"],
        ["kloud-lan/cluster/namespaces.yaml", "name: linkerd-viz", "name: dns"],
      ],
    },
    says: "dns/web has no name outside: dns.k8s1-prod.kloud.lan. is where k8s_external has its own name servers.",
    asked: ["laptop asks 192.168.13.11 for web.dns.k8s1-prod.kloud.lan. A: NXDOMAIN"],
    silent: {},
  },
  LINT_EXTERNAL_ZONES_OVERWRITTEN: {
    found: {
      changes: [
        [
          CONFIG_MAP,
          "k8s_external k8s1-prod.kloud.lan\n",
          "k8s_external k8s1-prod.kloud.lan\n        k8s_external k8s1.example\n",
        ],
      ],
    },
    says: "A later k8s_external line takes the place of this one: k8s1-prod.kloud.lan is not served.",
    asked: ["laptop asks 192.168.13.11 for k8s1-prod.kloud.lan. SOA: SERVFAIL"],
    silent: {},
  },
  LINT_CACHE_BEFORE_ACL: {
    found: { changes: [[SITE, 'version: "1.15.0"', 'version: "1.14.3"']] },
    says: "CoreDNS 1.14.3 looks into its cache before this acl",
    asked: [
      "dnsutils/dnsutils asks 198.18.0.10 for web.linkerd-viz.k8s1-prod.kloud.lan. A: REFUSED",
      "dnsutils/dnsutils asks 198.18.0.10 for web.linkerd-viz.k8s1-prod.kloud.lan. A: 198.19.0.5",
    ],
    silent: {},
  },
  LINT_ACL_BYPASSED_BY_RESOLVER: {
    found: {},
    says: "This acl refuses laptop, which has the same answer from 192.168.13.11",
    asked: [
      "laptop asks 198.19.0.30 for web.linkerd-viz.k8s1-prod.kloud.lan. A: REFUSED",
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: 198.19.0.5",
    ],
    silent: {
      changes: [
        [CONFIG_MAP, "allow net 192.168.13.10/32 192.168.13.11/32 192.168.13.12/32", "allow net 192.168.0.0/16"],
      ],
    },
  },
  LINT_PODS_REFUSED: {
    found: {},
    says: "dnsutils/dnsutils among them, are refused web.linkerd-viz.k8s1-prod.kloud.lan.",
    asked: ["dnsutils/dnsutils asks its resolver for web.linkerd-viz.k8s1-prod.kloud.lan. A: REFUSED"],
    silent: { changes: [[CONFIG_MAP, "allow net ", "allow net 100.64.0.0/16 "]] },
  },
  LINT_CONDITION_OF_THE_MANUAL: {
    found: { changes: [[WEB, "type: cilium.io/IPAMRequestSatisfied", "type: io.cilium/lb-ipam-request-satisfied"]] },
    says: "linkerd-viz/web has the condition io.cilium/lb-ipam-request-satisfied of Cilium's manual",
    silent: {},
  },
  LINT_CLUSTER_DNS_OUT_OF_RANGE: {
    found: { changes: [[SITE, "serviceCidrs: [198.18.0.0/16]", "serviceCidrs: [100.64.0.0/16]"]] },
    says: "kube-system/kube-dns has 198.18.0.10, which is not in the range of services (100.64.0.0/16)",
    silent: {},
  },
  LINT_PROBE_UNANSWERED: {
    found: { changes: [probes(8181, 8080), [CONFIG_MAP, "        ready\n", "        ready :8282\n"]] },
    says: "The readiness probe of kube-system/coredns-5dd5756b68-7wq2m (and 1 more) asks /ready at port 8181, and its CoreDNS answers nothing there: it never becomes ready",
    silent: { changes: [probes(8181, 8080)] },
  },
  LINT_GRACEFUL_RESTART_MISFIT: {
    found: { changes: [routerSays("gracefulRestart: no-end-of-rib")] },
    says: "router sends no End-of-RIB, and the agents of k8s1 wait for it: after each start of an agent router hears nothing of its node for 360 s.",
    silent: { changes: [routerSays("gracefulRestart: rfc4724")] },
  },
  LINT_CLUSTER_ZONE_LEAKS: {
    found: {
      changes: [transferToPods, [DNS_SERVICE, "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster"]],
    },
    says: "laptop copies all of cluster.local. from 198.19.0.30, by one node, and is refused by another.",
    silent: { changes: [transferToPods] },
  },
  LINT_ACL_ADMITS_STRANGERS: {
    found: {
      changes: [insideForPods, [DNS_SERVICE, "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster"]],
    },
    says: "and is told web.linkerd-viz.svc.cluster.local. A: 198.18.0.245. By its own address this acl stops it.",
    silent: { changes: [insideForPods] },
  },
  LINT_ACL_REFUSES_NAME_SERVER: {
    found: { changes: [[DNS_SERVICE, "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster"]] },
    says: "dns1 is refused when it asks 198.19.0.30 for its clients",
    asked: ["dns1 asks 198.19.0.30 for web.linkerd-viz.k8s1-prod.kloud.lan. A: REFUSED"],
    silent: {},
  },
  LINT_TRANSFER_THROUGH_CACHE: {
    found: { site: "kloud-lan-transfer" },
    says: "Whoever copies cluster.local. gets TTL 5 on every record",
    silent: {
      site: "kloud-lan-transfer",
      changes: [["kloud-lan-transfer/cluster/coredns-configmap.yaml", "        cache 30\n", ""]],
    },
  },
  LINT_TRANSFER_OF_EVERY_NAMESPACE: {
    found: {
      changes: [
        directive("transfer {\n          to *\n        }"),
        [CONFIG_MAP, "pods insecure", "pods insecure\n           namespaces kube-system"],
      ],
    },
    says: "`namespaces` filters questions alone: a transfer of k8s1-prod.kloud.lan. has the services of all namespaces",
    silent: { changes: [directive("transfer {\n          to *\n        }")] },
  },
  LINT_REWRITE_AT_LABEL_END: {
    found: { changes: [directive("rewrite name prefix web- app- answer auto")] },
    says: '`prefix web-` matches "web-." alone',
    asked: ["dnsutils/dnsutils asks 198.18.0.10 for web-1.linkerd-viz.svc.cluster.local. A: NXDOMAIN"],
    silent: { changes: [directive("rewrite name regex ^web-(.*)$ app-{1} answer auto")] },
  },
  LINT_REWRITE_WITHOUT_ANSWER: {
    found: { changes: [directive("rewrite name suffix .home.lan. .kloud.lan.")] },
    says: "`suffix .home.lan.` changes the question and not the answer: the owner names there (web.linkerd-viz.k8s1-prod.kloud.lan.)",
    asked: ["dns1 asks 198.19.0.30 for web.linkerd-viz.k8s1-prod.home.lan. A: 198.19.0.5"],
    silent: { changes: [directive("rewrite name suffix .home.lan. .kloud.lan. answer auto")] },
  },
  LINT_OWN_ADDRESSES_UNKNOWN: {
    found: { changes: [directive("bind 0.0.0.0")] },
    says: "With `bind` CoreDNS does not know which addresses are its own: cluster.local. NS is empty",
    asked: ["dnsutils/dnsutils asks 198.18.0.10 for cluster.local. NS: NOERROR without an answer"],
    silent: {},
  },
  LINT_HOST_NAME_ANSWERED_TWICE: {
    found: { changes: [[WEB, "- ip: 198.19.0.5", "- hostname: www.example.com"]] },
    says: "linkerd-viz/web has the host name www.example.com and 2 ports",
    silent: {},
  },
  LINT_DENIAL_BEFORE_SYNCED: {
    found: { changes: [[CONFIG_MAP, "        ready\n", ""]] },
    says: "Without the plugin `ready` the cluster sends questions to a CoreDNS that does not know its services yet",
    asked: [
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A, while CoreDNS has just started: NXDOMAIN",
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A, a second later, when CoreDNS knows its services: NXDOMAIN",
    ],
    silent: {},
  },
  LINT_DENIAL_OUTLIVES_MINIMUM: {
    found: zoneOfCoreDns(3600),
    says: "A denial below home.lan. is remembered for 3600 seconds, the TTL of its SOA record, not for the 30 of MINIMUM",
    asked: ["dnsutils/dnsutils asks 198.18.0.10 for no-such-name.home.lan. HINFO: NXDOMAIN"],
    silent: zoneOfCoreDns(30),
  },
  LINT_TOO_MANY_ENDPOINTS: {
    found: endpoints(101),
    says: "linkerd-viz/many has 101 addresses; 192.168.13.11 takes 100 of one name at most",
    asked: ["laptop asks 192.168.13.11 for many.linkerd-viz.k8s1-prod.kloud.lan. A: SERVFAIL"],
    silent: endpoints(100),
  },
  LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE: {
    found: { changes: [[CONFIG_MAP, " 192.168.13.11/32 192.168.13.12/32", ""]] },
    says: "Nobody asks from the virtual address 192.168.13.10: named takes its host's own address, and 192.168.13.11 and 192.168.13.12 are not admitted here.",
    asked: ["dns1 asks 198.19.0.30 for web.linkerd-viz.k8s1-prod.kloud.lan. A: REFUSED"],
    silent: {},
  },
  LINT_DELEGATION_UNANSWERED: {
    found: { changes: [["kloud-lan/dns1/etc/bind/db.kloud.lan", "198.19.0.30", "198.19.0.31"]] },
    says: "dns1 hands k8s1-prod.kloud.lan. on to 198.19.0.31, and nobody answers there: isp has no route to 198.19.0.31",
    asked: ["dns1 asks 198.19.0.31 for k8s1-prod.kloud.lan. SOA: no answer (isp has no route to 198.19.0.31)"],
    silent: {},
  },
  LINT_FORWARDING_LOOP: {
    found: {
      changes: [[SITE, "resolvConf: { nameservers: [192.168.13.10]", "resolvConf: { nameservers: [198.18.0.10]"]],
    },
    says: "dnsutils/dnsutils asks 198.18.0.10 for example.com. A: servers ask each other without end: CoreDNS 1.15.0 in kube-system/coredns-5dd5756b68-7wq2m -> CoreDNS 1.15.0 in kube-system/coredns-5dd5756b68-7wq2m.",
    silent: {},
  },
  LINT_UPSTREAM_REFUSES_PODS: {
    found: { changes: [[`kloud-lan/dns1/etc/bind/named.conf.options`, "        192.168.14.0/24;\n", ""]] },
    says: "kube-system/coredns-5dd5756b68-7wq2m (and 1 more) forwards . to 192.168.13.10, which refuses what comes from 192.168.14.31 and 192.168.14.32.",
    asked: ["kube-system/coredns-5dd5756b68-7wq2m asks 192.168.13.10 for example.com. A: REFUSED"],
    silent: {},
  },
} satisfies Partial<Record<LintCode, RuleCase>>;
