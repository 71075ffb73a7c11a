/**
 * Files of a site to start from, by path. Around what a folder holds already where that is a Corefile or manifests.
 * `schema` is where an editor finds the schema of site.yaml, relative to the site's folder.
 */
export function siteTemplate(present: readonly string[], schema: string): ReadonlyMap<string, string> {
  const corefile = present.find((name) => name === "Corefile" || name.endsWith(".corefile"));
  const manifests = present.filter((name) => /\.(ya?ml|json)$/.test(name));
  const forEditors = `# yaml-language-server: $schema=${schema}\n`;
  if (corefile === undefined && manifests.length === 0)
    return new Map([["site.yaml", `${forEditors}${SITE}`], ...AROUND_SITE]);
  return new Map([["site.yaml", `${forEditors}${siteAround(manifests, corefile)}`]]);
}

function siteAround(manifests: readonly string[], corefile: string | undefined): string {
  const objects = manifests.map((name) => `      - ${name}\n`).join("");
  const own =
    corefile === undefined
      ? ""
      : `      corefile: ${corefile} # instead of the ConfigMap's\n      files: [.] # what stands beside it in the pod\n`;
  return `# A cluster alone. Whoever is missing is named when a question reaches the gap.
version: 1
clusters:
  k8s1:
    objects:${objects === "" ? " []" : `\n${objects.trimEnd()}`}
    coredns:
      version: "1.15.0"
${own}      # Whom CoreDNS's pods and the nodes ask: their /etc/resolv.conf.
      # resolvConf: { nameservers: [192.0.2.53], search: [example.lan] }
    clusterDomain: cluster.local
    externalDomains: [] # zones of k8s_external
    podCidrs: []
    serviceCidrs: []
    dataPath: { kind: cilium, routing: tunnel, mode: snat } # or { kind: kube-proxy }
expect: []
  # - { from: default/my-pod, ask: kubernetes.default.svc.cluster.local A, answers: [10.96.0.1] }
`;
}

const SITE = `# Who stands where, and which files each of them runs with. Try: splithorizon check
version: 1

# Links: whoever has an address in one reaches the others there without a router.
networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24 }

hosts:
  dns1:
    addresses: [192.168.13.11]
    routes: { default: 192.168.13.1 } # the gateway of each destination
    bind: { version: "9.18", config: dns1/etc/bind/named.conf } # dns1/ is this host's /
    # keepalived: { version: "2.2.7", config: dns1/etc/keepalived/keepalived.conf }
  router:
    addresses: [192.168.13.1, 192.168.14.1]
    forwards: true
    bgp: { asn: 65000, neighbours: [192.168.14.31] } # the nodes that it speaks with
    # firewall: [{ action: drop, from: 192.168.20.0/24, to: 198.19.0.30/32, port: 53 }]
  laptop:
    addresses: [192.168.13.50]
    routes: { default: 192.168.13.1 }
    nameservers: [192.168.13.11]
    search: [example.lan]
    # resolver: systemd-resolved

clusters:
  k8s1:
    objects: [cluster/] # what "kubectl get -o yaml" prints
    coredns:
      version: "1.15.0"
      resolvConf: { nameservers: [192.168.13.11], search: [example.lan] } # of its pods and of the nodes
    clusterDomain: cluster.local
    externalDomains: [k8s1.example.lan]
    podCidrs: [100.64.0.0/16]
    serviceCidrs: [198.18.0.0/16]
    network: nodes
    dataPath: { kind: cilium, routing: tunnel, mode: snat } # or { kind: kube-proxy }

# What DNSSEC would find (secure, insecure, bogus): nothing is computed, it is declared.
trust: { lan.: insecure }

expect:
  - { from: laptop, ask: web.default.k8s1.example.lan A, answers: [198.19.0.5] }
  - { from: laptop, ask: web.default.svc.cluster.local A, server: 198.19.0.30, rcode: REFUSED }
`;

const NAMED_CONF = `options {
        directory "/var/cache/bind";
        recursion yes;
        allow-query { any; };
        allow-transfer { none; };
        dnssec-validation no;
};

zone "example.lan" {
        type primary;
        file "/etc/bind/db.example.lan";
};

zone "." {
        type primary; // instead of the Internet: everything else does not exist
        file "/etc/bind/db.root";
};
`;

const ZONE = `$TTL 3600
@       IN SOA  ns1.example.lan. hostmaster.example.lan. 1 1800 900 604800 60
        IN NS   ns1
ns1     IN A    192.168.13.11
; the cluster's names, delegated to CoreDNS
k8s1    IN NS   ns1.dns.k8s1
ns1.dns.k8s1 IN A 198.19.0.30 ; glue: the address of kube-dns's load balancer
`;

const ROOT = `$TTL 3600
@       IN SOA  a.root. hostmaster.root. 1 1800 900 604800 60
        IN NS   a.root.
a.root. IN A    192.168.13.11
`;

const COREFILE = `apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
    .:53 {
        errors
        health
        ready
        k8s_external k8s1.example.lan
        acl k8s1.example.lan {
            allow net 192.168.13.11/32 100.64.0.0/16
            block
        }
        acl cluster.local {
            allow net 100.64.0.0/16 198.18.0.0/16
            block
        }
        kubernetes cluster.local in-addr.arpa ip6.arpa {
            pods insecure
            fallthrough in-addr.arpa ip6.arpa
            ttl 30
        }
        forward . /etc/resolv.conf
        cache 30
        loop
        reload
        loadbalance
    }
`;

const OBJECTS = `apiVersion: v1
kind: Node
metadata: { name: node1 }
spec: { podCIDR: 100.64.0.0/24, podCIDRs: [100.64.0.0/24] }
status: { addresses: [{ type: InternalIP, address: 192.168.14.31 }] }
---
apiVersion: cilium.io/v2
kind: CiliumNode
metadata: { name: node1 }
spec: { addresses: [{ type: InternalIP, ip: 192.168.14.31 }, { type: CiliumInternalIP, ip: 100.64.0.1 }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: kube-system }
---
apiVersion: v1
kind: Namespace
metadata: { name: default }
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec:
  type: LoadBalancer
  clusterIP: 198.18.0.10
  clusterIPs: [198.18.0.10]
  externalTrafficPolicy: Local
  selector: { k8s-app: kube-dns }
  ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53, protocol: TCP }]
status: { loadBalancer: { ingress: [{ ip: 198.19.0.30 }] } }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: kube-dns-1, namespace: kube-system, labels: { kubernetes.io/service-name: kube-dns } }
addressType: IPv4
ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53, protocol: TCP }]
endpoints:
  - addresses: [100.64.0.10]
    nodeName: node1
    conditions: { ready: true }
    targetRef: { kind: Pod, name: coredns-1, namespace: kube-system }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }
spec:
  type: LoadBalancer
  clusterIP: 198.18.0.20
  clusterIPs: [198.18.0.20]
  selector: { app: web }
  ports: [{ name: http, port: 80, protocol: TCP }]
status: { loadBalancer: { ingress: [{ ip: 198.19.0.5 }] } }
---
apiVersion: cilium.io/v2
kind: CiliumBGPClusterConfig
metadata: { name: bgp }
spec:
  bgpInstances:
    - name: main
      localASN: 65001
      peers: [{ name: router, peerASN: 65000, peerAddress: 192.168.14.1, peerConfigRef: { name: router } }]
---
apiVersion: cilium.io/v2
kind: CiliumBGPPeerConfig
metadata: { name: router }
spec: { families: [{ afi: ipv4, safi: unicast, advertisements: { matchLabels: { advertise: bgp } } }] }
---
apiVersion: cilium.io/v2
kind: CiliumBGPAdvertisement
metadata: { name: services, labels: { advertise: bgp } }
spec:
  advertisements:
    - advertisementType: Service
      service: { addresses: [LoadBalancerIP] }
      selector: { matchExpressions: [{ key: never-used, operator: NotIn, values: [x] }] }
`;

const AROUND_SITE: readonly (readonly [string, string])[] = [
  ["dns1/etc/bind/named.conf", NAMED_CONF],
  ["dns1/etc/bind/db.example.lan", ZONE],
  ["dns1/etc/bind/db.root", ROOT],
  ["cluster/coredns.yaml", COREFILE],
  ["cluster/objects.yaml", OBJECTS],
];
