/** What is modelled of each statement of a named.conf, from m to z; columns as in `rows-a-l.ts`. */
export const optionSupportMToZ: string = `
managed-keys | partly | what validates is declared
managed-keys-directory | ignored | what validates is declared
masterfile-format | unsupported | a primary zone whose file is raw
masterfile-style | ignored | no answer
masters | full
match-clients | full
match-destinations | full
match-mapped-addresses | ignored | no client's address is a mapped one
match-recursive-only | full
max-cache-size | ignored | the cache does not fill
max-cache-ttl | full
max-clients-per-query | ignored | load
max-ixfr-ratio | full | in a simulation
max-journal-size | full | in a simulation
max-ncache-ttl | full
max-query-count | unsupported | answers from others, where it is less than max-recursion-queries
max-query-restarts | full
max-records | full
max-records-per-type | full
max-recursion-depth | full
max-recursion-queries | full
max-refresh-time | full | in a simulation; at rest copies are up to date
max-retry-time | full | in a simulation; at rest copies are up to date
max-rsa-exponent-size | ignored | what validates is declared
max-stale-ttl | partly | with stale-answer-enable
max-transfer-idle-in | full | in a simulation
max-transfer-idle-out | ignored | a transfer is answered at once
max-transfer-time-in | full | in a simulation
max-transfer-time-out | ignored | a transfer is answered at once
max-types-per-name | partly | of zones; the cache keeps any number
max-udp-size | full
max-validation-failures-per-fetch | ignored | what validates is declared
max-validations-per-fetch | ignored | what validates is declared
max-zone-ttl | full
memstatistics | ignored | no answer
memstatistics-file | ignored | no answer
message-compression | unsupported | every answer, where it is off
min-cache-ttl | full
min-ncache-ttl | full
min-refresh-time | full | in a simulation; at rest copies are up to date
min-retry-time | full | in a simulation; at rest copies are up to date
min-transfer-rate-in | ignored | a transfer comes in one moment
minimal-any | full
minimal-responses | full
multi-master | full | in a simulation
new-zones-directory | ignored | zones that rndc added stand in no file that is read
no-case-compress | unsupported | every answer, where it names anybody
nocookie-udp-size | full
notify | full | in a simulation; at rest copies are up to date
notify-defer | ignored | NOTIFY is not sent
notify-delay | full | in a simulation
notify-rate | full | in a simulation
notify-source | full | in a simulation
notify-source-v6 | full | in a simulation
notify-to-soa | full | in a simulation
nsec3-test-zone | ignored | a zone is what its file says
nta-lifetime | ignored | rndc alone makes negative trust anchors
nta-recheck | ignored | rndc alone makes negative trust anchors
nxdomain-redirect | unsupported | NXDOMAIN
options | full
parental-agents | ignored | keys are not rolled
parental-source | ignored | keys are not rolled
parental-source-v6 | ignored | keys are not rolled
pid-file | ignored | no answer
plugin | unsupported | every answer of the view
port | full
preferred-glue | full
prefetch | full
primaries | full
provide-ixfr | full | in a simulation
qname-minimization | full
query-source | full
query-source-v6 | full
querylog | ignored | no answer
random-device | ignored | no answer
rate-limit | partly | an answer beyond the limit is unsupported, unless slip is 0; qps-scale is load
recursing-file | ignored | no answer
recursion | full
recursive-clients | ignored | load
remote-servers | full
request-expire | full | in a simulation
request-ixfr | full | in a simulation
request-nsid | ignored | it is only logged
require-server-cookie | full
reserved-sockets | ignored | no answer
resolver-nonbackoff-tries | unsupported | answers from others, where it is not 3
resolver-query-timeout | full
resolver-retry-interval | unsupported | answers from others, where it is not 800
resolver-use-dns64 | unsupported | answers from others
response-padding | unsupported | answers to who asks for padding over a stream or with a cookie
response-policy | unsupported | answers to RD=1 from who may recurse; every answer with recursive-only no
responselog | ignored | no answer
reuseport | ignored | no answer
root-delegation-only | unsupported | answers from others
root-key-sentinel | partly | names that ask for it are unsupported where named validates
rrset-order | full
secroots-file | ignored | no answer
send-cookie | full
serial-query-rate | full | in a simulation
serial-update-method | ignored | with updates
server | partly | see its own statements
server-addresses | full
server-id | full
server-names | full
servfail-ttl | full
session-keyalg | ignored | with updates
session-keyfile | ignored | with updates
session-keyname | ignored | with updates
sig-signing-nodes | ignored | with dnssec-policy and the like
sig-signing-signatures | ignored | with dnssec-policy and the like
sig-signing-type | ignored | with dnssec-policy and the like
sig-validity-interval | ignored | with dnssec-policy and the like
sig0checks-quota | ignored | a signed question is unsupported
sig0checks-quota-exempt | ignored | a signed question is unsupported
sig0key-checks-limit | ignored | a signed question is unsupported
sig0message-checks-limit | ignored | a signed question is unsupported
sortlist | full
stacksize | ignored | no answer
stale-answer-client-timeout | partly | with stale-answer-enable
stale-answer-enable | unsupported | where others do not answer and the cache holds what is too old
stale-answer-ttl | partly | with stale-answer-enable
stale-cache-enable | partly | with stale-answer-enable
stale-refresh-time | partly | with stale-answer-enable
startup-notify-rate | full | in a simulation
statistics-channels | ignored | no answer
statistics-file | ignored | no answer
suppress-initial-notify | ignored | NOTIFY is not sent
synth-from-dnssec | full
tcp-advertised-timeout | full
tcp-clients | ignored | load
tcp-idle-timeout | partly | the patience of a transfer, in a simulation
tcp-initial-timeout | ignored | a connection is one question
tcp-keepalive-timeout | ignored | a connection is one question
tcp-listen-queue | ignored | load
tcp-receive-buffer | ignored | load
tcp-reuse-timeout | ignored | a connection is one question
tcp-send-buffer | ignored | load
tkey-dhkey | ignored | a signed question is unsupported
tkey-domain | ignored | a signed question is unsupported
tkey-gssapi-credential | ignored | a signed question is unsupported
tkey-gssapi-keytab | ignored | a signed question is unsupported
tls | partly | which transport is used, not its certificates
tls-port | partly | where a listener says no port of its own, 853
transfer-format | full
transfer-message-size | full
transfer-source | full | in a simulation
transfer-source-v6 | full | in a simulation
transfers-in | full | in a simulation
transfers-out | ignored | a transfer takes no time here, so that none is one too many, which is told; named says SERVFAIL to it
transfers-per-ns | full | in a simulation
trust-anchor-telemetry | ignored | no answer
trust-anchors | partly | what validates is declared
trusted-keys | partly | what validates is declared
try-tcp-refresh | full | in a simulation
type | partly | mirror, redirect and delegation-only zones are unsupported
udp-receive-buffer | ignored | load
udp-send-buffer | ignored | load
update-check-ksk | ignored | with dnssec-policy and the like
update-policy | partly | who is refused; an update that is let in is unsupported
update-quota | ignored | load
use-alt-transfer-source | ignored | as unsaid: a failed round looks for another source where there are no views
use-v4-udp-ports | ignored | source ports are drawn
use-v6-udp-ports | ignored | source ports are drawn
v6-bias | ignored | which of equal servers is asked first is drawn
validate-except | full
version | full
view | full
zero-no-soa-ttl | full
zero-no-soa-ttl-cache | full
zone | full
zone-statistics | ignored | no answer
`;
