/** One command that the tutorial runs, and the same asked of the twin. */
export interface TutorialRow {
  /** As the tutorial has it. */
  readonly tutorial: string;
  /** The stage of the site that it is run at: a folder beside this one. */
  readonly stage: string;
  /** Behind `splithorizon`; `SITE` stands for the stage's folder. */
  readonly command: string;
  /** What the tutorial shows, or says that one should see. Versions, ids and times are not compared. */
  readonly shows: string;
  /** Where the tutorial contradicts itself or the real servers: then the servers win, and `instead` is what they print. */
  readonly note?: string;
  readonly instead?: string | RegExp;
}

/** The moments at which the author wrote: objects were 23, then 43 days old; the service `web` 5 days, then 4 days and 9 hours. */
const EARLY = "--at 2023-12-13T20:00:00Z";
const LATE = "--at 2024-01-02T16:39:12Z";
const FROM_POD = "--from dnsutils/dnsutils";

const KUBE_DNS_BEFORE = `NAME       TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)                  AGE
kube-dns   ClusterIP   198.18.0.10   <none>        53/UDP,53/TCP,9153/TCP   23d
`;
const KUBE_DNS_AFTER = `NAME       TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)                  AGE
kube-dns   LoadBalancer   198.18.0.10   198.19.0.30   53/UDP,53/TCP,9153/TCP   43d
`;
const WEB = `NAME   TYPE           CLUSTER-IP     EXTERNAL-IP   PORT(S)             AGE
web    LoadBalancer   198.18.0.245   198.19.0.5    8084/TCP,9994/TCP   5d
`;
const CONFIG_MAP = `apiVersion: v1
data:
  Corefile: |
    .:53 {
        errors
        health {
           lameduck 5s
        }
        ready
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
kind: ConfigMap
`;
const HEALTHZ = `{
	"service": {
		"namespace": "kube-system",
		"name": "kube-dns"
	},
	"localEndpoints": 1,
	"serviceProxyHealthy": true
}`;

const beforeWeBegin: readonly TutorialRow[] = [
  {
    tutorial: "kubectl get services -n linkerd-viz web",
    stage: "kloud-lan",
    command: `show SITE services -n linkerd-viz web ${LATE}`,
    shows: WEB,
    note: "kubectl prints two units below eight days: 5d7h at the moment of the tutorial's dig",
    instead: WEB.replace("5d\n", "5d7h\n"),
  },
  {
    tutorial: "the source of the active server's questions is 192.168.13.10 (a note on firewalls and acl)",
    stage: "kloud-lan",
    command: "trace SITE --from mac kube-dns.kube-system.k8s1-prod.kloud.lan",
    shows: "dns1 sends 192.168.13.10",
    note: "T35: named asks from its own address; the virtual one is the interface's second",
    instead: /-> dns1 sends 192\.168\.13\.11:\d+ -> 198\.19\.0\.30:53\/udp/,
  },
  {
    tutorial: "sudo route -n add -net 198.19.0.0/16 192.168.13.91 (macOS)",
    stage: "kloud-lan",
    command: "show SITE routes mac",
    shows: "198.19.0.0/16 via 192.168.13.91",
    note: "this macOS has a LAN of its own, where 192.168.13.91 is no neighbour: its default route leads to the same router",
    instead:
      "default via 192.168.20.1 dev eth0 \n192.168.20.0/24 dev eth0 proto kernel scope link src 192.168.20.77 \n",
  },
  {
    tutorial: "sudo ip route add 100.64.0.0/16 via 192.168.13.91; sudo ip route add 198.19.0.0/16 via 192.168.13.91",
    stage: "kloud-lan",
    command: "show SITE routes dns1",
    shows: "100.64.0.0/16 via 192.168.13.91 dev eth0 \n198.19.0.0/16 via 192.168.13.91 dev eth0 \n",
    instead: `default via 192.168.13.1 dev eth0${" "}
100.64.0.0/16 via 192.168.13.91 dev eth0${" "}
192.168.13.0/24 dev eth0 proto kernel scope link src 192.168.13.11${" "}
192.168.14.0/24 via 192.168.13.91 dev eth0${" "}
192.168.20.0/24 via 192.168.13.91 dev eth0${" "}
198.19.0.0/16 via 192.168.13.91 dev eth0${" "}
`,
    note: "the ways to the other LANs were left out of the tutorial",
  },
  {
    tutorial: "the same on the backup",
    stage: "kloud-lan",
    command: "show SITE routes -n dns2",
    shows: "198.19.0.0      192.168.13.91   255.255.0.0     UG    0      0        0 eth0\n",
    instead:
      /^100\.64\.0\.0 {6}192\.168\.13\.91 {3}255\.255\.0\.0 [\s\S]*^198\.19\.0\.0 {6}192\.168\.13\.91 {3}255\.255\.0\.0 {5}UG {4}0 {6}0 {8}0 eth0$/m,
    note: "the ways to the other LANs were left out of the tutorial",
  },
  {
    tutorial: "Pods CIDR, Service CIDR (Cluster IP)",
    stage: "kloud-lan",
    command: "show SITE cidrs",
    shows: "Pods CIDR: 100.64.0.0/16\nService CIDR (Cluster IP): 198.18.0.0/16\n",
  },
  {
    tutorial: "the virtual address 192.168.13.10 is the active server's",
    stage: "kloud-lan",
    command: "show SITE vrrp",
    shows: `HOST   INSTANCE   VRID   STATE    PRIORITY   ADDRESSES       WHY
dns1   VI_1       51     active   101        192.168.13.10   no active one that it hears is stronger than priority 101
dns2   VI_1       51     backup   100        192.168.13.10   dns1 has priority 101, dns2 100
`,
  },
];

const coreDns: readonly TutorialRow[] = [
  {
    tutorial: "kubectl get svc kube-dns -n kube-system",
    stage: "kloud-lan-default",
    command: `show SITE services -n kube-system kube-dns ${EARLY}`,
    shows: KUBE_DNS_BEFORE,
    note: "T21: the text calls it the 10th address of the pods' CIDR; it is the Service CIDR's",
  },
  {
    tutorial: "kubectl get configmap coredns -n kube-system -o yaml",
    stage: "kloud-lan-default",
    command: "show SITE configmap coredns -n kube-system -o yaml",
    shows: CONFIG_MAP,
  },
  {
    tutorial: "kubectl logs -n kube-system -l k8s-app=kube-dns",
    stage: "kloud-lan-default",
    command: "show SITE log",
    shows: "[INFO] plugin/reload: Running configuration SHA512 = ",
    note: "two times the message, once for each pod",
    instead: /^(?:(?:(?!.*SHA512).*\n)*\[INFO\] plugin\/reload: Running configuration SHA512 = [0-9a-f]{128}\n){2}/,
  },
  {
    tutorial: "kubectl get pods -n kube-system -l k8s-app=kube-dns (you should have 2 Pods)",
    stage: "kloud-lan-default",
    command: `show SITE pods -n kube-system -l k8s-app=kube-dns ${EARLY}`,
    shows: `NAME                       READY   STATUS    RESTARTS   AGE
coredns-5dd5756b68-7wq2m   1/1     Running   0          23d
coredns-5dd5756b68-x4k9t   1/1     Running   0          23d
`,
  },
  {
    tutorial: "kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[*].spec.nodeName}{\"\\n\"}'",
    stage: "kloud-lan-default",
    command: 'show SITE pods -n kube-system -l k8s-app=kube-dns -o jsonpath={.items[*].spec.nodeName}{"\\n"}',
    shows: "k8s1master1 k8s1master2\n",
  },
  {
    tutorial: "kubectl exec -it dnsutils -n dnsutils -- dig -v",
    stage: "kloud-lan-default",
    command: `dig SITE ${FROM_POD} -v`,
    shows: "DiG 9.9.5-9+deb8u19-Debian\n",
    note: "the dig of the image is older than the one that is imitated",
    instead: /^DiG 9\.18/,
  },
  {
    tutorial: "kubectl exec -it dnsutils -n dnsutils -- dig +short kube-dns.kube-system.svc.cluster.local",
    stage: "kloud-lan-default",
    command: `dig SITE ${FROM_POD} +short kube-dns.kube-system.svc.cluster.local`,
    shows: "198.18.0.10\n",
  },
  {
    tutorial: "kubectl exec -it dnsutils -n dnsutils -- dig srv kube-dns.kube-system.svc.cluster.local +short",
    stage: "kloud-lan-default",
    command: `dig SITE ${FROM_POD} srv kube-dns.kube-system.svc.cluster.local +short`,
    shows: "0 33 53 kube-dns.kube-system.svc.cluster.local.\n0 33 9153 kube-dns.kube-system.svc.cluster.local.\n",
  },
  ...(
    [
      ["_dns._udp", 53],
      ["_dns-tcp._tcp", 53],
      ["_metrics._tcp", 9153],
    ] as const
  ).map(([owner, port]) => ({
    tutorial: `kubectl exec -it dnsutils -n dnsutils -- dig +short srv ${owner}.kube-dns.kube-system.svc.cluster.local`,
    stage: "kloud-lan-default",
    command: `dig SITE ${FROM_POD} +short srv ${owner}.kube-dns.kube-system.svc.cluster.local`,
    shows: `0 100 ${port} kube-dns.kube-system.svc.cluster.local.\n`,
  })),
];

const zoneTransfer: readonly TutorialRow[] = [
  {
    tutorial: "kubectl exec -it dnsutils -n dnsutils -- dig axfr cluster.local (by default)",
    stage: "kloud-lan-default",
    command: `dig SITE ${FROM_POD} axfr cluster.local`,
    shows: `; <<>> DiG 9.9.5-9+deb8u19-Debian <<>> axfr cluster.local
;; global options: +cmd
; Transfer failed.
`,
  },
  {
    tutorial: "kubectl logs -n kube-system -l k8s-app=kube-dns -f (1-2 minutes after the Corefile has been changed)",
    stage: "kloud-lan-default",
    command: "show SITE log --scenario scenarios/corefile-patched.yaml --moment 135s",
    shows: `[INFO] Reloading
[INFO] plugin/reload: Running configuration SHA512 = 02602b45871409250596ab0f8c2225719378613697a749ff760303b1a6ca8d01a7df77cd8f9e390c0e068a4ec2019ec63fd67a64abf9ffa306fe124edfc0af78
[INFO] Reloading complete
`,
    note: "two messages, one for each pod; the hash is that of the Corefile, lines and words",
    instead:
      /^(?:(?:(?!\[INFO\] Reloading\n).*\n)*\[INFO\] Reloading\n\[INFO\] plugin\/reload: Running configuration SHA512 = [0-9a-f]{128}\n\[INFO\] Reloading complete\n){2}$/,
  },
  {
    tutorial: "kubectl exec -it dnsutils -n dnsutils -- dig axfr cluster.local (opened: all your DNS entries)",
    stage: "kloud-lan-transfer",
    command: `dig SITE ${FROM_POD} axfr cluster.local`,
    shows: "kube-dns.kube-system.svc.cluster.local. 30 IN A 198.18.0.10",
    note: "T25: through the plugin cache every record of a transfer has a TTL of 5",
    instead: /^web\.linkerd-viz\.svc\.cluster\.local\. 5 IN\s+A\s+198\.18\.0\.245$/m,
  },
  {
    tutorial: "dig @198.18.0.10 axfr cluster.local (on a node: never sourced from the LAN)",
    stage: "kloud-lan-transfer",
    command: "dig SITE --from k8s1master3 @198.18.0.10 axfr cluster.local +short",
    shows: "198.18.0.245",
    note: "T23, T24: a node's question carries its cilium_host address, in the pods' CIDR, through the tunnel",
    instead: /^198\.18\.0\.245$/m,
  },
  {
    tutorial: "block type AXFR net * (from outside there is no way to the cluster IP)",
    stage: "kloud-lan-transfer",
    command: "dig SITE --from mac @198.18.0.10 axfr cluster.local",
    shows: "no answer",
    instead: /no servers could be reached/,
    note: "the cluster IP is announced to nobody",
  },
];

const worldReachable: readonly TutorialRow[] = [
  {
    tutorial: "kubectl get svc -n kube-system kube-dns (before the modification)",
    stage: "kloud-lan-default",
    command: `show SITE services -n kube-system kube-dns ${LATE}`,
    shows: KUBE_DNS_BEFORE.replace("23d", "43d"),
  },
  {
    tutorial: "kubectl get svc -n kube-system kube-dns (after the modification)",
    stage: "kloud-lan-policy-cluster",
    command: `show SITE services -n kube-system kube-dns ${LATE}`,
    shows: KUBE_DNS_AFTER,
  },
  {
    tutorial: "IP 198.19.0.30 is known outside the Kubernetes cluster, as a /32",
    stage: "kloud-lan-policy-cluster",
    command: "show SITE routes router",
    shows: "198.19.0.30",
    instead:
      /^198\.19\.0\.30 proto bgp metric 20 \n\tnexthop via 192\.168\.14\.31 dev eth1 weight 1 \n\tnexthop via 192\.168\.14\.32 dev eth1 weight 1 \n\tnexthop via 192\.168\.14\.33 dev eth1 weight 1 $/m,
    note: "under Cluster every node announces it",
  },
  {
    tutorial: "and not known before",
    stage: "kloud-lan-default",
    command: "show SITE routes router",
    shows: "no 198.19.0.30",
    instead: /^(?![\s\S]*198\.19\.0\.30)/,
    note: "a Service of type ClusterIP is announced to nobody",
  },
  {
    tutorial: "Local: announced by the nodes that run a CoreDNS pod alone",
    stage: "kloud-lan-policy-local",
    command: "show SITE routes router",
    shows: "\tnexthop via 192.168.14.31 dev eth1 weight 1 \n\tnexthop via 192.168.14.32 dev eth1 weight 1 \n",
    instead:
      /^198\.19\.0\.30 proto bgp metric 20 \n\tnexthop via 192\.168\.14\.31 dev eth1 weight 1 \n\tnexthop via 192\.168\.14\.32 dev eth1 weight 1 \n(?!\t)/m,
    note: "the other announced routes stand around it",
  },
  {
    tutorial: "the pool that the address of kube-dns is from",
    stage: "kloud-lan",
    command: `show SITE pools ${LATE}`,
    shows: `NAME          DISABLED   CONFLICTING   IPS AVAILABLE   AGE
kube-system   false      False         9               43d
services      false      False         28              43d

ADDRESS       POOL          SERVICE
198.19.0.30   kube-system   kube-system/kube-dns
198.19.0.5    services      linkerd-viz/web
`,
  },
  {
    tutorial: "packets to a load balancer are source NAT'd by default: the source becomes the node's address",
    stage: "kloud-lan-policy-cluster",
    command: "trace SITE --from dns1 -b 192.168.13.11 @198.19.0.30 web.linkerd-viz.svc.cluster.local",
    shows: "the source IP of the packet is the IP of the node",
    note: "T22, T24: with Cilium an endpoint on the entry node sees the client itself, one on another node an address of the pods' CIDR",
    instead: /sees 192\.168\.13\.11 as the client/,
  },
  {
    tutorial: "kubectl get services -n kube-system kube-dns -o yaml | grep -i healthCheckNodePort",
    stage: "kloud-lan-policy-local",
    command: "show SITE services -n kube-system kube-dns -o yaml",
    shows: "  healthCheckNodePort: 31033\n",
    note: "the tutorial shows 31033, then 31003 in the service's configuration and in curl: the site has the second",
    instead: /^ {2}externalTrafficPolicy: Local\n {2}healthCheckNodePort: 31003\n {2}internalTrafficPolicy: Cluster$/m,
  },
  {
    tutorial:
      "kubectl get pod -n kube-system -l k8s-app=kube-dns --output=custom-columns='NODE:.spec.nodeName' --no-headers",
    stage: "kloud-lan-policy-local",
    command:
      "show SITE pods -n kube-system -l k8s-app=kube-dns --output=custom-columns=NODE:.spec.nodeName --no-headers",
    shows: "k8s1master1\nk8s1master2\n",
  },
  {
    tutorial: "curl http://localhost:31003/healthz (on a node that runs a CoreDNS pod)",
    stage: "kloud-lan-policy-local",
    command: "show SITE healthz k8s1master1 31003",
    shows: HEALTHZ,
  },
  {
    tutorial: "the same on a node without one",
    stage: "kloud-lan-policy-local",
    command: "show SITE healthz k8s1master3 31003",
    shows: `HTTP 503\n${HEALTHZ.replace('"localEndpoints": 1', '"localEndpoints": 0')}`,
  },
  {
    tutorial: "in the acl only the three addresses of the DNS servers: Local keeps the client's own address",
    stage: "kloud-lan-policy-local",
    command: "trace SITE --from mac @198.19.0.30 web.linkerd-viz.svc.cluster.local",
    shows: "sees 192.168.20.77 as the client",
  },
  ...(["laptop", "mac", "dns2"] as const).map((place) => ({
    tutorial: `dig @198.19.0.30 +short web.linkerd-viz.svc.cluster.local (now from anywhere: ${place})`,
    stage: "kloud-lan-policy-local",
    command: `dig SITE --from ${place} @198.19.0.30 +short web.linkerd-viz.svc.cluster.local`,
    shows: "198.18.0.245\n",
  })),
];

const bind9: readonly TutorialRow[] = [
  {
    tutorial: "dig ...cluster.local: WARNING: .local is reserved for Multicast DNS",
    stage: "kloud-lan",
    command: "dig SITE --from mac web.linkerd-viz.svc.cluster.local",
    shows: ";; WARNING: .local is reserved for Multicast DNS",
  },
  {
    tutorial: "Non Forwarder: the delegation in /etc/bind/db.kloud.lan is all",
    stage: "kloud-lan",
    command: "dig SITE --from mac +short web.linkerd-viz.k8s1-prod.kloud.lan",
    shows: "198.19.0.5\n",
  },
  {
    tutorial: "Forwarder: forwarders port 853 tls cloudflare-DoT { ... } in named.conf.options",
    stage: "kloud-lan-forwarding-tls",
    command: "lint SITE/../kloud-lan-forwarding-tls-without-zone/dns1/etc/bind/named.conf.options",
    shows: "",
    note: "T10: BIND 9.18 does not know it; DoT forwarders came with 9.20",
    instead: /error NAMED_CONF_\w+: .*'\{' expected near 'tls'/,
  },
  {
    tutorial: "Forwarder: the configuration above won't actually work (with the delegation alone)",
    stage: "kloud-lan-forwarding-tls-without-zone",
    command: "dig SITE --from mac web.linkerd-viz.k8s1-prod.kloud.lan",
    shows: "status: NXDOMAIN",
    note: "T1: forward first does not help either, a denial is an answer",
  },
  ...(["kloud-lan-forwarding-tls", "kloud-lan-forwarding"] as const).map((stage) => ({
    tutorial: `Forwarder: forward all requests for "*.k8s1-prod.kloud.lan" to 198.19.0.30 (${stage})`,
    stage,
    command: "dig SITE --from mac +short web.linkerd-viz.k8s1-prod.kloud.lan",
    shows: "198.19.0.5\n",
  })),
  {
    tutorial: "acl k8s1-prod.kloud.lan { allow net ...; block }: nobody else asks CoreDNS for it",
    stage: "kloud-lan",
    command: "dig SITE --from laptop @198.19.0.30 web.linkerd-viz.k8s1-prod.kloud.lan",
    shows: "status: REFUSED",
    note: "T14: who may ask BIND gets what BIND has cached all the same",
  },
  {
    tutorial: "dig web.linkerd-viz.k8s1-prod.kloud.lan (a Linux client outside)",
    stage: "kloud-lan",
    command: "dig SITE --from laptop web.linkerd-viz.k8s1-prod.kloud.lan",
    shows: `; <<>> DiG 9.18.18-0ubuntu0.22.04.1-Ubuntu <<>> web.linkerd-viz.k8s1-prod.kloud.lan
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 9664
;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 65494
;; QUESTION SECTION:
;web.linkerd-viz.k8s1-prod.kloud.lan. IN	A

;; ANSWER SECTION:
web.linkerd-viz.k8s1-prod.kloud.lan. 5 IN A	198.19.0.5

;; Query time: 3 msec
;; SERVER: 127.0.0.53#53(127.0.0.53) (UDP)
;; WHEN: Tue Jan 02 11:35:19 EST 2024
;; MSG SIZE  rcvd: 80
`,
  },
  {
    tutorial: "kubectl exec -it dnsutils -n dnsutils -- dig web.linkerd-viz.svc.cluster.local",
    stage: "kloud-lan",
    command: `dig SITE ${FROM_POD} +bufsize=4096 +nocookie web.linkerd-viz.svc.cluster.local`,
    shows: `; <<>> DiG 9.9.5-9+deb8u19-Debian <<>> web.linkerd-viz.svc.cluster.local
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 18044
;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1
;; WARNING: recursion requested but not available

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 4096
;; QUESTION SECTION:
;web.linkerd-viz.svc.cluster.local. IN	A

;; ANSWER SECTION:
web.linkerd-viz.svc.cluster.local. 30 IN A	198.18.0.245

;; Query time: 1 msec
;; SERVER: 198.18.0.10#53(198.18.0.10)
;; WHEN: Tue Jan 02 16:39:12 UTC 2024
;; MSG SIZE  rcvd: 111
`,
    note: "dig 9.9.5 knows neither the warning of .local nor the transport behind the server; the other lines are the same",
  },
];

const namingConvention: readonly TutorialRow[] = [
  {
    tutorial: "daniel@k8s1master3 ~ $ kubectl get svc -n linkerd-viz web",
    stage: "kloud-lan",
    command: "show SITE services -n linkerd-viz web --at 2024-01-01T18:15:00Z",
    shows: WEB.replace("5d\n", "4d9h\n"),
  },
  {
    tutorial:
      "daniel@k8s1master3 ~ $ kubectl exec -it dnsutils -n dnsutils -- dig +short web.linkerd-viz.svc.cluster.local",
    stage: "kloud-lan",
    command: `dig SITE ${FROM_POD} +short web.linkerd-viz.svc.cluster.local`,
    shows: "198.18.0.245\n",
  },
  ...(["k8s1master3", "mac"] as const).flatMap((place) => [
    {
      tutorial: `${place} $ dig +short web.linkerd-viz.k8s1-prod.kloud.lan`,
      stage: "kloud-lan",
      command: `dig SITE --from ${place} +short web.linkerd-viz.k8s1-prod.kloud.lan`,
      shows: "198.19.0.5\n",
    },
    {
      tutorial: `${place} $ dig +short web.linkerd-viz.svc.cluster.local`,
      stage: "kloud-lan",
      command: `dig SITE --from ${place} +short web.linkerd-viz.svc.cluster.local`,
      shows: "",
    },
  ]),
  ...(["web.linkerd-viz.svc.cluster.local", "web.linkerd-viz.k8s1-prod.kloud.lan"] as const).map((name) => ({
    tutorial: `${name} <---> its address, and the name on the other side`,
    stage: "kloud-lan",
    command: `map SITE ${name}`,
    shows: `inside  web.linkerd-viz.svc.cluster.local.    <--->  198.18.0.245
outside web.linkerd-viz.k8s1-prod.kloud.lan.  <--->  198.19.0.5
`,
  })),
];

const capture: readonly TutorialRow[] = [
  {
    tutorial: 'tshark -i eth0 -f "host 192.168.13.91 and (udp port 53)" -VV -w dns.pcap',
    stage: "kloud-lan",
    command: "trace SITE --from mac web.linkerd-viz.k8s1-prod.kloud.lan",
    shows: "packets of 192.168.13.91",
    note: "the router forwards: no packet has its address, so this filter captures nothing; host 198.19.0.30 does",
    instead: /^(?![\s\S]*(?:sends|takes) [^\n]*192\.168\.13\.91)[\s\S]*192\.168\.13\.11:\d+ -> 198\.19\.0\.30:53\/udp/,
  },
  {
    tutorial: 'tshark -i eth0 -f "(host 1.1.1.1 or host 1.0.0.1) and (tcp port 853)" -VV -w dns.pcap',
    stage: "kloud-lan-forwarding-tls",
    command: "trace SITE --from mac www.example.com",
    shows: "1.1.1.1 or 1.0.0.1, port 853 over TCP",
    note: "BIND draws one of the two by lot",
    instead: /-> dns1 sends 192\.168\.13\.11:\d+ -> 1\.[01]\.[01]\.1:853\/tcp/,
  },
];

/** Every command of the tutorial that needs no time to pass, in its order. */
export const tutorialRows: readonly TutorialRow[] = [
  ...beforeWeBegin,
  ...coreDns,
  ...zoneTransfer,
  ...worldReachable,
  ...bind9,
  ...namingConvention,
  ...capture,
];
