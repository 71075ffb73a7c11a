import { describe, expect, it } from "vitest";
import { wordsOf } from "../fixtures/conf.fixture.ts";

/** What named-checkconf 9.18.49 said of these values, word for word; a row without words was accepted in silence. */
type Row = readonly [conf: string, ...said: string[]];

const options = (text: string): string => `options { ${text} };`;
const order = (text: string): string => options(`rrset-order { ${text} };`);
const query = (text: string): string => options(`allow-query { ${text} };`);
const server = (address: string, text: string): string => `server ${address} { ${text} };`;
const key = (algorithm: string, name = "k"): string => `key ${name} { algorithm ${algorithm}; secret "c2VjcmV0"; };`;
const dialup = (type: string, word: string): string =>
  `zone "a" { type ${type}; ${type === "primary" ? 'file "f"' : "primaries { 192.0.2.1; }"}; dialup ${word}; };`;
const DIALUP = "option 'dialup' is deprecated";
const PORTS = "option 'use-v4-udp-ports' is deprecated";
const ports = (text: string): string => options(`use-v4-udp-ports { ${text} };`);

const topics: Readonly<Record<string, readonly Row[]>> = {
  "rrset-order: class, type, name, order, in this order": [
    [order('class IN type A name "www" order cyclic;')],
    [order("class ANY type any order cyclic;")],
    [order("order cyclic; order random;")],
    [order("type A class IN order cyclic;"), "missing ';' before 'order'"],
    [order("class IN type A name www order cyclic;"), "expected quoted string near 'www'"],
    [order("order cyclic order random;"), "missing ';' before 'order'"],
    [order("cyclic;"), "expected unquoted string near ';'"],
    [order("class IN;"), "expected unquoted string near ';'"],
    [order("class IN order;"), "expected unquoted string near ';'"],
    [order(";"), "expected unquoted string near ';'"],
    [order('order "cyclic";'), `expected unquoted string near '"'`],
    [order("foo cyclic;"), "rrset-order: keyword 'order' missing"],
    [order("class IN type NOPE order cyclic;"), "rrset-order: invalid type 'NOPE'"],
    [order("class NOPE type A order cyclic;"), "rrset-order: invalid class 'NOPE'"],
    [order('name "a..b" order cyclic;'), "rrset-order: invalid name 'a..b'"],
  ],
  "words in front of a list of addresses": [
    [options("allow-transfer port 5 transport tls { any; };")],
    [options("allow-transfer x;"), "unexpected 'x'"],
    [options("allow-transfer port 5 port 6 { any; };"), "unexpected 'port'"],
    [options("allow-notify x;"), "'{' expected near 'x'"],
    [options("allow-notify 5;"), "'{' expected near '5'"],
    [options("listen-on x;"), "unexpected 'x'"],
    [options("listen-on port 5 port 6 { any; };"), "unexpected 'port'"],
    [options("listen-on ;"), "'{' expected near ';'"],
    [options("forwarders x;"), "'{' expected near 'x'"],
    [options("response-padding { any; };"), "expected 'block-size' near ';'"],
  ],
  "addresses and prefixes": [
    [query("1.2/16; 10/8; ::/0; 0/0; ::ffff:1.2.3.4; LOCALHOST; Any; !none;")],
    [query("10.0.0.0/08;")],
    [query("fe80::1%lo;")],
    [query("1.2.3;"), "incomplete IPv4 address or prefix near ';'"],
    [query("1.2.3.4/a;"), "expected prefix length near 'a'"],
    [query("1.2.3.4/;"), "expected prefix length near ';'"],
    [query("1.2.3.4/24;"), "'1.2.3.4/24': address/prefix length mismatch '24'"],
    [query("::1/129;"), "invalid prefix length '129'"],
    [query("300.1.1.1;"), "undefined ACL '300.1.1.1'"],
    [query("any none;"), "missing ';' before 'none'"],
    [query("!any"), "missing ';' before '}'"],
    [query(";any;"), "expected IP match list element near ';'"],
    [query("key;"), "expected string near ';'"],
  ],
  "ports of addresses": [
    [options("forwarders port 0 { 192.0.2.1; };")],
    [options("forwarders { 192.0.2.1 port 65535; };")],
    [options("forwarders { 192.0.2.1 port 65536; };"), "port number out of range near '65536'"],
    [options("dual-stack-servers { 192.0.2.1 port 70000; };"), "port number out of range near '70000'"],
    ["controls { inet 127.0.0.1 port 70000 allow { any; }; };", "port number out of range near '70000'"],
    ["statistics-channels { inet 127.0.0.1 port 80530 allow { any; }; };", "port number out of range near '80530'"],
    ["controls { inet 127.0.0.1; };", "expected 'allow' near ';'"],
    ['controls { unix "/x"; };', "expected 'perm' near ';'"],
    ['controls { unix "/x" perm 5; };', "expected 'owner' near ';'"],
  ],
  "sets of ports": [
    [ports("range 3 5; 65535;"), PORTS],
    [ports("range 5 3;"), "low port '5' must not be larger than high port '3'", PORTS],
    [ports("65536;"), "invalid port near '65536'", PORTS],
    [ports("range 1 70000;"), "invalid port near '70000'", PORTS],
    [ports("5; range 3;"), "expected number near ';'", PORTS],
    [ports("1 2;"), "missing ';' before '2'", PORTS],
    [ports("x;"), "expected integer or 'range' near 'x'", PORTS],
  ],
  "query-source": [
    [options("query-source address * port *;"), "token 'port' is deprecated"],
    [options("query-source *;")],
    [options("query-source 192.0.2.1 192.0.2.2;"), "missing ';' before '192.0.2.2'", "unknown option '192.0.2.2'"],
    [options("query-source ::1;"), "expected IPv4 address or '*' near '::1'"],
    [options("query-source-v6 192.0.2.1;"), "expected IPv6 address or '*' near '192.0.2.1'"],
  ],
  servers: [
    [server("192.0.2.0/24", "bogus yes;")],
    [server("10/8", "")],
    [server("192.0.2.1/24", ""), "'192.0.2.1/24': address/prefix length mismatch '24'"],
    [server("192.0.2.1/33", ""), "invalid prefix length '33'"],
    [server("1.2.3", ""), "incomplete IPv4 address or prefix near '{'"],
    [server("1.2.3.4/x", ""), "expected prefix length near 'x'"],
    [server("192.0.2.1", "query-source-v6 ::1;"), "server '192.0.2.1/32': query-source-v6 not legal"],
    [server("192.0.2.1", "transfer-source-v6 ::1;"), "server '192.0.2.1/32': transfer-source-v6 not legal"],
    [server("::1", "notify-source 192.0.2.2;"), "server '::1/128': notify-source not legal"],
    [server("2001:db8::/32", "query-source 192.0.2.2;"), "server '2001:db8::/32': query-source not legal"],
    [server("::1", "transfer-source-v6 ::1;")],
    [
      server("192.0.2.1", "query-source 192.0.2.2 port 53;"),
      "'query-source' cannot specify the DNS listener port (53)",
      "token 'port' is deprecated",
    ],
    [server("192.0.2.1", "query-source 192.0.2.2 port 5;"), "token 'port' is deprecated"],
    [server("192.0.2.1", "keys k;"), "unknown key 'k'"],
  ],
  keys: [
    [key("hmac-md5")],
    [key('"hmac-sha256"')],
    [key("hmac-sha256-256")],
    [key("hmac-sha384-192")],
    [key("hmac-sha1-88")],
    [key("hmac-sha256", '"a..b"'), "key 'a..b': bad key name"],
    [key("hmac-sha256-81"), "key 'k' digest-bits not multiple of 8"],
    [key("hmac-sha256-300"), "key 'k' digest-bits too large [128..256]"],
    [key("hmac-sha256-80"), "key 'k' digest-bits too small [<128]"],
    [key("hmac-sha384-128"), "key 'k' digest-bits too small [<192]"],
    [key("hmac-md5-64"), "key 'k' digest-bits too small [<64]"],
    [key("hmac-sha256-"), "key 'k': unable to parse digest-bits"],
    [key("foo-128"), "unknown algorithm 'foo-128'"],
    ["key k { algorithm hmac-sha256; };", "key 'k' must have both 'secret' and 'algorithm' defined"],
    [`${key("hmac-sha256")}\n${key("hmac-sha256", "K")}`, "key 'K': already exists"],
  ],
  "views by name and class": [
    ["view v IN { };\nview v CH { recursion no; };"],
    ["view _bind IN { };"],
    ["view _bind CH { recursion no; };", "attempt to redefine builtin view '_bind'"],
    ["view _default { };", "attempt to redefine builtin view '_default'"],
    ["view v NOPE { };", "view 'v': invalid class NOPE"],
    ["view v { };\nview v { };", "view 'v': already exists"],
  ],
  tls: [
    ["tls x { protocols { TLSv1.2; }; };\noptions { listen-on tls X { any; }; };"],
    ["tls x { };\ntls X { };", "tls clause 'X' is duplicated"],
    [
      "tls x { protocols { TLSv9; }; };",
      "'TLSv9' is not a valid TLS protocol version",
      "tls 'x' does not contain any valid TLS protocol versions definitions",
    ],
    ["tls x { protocols { }; };", "tls 'x' does not contain any valid TLS protocol versions definitions"],
    ['tls x { cert-file "a"; };', "tls 'x': 'cert-file' and 'key-file' must both be specified, or both omitted"],
    [options("listen-on tls nope { any; };"), "tls 'nope' is not defined"],
  ],
  logging: [
    ["logging { channel X { stderr; }; category queries { x; NULL; }; };"],
    ["logging { category QUERIES { null; }; };", "undefined category: 'QUERIES'"],
    ["logging { category queries { nope; }; };", "undefined channel: 'nope'"],
    [
      "logging { channel x { null; stderr; }; };",
      "channel 'x': exactly one of file, syslog, null, and stderr must be present",
    ],
  ],
  "dialup by type of zone": [
    [dialup("primary", "yes"), DIALUP],
    [dialup("primary", "notify"), DIALUP],
    [dialup("primary", "passive"), "dialup type 'passive' is not allowed in 'primary' zone 'a'", DIALUP],
    [dialup("primary", "refresh"), "dialup type 'refresh' is not allowed in 'primary' zone 'a'", DIALUP],
    [dialup("secondary", "notify-passive"), DIALUP],
    [dialup("stub", "passive"), DIALUP],
    [dialup("stub", "notify"), "dialup type 'notify' is not allowed in 'stub' zone 'a'", DIALUP],
  ],
  "names and prefixes of options": [
    [options('disable-algorithms "a." { RSASHA1; };')],
    [options('disable-algorithms "a..b" { RSASHA1; };'), "bad domain name 'a..b'"],
    [options('disable-ds-digests "a..b" { SHA-1; };'), "bad domain name 'a..b'"],
    [options("sig-signing-type 5;")],
    [options("dns64 64:ff9b::1/96 { };"), "'64:ff9b::1/96': address/prefix length mismatch '96'"],
    [options("use-alt-transfer-source yes;"), "option 'use-alt-transfer-source' is deprecated"],
    [
      options("use-alt-transfer-source 192.0.2.1;"),
      "boolean expected near '192.0.2.1'",
      "option 'use-alt-transfer-source' is deprecated",
    ],
  ],
};

describe.each(Object.entries(topics))("%s", (_topic, rows) => {
  it.each(rows)("%s", (conf, ...said) => {
    expect(wordsOf(conf)).toEqual([...said].sort());
  });
});
