/**
 * Statements of options, views and zones, from m to z.
 * A row is: name | where it may stand | remarks | shape of its arguments (the notation of BIND's doc/misc/options, `shape.ts`).
 * Where: g options, v view; zones p primary, s secondary, m mirror, f forward, h hint, r redirect, t static-stub, u stub, i in-view.
 * Checked against named-checkconf 9.18.49 and 9.20.30.
 */
export const optionRowsMToZ: string = `
managed-keys-directory | g |  | <quoted-string>
masterfile-format | gvpsmru |  | ( raw | text )
masterfile-style | gvpsmru |  | ( full | relative )
match-mapped-addresses | g |  | <boolean>
max-cache-size | gv |  | ( default | unlimited | <size-or-percentage> )
max-cache-ttl | gv |  | <duration>
max-clients-per-query | gv |  | <integer>
max-ixfr-ratio | gvpsm |  | ( unlimited | <percentage> )
max-journal-size | gvpsm |  | ( default | unlimited | <sizeval> )
max-ncache-ttl | gv |  | <duration>
max-query-count | gv |  | <integer>
max-query-restarts | gv |  | <integer>
max-records | gvpsmrtu |  | <integer>
max-records-per-type | gvpsmrtu |  | <integer>
max-recursion-depth | gv |  | <integer>
max-recursion-queries | gv |  | <integer>
max-refresh-time | gvsmu |  | <integer>
max-retry-time | gvsmu |  | <integer>
max-rsa-exponent-size | g |  | <integer>
max-stale-ttl | gv |  | <duration>
max-transfer-idle-in | gvsmu |  | <integer>
max-transfer-idle-out | gvpsm |  | <integer>
max-transfer-time-in | gvsmu |  | <integer>
max-transfer-time-out | gvpsm |  | <integer>
max-types-per-name | gvpsmrtu |  | <integer>
max-udp-size | gv |  | <integer>
max-validation-failures-per-fetch | gv | experimental since-9.20 | <integer>
max-validations-per-fetch | gv | experimental since-9.20 | <integer>
max-zone-ttl | gvpr | until-9.18 | ( unlimited | <duration> )
max-zone-ttl | gvpr | deprecated since-9.20 | ( unlimited | <duration> )
memstatistics | g |  | <boolean>
memstatistics-file | g |  | <quoted-string>
message-compression | gv |  | <boolean>
min-cache-ttl | gv |  | <duration>
min-ncache-ttl | gv |  | <duration>
min-refresh-time | gvsmu |  | <integer>
min-retry-time | gvsmu |  | <integer>
min-transfer-rate-in | gvsmu | since-9.20 | <integer> <integer>
minimal-any | gv |  | <boolean>
minimal-responses | gv |  | ( no-auth | no-auth-recursive | <boolean> )
multi-master | gvsmu |  | <boolean>
new-zones-directory | gv |  | <quoted-string>
no-case-compress | gv |  | <match-list>
nocookie-udp-size | gv |  | <integer>
notify | gvpsm |  | ( explicit | master-only | primary-only | <boolean> )
notify-defer | gvpsm | since-9.20 | <integer>
notify-delay | gvpsm |  | <integer>
notify-rate | g |  | <integer>
notify-source | gvpsm |  | <source-v4>
notify-source-v6 | gvpsm |  | <source-v6>
notify-to-soa | gvps |  | <boolean>
nsec3-test-zone | gvps |  | <boolean>
nta-lifetime | gv |  | <duration>
nta-recheck | gv |  | <duration>
nxdomain-redirect | gv |  | <string>
parental-source | gvps |  | <source-v4>
parental-source-v6 | gvps |  | <source-v6>
pid-file | g |  | ( none | <quoted-string> )
port | g |  | <integer>
preferred-glue | gv |  | <string>
prefetch | gv |  | <integer> [ <integer> ]
provide-ixfr | gv |  | <boolean>
qname-minimization | gv |  | ( strict | relaxed | disabled | off )
query-source | gv |  | <query-source-v4>
query-source-v6 | gv |  | <query-source-v6>
querylog | g |  | <boolean>
random-device | g | obsolete until-9.18 | ( none | <quoted-string> )
rate-limit | gv |  | { @rate-limit }
recursing-file | g |  | <quoted-string>
recursion | gv |  | <boolean>
recursive-clients | g |  | <integer>
request-expire | gvsm |  | <boolean>
request-ixfr | gvsm |  | <boolean>
request-nsid | gv |  | <boolean>
require-server-cookie | gv |  | <boolean>
reserved-sockets | g | deprecated until-9.18 | <integer>
resolver-nonbackoff-tries | gv | deprecated until-9.18 | <integer>
resolver-query-timeout | gv |  | <integer>
resolver-retry-interval | gv | deprecated until-9.18 | <integer>
resolver-use-dns64 | gv | since-9.20 | <boolean>
response-padding | gv |  | <match-list> block-size <integer>
response-policy | gv | until-9.18 | { zone <string> [ add-soa <boolean> | log <boolean> | max-policy-ttl <duration> | min-update-interval <duration> | policy <policy> | recursive-only <boolean> | nsip-enable <boolean> | nsdname-enable <boolean> ]* <no-word>; } [ add-soa <boolean> | break-dnssec <boolean> | max-policy-ttl <duration> | min-update-interval <duration> | min-ns-dots <integer> | nsip-wait-recurse <boolean> | nsdname-wait-recurse <boolean> | qname-wait-recurse <boolean> | recursive-only <boolean> | nsip-enable <boolean> | nsdname-enable <boolean> | dnsrps-enable <boolean> | dnsrps-options <block> ]* <no-word>
response-policy | gv | since-9.20 | { zone <string> [ add-soa <boolean> | log <boolean> | max-policy-ttl <duration> | min-update-interval <duration> | policy <policy> | recursive-only <boolean> | nsip-enable <boolean> | nsdname-enable <boolean> | ede <string> ]* <no-word>; } [ add-soa <boolean> | break-dnssec <boolean> | max-policy-ttl <duration> | min-update-interval <duration> | min-ns-dots <integer> | nsip-wait-recurse <boolean> | nsdname-wait-recurse <boolean> | qname-wait-recurse <boolean> | recursive-only <boolean> | nsip-enable <boolean> | nsdname-enable <boolean> | dnsrps-enable <boolean> | dnsrps-options <block> | servfail-until-ready <boolean> ]* <no-word>
responselog | g | since-9.20 | <boolean>
reuseport | g |  | <boolean>
root-delegation-only | gv | deprecated until-9.18 | [ exclude { <string>; } ]
root-key-sentinel | gv |  | <boolean>
rrset-order | gv |  | { <rrset-order>; }
secroots-file | g |  | <quoted-string>
send-cookie | gv |  | <boolean>
serial-query-rate | g |  | <integer>
serial-update-method | gvp |  | ( date | increment | unixtime )
server-id | g |  | ( none | hostname | <quoted-string> )
servfail-ttl | gv |  | <duration>
session-keyalg | g |  | <string>
session-keyfile | g |  | ( none | <quoted-string> )
session-keyname | g |  | <string>
sig-signing-nodes | gvps |  | <integer>
sig-signing-signatures | gvps |  | <integer>
sig-signing-type | gvps |  | <integer>
sig-validity-interval | gvps | until-9.18 | <integer> [ <integer> ]
sig-validity-interval | gvps | obsolete since-9.20 | <integer> [ <integer> ]
sig0checks-quota | g | experimental since-9.20 | <integer>
sig0checks-quota-exempt | g | experimental since-9.20 | <match-list>
sig0key-checks-limit | gv | since-9.20 | <integer>
sig0message-checks-limit | gv | since-9.20 | <integer>
sortlist | gv | until-9.18 | <match-list>
sortlist | gv | deprecated since-9.20 | <match-list>
stacksize | g | deprecated until-9.18 | ( default | unlimited | <sizeval> )
stale-answer-client-timeout | gv |  | ( disabled | off | <integer> )
stale-answer-enable | gv |  | <boolean>
stale-answer-ttl | gv |  | <duration>
stale-cache-enable | gv |  | <boolean>
stale-refresh-time | gv |  | <duration>
startup-notify-rate | g |  | <integer>
statistics-file | g |  | <quoted-string>
suppress-initial-notify | gv | obsolete until-9.18 | <boolean>
synth-from-dnssec | gv |  | <boolean>
tcp-advertised-timeout | g |  | <integer>
tcp-clients | g |  | <integer>
tcp-idle-timeout | g |  | <integer>
tcp-initial-timeout | g |  | <integer>
tcp-keepalive-timeout | g |  | <integer>
tcp-listen-queue | g |  | <integer>
tcp-receive-buffer | g |  | <integer>
tcp-reuse-timeout | g | since-9.20 | <integer>
tcp-send-buffer | g |  | <integer>
tkey-dhkey | g | deprecated until-9.18 | <quoted-string> <integer>
tkey-domain | g | deprecated until-9.18 | <quoted-string>
tkey-domain | g | obsolete since-9.20 | <quoted-string>
tkey-gssapi-credential | g | deprecated | <quoted-string>
tkey-gssapi-keytab | g |  | <quoted-string>
tls-port | g |  | <integer>
transfer-format | gv |  | ( many-answers | one-answer )
transfer-message-size | g |  | <integer>
transfer-source | gvsmu |  | <source-v4>
transfer-source-v6 | gvsmu |  | <source-v6>
transfers-in | g |  | <integer>
transfers-out | g |  | <integer>
transfers-per-ns | g |  | <integer>
trust-anchor-telemetry | gv |  | <boolean>
try-tcp-refresh | gvsm |  | <boolean>
udp-receive-buffer | g |  | <integer>
udp-send-buffer | g |  | <integer>
update-check-ksk | gvps | until-9.18 | <boolean>
update-check-ksk | gvps | obsolete since-9.20 | <boolean>
update-quota | g |  | <integer>
use-alt-transfer-source | gvsmu | deprecated until-9.18 | <boolean>
use-v4-udp-ports | g | deprecated | { <portrange>; }
use-v6-udp-ports | g | deprecated | { <portrange>; }
v6-bias | gv |  | <integer>
validate-except | gv |  | { <string>; }
version | g |  | ( none | <quoted-string> )
zero-no-soa-ttl | gvpsm |  | <boolean>
zero-no-soa-ttl-cache | gv |  | <boolean>
zone-statistics | gvpsmrtu |  | ( full | terse | none | <boolean> )
`;
