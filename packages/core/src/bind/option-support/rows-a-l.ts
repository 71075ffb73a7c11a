/**
 * What is modelled of each statement of a named.conf, as `name | level | why`. Levels are those of the support matrix:
 * `full`: answers are as BIND's; `partly`: what is missing is said; `ignored`: it changes no answer that a client of the twin gets;
 * `unsupported`: questions that it can change come out as such.
 * A statement has one line for all places that it may stand in.
 */
export const optionSupportAToL: string = `
acl | partly | with geoip elements every answer is unsupported
allow-new-zones | ignored | zones that rndc added stand in no file that is read
allow-notify | full
allow-proxy | ignored | nobody asks over the PROXY protocol
allow-proxy-on | ignored | nobody asks over the PROXY protocol
allow-query | full
allow-query-cache | full
allow-query-cache-on | full
allow-query-on | full
allow-recursion | full
allow-recursion-on | full
allow-transfer | full
allow-update | partly | who is refused; an update that is let in is unsupported
allow-update-forwarding | partly | who is refused; an update that is let in is unsupported
also-notify | partly | in a simulation; not to servers over TLS
alt-transfer-source | ignored | transfers come from transfer-source
alt-transfer-source-v6 | ignored | transfers come from transfer-source-v6
answer-cookie | full
attach-cache | full
auth-nxdomain | full
auto-dnssec | unsupported | answers that hold signatures, keys or the serial
automatic-interface-scan | full
avoid-v4-udp-ports | ignored | source ports are drawn
avoid-v6-udp-ports | ignored | source ports are drawn
bindkeys-file | ignored | what validates is declared
blackhole | full
catalog-zones | unsupported | names of the zones that a catalog lists; every name where the catalog is not here
check-dup-records | partly | a zone that it could keep from loading is unsupported
check-integrity | partly | with check-mx and the like
check-mx | partly | a zone that it could keep from loading is unsupported
check-mx-cname | partly | a zone that it could keep from loading is unsupported
check-names | partly | of zones; fail of response is unsupported
check-sibling | ignored | it only warns
check-spf | ignored | it only warns
check-srv-cname | partly | a zone that it could keep from loading is unsupported
check-svcb | ignored | such records are refused where they are read
check-wildcard | ignored | it only warns
checkds | ignored | keys are not rolled
clients-per-query | ignored | load
controls | ignored | no answer
cookie-algorithm | ignored | a cookie's octets mean nothing to others
cookie-secret | ignored | a cookie's octets mean nothing to others
coresize | ignored | no answer
database | unsupported | other databases than rbt
datasize | ignored | no answer
delegation-only | unsupported | answers from others at and below the zone
deny-answer-addresses | full
deny-answer-aliases | full
dialup | full | in a simulation
directory | full
disable-algorithms | ignored | what validates is declared
disable-ds-digests | ignored | what validates is declared
disable-empty-zone | full
dlz | unsupported | every answer of the view; those of the zone where a zone says it
dns64 | full
dns64-contact | full
dns64-server | full
dnskey-sig-validity | ignored | with dnssec-policy and the like
dnsrps-enable | ignored | not compiled in: named does not start
dnsrps-library | ignored | not compiled in: named does not start
dnsrps-options | ignored | not compiled in: named does not start
dnssec-accept-expired | ignored | what validates is declared
dnssec-dnskey-kskonly | ignored | with dnssec-policy and the like
dnssec-loadkeys-interval | ignored | with dnssec-policy and the like
dnssec-must-be-secure | unsupported | answers from others at and below the name
dnssec-policy | unsupported | answers that hold signatures, keys or the serial
dnssec-secure-to-insecure | ignored | with updates
dnssec-update-mode | ignored | with updates
dnssec-validation | partly | what validates is declared
dnstap | ignored | no answer
dnstap-identity | ignored | no answer
dnstap-output | ignored | no answer
dnstap-version | ignored | no answer
dscp | ignored | no answer
dual-stack-servers | unsupported | answers from others
dump-file | ignored | no answer
dyndb | unsupported | every answer of the view
edns-udp-size | full
empty-contact | full
empty-server | full
empty-zones-enable | full
fetch-quota-params | ignored | load
fetches-per-server | ignored | load
fetches-per-zone | ignored | load
file | full
files | ignored | no answer
flush-zones-on-shutdown | ignored | no answer
forward | full
forwarders | full
fstrm-set-buffer-hint | ignored | no answer
fstrm-set-flush-timeout | ignored | no answer
fstrm-set-input-queue-size | ignored | no answer
fstrm-set-output-notify-threshold | ignored | no answer
fstrm-set-output-queue-model | ignored | no answer
fstrm-set-output-queue-size | ignored | no answer
fstrm-set-reopen-interval | ignored | no answer
geoip-directory | ignored | with geoip elements every answer is unsupported
glue-cache | ignored | speed
heartbeat-interval | full | in a simulation, from the start of a server or of the simulation
hostname | full
http | ignored | nobody asks over HTTPS
http-listener-clients | ignored | nobody asks over HTTPS
http-port | ignored | nobody asks over HTTPS
http-streams-per-connection | ignored | nobody asks over HTTPS
https-port | ignored | nobody asks over HTTPS
in-view | full
inline-signing | unsupported | answers that hold signatures, keys or the serial
interface-interval | full
ipv4only-contact | full
ipv4only-enable | full
ipv4only-server | full
ixfr-from-differences | full | in a simulation
journal | ignored | the journal has no file: it is kept with its zone
keep-response-order | ignored | one question at a time over a connection
key | partly | what servers of a site sign is checked; a question of a client that is signed is unsupported
key-directory | ignored | with dnssec-policy and the like
key-store | unsupported | with dnssec-policy of a zone
lame-ttl | ignored | named does not act on it
listen-on | partly | DNS over HTTPS is not asked
listen-on-v6 | partly | DNS over HTTPS is not asked
lmdb-mapsize | ignored | no answer
lock-file | ignored | no answer
logging | ignored | no answer
`;
