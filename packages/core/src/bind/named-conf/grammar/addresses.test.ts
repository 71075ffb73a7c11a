import { describe, expect, it } from "vitest";
import { options, parserSays, type Row, secondary, server, type VersionRow, zone } from "./says.fixture.ts";

/** Addresses that named speaks to and from: what named-checkconf 9.18.49 and 9.20.30 said of them, word for word. */
const topics: Readonly<Record<string, readonly Row[]>> = {
  forwarders: [
    [options("forwarders { };")],
    [options("forwarders { 192.0.2.1; 2001:db8::1; };")],
    [options("forwarders { ::ffff:192.0.2.1; };")],
    [options("forwarders { 0.0.0.0; };")],
    [options("forwarders { fe80::1%lo; };")],
    [options("forwarders { 192.0.2.1; 192.0.2.1; };")],
    [options('forwarders { "192.0.2.1"; };'), `expected IP address near '"'`],
    [options("forwarders { 192.0.2.256; };"), "expected IP address near '192.0.2.256'"],
    [options("forwarders { 192.0.2; };"), "expected IP address near '192.0.2'"],
    [options("forwarders { dns.lan; };"), "expected IP address near 'dns.lan'"],
    [options("forwarders { *; };"), "expected IP address near '*'"],
    [options("forwarders { any; };"), "expected IP address near 'any'"],
    [options("forwarders { !192.0.2.1; };"), "expected IP address near '!'"],
    [options("forwarders { { 192.0.2.1; }; };"), "expected IP address near '{'"],
    [options("forwarders { ; };"), "expected IP address near ';'"],
    [options("forwarders { 192.0.2.1 };"), "missing ';' before '}'"],
    [options("forwarders { 192.0.2.1, 192.0.2.2; };"), "expected IP address near '192.0.2.1,'"],
    [options("forwarders 192.0.2.1;"), "'{' expected near '192.0.2.1'"],
    [options("forwarders { 192.0.2.1 port 53 port 54; };"), "expected at most one port"],
    [options("forwarders { 192.0.2.1 port; };"), "expected port number or '*' near ';'"],
    [options("forwarders port 5 port 6 { };"), "'{' expected near 'port'"],
    [options("forwarders { 192.0.2.1 key k; };"), "expected IP address near 'key'", "missing ';' before 'key'"],
  ],
  "servers of the other family": [
    [options('dual-stack-servers { "ns.lan"; ns2.lan; 192.0.2.1; };')],
    [options('dual-stack-servers port 5 { "ns.lan" port 6; };')],
    [options('dual-stack-servers { "ns.lan" port 0x35; };')],
    [options('dual-stack-servers { "ns.lan" port x; };'), "expected number near 'x'"],
    [options("dual-stack-servers { 192.0.2.1 port 5 port 6; };"), "expected at most one port"],
    [options("dual-stack-servers { ; };"), "expected IP address or hostname near ';'"],
    [options("dual-stack-servers { { }; };"), "expected IP address or hostname near '{'"],
    [options("dual-stack-servers { };")],
    [options("dual-stack-servers ns.lan;"), "'{' expected near 'ns.lan'"],
  ],
  "sources of notifies and transfers": [
    [zone("notify-source 192.0.2.1;")],
    [zone("notify-source *;")],
    [zone("notify-source ::1;"), "expected IPv4 address or '*' near '::1'"],
    [zone('notify-source "192.0.2.1";'), `expected IPv4 address or '*' near '"'`],
    [zone("notify-source 192.0.2.1 192.0.2.2;"), "missing ';' before '192.0.2.2'", "unknown option '192.0.2.2'"],
    [zone("notify-source address 192.0.2.1;"), "expected IPv4 address or '*' near 'address'"],
    [zone("notify-source none;"), "expected IPv4 address or '*' near 'none'"],
    [zone("notify-source port 5;"), "expected IPv4 address or '*' near 'port'"],
    [zone("notify-source ;"), "expected IPv4 address or '*' near ';'"],
    [zone("notify-source { };"), "expected IPv4 address or '*' near '{'"],
    [zone("notify-source-v6 2001:db8::1;")],
    [zone("notify-source-v6 *;")],
    [zone("notify-source-v6 fe80::1%lo;")],
    [zone("notify-source-v6 192.0.2.1;"), "expected IPv6 address or '*' near '192.0.2.1'"],
    [
      zone("parental-source 192.0.2.1 port 5 port 6;"),
      "expected at most one port",
      "token 'port' is deprecated",
      "token 'port' is deprecated",
    ],
  ],
  "sources of questions": [
    [options("query-source *;")],
    [options("query-source 192.0.2.1;")],
    [options("query-source address 192.0.2.1;")],
    [options("query-source address * port *;"), "token 'port' is deprecated"],
    [options("query-source port 5353 address 192.0.2.1;"), "token 'port' is deprecated"],
    [options("query-source port 5353;"), "token 'port' is deprecated"],
    [options("query-source 192.0.2.1 port 5353;"), "token 'port' is deprecated"],
    [options("query-source ::1;"), "expected IPv4 address or '*' near '::1'"],
    [options("query-source dns.lan;"), "expected IPv4 address or '*' near 'dns.lan'"],
    [options('query-source "*";'), "expected one address and/or port"],
    [options("query-source ;"), "expected one address and/or port"],
    [options("query-source { };"), "expected one address and/or port"],
    [options("query-source address 192.0.2.1 address 192.0.2.2;"), "expected one address and/or port"],
    [
      options("query-source port 5 port 6;"),
      "expected one address and/or port",
      "token 'port' is deprecated",
      "token 'port' is deprecated",
    ],
    [options("query-source address * x;"), "expected 'address' or 'port' near 'x'"],
    [options("query-source-v6 2001:db8::1;")],
    [options("query-source-v6 address ::;")],
    [options("query-source-v6 192.0.2.1;"), "expected IPv6 address or '*' near '192.0.2.1'"],
  ],
  "sources towards one server": [
    [server("query-source 192.0.2.9;")],
    [server("notify-source * port 5;"), "token 'port' is deprecated"],
    [server("transfer-source x;"), "expected IPv4 address or '*' near 'x'"],
  ],
  "primaries of a copy": [
    [secondary("primaries { 192.0.2.1; };")],
    [secondary("primaries { 192.0.2.1 port 5 key k tls t; };")],
    [secondary("primaries { 192.0.2.1 tls t key k; };"), "missing ';' before 'k'", "missing ';' before 'key'"],
    [secondary("primaries { 192.0.2.1 key k port 5; };"), "missing ';' before '5'", "missing ';' before 'port'"],
    [secondary("primaries { 192.0.2.1 port 5 port 6; };"), "expected at most one port"],
    [secondary("primaries { up; };")],
    [secondary('primaries { "up"; };')],
    [secondary("primaries { up port 5; };"), "missing ';' before '5'", "missing ';' before 'port'"],
    [secondary("primaries { up key k; };")],
    [secondary('primaries { 192.0.2.1 key "k"; };')],
    [secondary("primaries { 192.0.2.1 key; };"), "expected string near ';'"],
    [secondary("primaries { 192.0.2.1 dscp 5; };"), "missing ';' before '5'", "missing ';' before 'dscp'"],
    [secondary("primaries port 5 { 192.0.2.1; };")],
    [secondary("primaries port 5 port 6 { };"), "'{' expected near 'port'"],
    [secondary("primaries port x { };"), "expected number near 'x'"],
    [
      secondary("primaries { 192.0.2.1 source 192.0.2.9; };"),
      "missing ';' before '192.0.2.9'",
      "missing ';' before 'source'",
    ],
    [secondary("primaries { * ; };")],
    [secondary("primaries { };")],
    [secondary("primaries 192.0.2.1;"), "'{' expected near '192.0.2.1'"],
    [secondary("primaries { ; };"), "expected IP address or remote servers list name near ';'"],
    [secondary("primaries { { }; };"), "expected IP address or remote servers list name near '{'"],
  ],
  "lists of servers by name": [
    ["primaries up { 192.0.2.1; };"],
    ['masters "up" port 5 { 192.0.2.1; };'],
    ["parental-agents up { 192.0.2.1; };"],
    ["primaries { 192.0.2.1; };", "expected string near '{'"],
    ["primaries up;", "'{' expected near ';'"],
    ["primaries up down { };", "'{' expected near 'down'"],
    ["primaries { } { };", "expected string near '{'"],
  ],
  "servers of a static stub": [
    ['zone "b" { type static-stub; server-addresses { 192.0.2.1; ::1; }; };'],
    ['zone "b" { type static-stub; server-addresses { }; };'],
    [
      'zone "b" { type static-stub; server-addresses { 192.0.2.1 port 5; }; };',
      "expected IP address near 'port'",
      "missing ';' before 'port'",
    ],
    ['zone "b" { type static-stub; server-addresses { ns.lan; }; };', "expected IP address near 'ns.lan'"],
    ['zone "b" { type static-stub; server-names { "ns.lan"; ns2.lan; }; };'],
    ['zone "b" { type static-stub; server-names { }; };'],
    ['zone "b" { type static-stub; server-names ns.lan; };', "'{' expected near 'ns.lan'"],
  ],
};

/** Where the two differ. */
const byVersion: Readonly<Record<string, readonly VersionRow[]>> = {
  forwarders: [
    [
      options("forwarders { 192.0.2.1 dscp 5; };"),
      ["'dscp' is obsolete and should be removed"],
      ["expected IP address near 'dscp'", "missing ';' before 'dscp'"],
    ],
    [options("forwarders dscp 5 { };"), [], ["'{' expected near 'dscp'"]],
    [options("forwarders { 192.0.2.1 tls x; };"), ["expected IP address near 'tls'", "missing ';' before 'tls'"], []],
    [options("forwarders tls x { 192.0.2.1; };"), ["'{' expected near 'tls'"], []],
    [options("forwarders tls x port 5 { };"), ["'{' expected near 'tls'"], ["'{' expected near 'port'"]],
    [options("forwarders port 5 tls x { };"), ["'{' expected near 'tls'"], []],
    [
      options("forwarders { 192.0.2.1 tls x port 5; };"),
      ["expected IP address near 'tls'", "missing ';' before 'tls'"],
      [],
    ],
    [
      options("forwarders { 192.0.2.1 tls x tls y; };"),
      ["expected IP address near 'tls'", "missing ';' before 'tls'"],
      [],
    ],
    [
      options("forwarders { 192.0.2.1 tls; };"),
      ["expected IP address near 'tls'", "missing ';' before 'tls'"],
      ["expected string near ';'"],
    ],
    [
      options("forwarders { 192.0.2.1 port 5 tls x; };"),
      ["expected IP address near 'tls'", "missing ';' before 'tls'"],
      [],
    ],
  ],
  "sources of notifies and transfers": [
    [
      zone("parental-source 192.0.2.1 dscp 5;"),
      ["'dscp' is obsolete and should be removed"],
      ["missing ';' before 'dscp'", "unknown option 'dscp'"],
    ],
    [
      zone("parental-source 192.0.2.1 port 5 dscp 6;"),
      ["'dscp' is obsolete and should be removed", "token 'port' is deprecated"],
      ["missing ';' before 'dscp'", "token 'port' is deprecated", "unknown option 'dscp'"],
    ],
  ],
  "sources of questions": [
    [options("query-source none;"), ["expected IPv4 address or '*' near 'none'"], []],
    [options("query-source NONE;"), ["expected IPv4 address or '*' near 'NONE'"], []],
    [options("query-source address none;"), ["expected IPv4 address or '*' near 'none'"], []],
    [
      options("query-source none port 5353;"),
      ["expected IPv4 address or '*' near 'none'"],
      ["token 'port' is deprecated"],
    ],
    [
      options("query-source 192.0.2.1 port 5 port 6;"),
      ["expected at most one port", "token 'port' is deprecated", "token 'port' is deprecated"],
      ["expected one address and/or port", "token 'port' is deprecated", "token 'port' is deprecated"],
    ],
    [
      options("query-source 192.0.2.1 address 192.0.2.2;"),
      ["missing ';' before 'address'", "unknown option 'address'"],
      ["expected one address and/or port"],
    ],
    [
      options("query-source * *;"),
      ["missing ';' before '*'", "unknown option '*'"],
      ["expected 'address' or 'port' near '*'"],
    ],
    [
      options("query-source address * dscp 5;"),
      ["'dscp' is obsolete and should be removed"],
      ["expected 'address' or 'port' near 'dscp'"],
    ],
    [
      options("query-source dscp 5;"),
      ["'dscp' is obsolete and should be removed", "expected one address and/or port"],
      ["expected IPv4 address or '*' near 'dscp'"],
    ],
    [options("query-source-v6 none;"), ["expected IPv6 address or '*' near 'none'"], []],
  ],
  "sources towards one server": [
    [server("query-source address none;"), ["expected IPv4 address or '*' near 'none'"], []],
    [server("query-source none;"), ["expected IPv4 address or '*' near 'none'"], []],
  ],
  "primaries of a copy": [
    [secondary("primaries dscp 5 { 192.0.2.1; };"), [], ["'{' expected near 'dscp'"]],
    [secondary("primaries source 192.0.2.9 { 192.0.2.1; };"), ["'{' expected near 'source'"], []],
    [
      secondary("primaries source 192.0.2.9 port 5 { 192.0.2.1; };"),
      ["'{' expected near 'source'"],
      ["token 'port' is deprecated"],
    ],
    [secondary("primaries port 5 source * source-v6 * { 192.0.2.1; };"), ["'{' expected near 'source'"], []],
    [
      secondary("primaries source-v6 ::1 source 192.0.2.9 { };"),
      ["'{' expected near 'source-v6'"],
      ["'{' expected near 'source'"],
    ],
    [
      secondary("primaries source ::1 { };"),
      ["'{' expected near 'source'"],
      ["expected IPv4 address or '*' near '::1'"],
    ],
  ],
  "lists of servers by name": [
    ["remote-servers up { 192.0.2.1; };", ["unknown option 'remote-servers'"], []],
    ["remote-servers up port 5 source 192.0.2.9 { 192.0.2.1; };", ["unknown option 'remote-servers'"], []],
  ],
};

describe.each(Object.entries(topics))("%s", (_topic, rows) => {
  it.each(rows)("%s", (conf, ...said) => {
    expect(parserSays(conf, "9.18")).toEqual(said);
    expect(parserSays(conf, "9.20")).toEqual(said);
  });
});

describe.each(Object.entries(byVersion))("%s, by version", (_topic, rows) => {
  it.each(rows)("%s", (conf, said918, said920) => {
    expect(parserSays(conf, "9.18")).toEqual(said918);
    expect(parserSays(conf, "9.20")).toEqual(said920);
  });
});
