/** Made by tools/lint-pages.ts of the Markdown beside the rules: by id. */
export const pageTexts: ReadonlyMap<string, string> = new Map([
  [
    "acl-bypassed-by-resolver",
    "# A client that CoreDNS's acl refuses has the same answer from a resolver.\n\n`LINT_ACL_BYPASSED_BY_RESOLVER`, information; row T14.\n\n## What happens to whom\n\nWhoever may ask a resolver of the site has all names that CoreDNS's acl keeps from him: the resolver is allowed, keeps what it is told, and tells it on. Nothing is broken; but an acl in CoreDNS does not keep a name secret.\n\n## How to see it\n\n    splithorizon dig SITE NAME @CLUSTER-DNS --from CLIENT\n    splithorizon dig SITE NAME --from CLIENT\n\n## How to mend it\n\nDecide about names where clients ask: allow-query and views of BIND.\n\n## Evidence\n\nBy the acl plugin's code and BIND's cache; the twin shows both answers.\n",
  ],
  [
    "acl-refuses-name-server",
    "# CoreDNS refuses a name server of the site that asks it for its clients.\n\n`LINT_ACL_REFUSES_NAME_SERVER`, error; rows T24, T35.\n\n## What happens to whom\n\nClients of the server get SERVFAIL, for some questions and not for others. The acl of the external zone admits the name servers; under externalTrafficPolicy Cluster CoreDNS sees a node's address in their place wherever the packet was handed on.\n\n## How to see it\n\n    splithorizon trace SITE @CLUSTER-DNS NAME --from SERVER\n\n## How to mend it\n\n`externalTrafficPolicy: Local` on the DNS service; admit the own address of each server beside the virtual one.\n\n## Evidence\n\nThe translation of the source is measured for kube-proxy; for Cilium's tunnel from its sources and reports.\n",
  ],
  [
    "any-label-before-service",
    "# k8s_external answers any label in front of a service's name.\n\n`LINT_ANY_LABEL_BEFORE_SERVICE`, information; row T6.\n\n## What happens to whom\n\nA misspelt or invented name below a service is answered with the service's address, so typing errors are found late, and a certificate may not match. `_tcp.web...` and `_http._tcp.web...` have addresses too.\n\n## How to see it\n\n    splithorizon dig SITE anything.SERVICE.NAMESPACE.ZONE --from CLIENT\n\n## How to mend it\n\nThere is no setting for it. Know it, and do not take an answer for a proof that a name is right.\n\n## Evidence\n\nk8s_external of CoreDNS 1.15.0 uses the endpoint's label in its branch for headless services alone (plugin/kubernetes/external.go).\n",
  ],
  [
    "cache-before-acl",
    "# This CoreDNS asks its cache before its acl: what one client asked, others may read.\n\n`LINT_CACHE_BEFORE_ACL`, warning; row T14.\n\n## What happens to whom\n\nA client that the acl refuses gets the answer, if somebody who is allowed has asked for the same in the last seconds. CoreDNS 1.14.2 to 1.14.6 were compiled with the cache in front of the acl; before and after, the acl comes first.\n\n## How to see it\n\nAsk first as an allowed client, then as a refused one, in one run of `splithorizon ask --batch`.\n\n## How to mend it\n\nRun a release outside of that range.\n\n## Evidence\n\nplugin.cfg of every release; the order there is the order of the chain, whatever the Corefile says.\n",
  ],
  [
    "cluster-dns-out-of-range",
    "# The cluster's DNS address is not one of the range of services.\n\n`LINT_CLUSTER_DNS_OUT_OF_RANGE`, warning; row T21.\n\n## What happens to whom\n\nOne of two things is written down wrong, and rules that depend on the ranges (acls, routes, firewalls) are made for the wrong addresses. The tutorial itself says that kube-dns has the tenth address of the pods' range; it is that of services.\n\n## How to see it\n\n    splithorizon show SITE services\n\n## How to mend it\n\nCorrect serviceCidrs in site.yaml (`--service-cluster-ip-range` of the API server), or the manifest.\n\n## Evidence\n\nThe tutorial's text against its own output: 198.18.0.10 of 198.18.0.0/16.\n",
  ],
  [
    "cluster-zone-leaks",
    "# A stranger can copy the whole zone of the cluster.\n\n`LINT_CLUSTER_ZONE_LEAKS`, warning; rows T22, T23, T24.\n\n## What happens to whom\n\nA stranger on the LAN copies every service and every pod address of the cluster, over TCP, if he is lucky with the node that takes his packet. Under externalTrafficPolicy Cluster a node that hands the packet on puts its own address into it: with kube-proxy the gateway of its pods, in Cilium's tunnel mode its `cilium_host` address. Both lie in the range that the acl admits as pods. The same question by another node is REFUSED. in-addr.arpa and zones below the cluster's domain are transferred in the same way, with the same records.\n\n## How to see it\n\n    splithorizon trace SITE @CLUSTER-DNS cluster.local AXFR --from CLIENT\n\nThe trace shows the source before and after the node.\n\n## How to mend it\n\n`externalTrafficPolicy: Local` on the DNS service, so that CoreDNS sees who asks; better still no `transfer`.\n\n## Evidence\n\nkube-proxy: 313 records to each of three strangers by one node, REFUSED by the other. Cilium's tunnel: from its sources and reports, not run.\n",
  ],
  [
    "condition-of-the-manual",
    "# A condition has the name of Cilium's manual, not the one that Cilium writes.\n\n`LINT_CONDITION_OF_THE_MANUAL`, information; row T20.\n\n## What happens to whom\n\nA script that waits for this condition waits for ever on a real cluster: Cilium writes `cilium.io/IPAMRequestSatisfied`, its manual says `io.cilium/lb-ipam-request-satisfied`.\n\n## How to see it\n\n    kubectl get service NAME -o jsonpath='{.status.conditions}'\n\n## How to mend it\n\nLook for both words.\n\n## Evidence\n\nCilium 1.20.2, operator/pkg/lbipam/lbipam.go against Documentation/network/lb-ipam.rst.\n",
  ],
  [
    "delegation-forwarded-away",
    '# Global forwarders are asked for the names below a delegation, and deny them; the delegation is never followed.\n\n`LINT_DELEGATION_FORWARDED_AWAY`, error; rows T1, T2, T3.\n\n## What happens to whom\n\nEvery client of this server gets NXDOMAIN for every name below the delegation. A server with global `forwarders` hands over whatever its own zones do not hold, with RD=1, and what lies below a delegation is not in its zone. The forwarder has never heard of a private name and denies it. `forward first` does not help: a denial is an answer, and there is nothing to fall back from.\n\n## How to see it\n\n    splithorizon trace SITE NAME --from CLIENT\n\nThe trace shows the question leaving for the forwarder instead of the delegation\'s server; asked itself, that server answers.\n\n## How to mend it\n\nEither a forward zone for the child, beside the delegation:\n\n    zone "k8s1-prod.kloud.lan" { type forward; forward only; forwarders { 198.19.0.30; }; };\n\nor `forwarders { };` inside the parent zone, so that the server follows the delegation itself (with RD=0). Do it on every server of a pair: a zone transfer carries neither.\n\n## Evidence\n\nBIND 9.18.49: with global forwarders and the delegation alone every name below is NXDOMAIN, under `forward first` and under `forward only`; both cures were measured.\n',
  ],
  [
    "denial-before-synced",
    "# A CoreDNS that has just started denies every name outside, and is asked all the same.\n\n`LINT_DENIAL_BEFORE_SYNCED`, warning; row T32.\n\n## What happens to whom\n\nAfter a start with a slow API server a pod denies every name outside, and BIND keeps the denials: a restart of CoreDNS is then an outage for the SOA's TTL. The plugin kubernetes itself answers SERVFAIL until it knows the services; k8s_external says NXDOMAIN.\n\n## How to see it\n\n    splithorizon show SITE log POD\n\n## How to mend it\n\n`ready` in the Corefile and a readinessProbe for it: the Service sends no questions before.\n\n## Evidence\n\nCoreDNS 1.15.0, k8s_external/external.go and kubernetes/handler.go, run over an invented store.\n",
  ],
  [
    "denial-outlives-minimum",
    "# A denial is kept for the TTL of the SOA record, which is longer than its MINIMUM.\n\n`LINT_DENIAL_OUTLIVES_MINIMUM`, information; rows T33, T37.\n\n## What happens to whom\n\nA name that was asked for too early stays away longer than the zone's author meant. CoreDNS sends the SOA with the TTL that it has in the file, and caches (its own, between 5 and 1800 seconds, and BIND's as a resolver) look at that TTL and never at MINIMUM.\n\n## How to see it\n\n    splithorizon dig SITE nobody.ZONE --from CLIENT\n\nand look at the TTL of the SOA in the authority section.\n\n## How to mend it\n\nGive the SOA record itself the TTL that a denial may have.\n\n## Evidence\n\nCoreDNS 1.15.0 and BIND 9.18.49, measured. RFC 2308 section 3 asks for the smaller of the two; BIND as an authoritative server sends it.\n",
  ],
  [
    "external-zones-overwritten",
    "# Of several k8s_external lines only the last one's zones are served.\n\n`LINT_EXTERNAL_ZONES_OVERWRITTEN`, warning; row T9.\n\n## What happens to whom\n\nNames of the zones on the earlier lines are refused or sent upstream, though the Corefile seems to serve them. The options of all lines add up, the zones of each line take the place of those before.\n\n## How to see it\n\n    splithorizon dig SITE ZONE SOA @CLUSTER-DNS --from SERVER\n\n## How to mend it\n\nWrite all zones on one line: `k8s_external a.example b.example`.\n\n## Evidence\n\nCoreDNS, plugin/k8s_external/setup.go: `e.Zones =` in the loop over lines.\n",
  ],
  [
    "forward-zone-below-apex",
    "# A forward zone lies below the apex of the zone that it asks: NODATA becomes SERVFAIL.\n\n`LINT_FORWARD_ZONE_BELOW_APEX`, warning; row T37.\n\n## What happens to whom\n\nA and AAAA are asked for together nowadays; where a service has IPv4 alone, AAAA is an empty answer with the SOA of the zone above, and BIND does not believe an SOA from outside of what it forwards: SERVFAIL. Some programs then wait, some give up.\n\n## How to see it\n\n    splithorizon dig SITE NAME AAAA --from CLIENT\n\n## How to mend it\n\nForward the zone whose SOA it is, and nothing below it.\n\n## Evidence\n\nBIND 9.18.49, measured.\n",
  ],
  [
    "forward-zone-inert",
    "# A forward zone below a local zone that has no delegation there is never used.\n\n`LINT_FORWARD_ZONE_INERT`, error; row T4.\n\n## What happens to whom\n\nClients get an authoritative NXDOMAIN for every name of the forward zone, and its forwarders never see a question. named looks for the longest local zone first; only what leaves that zone through a delegation is looked up in the forwarding table.\n\n## How to see it\n\n    splithorizon trace SITE NAME --from CLIENT\n\nThe answer has the flag aa and the parent zone's SOA.\n\n## How to mend it\n\nPut the delegation (an NS record at the forward zone's name) back into the parent zone. A `static-stub` zone needs none.\n\n## Evidence\n\nBIND 9.18.49: without the delegation the answer is NXDOMAIN with aa, and the forwarder is not contacted.\n",
  ],
  [
    "forwarders-over-tls",
    "# Forwarders over TLS are a syntax error before BIND 9.20: named does not start.\n\n`NAMED_CONF_NOT_IN_VERSION`, `NAMED_CONF_SYNTAX`; row T10.\n\n## What happens to whom\n\nnamed of BIND 9.18 does not start with the tutorial's `forwarders port 853 tls cloudflare-DoT { ... }`, with or without the `tls` block: \"'{' expected near 'tls'\".\n\n## How to see it\n\n    splithorizon check SITE\n\nwith the version of BIND in site.yaml that really runs.\n\n## How to mend it\n\nBIND 9.20; or plain forwarders; or a proxy of your own (stubby, unbound) on the host.\n\n## Evidence\n\nnamed-checkconf 9.18.49. Forwarders over TLS came with 9.19.10, that is 9.20.\n",
  ],
  [
    "host-name-answered-twice",
    "# A load balancer with a host name and several ports is answered several times over.\n\n`LINT_HOST_NAME_ANSWERED_TWICE`, information; row T31.\n\n## What happens to whom\n\nAnswers are larger than they need be: the alias and the addresses that it leads to stand in them once for each port, with the TTL of the plugin kubernetes (5 unless it is said) and not that of k8s_external. SRV answers too.\n\n## How to see it\n\n    splithorizon dig SITE SERVICE.NAMESPACE.ZONE --from CLIENT\n\n## How to mend it\n\nThere is no setting for it; set the TTL of the plugin kubernetes if it matters.\n\n## Evidence\n\nCoreDNS 1.15.0, k8s_external/msg_to_dns.go, run over an invented store.\n",
  ],
  [
    "keys-of-a-block",
    '# A key of a server block, or a brace, is read as something that was surely not meant.\n\n`COREFILE_STRANGE_ZONE`, `COREFILE_BAD_ZONE`, `COREFILE_SYNTAX`; row T29.\n\n## What happens to whom\n\nCoreDNS starts and serves zones that nobody meant, and refuses the ones that were. `.:53{` is the zone `.:53{` or an error, `a:53,b:53` is one key, `foo#bar` is two words, and `"A"` in a view\'s expression loses its quotes.\n\n## How to see it\n\n    splithorizon lint Corefile\n\n## How to mend it\n\nA space in front of `{`; a comma with a space behind it, or spaces alone, between keys; single quotes in expressions.\n\n## Evidence\n\nCoreDNS 1.15.0, asked with each.\n',
  ],
  [
    "name-servers-differ",
    "# The NS records of a delegation are others than those that the zone has of itself.\n\n`LINT_NAME_SERVERS_DIFFER`, warning; row T5.\n\n## What happens to whom\n\nNobody notices at first. A resolver that iterates takes the zone's own NS set as soon as it sees one, and asks for the addresses of those names. Where the cluster denies the name that the parent has, everything hangs on the glue; where its DNS service has no address outside, the child names nobody at all.\n\n## How to see it\n\n    splithorizon dig SITE @CLUSTER-DNS ZONE NS --from SERVER\n\nand compare with the NS records of the delegation.\n\n## How to mend it\n\nDelegate to the name that k8s_external gives itself (`ns1.dns.<zone>`), with the address of the DNS service as glue.\n\n## Evidence\n\nk8s_external takes the `ns` of `ns.<zone>` for a namespace and answers NXDOMAIN; its own NS record is ns1.dns.<zone>. BIND asks for it at once when it iterates.\n",
  ],
  [
    "namespace-shadowed",
    "# A namespace is called like k8s_external's own label: its services have no names outside.\n\n`LINT_NAMESPACE_SHADOWED`, warning; row T8.\n\n## What happens to whom\n\nNo service of the namespace has a name outside. k8s_external answers everything below `<apex>.<zone>` (the apex is `dns` unless it is said) as one of its own name servers, and denies what is none.\n\n## How to see it\n\n    splithorizon map SITE SERVICE.NAMESPACE.svc.cluster.local\n\n## How to mend it\n\nGive k8s_external another label (`apex`), or the namespace another name.\n\n## Evidence\n\nCoreDNS 1.15.0, plugin/k8s_external/apex.go: serveSubApex takes whatever lies below apex.zone.\n",
  ],
  [
    "once-only-plugins",
    "# A plugin that may stand once in a server block stands there twice: CoreDNS does not start.\n\n`COREFILE_ONCE`; row T9.\n\n## What happens to whom\n\nCoreDNS does not start, or, at a reload, keeps the old Corefile and says so in its log alone: nobody sees that the new one is not in force. These may stand once: kubernetes, cache, hosts, errors, loop, prometheus, ready, view, nsid, dnssec, dynupdate, grpc, pprof, shed, tsig. These may stand several times and add up: acl, transfer, forward, template, rewrite, file, log, bind.\n\n## How to see it\n\n    splithorizon check SITE\n    splithorizon lint Corefile\n\n## How to mend it\n\nJoin the two into one.\n\n## Evidence\n\nCoreDNS 1.15.0: plugin.ErrOnce in each setup.go.\n",
  ],
  [
    "origin-in-the-middle",
    "# A record lands below a delegation, because $ORIGIN was changed above it.\n\n`ZONE_OCCLUDED`; row T16.\n\n## What happens to whom\n\nThe name does not exist for anybody: its record stands below the delegation, where this server does not look. Whoever adds a line at the end of the tutorial's zone file adds it to the child, because $ORIGIN was changed above.\n\n## How to see it\n\n    splithorizon check SITE\n    splithorizon trace SITE NAME --from CLIENT\n\n## How to mend it\n\nWrite the new record above the $ORIGIN of the delegation, or set $ORIGIN back behind it.\n\n## Evidence\n\nBIND 9.18.49 serves no such record; named-checkzone says OK.\n",
  ],
  [
    "own-addresses-unknown",
    "# With `bind`, CoreDNS does not know its own addresses: its zones have no name server.\n\n`LINT_OWN_ADDRESSES_UNKNOWN`, warning; row T30.\n\n## What happens to whom\n\nThe zone of the cluster has no NS record, and the name servers of k8s_external's zones have no addresses: a resolver that iterates has nobody to ask once the glue is gone. CoreDNS reads the addresses of `bind` as networks, which a bare address is not.\n\n## How to see it\n\n    splithorizon dig SITE cluster.local NS --from NAMESPACE/POD\n\n## How to mend it\n\nNo `bind` in a pod.\n\n## Evidence\n\nCoreDNS 1.15.0, plugin/kubernetes/local.go.\n",
  ],
  [
    "pair-answers-differ",
    "# Two servers behind one virtual address answer the same question differently.\n\n`LINT_PAIR_ANSWERS_DIFFER`, error; row T12.\n\n## What happens to whom\n\nNothing, until keepalived moves the virtual address. From then on clients get the other server's answers: often NXDOMAIN for a whole cluster, at the hour when something else is broken. A transfer brings the zone with its delegation to the second server; forward zones, views and acls it does not bring.\n\n## How to see it\n\n    splithorizon dig SITE NAME @SERVER1 --from CLIENT\n    splithorizon dig SITE NAME @SERVER2 --from CLIENT\n\n## How to mend it\n\nGive both servers the same configuration, from one source, and keep this check in your pipeline.\n\n## Evidence\n\nWhat zone transfers carry (RFC 5936), and BIND 9.18.49 without the forward zone on the second server.\n",
  ],
  [
    "pods-refused",
    "# Pods that ask the cluster's own DNS for a name outside are refused.\n\n`LINT_PODS_REFUSED`, warning; row T14.\n\n## What happens to whom\n\nA program in a pod that uses a name outside is refused by the cluster's own DNS. Pods ask by their own addresses, and the acl of the external zone has those of the name servers alone.\n\n## How to see it\n\n    splithorizon dig SITE NAME --from NAMESPACE/POD\n\n## How to mend it\n\nUse the name inside (`<service>.<namespace>.svc.<cluster domain>`), or allow the pods' range too.\n\n## Evidence\n\nCoreDNS 1.15.0 with the tutorial's acl.\n",
  ],
  [
    "port-label-denied",
    "# CoreDNS denies the name above a port's name, as if nothing stood below it.\n\n`LINT_PORT_LABEL_DENIED`, information; row T18.\n\n## What happens to whom\n\nThe name above a port's SRV record is NXDOMAIN where it should be an empty answer. A resolver that takes a denial for everything below it (RFC 8020), or that asks label by label (RFC 9156), loses the port's name with it.\n\n## How to see it\n\n    splithorizon dig SITE _tcp.SERVICE.NAMESPACE.svc.DOMAIN --from CLIENT\n\n## How to mend it\n\nAsk for SRV names as a whole; leave qname-minimization of a resolver in front at `relaxed`, which is its default.\n\n## Evidence\n\nCoreDNS 1.15.0, plugin/kubernetes/parse.go: a lone label in front of a service is taken for an endpoint.\n",
  ],
  [
    "private-names-need-the-root",
    '# Private names are validated, and fail as soon as no root server is reached.\n\n`LINT_PRIVATE_NAMES_NEED_THE_ROOT`, warning; row T13.\n\n## What happens to whom\n\nClients get SERVFAIL for the site\'s own names when the line to the internet is down, which is when people need them. `dnssec-validation auto` is the default: to believe an unsigned private name the server must prove that its parent is not signed, and for that it asks the root. A forward or static-stub zone without a local primary zone above it fails even with a signed root that is reachable.\n\n## How to see it\n\nSet `trust: { ".": unreachable }` in a copy of site.yaml and ask:\n\n    splithorizon dig COPY NAME --from CLIENT\n\n## How to mend it\n\n`validate-except { "lan"; };` with your own top domain, in the options of each server.\n\n## Evidence\n\nBIND 9.18.49: measured with a signed root, an unsigned one, and none.\n',
  ],
  [
    "query-source-comes-and-goes",
    "# named asks from an address that keepalived brings and takes.\n\n`LINT_QUERY_SOURCE_COMES_AND_GOES`, warning; row T11.\n\n## What happens to whom\n\nOn the host that has not got the address named does not start at all, though named-checkconf says OK. After a reboot where named comes before keepalived neither host has one, and the address comes to a dead server. A named that was started while active lives on as standby and answers SERVFAIL at once for names that it has to ask for; a reload there fails.\n\n## How to see it\n\n    splithorizon show SITE vrrp\n\nand compare query-source with the addresses of each host.\n\n## How to mend it\n\nLeave query-source away and admit the own address of each server in acls and firewalls. If the source must be the virtual address, let keepalived bring a route with it (`virtual_routes { ... src ADDRESS }`).\n\n## Evidence\n\nBIND 9.18.49 and keepalived 2.2.7: measured in both orders of starting, and across a change of the active host.\n",
  ],
  [
    "reverse-names-empty",
    "# A built-in empty zone denies the reverse names of the site's own addresses.\n\n`LINT_REVERSE_NAMES_EMPTY`, information; row T17.\n\n## What happens to whom\n\n`dig -x` of a pod, a node or a router finds nothing, for a day: named has a hundred empty zones for the reverse names of private addresses (100.64/10, 10/8, 172.16/12, 192.168/16; not 198.18/15), and they deny with TTL 86400. Logs show bare addresses, and programs that ask for their client's name wait in vain. The empty zones give way to global `forward only`, and not to `forward first`; a forward zone of the same name that is `first` is inert, and a primary zone above does not help.\n\n## How to see it\n\n    splithorizon dig SITE -x ADDRESS --from CLIENT\n\n## How to mend it\n\nA zone of your own for the reverse names, or a forward zone with `forward only` that leads to the cluster; or `disable-empty-zone`.\n\n## Evidence\n\nBIND 9.18.49: the list was read from the running server, each case measured.\n",
  ],
  [
    "rewrite-at-label-end",
    "# A rewrite of a part of a name matches only where a label ends.\n\n`LINT_REWRITE_AT_LABEL_END`, warning; row T28.\n\n## What happens to whom\n\nThe rewrite does nothing for the names that it was written for. The pattern is made a name and gets a trailing dot: `prefix p-` matches names that begin with the label `p-`, and not `p-web`.\n\n## How to see it\n\n    splithorizon trace SITE NAME --from NAMESPACE/POD\n\nThe plugin rewrite says nothing.\n\n## How to mend it\n\n`rewrite name regex ^p-(.*)$ q-{1} answer auto`.\n\n## Evidence\n\nCoreDNS 1.15.0, asked.\n",
  ],
  [
    "rewrite-without-answer",
    "# A rewrite changes the question alone: the answer has another name than was asked for.\n\n`LINT_REWRITE_WITHOUT_ANSWER`, warning; row T28.\n\n## What happens to whom\n\nClients throw the answer away, or resolvers do: the owner of its records is not the name that they asked for. Only `exact` turns the answer back by itself.\n\n## How to see it\n\n    splithorizon dig SITE NAME --from NAMESPACE/POD\n\n## How to mend it\n\nAdd `answer auto`.\n\n## Evidence\n\nCoreDNS 1.15.0, asked with each kind.\n",
  ],
  [
    "route-to-pods",
    '# A machine outside has a route to the pods.\n\n`LINT_ROUTE_TO_PODS`, warning; the tutorial.\n\n## What happens to whom\n\nWhoever has the route reaches every pod past its Service: past loadBalancerSourceRanges, past the acl of CoreDNS that trusts the address of a Service, on ports that nobody exposed. And the route hides mistakes: what works from here does not work from anywhere else.\n\n## How to see it\n\n    splithorizon show SITE routes HOST\n\n## How to mend it\n\nTake it away. Services have their own addresses outside, which BGP announces.\n\n## Evidence\n\nThe tutorial itself: "You should never need a route to the Pods CIDR. I added the route for testing purposes."\n',
  ],
  [
    "script-misses-hung-server",
    "# A check that calls dig takes a hung named for a healthy one.\n\n`LINT_SCRIPT_MISSES_HUNG_SERVER`, warning; row T39.\n\n## What happens to whom\n\nThe virtual address stays where named hangs, and nobody is answered. keepalived ends a script that takes too long with SIGTERM; dig then exits with 0, which counts as success.\n\n## How to see it\n\nStop named (SIGSTOP) in a scenario, and look who holds the address.\n\n## How to mend it\n\nLet dig give up earlier than keepalived: `dig +time=1 +tries=1 ...` with `timeout 2`.\n\n## Evidence\n\nkeepalived 2.2.7: 15 of 15 runs missed it where dig's patience was not shorter than the script's. `track_process` was no way out in a network namespace.\n",
  ],
  [
    "secondary-of-external-zone",
    "# A secondary of k8s_external's zone is not told of what changes.\n\n`LINT_SECONDARY_OF_EXTERNAL_ZONE`, warning; rows T19, T26.\n\n## What happens to whom\n\nThe copy grows old without anybody noticing. The zone's serial is 0 after each start of CoreDNS, then the time of the last _update_ of a service's addresses or ports; a service that appears with its address, or that is deleted, does not raise it; and every pod has its own.\n\n## How to see it\n\n    splithorizon dig SITE @CLUSTER-DNS ZONE SOA --from SERVER\n\nRefresh, retry and expire are 7200, 1800 and 86400; the README of k8s_external has older numbers.\n\n## How to mend it\n\nDo not copy the zone: forward it, or delegate it.\n\n## Evidence\n\nCoreDNS 1.15.0, kubernetes/controller.go and k8s_external/apex.go.\n",
  ],
  [
    "service-without-address",
    "# A LoadBalancer service has no address yet: outside its name does not exist.\n\n`LINT_SERVICE_WITHOUT_ADDRESS`, warning; row T7.\n\n## What happens to whom\n\nWhoever asks for the service outside gets NXDOMAIN, not an empty answer, and resolvers keep the denial for the SOA's TTL: for that long the name stays away even when the address has come. ClusterIP services are denied in the same way, by intention.\n\n## How to see it\n\n    splithorizon show SITE services\n    splithorizon map SITE NAME\n\nEXTERNAL-IP is `<pending>`.\n\n## How to mend it\n\nLook at the pools (`splithorizon show SITE pools`): a selector that does not match, a request for an address that nobody has, a pool that is used up.\n\n## Evidence\n\nCoreDNS 1.15.0, external.go: the rcode begins as NXDOMAIN; a namespace alone is NODATA, and so is A for a load balancer with IPv6 alone.\n",
  ],
  [
    "silent-after-split",
    "# After a split brain heals nobody may tell the clients who holds the virtual address.\n\n`LINT_SILENT_AFTER_SPLIT`, warning; row T38.\n\n## What happens to whom\n\nAfter the two servers have lost sight of each other and found it again, some clients go on sending to the wrong one, for up to 45 seconds. When the advert of the higher one comes first the lower one steps down, and nobody sends a gratuitous ARP: the higher one never stopped being active.\n\n## How to see it\n\n    splithorizon show SITE vrrp\n\nor a scenario with the link cut and healed: `splithorizon run FILE`.\n\n## How to mend it\n\n`vrrp_higher_prio_send_advert true` in global_defs, or `garp_master_refresh 2` on the router of higher priority.\n\n## Evidence\n\nkeepalived 2.2.7: 10 of 28 random heals lost more than a second, 16 to 45 s at most; none with either cure.\n",
  ],
  [
    "static-stub-forwarded-away",
    "# Global forwarders are asked for the names of a static-stub zone, not its servers.\n\n`LINT_STATIC_STUB_FORWARDED_AWAY`, error; row T4.\n\n## What happens to whom\n\nNames of the zone come to nothing or to what the public forwarders make of them. A static-stub zone says where to iterate, and a server with global forwarders does not iterate.\n\n## How to see it\n\n    splithorizon trace SITE NAME --from CLIENT\n\nThe question goes to the global forwarder and not to server-addresses.\n\n## How to mend it\n\nWrite `forwarders { };` into the static-stub zone.\n\n## Evidence\n\nBIND 9.18.49: with `forwarders { };` inside it asks its own server, without it the global ones.\n",
  ],
  [
    "too-many-endpoints",
    "# A headless service has more addresses than BIND takes of one name.\n\n`LINT_TOO_MANY_ENDPOINTS`, warning; row T36.\n\n## What happens to whom\n\nClients of BIND get SERVFAIL for the service, all of them, from the 101st address on. `max-records-per-type` is 100 unless it is said, for what others answer too.\n\n## How to see it\n\n    splithorizon dig SITE NAME --from CLIENT\n\n## How to mend it\n\nRaise max-records-per-type of the resolver, or ask for the endpoints one by one.\n\n## Evidence\n\nBIND 9.18.49: 100 records are answered, 101 are SERVFAIL.\n",
  ],
  [
    "too-many-records",
    '# More than 100 records of one name and type: the zone does not load, and named-checkzone says OK.\n\n`ZONE_TOO_MANY_RECORDS`; row T36.\n\n## What happens to whom\n\nThe zone does not load: every name in it is SERVFAIL, while `named-checkzone` and `named-checkconf -z` say OK.\n\n## How to see it\n\n    splithorizon check SITE\n\n## How to mend it\n\nRaise max-records-per-type, or spread the records over several names.\n\n## Evidence\n\nBIND 9.18.49: "too many records (must not exceed 100)".\n',
  ],
  [
    "transfer-of-every-namespace",
    "# A transfer of the zone outside has the namespaces that the plugin kubernetes hides.\n\n`LINT_TRANSFER_OF_EVERY_NAMESPACE`, warning; row T27.\n\n## What happens to whom\n\nWhoever may copy the zone sees the services of namespaces that questions do not get: ExternalServices walks through all of them. Of several SRV records of one name only the first is sent.\n\n## How to see it\n\n    splithorizon dig SITE @CLUSTER-DNS ZONE AXFR --from NAMESPACE/POD\n\n## How to mend it\n\nNo `transfer` in a block that hides namespaces.\n\n## Evidence\n\nCoreDNS 1.15.0, kubernetes/external.go and k8s_external/transfer.go, run over an invented store.\n",
  ],
  [
    "transfer-through-cache",
    "# A zone transfer passes CoreDNS's cache, which sets every TTL to 5.\n\n`LINT_TRANSFER_THROUGH_CACHE`, information; row T25.\n\n## What happens to whom\n\nA secondary that copies the zone has TTL 5 on every record, the SOA's too, whatever the plugin says: the messages of a transfer pass the cache as any answer does, and it sets one TTL for all records of a message. First answers have the smallest TTL of their message in the same way.\n\n## How to see it\n\n    splithorizon dig SITE @CLUSTER-DNS cluster.local AXFR --from NAMESPACE/POD\n\n## How to mend it\n\nServe transfers from a server block of its own, without `cache`.\n\n## Evidence\n\nCoreDNS 1.15.0, a file zone with TTL 30 and 60: 5 on every record of its transfer.\n",
  ],
  [
    "virtual-address-is-no-source",
    "# An acl admits the virtual address, from which no server asks.\n\n`LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE`, warning; row T35.\n\n## What happens to whom\n\nThe servers are refused when they ask for their clients. The tutorial says that the virtual address is the source of the active server's questions; in its set-up it is the second address of the interface, and Linux takes the first.\n\n## How to see it\n\n    splithorizon trace SITE NAME --from CLIENT\n\nThe trace shows which address named asks from.\n\n## How to mend it\n\nAdmit the own addresses of all servers, in acls and in firewalls.\n\n## Evidence\n\nkeepalived 2.2.7 and BIND 9.18.49: .11 or .12 in every capture, whichever was active.\n",
  ],
  [
    "zone-statements",
    '# Zone statements contradict each other: named does not start.\n\n`NAMED_CONF_ALREADY_EXISTS`, `NAMED_CONF_NO_FORWARDERS`, `NAMED_CONF_ZONE_OPTION`; row T15.\n\n## What happens to whom\n\nnamed does not start, and named-checkconf says why: two zones of one name (`type forward` beside `type primary`: "already exists"), `forward only` where nobody is forwarded to ("no matching \'forwarders\' statement"), `file` in a forward zone.\n\n## How to see it\n\n    splithorizon check SITE\n    splithorizon lint named.conf\n\n## How to mend it\n\nKeep one of the two statements.\n\n## Evidence\n\nnamed-checkconf 9.18.49.\n',
  ],
]);
