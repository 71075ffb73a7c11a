import { ask, askAll } from "../query.ts";
import type { Suite, SuiteServer } from "../suite.ts";
import { cluster } from "./cluster.ts";
import { upstreamZones } from "./zones.ts";

const DNS1 = "192.168.13.11";
const VIP = "192.168.13.10";
const KUBE_DNS = "198.19.0.30";
const FORWARDER = "192.0.2.1";

const kloud = `$TTL 3600
@       IN SOA  dns1.kloud.lan. hostmaster.kloud.lan. ( 2024010201 3600 900 604800 300 )
        IN NS   dns1.kloud.lan.
        IN NS   dns2.kloud.lan.
dns     IN A    192.168.13.10
dns1    IN A    192.168.13.11
dns2    IN A    192.168.13.12
kweb    IN CNAME web.linkerd-viz.k8s1-prod.kloud.lan.
; ----------------------------------------------
; sub-domain definitions for k8s1-prod.kloud.lan
; ---------------------------------------------
$ORIGIN k8s1-prod.kloud.lan.
@               IN NS     ns.k8s1-prod.kloud.lan.
ns              IN A      198.19.0.30 ; 'glue' record
`;

const dns1 = (options: string, zones: string): SuiteServer => ({
  name: "dns1",
  kind: "named",
  addresses: [`${DNS1}/24`, `${VIP}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; recursion yes; allow-query { any; }; dnssec-validation no; ${options} };\nzone "." { type hint; file "/etc/bind/db.root"; };\nzone "kloud.lan" { type primary; file "/etc/bind/db.kloud.lan"; };\n${zones}`,
    "/etc/bind/db.root": `. 3600000 NS a.root-servers.test.\na.root-servers.test. 3600000 A ${FORWARDER}\n`,
    "/etc/bind/db.kloud.lan": kloud,
  },
});

/** CoreDNS answers on the load balancer's address itself here: how a packet gets to the pod is not what is recorded. */
const coredns = (more: string): SuiteServer => ({
  name: "coredns",
  kind: "coredns",
  addresses: ["100.64.0.10/24", `${KUBE_DNS}/32`],
  files: {
    "/srv/coredns/Corefile": `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
${more}
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`,
  },
  objects: cluster,
  resolvConf: `nameserver ${FORWARDER}\n`,
});

const external = `    k8s_external k8s1-prod.kloud.lan
    acl k8s1-prod.kloud.lan {
      allow net 192.168.13.10/32 192.168.13.11/32 192.168.13.12/32
      block
    }`;
const transfer = `    acl {
      allow type AXFR net 100.64.0.0/10
      allow type IXFR net 100.64.0.0/10
      block type AXFR net *
      block type IXFR net *
    }
    transfer {
      to *
    }`;

const isp: SuiteServer = {
  name: "isp",
  kind: "named",
  addresses: [`${FORWARDER}/32`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; recursion no; allow-query { any; }; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; empty-zones-enable no; };\nzone "." { type primary; file "/etc/bind/db.top"; };\nzone "example.org" { type primary; file "/etc/bind/db.example.org"; };\n`,
    "/etc/bind/db.top":
      "$TTL 86400\n. SOA a.root-servers.test. nobody.test. 1 1800 900 604800 3600\n. NS a.root-servers.test.\na.root-servers.test. A 192.0.2.1\nexample.org. NS ns.example.org.\nns.example.org. A 192.0.2.1\n",
    "/etc/bind/db.example.org": (upstreamZones["example.org"] ?? "").replace("ns A 192.0.2.53", "ns A 192.0.2.1"),
  },
};

const ZONE = "k8s1-prod.kloud.lan.";
const names = [
  `web.linkerd-viz.${ZONE}`,
  `kube-dns.kube-system.${ZONE}`,
  `nothing.default.${ZONE}`,
  ZONE,
  `ns.${ZONE}`,
  `ns1.dns.${ZONE}`,
  `twins.default.${ZONE}`,
  "kweb.kloud.lan.",
  "dns.kloud.lan.",
  "web.linkerd-viz.svc.cluster.local.",
  "www.example.org.",
  "missing.kloud.lan.",
];

const site = (name: string, about: string, bind: SuiteServer): Suite => ({
  name: `tutorial-${name}`,
  about,
  servers: [bind, coredns(external), isp],
  asks: [
    ...askAll(VIP, names, ["A", "AAAA", "NS", "SOA"], { edns: 1232 }),
    ...askAll(DNS1, names, ["A"], { rd: false }),
    ask(VIP, `web.linkerd-viz.${ZONE}`, "A", { waitMs: 2200 }),
    ask(VIP, `web.linkerd-viz.${ZONE}`, "A", { waitMs: 3600 }),
    ...askAll(KUBE_DNS, names, ["A", "SRV"], { edns: 1232 }),
    ...askAll(KUBE_DNS, names, ["A"], { from: "100.64.0.20" }),
  ],
});

const forwardZone = `zone "${ZONE.slice(0, -1)}" {\n    type forward;\n    forward only;\n    forwarders { ${KUBE_DNS}; };\n};\n`;

export const tutorialSuites: readonly Suite[] = [
  site("recursing", "the tutorial's non-forwarder", dns1("", "")),
  site(
    "forwarding",
    "the tutorial's forwarder with its forward zone",
    dns1(`forwarders { ${FORWARDER}; };`, forwardZone),
  ),
  site("forwarding-without-zone", "T1: the forward zone is missing", dns1(`forwarders { ${FORWARDER}; };`, "")),
  {
    name: "tutorial-transfer",
    about: "zone transfer opened to the pods",
    servers: [coredns(transfer), isp],
    asks: ["192.168.13.50", "100.64.0.20", "192.168.20.77"].flatMap((from) => [
      ask("100.64.0.10", "cluster.local.", "AXFR", { tcp: true, from }),
      ask("100.64.0.10", "cluster.local.", "AXFR", { from }),
      ask("100.64.0.10", "in-addr.arpa.", "AXFR", { tcp: true, from }),
      ask("100.64.0.10", "svc.cluster.local.", "AXFR", { tcp: true, from }),
      ask("100.64.0.10", "example.org.", "AXFR", { tcp: true, from }),
      ask("100.64.0.10", "nowhere.test.", "AXFR", { tcp: true, from }),
      ...askAll(
        "100.64.0.10",
        [
          "web.linkerd-viz.svc.cluster.local.",
          "kube-dns.kube-system.svc.cluster.local.",
          "_dns._udp.kube-dns.kube-system.svc.cluster.local.",
        ],
        ["A", "SRV"],
        { from },
      ),
    ]),
  },
];
