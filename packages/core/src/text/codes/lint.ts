/**
 * Codes of this area: what is wrong with a site as a whole, each with the sentence that its page starts with. Never renamed
 * once released.
 */
export const lintCodes = {
  LINT_DELEGATION_FORWARDED_AWAY:
    "Global forwarders are asked for the names below a delegation, and deny them; the delegation is never followed.",
  LINT_FORWARD_ZONE_INERT: "A forward zone below a local zone that has no delegation there is never used.",
  LINT_STATIC_STUB_FORWARDED_AWAY: "Global forwarders are asked for the names of a static-stub zone, not its servers.",
  LINT_NAME_SERVERS_DIFFER: "The NS records of a delegation are others than those that the zone has of itself.",
  LINT_NAME_SERVER_DENIED_BY_ZONE:
    "A delegated zone denies its own name server: whoever asks for it takes the whole zone away.",
  LINT_ANY_LABEL_BEFORE_SERVICE: "k8s_external answers any label in front of a service's name.",
  LINT_SERVICE_WITHOUT_ADDRESS: "A LoadBalancer service has no address yet: outside its name does not exist.",
  LINT_NAMESPACE_SHADOWED: "A namespace is called like k8s_external's own label: its services have no names outside.",
  LINT_EXTERNAL_ZONES_OVERWRITTEN: "Of several k8s_external lines only the last one's zones are served.",
  LINT_QUERY_SOURCE_COMES_AND_GOES: "named asks from an address that keepalived brings and takes.",
  LINT_PAIR_ANSWERS_DIFFER: "Two servers behind one virtual address answer the same question differently.",
  LINT_PRIVATE_NAMES_NEED_THE_ROOT: "Private names are validated, and fail as soon as no root server is reached.",
  LINT_CACHE_BEFORE_ACL: "This CoreDNS asks its cache before its acl: what one client asked, others may read.",
  LINT_ACL_BYPASSED_BY_RESOLVER: "A client that CoreDNS's acl refuses has the same answer from a resolver.",
  LINT_PODS_REFUSED: "Pods that ask the cluster's own DNS for a name outside are refused.",
  LINT_REVERSE_NAMES_EMPTY: "A built-in empty zone denies the reverse names of the site's own addresses.",
  LINT_PORT_LABEL_DENIED: "CoreDNS denies the name above a port's name, as if nothing stood below it.",
  LINT_SECONDARY_OF_EXTERNAL_ZONE: "A secondary of k8s_external's zone is not told of what changes.",
  LINT_CONDITION_OF_THE_MANUAL: "A condition has the name of Cilium's manual, not the one that Cilium writes.",
  LINT_CLUSTER_DNS_OUT_OF_RANGE: "The cluster's DNS address is not one of the range of services.",
  LINT_PROBE_UNANSWERED: "A probe of CoreDNS's pods asks where their Corefile lets nobody answer.",
  LINT_CLUSTER_ZONE_LEAKS: "A stranger can copy the whole zone of the cluster.",
  LINT_ACL_ADMITS_STRANGERS: "A client that CoreDNS's acl stops is admitted where a node's address stands for its own.",
  LINT_ACL_REFUSES_NAME_SERVER: "CoreDNS refuses a name server of the site that asks it for its clients.",
  LINT_TRANSFER_THROUGH_CACHE: "A zone transfer passes CoreDNS's cache, which sets every TTL to 5.",
  LINT_TRANSFER_OF_EVERY_NAMESPACE:
    "A transfer of the zone outside has the namespaces that the plugin kubernetes hides.",
  LINT_REWRITE_AT_LABEL_END: "A rewrite of a part of a name matches only where a label ends.",
  LINT_REWRITE_WITHOUT_ANSWER: "A rewrite changes the question alone: the answer has another name than was asked for.",
  LINT_OWN_ADDRESSES_UNKNOWN: "With `bind`, CoreDNS does not know its own addresses: its zones have no name server.",
  LINT_HOST_NAME_ANSWERED_TWICE: "A load balancer with a host name and several ports is answered several times over.",
  LINT_DENIAL_BEFORE_SYNCED: "A CoreDNS that has just started denies every name outside, and is asked all the same.",
  LINT_DENIAL_OUTLIVES_MINIMUM: "A denial is kept for the TTL of the SOA record, which is longer than its MINIMUM.",
  LINT_TOO_MANY_ENDPOINTS: "A headless service has more addresses than BIND takes of one name.",
  LINT_FORWARD_ZONE_BELOW_APEX: "A forward zone lies below the apex of the zone that it asks: NODATA becomes SERVFAIL.",
  LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE: "An acl admits the virtual address, from which no server asks.",
  LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS: "keepalived drops what is sent to the virtual address.",
  LINT_SILENT_AFTER_SPLIT: "After a split brain heals nobody may tell the clients who holds the virtual address.",
  LINT_SCRIPT_MISSES_HUNG_SERVER: "A check that calls dig takes a hung named for a healthy one.",
  LINT_ROUTE_TO_PODS: "A machine outside has a route to the pods.",
  LINT_GRACEFUL_RESTART_MISFIT:
    "BGP's graceful restart keeps the routes of a node away for minutes, or those of a dead one in place.",
  LINT_DELEGATION_UNANSWERED: "A delegation or forward zone leads to addresses at which nobody answers.",
  LINT_FORWARDING_LOOP: "Servers hand a question on in a circle.",
  LINT_TRANSFER_KEYS_DIFFER:
    "A secondary and its primary do not have the same key: the zone is not copied, and what there is of it expires.",
  LINT_UPSTREAM_REFUSES_PODS: "CoreDNS forwards to a server that refuses its pods, or whose answers never reach them.",
} as const;
