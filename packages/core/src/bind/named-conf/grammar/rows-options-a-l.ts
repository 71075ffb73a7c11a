/**
 * Statements of options, views and zones, from a to l.
 * A row is: name | where it may stand | remarks | shape of its arguments (the notation of BIND's doc/misc/options, `shape.ts`).
 * Where: g options, v view; zones p primary, s secondary, m mirror, f forward, h hint, r redirect, t static-stub, u stub, i in-view.
 * Checked against named-checkconf 9.18.49 and 9.20.30.
 */
export const optionRowsAToL: string = `
allow-new-zones | gv |  | <boolean>
allow-notify | gvsm |  | <match-list>
allow-proxy | gv | experimental since-9.20 | <match-list>
allow-proxy-on | gv | experimental since-9.20 | <match-list>
allow-query | gvpsmrtu |  | <match-list>
allow-query-cache | gv |  | <match-list>
allow-query-cache-on | gv |  | <match-list>
allow-query-on | gvpsmrtu |  | <match-list>
allow-recursion | gv |  | <match-list>
allow-recursion-on | gv |  | <match-list>
allow-transfer | gvpsm |  | [ port <integer> ] [ transport <string> ] <match-list>
allow-update | gvp |  | <match-list>
allow-update-forwarding | gvsm |  | <match-list>
also-notify | gvpsm |  | <remote-servers>
alt-transfer-source | gvpsm | deprecated until-9.18 | <source-v4>
alt-transfer-source-v6 | gvpsm | deprecated until-9.18 | <source-v6>
answer-cookie | g |  | <boolean>
attach-cache | gv |  | <string>
auth-nxdomain | gv |  | <boolean>
auto-dnssec | gvps | deprecated until-9.18 | ( allow | maintain | off )
automatic-interface-scan | g |  | <boolean>
avoid-v4-udp-ports | g | deprecated | { <portrange>; }
avoid-v6-udp-ports | g | deprecated | { <portrange>; }
bindkeys-file | g |  | <quoted-string>
blackhole | g |  | <match-list>
catalog-zones | gv |  | { zone <string> [ default-primaries <remote-servers> | default-masters <remote-servers> | zone-directory <quoted-string> | in-memory <boolean> | min-update-interval <duration> ]* <no-word>; }
check-dup-records | gvp |  | ( fail | warn | ignore )
check-integrity | gvp |  | <boolean>
check-mx | gvp |  | ( fail | warn | ignore )
check-mx-cname | gvp |  | ( fail | warn | ignore )
check-names | gv | multi | ( primary | master | secondary | slave | response ) ( fail | warn | ignore )
check-sibling | gvp |  | <boolean>
check-spf | gvp |  | ( warn | ignore )
check-srv-cname | gvp |  | ( fail | warn | ignore )
check-svcb | gvp | since-9.20 | <boolean>
check-wildcard | gvp |  | <boolean>
checkds | ps | since-9.20 | ( explicit | <boolean> )
clients-per-query | gv |  | <integer>
cookie-algorithm | g | until-9.18 | ( aes | siphash24 )
cookie-algorithm | g | since-9.20 | ( siphash24 )
cookie-secret | g | multi | <string>
coresize | g | deprecated until-9.18 | ( default | unlimited | <sizeval> )
datasize | g | deprecated until-9.18 | ( default | unlimited | <sizeval> )
deny-answer-addresses | gv |  | <match-list> [ except-from { <string>; } ]
deny-answer-aliases | gv |  | { <string>; } [ except-from { <string>; } ]
dialup | gvpsu | deprecated | ( notify | notify-passive | passive | refresh | <boolean> )
directory | g |  | <quoted-string>
disable-algorithms | gv | multi | <string> { <string>; }
disable-ds-digests | gv | multi | <string> { <string>; }
disable-empty-zone | gv | multi | <string>
dns64 | gv | multi | <netprefix> { @dns64 }
dns64-contact | gv |  | <string>
dns64-server | gv |  | <string>
dnskey-sig-validity | gvps | until-9.18 | <integer>
dnskey-sig-validity | gvps | obsolete since-9.20 | <integer>
dnsrps-enable | gv | not-compiled-in | <boolean>
dnsrps-library | g | not-compiled-in since-9.20 | <quoted-string>
dnsrps-options | gv | not-compiled-in | { <unspecified-text> }
dnssec-accept-expired | gv |  | <boolean>
dnssec-dnskey-kskonly | gvps | until-9.18 | <boolean>
dnssec-dnskey-kskonly | gvps | obsolete since-9.20 | <boolean>
dnssec-loadkeys-interval | gvps |  | <integer>
dnssec-must-be-secure | gv | multi deprecated | <string> <boolean>
dnssec-policy | gvps |  | <string>
dnssec-secure-to-insecure | gvp | until-9.18 | <boolean>
dnssec-secure-to-insecure | gvp | obsolete since-9.20 | <boolean>
dnssec-update-mode | gvps | until-9.18 | ( maintain | no-resign )
dnssec-update-mode | gvps | obsolete since-9.20 | ( maintain | no-resign )
dnssec-validation | gv |  | ( auto | <boolean> )
dnstap | gv | | { ( all | auth | client | forwarder | resolver | update ) [ ( query | response ) ]; }
dnstap-identity | g | | ( none | hostname | <quoted-string> )
dnstap-output | g | | ( file | unix ) <quoted-string> [ size <string> | versions <string> | suffix <string> ]*
dnstap-version | g | | ( none | <quoted-string> )
dscp | g | obsolete until-9.18 | <integer>
dual-stack-servers | gv |  | [ port <integer> ] { <host>; }
dump-file | g |  | <quoted-string>
edns-udp-size | gv |  | <integer>
empty-contact | gv |  | <string>
empty-server | gv |  | <string>
empty-zones-enable | gv |  | <boolean>
fetch-quota-params | gv |  | <integer> <fixedpoint> <fixedpoint> <fixedpoint>
fetches-per-server | gv |  | <integer> [ ( drop | fail ) ]
fetches-per-zone | gv |  | <integer> [ ( drop | fail ) ]
files | g | deprecated until-9.18 | ( default | unlimited | <sizeval> )
flush-zones-on-shutdown | g |  | <boolean>
forward | gvpsftu |  | ( first | only )
forwarders | gvpsftu | until-9.18 | [ port <integer> ] [ dscp <integer> ] { <forwarder>; }
forwarders | gvpsftu | since-9.20 | [ port <integer> ] [ tls <string> ] { <forwarder>; }
fstrm-set-buffer-hint | g | | <integer>
fstrm-set-flush-timeout | g | | <integer>
fstrm-set-input-queue-size | g | | <integer>
fstrm-set-output-notify-threshold | g | | <integer>
fstrm-set-output-queue-model | g | | ( mpsc | spsc )
fstrm-set-output-queue-size | g | | <integer>
fstrm-set-reopen-interval | g | | <duration>
geoip-directory | g |  | ( none | <quoted-string> )
glue-cache | gv | deprecated until-9.18 | <boolean>
heartbeat-interval | g | deprecated | <integer>
hostname | g |  | ( none | <quoted-string> )
http-listener-clients | g |  | <integer>
http-port | g |  | <integer>
http-streams-per-connection | g |  | <integer>
https-port | g |  | <integer>
interface-interval | g |  | <duration>
ipv4only-contact | gv |  | <string>
ipv4only-enable | gv |  | <boolean>
ipv4only-server | gv |  | <string>
ixfr-from-differences | gv |  | ( primary | master | secondary | slave | <boolean> )
keep-response-order | g | until-9.18 | <match-list>
keep-response-order | g | obsolete since-9.20 | <match-list>
key-directory | gvps |  | <quoted-string>
lame-ttl | gv |  | <duration>
listen-on | g | multi until-9.18 | [ port <integer> ] [ dscp <integer> | tls <string> | http <string> ]* <match-list>
listen-on | g | multi since-9.20 | [ port <integer> ] [ proxy <string> | tls <string> | http <string> ]* <match-list>
listen-on-v6 | g | multi until-9.18 | [ port <integer> ] [ dscp <integer> | tls <string> | http <string> ]* <match-list>
listen-on-v6 | g | multi since-9.20 | [ port <integer> ] [ proxy <string> | tls <string> | http <string> ]* <match-list>
lmdb-mapsize | gv |  | <sizeval>
lock-file | g | until-9.18 | ( none | <quoted-string> )
`;
