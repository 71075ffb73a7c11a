import { describe, expect, it } from "vitest";
import { emptyFileTree, sourceFromText } from "../../../text/index.ts";
import { bindSettings, checkNamedConf, parseNamedConf } from "../index.ts";

/** What named-checkconf 9.18.49 refuses or warns of, row by row; `-` is no word. */
function said(text: string): readonly string[] {
  const source = sourceFromText("c.conf", text);
  const parsed = parseNamedConf(source, { files: emptyFileTree, version: "9.18", directory: "/etc/bind" });
  const all = [...parsed.diagnostics, ...checkNamedConf(parsed.value), ...bindSettings(parsed.value).diagnostics];
  return all
    .filter(({ code }) => code !== "NAMED_CONF_NOT_MODELLED" && code !== "NAMED_CONF_DEPRECATED_CLAUSE")
    .map(({ severity, message }) => `${severity} ${message}`);
}

type Row = readonly [conf: string, ...said: string[]];

const option = (text: string): string => `options { ${text} };`;
const view = (text: string): string => `view "v" { ${text} };`;
const zone = (text: string, name = "a"): string => `zone "${name}" { ${text} };`;
const primary = (text: string, name = "a"): string => zone(`type primary; file "${name}.db"; ${text}`, name);
const secondary = (text: string): string => zone(`type secondary; primaries { 192.0.2.1; }; file "s"; ${text}`);

const topics: Readonly<Record<string, readonly Row[]>> = {
  "values in a range": [
    [option("max-ncache-ttl 8d;"), "error max-ncache-ttl '691200' is out of range (0..604800)"],
    [option("min-cache-ttl 90;")],
    [option("min-ncache-ttl 91;"), "error min-ncache-ttl '91' is out of range (0..90)"],
    [option("max-transfer-time-in 40321;"), "error max-transfer-time-in '40321' is out of range (0..40320)"],
    [option("max-rsa-exponent-size 34;"), "error max-rsa-exponent-size '34' is out of range (35..4096)"],
    [option("max-rsa-exponent-size 0;")],
    [option("nta-lifetime 8d;"), "error 'nta-lifetime' cannot exceed one week"],
    [option("nta-lifetime 0;"), "error 'nta-lifetime' may not be zero"],
    [
      option("nta-recheck 8d; nta-lifetime 7d;"),
      "error 'nta-recheck' cannot exceed one week",
      "warning 'nta-recheck' (691200 seconds) is greater than 'nta-lifetime' (604800 seconds)",
    ],
    [option("nta-recheck 2h;"), "warning 'nta-recheck' (7200 seconds) is greater than 'nta-lifetime' (3600 seconds)"],
    [option("lmdb-mapsize 1;"), "error 'lmdb-mapsize 1' is too small"],
    [option("lmdb-mapsize 1048576M;")],
    [option("max-ixfr-ratio 0%;"), "error 'ixfr-max-ratio' must be a nonzero percentage or 'unlimited')"],
    [option("max-ixfr-ratio 101%;"), "warning 'ixfr-max-ratio 101%' exceeds 100%"],
    [option("max-ixfr-ratio unlimited;")],
    [
      option("stale-refresh-time 29;"),
      "warning 'stale-refresh-time' should either be 0 or otherwise 30 seconds or higher",
    ],
    [option("stale-refresh-time 0;")],
    [option("resolver-nonbackoff-tries 0;"), "error 'resolver-nonbackoff-tries' must be >= 1"],
    [option("max-query-restarts 256;"), "error 'max-query-restarts' is out of range 1..255)"],
    [primary("sig-signing-type 1;"), "error sig-signing-type: 1 out of range [65280..65535]"],
    [option("sig-validity-interval 3661;"), "error sig-validity-interval '3661' is out of range (1..3660)"],
    [
      option("sig-validity-interval 10 11;"),
      "error validity interval (10 days) less than re-signing interval (11 days)",
    ],
    [option("sig-validity-interval 7 168;")],
    [
      option("sig-validity-interval 7 169;"),
      "error validity interval (7 days) less than re-signing interval (169 hours)",
    ],
    [option("dnskey-sig-validity 3661;"), "error dnskey-sig-validity '3661' is out of range (0..3660)"],
    [option('preferred-glue "mx";'), "warning preferred-glue unexpected value 'mx'"],
    [option("tls-port 65536;"), "error port '65536' out of range"],
  ],
  "cookies and names": [
    [option('cookie-secret "00112233445566778899aabbccddeeff";')],
    [option('cookie-secret "0011";'), "error SipHash-2-4 cookie-secret must be 128 bits"],
    [option('cookie-secret "xx";'), "error cookie-secret: invalid hex string"],
    [option("check-names primary fail; check-names secondary warn; check-names response ignore;")],
    [option("check-names primary fail; check-names primary warn;"), "error 'check-names primary' duplicated"],
    [
      option("check-names primary fail; check-names master warn;"),
      "error 'check-names' cannot take both 'primary' and 'master'",
    ],
    [
      option("check-names slave fail; check-names secondary warn;"),
      "error 'check-names' cannot take both 'secondary' and 'slave'",
    ],
    [option('empty-server "a..b";'), "error empty-server: invalid name 'a..b'"],
    [option('dns64-server "a..b";'), "error dns64-server: invalid name 'a..b'"],
  ],
  "dns64 and rate-limit": [
    [option("dns64 64:ff9b::/96 { };")],
    [option("dns64 64:ff9b::/97 { };"), "error dns64 prefix 64:ff9b::/97 length is not 32/40/48/56/64/96"],
    [option("dns64 10/8 { };"), "error dns64 prefix 10.0.0.0/8 must be IPv6"],
    [option("dns64 ::100:0:0:0/96 { };"), "error dns64 prefix ::100:0:0:0/96 bits [64..71] must be zero"],
    [option("dns64 2001:db8::/32 { suffix ::1; };")],
    [option("dns64 64:ff9b::/96 { suffix ::1; };"), "error bad suffix '::1' leading 16 octets not zeros"],
    [option("dns64 64:ff9b::/96 { clients { nobody; }; };"), "error undefined ACL 'nobody'"],
    [option("rate-limit { responses-per-second 1000; slip 10; window 3600; };")],
    [option("rate-limit { responses-per-second 1001; };"), "error responses-per-second 1001 > 1000"],
    [option("rate-limit { all-per-second 1001; };"), "error all-per-second 1001 > 1000"],
    [option("rate-limit { slip 11; };"), "error slip 11 > 10"],
    [option("rate-limit { window 0; };"), "error window 0 < 1 or > 3600"],
    [option("rate-limit { qps-scale 0; };"), "error invalid 'qps-scale 0'"],
    [option("rate-limit { ipv4-prefix-length 7; };"), "error invalid 'ipv4-prefix-length 7'"],
    [option("rate-limit { ipv6-prefix-length 65; };"), "error ipv6-prefix-length 65 < 16 or > 64"],
    [option("rate-limit { max-table-size 30; };"), "error max-table-size 30 < min-table-size 500"],
    [option("rate-limit { min-table-size 30; max-table-size 30; };")],
    [option("rate-limit { exempt-clients { nobody; }; log-only yes; };"), "error undefined ACL 'nobody'"],
  ],
  dnstap: [
    [option("dnstap { all; };"), "error 'dnstap-output' must be set if 'dnstap' is set"],
    [option('dnstap { all; }; dnstap-output file "/tmp/t" size 10m;')],
    [
      option('dnstap { all; }; dnstap-output unix "/tmp/t" size 10m;'),
      "error dnstap-output size cannot be set with mode unix",
    ],
    [option("fstrm-set-buffer-hint 1023;"), "error fstrm-set-buffer-hint '1023' out of range (1024..65536)"],
    [option("fstrm-set-input-queue-size 513;"), "error fstrm-set-input-queue-size '513' not a power-of-2"],
    [option("fstrm-set-output-notify-threshold 0;"), "error fstrm-set-output-notify-threshold out of range (0 < 1)"],
  ],
  "listeners, tls and http": [
    ['tls "none" { key-file "k"; cert-file "c"; };', "error tls clause name 'none' is reserved for internal use"],
    ['tls "t" { protocols { TLSv1.2; TLSv1.3; }; };'],
    ['tls "t" { protocols { TLSv9; TLSv1.2; }; };', "error 'TLSv9' is not a valid TLS protocol version"],
    ['http "default" { };', "error 'http' name cannot be 'default' (which is a built-in configuration)"],
    ['http "h" { };\nhttp "h" { };', "error http 'h' is duplicated"],
    ['http "h" { endpoints { "/dns-query"; "/a/b-c/%20"; }; };'],
    [
      'http "h" { endpoints { "dns-query"; "//"; "/?q"; }; };',
      "error endpoint 'dns-query' is not a valid absolute HTTP path",
      "error endpoint '//' is not a valid absolute HTTP path",
      "error endpoint '/?q' is not a valid absolute HTTP path",
    ],
    [option("listen-on port 80 http default tls none { any; };")],
    [
      option("listen-on http default { any; };"),
      "error http must specify a 'tls' statement, 'tls ephemeral', or 'tls none'",
    ],
    [option("listen-on tls none http h { any; };"), "error http 'h' is not defined"],
    [
      primary("allow-transfer transport udp { any; };"),
      "error 'udp' is not a valid transport protocol for zone transfers. Please specify either 'tcp' or 'tls'",
    ],
  ],
  "zones and who copies them": [
    [
      secondary("notify no; also-notify { 192.0.2.2; };"),
      "warning zone 'a': 'also-notify' set but 'notify' is disabled",
    ],
    [`${option("notify no; also-notify { missing; };")}\n${primary("")}`],
    [`${option("also-notify { missing; };")}\n${primary("")}`, "error unable to find primaries list 'missing'"],
    ['primaries "p" { 192.0.2.1; };\nmasters "P" { 192.0.2.2; };', "error masters list 'P' is duplicated"],
    ['parental-agents "p" { 192.0.2.1; };\nprimaries "p" { 192.0.2.2; };'],
    [primary('parental-agents { "p"; };'), "error unable to find parental-agents list 'p'"],
    [primary("parental-agents { };"), "error zone 'a': empty 'parental-agents' entry"],
    [secondary("transfer-source * port 53;"), "error 'transfer-source' cannot specify the DNS listener port (53)"],
    [secondary("transfer-source * port 5353;"), "warning 'transfer-source': specifying a port is not recommended"],
    [
      `${option("recursion no;")}\n${zone("type mirror; primaries { 192.0.2.1; };")}`,
      "error zone 'a': mirror zones cannot be used if recursion is disabled",
    ],
    [
      zone("type mirror; primaries { 192.0.2.1; }; notify yes;"),
      "error zone 'a': mirror zones can only be used with 'notify no;' or 'notify explicit;'",
    ],
    [
      zone("type secondary; masters { 192.0.2.1; }; primaries { 192.0.2.1; };"),
      "error 'primaries' and 'masters' cannot both be used in the same zone",
    ],
    [zone('type primary; dlz "d"; database "rbt";'), "error zone 'a': cannot specify both 'dlz' and 'database'"],
    [zone('type static-stub; server-names { "b..c"; };'), "error server-name 'b..c' is not a valid name"],
    [
      zone("type static-stub; server-addresses { fe80::1%lo; };"),
      "error scoped address is not allowed for static stub server-addresses",
    ],
    [
      `${option("forwarders { 192.0.2.1; };")}\n${zone("type forward; forwarders { 192.0.2.2; };", ".")}`,
      "error forwarders declared in root zone and in general configuration",
    ],
    [
      zone("type forward; forwarders { 192.0.2.2; };", "10.in-addr.arpa"),
      "warning inherited 'forward first;' for rfc1918 zone '10.in-addr.arpa' - did you want 'forward only;'?",
    ],
    [zone("type forward; forward only; forwarders { 192.0.2.2; };", "16.172.in-addr.arpa")],
    [
      zone("type forward; forwarders { 192.0.2.2; };", "d.f.ip6.arpa"),
      "warning inherited 'forward first;' for ula zone 'd.f.ip6.arpa' - did you want 'forward only;'?",
    ],
  ],
  "signing of zones": [
    [primary('dnssec-policy "p";'), "error zone 'a': option 'dnssec-policy p' has no matching dnssec-policy config"],
    [
      `${option('dnssec-policy "p";')}\n${primary("")}`,
      "error zone 'a': option 'dnssec-policy p' has no matching dnssec-policy config",
    ],
    [primary("dnssec-policy default; inline-signing yes;")],
    [
      primary("dnssec-policy default;"),
      "error 'inline-signing yes;' must also be configured explicitly for zones using dnssec-policy without a configured 'allow-update' or 'update-policy'. See https://kb.isc.org/docs/dnssec-policy-requires-dynamic-dns-or-inline-signing",
    ],
    [
      primary("dnssec-policy default; allow-update { any; };"),
      "warning 'inline-signing' default changed to 'yes' in 9.20. Before upgrading, explicitly set 'inline-signing no;' to your dnssec-policy or zone configuration",
    ],
    [
      primary("dnssec-policy default; inline-signing yes; max-zone-ttl 1d;"),
      "warning zone 'a': option 'max-zone-ttl' is ignored when used together with 'dnssec-policy'",
    ],
    [
      primary("dnssec-policy default; inline-signing yes; update-check-ksk yes;"),
      "error update-check-ksk: cannot be configured if dnssec-policy is also set",
    ],
    [
      primary("auto-dnssec maintain;"),
      "error 'auto-dnssec maintain;' requires dynamic DNS or inline-signing to be configured for the zone",
    ],
    [option("auto-dnssec maintain;"), "error auto-dnssec may only be activated at the zone level"],
    [
      secondary("dnssec-dnskey-kskonly yes;"),
      "error dnssec-dnskey-kskonly: requires inline-signing when used in secondary zone",
    ],
    [zone("type secondary; primaries { 192.0.2.1; }; inline-signing yes;"), "error zone 'a': missing 'file' entry"],
    [
      `${primary("allow-update { any; };")}\n${zone('type primary; file "a.db";', "b")}`,
      "error writeable file 'a.db': already in use",
    ],
    [
      `${view(`key-directory "k"; ${primary("dnssec-policy default; inline-signing yes;")}`)}
view "w" { key-directory "k"; ${zone('type primary; file "b"; dnssec-policy insecure; inline-signing yes;')} };`,
      "error key-directory 'a/k' already in use by zone a with policy default",
    ],
  ],
};

describe.each(Object.entries(topics))("%s", (_topic, rows) => {
  it.each(rows.map((row) => [row[0].replaceAll("\n", " "), row] as const))("%s", (_conf, [conf, ...expected]) => {
    expect(said(conf)).toEqual(expected);
  });
});
