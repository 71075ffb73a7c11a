/** Statements of the file itself; `v` marks those that a view takes too. Columns as in `rows-options-a-l.ts`. */
export const fileRows: string = `
acl | T | multi | <string> <match-list>
controls | T | multi | { @controls }
dlz | Tv | multi | <string> { @dlz }
dnssec-policy | T | multi | <string> { @dnssec-policy }
dyndb | Tv | multi | <string> <quoted-string> { <unspecified-text> }
http | T | multi | <string> { @http }
key | Tv | multi | <string> { @key }
key-store | T | multi since-9.20 | <string> { @key-store }
logging | T |  | { @logging }
managed-keys | Tv | multi deprecated | { <string> ( static-key | initial-key | static-ds | initial-ds ) <integer> <integer> <integer> <quoted-string>; }
masters | T | multi | <string> <remote-servers>
options | T |  | { @options }
parental-agents | T | multi | <string> <remote-servers>
plugin | Tv | multi | ( query ) <string> [ <block> ]
primaries | T | multi | <string> <remote-servers>
remote-servers | T | multi since-9.20 | <string> <remote-servers>
server | Tv | multi | <netprefix> { @server }
statistics-channels | T | multi | { @statistics-channels }
tls | T | multi | <string> { @tls }
trust-anchors | Tv | multi | { <string> ( static-key | initial-key | static-ds | initial-ds ) <integer> <integer> <integer> <quoted-string>; }
trusted-keys | Tv | multi deprecated | { <string> <integer> <integer> <integer> <quoted-string>; }
view | T | multi | <string> [ <class> ] { @view }
zone | Tv | multi | <string> [ <class> ] { @zone }
`;

/** Statements of every smaller block, by the block's name. The second column is not used there. */
export const blockRows: Readonly<Record<string, string>> = {
  controls: `
inet |  | multi | <address-or-any> [ port ( * | <port> ) ] allow <match-list> [ keys { <string>; } ] [ read-only <boolean> ]
unix |  | multi | <quoted-string> perm <integer> owner <integer> group <integer> [ keys { <string>; } ] [ read-only <boolean> ]
`,
  "statistics-channels": `
inet |  | multi | <address-or-any> [ port ( * | <port> ) ] [ allow <match-list> ]
`,
  dlz: `
database |  |  | <string>
search |  |  | <boolean>
`,
  "dnssec-policy": `
cdnskey |  | since-9.20 | <boolean>
cds-digest-types |  | since-9.20 | { <string>; }
dnskey-ttl |  |  | <duration>
inline-signing |  | since-9.20 | <boolean>
keys |  | until-9.18 | { ( csk | ksk | zsk ) [ key-directory ] lifetime <duration-or-unlimited> algorithm <word> [ <integer> ]; }
keys |  | since-9.20 | { ( csk | ksk | zsk ) [ key-directory | key-store <string> ] lifetime <duration-or-unlimited> algorithm <word> [ tag-range <integer> <integer> ] [ <integer> ]; }
manual-mode |  | since-9.20 | <boolean>
max-zone-ttl |  |  | <duration>
nsec3param |  |  | [ iterations <integer> ] [ optout <boolean> ] [ salt-length <integer> ]
offline-ksk |  | since-9.20 | <boolean>
parent-ds-ttl |  |  | <duration>
parent-propagation-delay |  |  | <duration>
parent-registration-delay |  | obsolete until-9.18 | <duration>
publish-safety |  |  | <duration>
purge-keys |  |  | <duration>
retire-safety |  |  | <duration>
signatures-jitter |  |  | <duration>
signatures-refresh |  |  | <duration>
signatures-validity |  |  | <duration>
signatures-validity-dnskey |  |  | <duration>
zone-propagation-delay |  |  | <duration>
`,
  http: `
endpoints |  |  | { <quoted-string>; }
listener-clients |  |  | <integer>
streams-per-connection |  |  | <integer>
`,
  key: `
algorithm |  |  | <string>
secret |  |  | <string>
`,
  "key-store": `
directory |  | since-9.20 | <string>
pkcs11-uri |  | since-9.20 | <quoted-string>
`,
  logging: `
category |  | multi | <string> { <string>; }
channel |  | multi | <string> { @channel }
`,
  channel: `
buffered |  |  | <boolean>
file |  |  | <quoted-string> [ versions ( unlimited | <integer> ) | size <size> | suffix ( increment | timestamp ) ]*
null |  |  |
print-category |  |  | <boolean>
print-severity |  |  | <boolean>
print-time |  |  | ( iso8601 | iso8601-utc | local | <boolean> )
severity |  |  | <severity>
stderr |  |  |
syslog |  |  | [ <string> ]
`,
  dns64: `
break-dnssec |  |  | <boolean>
clients |  |  | <match-list>
exclude |  |  | <match-list>
mapped |  |  | <match-list>
recursive-only |  |  | <boolean>
suffix |  |  | <ipv6-address>
`,
  "rate-limit": `
all-per-second |  |  | <integer>
errors-per-second |  |  | <integer>
exempt-clients |  |  | <match-list>
ipv4-prefix-length |  |  | <integer>
ipv6-prefix-length |  |  | <integer>
log-only |  |  | <boolean>
max-table-size |  |  | <integer>
min-table-size |  |  | <integer>
nodata-per-second |  |  | <integer>
nxdomains-per-second |  |  | <integer>
qps-scale |  |  | <integer>
referrals-per-second |  |  | <integer>
responses-per-second |  |  | <integer>
slip |  |  | <integer>
window |  |  | <integer>
`,
  server: `
bogus |  |  | <boolean>
edns |  |  | <boolean>
edns-udp-size |  |  | <integer>
edns-version |  |  | <integer>
keys |  |  | ( <braced-string> | <string> )
max-udp-size |  |  | <integer>
notify-source |  |  | <source-v4>
notify-source-v6 |  |  | <source-v6>
padding |  |  | <integer>
provide-ixfr |  |  | <boolean>
query-source |  |  | <query-source-v4>
query-source-v6 |  |  | <query-source-v6>
request-expire |  |  | <boolean>
request-ixfr |  |  | <boolean>
request-nsid |  |  | <boolean>
require-cookie |  | since-9.20 | <boolean>
send-cookie |  |  | <boolean>
tcp-keepalive |  |  | <boolean>
tcp-only |  |  | <boolean>
transfer-format |  |  | ( many-answers | one-answer )
transfer-source |  |  | <source-v4>
transfer-source-v6 |  |  | <source-v6>
transfers |  |  | <integer>
`,
  tls: `
ca-file |  |  | <quoted-string>
cert-file |  |  | <quoted-string>
cipher-suites |  | since-9.20 | <string>
ciphers |  |  | <string>
dhparam-file |  |  | <quoted-string>
key-file |  |  | <quoted-string>
prefer-server-ciphers |  |  | <boolean>
protocols |  |  | { <string>; }
remote-hostname |  |  | <quoted-string>
session-tickets |  |  | <boolean>
`,
};

/** Names that this version refuses with `no longer exists`, by the place where it knows them. */
export const removedNames: Readonly<Record<string, string>> = {
  options:
    "acache-cleaning-interval acache-enable additional-from-auth additional-from-cache allow-v6-synthesis cache-file cleaning-interval deallocate-on-exit dnssec-enable dnssec-lookaside fake-iquery fetch-glue filter-aaaa filter-aaaa-on-v4 filter-aaaa-on-v6 geoip-use-ecs has-old-clients host-statistics host-statistics-max maintain-ixfr-base max-acache-size max-ixfr-log-size min-roots multiple-cnames named-xfer nosit-udp-size queryport-pool-ports queryport-pool-updateinterval request-sit rfc2308-type1 serial-queries sit-secret statistics-interval topology treat-cr-as-space use-id-pool use-ixfr use-queryport-pool",
  view: "acache-cleaning-interval acache-enable additional-from-auth additional-from-cache allow-v6-synthesis cache-file cleaning-interval dnssec-enable dnssec-lookaside fetch-glue filter-aaaa filter-aaaa-on-v4 filter-aaaa-on-v6 maintain-ixfr-base max-acache-size max-ixfr-log-size min-roots nosit-udp-size queryport-pool-ports queryport-pool-updateinterval request-sit rfc2308-type1 topology use-queryport-pool",
  zone: "ixfr-base ixfr-tmp-file maintain-ixfr-base max-ixfr-log-size pubkey",
  server: "request-sit support-ixfr",
  file: "lwres",
};
