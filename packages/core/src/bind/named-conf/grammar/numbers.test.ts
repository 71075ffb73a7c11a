import { describe, expect, it } from "vitest";
import { options, parserSays, type Row, type VersionRow, zone } from "./says.fixture.ts";

/** Numbers of all sorts at their limits: what named-checkconf 9.18.49 and 9.20.30 said of them, word for word. */
const topics: Readonly<Record<string, readonly Row[]>> = {
  "an integer: decimal, 0x and decimal digits, or octal with a leading 0, in 32 bits": [
    [options("recursive-clients 0;")],
    [options("recursive-clients 4294967295;")],
    [options("recursive-clients 4294967296;"), "out of range"],
    [options("recursive-clients 0x10;")],
    [options("recursive-clients 0x99;")],
    [options("recursive-clients 0xff;"), "expected number near '0xff'"],
    [options("recursive-clients 0x100000000;"), "out of range"],
    [options("recursive-clients 017;")],
    [options("recursive-clients 08;"), "expected number near '08'"],
    [options("recursive-clients 037777777777;")],
    [options("recursive-clients 040000000000;"), "out of range"],
    [options("recursive-clients -1;"), "expected number near '-1'"],
    [options("recursive-clients +1;"), "expected number near '+1'"],
    [options("recursive-clients 1.0;"), "expected number near '1.0'"],
    [options("recursive-clients 1k;"), "expected number near '1k'"],
    [options("recursive-clients 1e3;"), "expected number near '1e3'"],
    [options('recursive-clients "5";'), `expected number near '"'`],
    [options("recursive-clients yes;"), "expected number near 'yes'"],
    [options("recursive-clients { 5; };"), "expected number near '{'"],
    [options("recursive-clients ;"), "expected number near ';'"],
    [options("recursive-clients 5 6;"), "missing ';' before '6'", "unknown option '6'"],
  ],
  "two integers, or one and a second that may be missing": [
    [options("prefetch 2;")],
    [options("prefetch 2 9;")],
    [options("prefetch 2 9 9;"), "missing ';' before '9'", "unknown option '9'"],
    [options("prefetch 2 x;"), "missing ';' before 'x'", "unknown option 'x'"],
    [options("prefetch x;"), "expected number near 'x'"],
  ],
  "an integer and what happens beyond it": [
    [options("fetches-per-zone 0;")],
    [options("fetches-per-zone 200 drop;")],
    [options("fetches-per-zone 200 FAIL;")],
    [options("fetches-per-zone 200 deny;"), "missing ';' before 'deny'", "unknown option 'deny'"],
    [options("fetches-per-zone 200 drop fail;"), "missing ';' before 'fail'", "unknown option 'fail'"],
    [options("fetches-per-zone drop;"), "expected number near 'drop'"],
  ],
  "the port of a list: an integer of any size": [
    [options("forwarders port 0 { 192.0.2.1; };")],
    [options("forwarders port 65535 { 192.0.2.1; };")],
    [options("forwarders port 65536 { 192.0.2.1; };")],
    [options("forwarders port 010 { 192.0.2.1; };")],
    [options("forwarders port 0xff { 192.0.2.1; };"), "expected number near '0xff'"],
    [options("forwarders port * { 192.0.2.1; };"), "expected number near '*'"],
    [options('forwarders port "53" { 192.0.2.1; };'), `expected number near '"'`],
    [options("forwarders port  { 192.0.2.1; };"), "expected number near '{'"],
  ],
  "the port behind an address: decimal, in 16 bits": [
    [options("forwarders { 192.0.2.1 port 0; };")],
    [options("forwarders { 192.0.2.1 port 65535; };")],
    [options("forwarders { 192.0.2.1 port 65536; };"), "port number out of range near '65536'"],
    [options("forwarders { 192.0.2.1 port 010; };")],
    [options("forwarders { 192.0.2.1 port 08; };")],
    [options("forwarders { 192.0.2.1 port 0177777; };"), "port number out of range near '0177777'"],
    [options("forwarders { 192.0.2.1 port 0x35; };"), "expected port number or '*' near '0x35'"],
    [options("forwarders { 192.0.2.1 port *; };"), "expected port number or '*' near '*'"],
    [options("forwarders { 192.0.2.1 port -1; };"), "expected port number or '*' near '-1'"],
    [options('forwarders { 192.0.2.1 port "53"; };'), `expected port number or '*' near '"'`],
    [options("forwarders { 192.0.2.1 port 4294967296; };"), "out of range"],
    [options("forwarders { 192.0.2.1 port ; };"), "expected port number or '*' near ';'"],
    [options("forwarders { 192.0.2.1 port { }; };"), "expected port number or '*' near '{'"],
  ],
  "the port of a control channel": [
    ["controls { inet 127.0.0.1 port 0 allow { any; }; };"],
    ["controls { inet 127.0.0.1 port 953 allow { any; }; };"],
    ["controls { inet 127.0.0.1 port 65536 allow { any; }; };", "port number out of range near '65536'"],
    ["controls { inet 127.0.0.1 port * allow { any; }; };"],
    ["controls { inet 127.0.0.1 port 0x35 allow { any; }; };", "expected port number or '*' near '0x35'"],
    ["controls { inet 127.0.0.1 port x allow { any; }; };", "expected port number or '*' near 'x'"],
    ["controls { inet 127.0.0.1 port  allow { any; }; };", "expected port number or '*' near 'allow'"],
    ["controls { inet 127.0.0.1 port { } allow { any; }; };", "expected port number or '*' near '{'"],
  ],
  "the port of a source, which is deprecated": [
    [zone("notify-source 192.0.2.1 port 0;"), "token 'port' is deprecated"],
    [zone("notify-source 192.0.2.1 port 65535;"), "token 'port' is deprecated"],
    [
      zone("notify-source 192.0.2.1 port 65536;"),
      "port number out of range near '65536'",
      "token 'port' is deprecated",
    ],
    [zone("notify-source 192.0.2.1 port *;"), "token 'port' is deprecated"],
    [
      zone("notify-source 192.0.2.1 port 0x35;"),
      "expected port number or '*' near '0x35'",
      "token 'port' is deprecated",
    ],
    [zone("notify-source 192.0.2.1 port x;"), "expected port number or '*' near 'x'", "token 'port' is deprecated"],
    [zone("notify-source 192.0.2.1 port ;"), "expected port number or '*' near ';'", "token 'port' is deprecated"],
  ],
  "sets of ports": [
    [options("use-v4-udp-ports { 0; 65535; };"), "option 'use-v4-udp-ports' is deprecated"],
    [options("use-v4-udp-ports { 65536; };"), "invalid port near '65536'", "option 'use-v4-udp-ports' is deprecated"],
    [options("use-v4-udp-ports { 0177777; };"), "option 'use-v4-udp-ports' is deprecated"],
    [
      options("use-v4-udp-ports { 0xff; };"),
      "expected integer or 'range' near '0xff'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [
      options("use-v4-udp-ports { 08; };"),
      "expected integer or 'range' near '08'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [
      options("use-v4-udp-ports { -1; };"),
      "expected integer or 'range' near '-1'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [options("use-v4-udp-ports { 4294967296; };"), "option 'use-v4-udp-ports' is deprecated", "out of range"],
    [
      options("use-v4-udp-ports { x; };"),
      "expected integer or 'range' near 'x'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [
      options('use-v4-udp-ports { "5"; };'),
      `expected integer or 'range' near '"'`,
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [options("use-v4-udp-ports { range 1 65535; };"), "option 'use-v4-udp-ports' is deprecated"],
    [options("use-v4-udp-ports { range 5 5; };"), "option 'use-v4-udp-ports' is deprecated"],
    [
      options("use-v4-udp-ports { range 5 4; };"),
      "low port '5' must not be larger than high port '4'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [options("use-v4-udp-ports { range 1; };"), "expected number near ';'", "option 'use-v4-udp-ports' is deprecated"],
    [
      options("use-v4-udp-ports { range x 5; };"),
      "expected number near 'x'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [
      options("use-v4-udp-ports { range 1 65536; };"),
      "invalid port near '65536'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [
      options("use-v4-udp-ports { range 1 2 3; };"),
      "missing ';' before '3'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [options("use-v4-udp-ports { RANGE 1 2; };"), "option 'use-v4-udp-ports' is deprecated"],
    [
      options("use-v4-udp-ports { *; };"),
      "expected integer or 'range' near '*'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
    [
      options("use-v4-udp-ports { ; };"),
      "expected integer or 'range' near ';'",
      "option 'use-v4-udp-ports' is deprecated",
    ],
  ],
  "octets with a unit; what is negative without one is all of 64 bits": [
    [options("max-journal-size 0;")],
    [options("max-journal-size 500;")],
    [options("max-journal-size 5k;")],
    [options("max-journal-size 5K;")],
    [options("max-journal-size 5m;")],
    [options("max-journal-size 5G;")],
    [options("max-journal-size 5t;"), "expected integer and optional unit near '5t'"],
    [options("max-journal-size 5kb;"), "expected integer and optional unit near '5kb'"],
    [options("max-journal-size k;"), "expected integer and optional unit near 'k'"],
    [options("max-journal-size 1.5M;"), "expected integer and optional unit near '1.5M'"],
    [options("max-journal-size -1;")],
    [options("max-journal-size +5;")],
    [options("max-journal-size -5k;"), "expected integer and optional unit near '-5k'"],
    [options("max-journal-size 18446744073709551615;")],
    [options("max-journal-size 18446744073709551616;")],
    [options("max-journal-size 17179869183g;")],
    [options("max-journal-size 17179869184g;"), "expected integer and optional unit near '17179869184g'"],
    [options("max-journal-size 010;")],
    [options("max-journal-size 0x10;"), "expected integer and optional unit near '0x10'"],
    [options("max-journal-size unlimited;")],
    [options("max-journal-size DEFAULT;")],
    [options("max-journal-size none;"), "expected integer and optional unit near 'none'"],
    [options('max-journal-size "5M";'), `expected integer and optional unit near '"'`],
    [options("max-journal-size ;"), "expected integer and optional unit near ';'"],
  ],
  "octets or a part of the memory": [
    [options("max-cache-size 90%;")],
    [options("max-cache-size 0%;")],
    [options("max-cache-size 101%;")],
    [options("max-cache-size %;")],
    [options("max-cache-size -1%;")],
    [options("max-cache-size 50.5%;"), "expected integer and optional unit or percent near '50.5%'"],
    [options("max-cache-size 80 %;"), "missing ';' before '%'", "unknown option '%'"],
    [options("max-cache-size 9999999999%;")],
    [options("max-cache-size 512M;")],
    [options("max-cache-size 5t;"), "expected integer and optional unit or percent near '5t'"],
    [options("max-cache-size unlimited;")],
    [options("max-cache-size default;")],
    [options("max-cache-size none;"), "expected integer and optional unit or percent near 'none'"],
    [options('max-cache-size "80%";'), `expected integer and optional unit or percent near '"'`],
  ],
  "a part of another size": [
    [options("max-ixfr-ratio 100%;")],
    [options("max-ixfr-ratio %;")],
    [options("max-ixfr-ratio 100;"), "expected percentage near '100'"],
    [options("max-ixfr-ratio 50.5%;"), "expected percentage near '50.5%'"],
    [options("max-ixfr-ratio -1%;")],
    [options("max-ixfr-ratio unlimited;")],
    [options("max-ixfr-ratio UNLIMITED;")],
    [options("max-ixfr-ratio default;"), "expected percentage near 'default'"],
    [options('max-ixfr-ratio "80%";'), `expected percentage near '"'`],
    [options("max-ixfr-ratio 5M;"), "expected percentage near '5M'"],
  ],
  "fixed point: five digits, two behind the point": [
    [options("fetch-quota-params 1 0.1 0.2 0.3;")],
    [options("fetch-quota-params 1 .5 1. 1;")],
    [options("fetch-quota-params 1 99999.99 1 1;")],
    [options("fetch-quota-params 1 123456 1 1;"), "expected fixed point number near '123456'"],
    [options("fetch-quota-params 1 1.123 1 1;"), "expected fixed point number near '1.123'"],
    [options("fetch-quota-params 1 . 1 1;"), "expected fixed point number near '.'"],
    [options("fetch-quota-params 1 1..2 1 1;"), "expected fixed point number near '1..2'"],
    [options("fetch-quota-params 1 -1 1 1;"), "expected fixed point number near '-1'"],
    [options("fetch-quota-params 1 1 1;"), "expected fixed point number near ';'"],
    [options("fetch-quota-params 1 1 1 1 1;"), "missing ';' before '1'", "unknown option '1'"],
    [options("fetch-quota-params x 1 1 1;"), "expected number near 'x'"],
    [options('fetch-quota-params 1 "1" 1 1;'), `expected fixed point number near '"'`],
  ],
};

/** Where the two differ. */
const byVersion: Readonly<Record<string, readonly VersionRow[]>> = {
  "two integers, or one and a second that may be missing": [
    [options("min-transfer-rate-in 10240 5;"), ["unknown option 'min-transfer-rate-in'"], []],
    [options("min-transfer-rate-in 10240;"), ["unknown option 'min-transfer-rate-in'"], ["expected number near ';'"]],
    [options("min-transfer-rate-in 0 0;"), ["unknown option 'min-transfer-rate-in'"], []],
    [
      options("min-transfer-rate-in 5 5 5;"),
      ["unknown option 'min-transfer-rate-in'"],
      ["missing ';' before '5'", "unknown option '5'"],
    ],
    [options("sig-validity-interval 30;"), [], ["option 'sig-validity-interval' is obsolete and should be removed"]],
    [options("sig-validity-interval 30 5;"), [], ["option 'sig-validity-interval' is obsolete and should be removed"]],
    [
      options("sig-validity-interval 30 5 5;"),
      ["missing ';' before '5'", "unknown option '5'"],
      [
        "missing ';' before '5'",
        "option 'sig-validity-interval' is obsolete and should be removed",
        "unknown option '5'",
      ],
    ],
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
