import { describe, expect, it } from "vitest";
import { options, parserSays, policy, type Row, type VersionRow, zone } from "./says.fixture.ts";

/** Policies that sign, that change answers, that update: what named-checkconf 9.18.49 and 9.20.30 said of their grammar, word for word. */
const topics: Readonly<Record<string, readonly Row[]>> = {
  "keys of a signing policy": [
    [policy("keys { };")],
    [policy("keys { csk lifetime unlimited algorithm 13; };")],
    [policy("keys { KSK lifetime P1Y algorithm ecdsap256sha256; zsk lifetime 60d algorithm ecdsap256sha256; };")],
    [policy("keys { csk key-directory lifetime unlimited algorithm 13; };")],
    [policy("keys { csk lifetime unlimited algorithm rsasha256 2048; };")],
    [
      policy("keys { csk lifetime unlimited algorithm rsasha256 2048 4096; };"),
      "'4096' unexpected",
      "missing ';' before '4096'",
    ],
    [policy("keys { csk lifetime unlimited algorithm 13 big; };"), "'big' unexpected", "missing ';' before 'big'"],
    [
      policy("keys { csk lifetime unlimited algorithm rsasha256 2048 tag-range 0 9; };"),
      "'tag-range' unexpected",
      "missing ';' before 'tag-range'",
    ],
    [policy("keys { csk algorithm 13 lifetime unlimited; };"), "expected 'lifetime' near 'algorithm'"],
    [policy("keys { csk lifetime unlimited; };"), "expected 'algorithm' near ';'"],
    [policy("keys { csk lifetime algorithm 13; };"), "expected ISO 8601 duration or TTL value near 'algorithm'"],
    [policy("keys { csk lifetime unlimited algorithm; };"), "expected unquoted string near ';'"],
    [policy('keys { csk lifetime unlimited algorithm "13"; };'), `expected unquoted string near '"'`],
    [policy("keys { sk lifetime unlimited algorithm 13; };"), "'sk' unexpected"],
    [policy("keys { csk lifetime unlimited algorithm 13 };"), "missing ';' before '}'"],
    [policy("keys csk;"), "'{' expected near 'csk'"],
  ],
  "NSEC3 of a signing policy": [
    [policy("nsec3param ;")],
    [policy("nsec3param iterations 0;")],
    [policy("nsec3param iterations 0 optout no salt-length 8;")],
    [policy("nsec3param optout yes;")],
    [
      policy("nsec3param salt-length 8 iterations 0;"),
      "missing ';' before 'iterations'",
      "unknown option 'iterations'",
    ],
    [policy("nsec3param iterations 0 iterations 0;"), "missing ';' before 'iterations'", "unknown option 'iterations'"],
    [policy("nsec3param iterations many;"), "expected number near 'many'"],
    [policy("nsec3param optout;"), "boolean expected near ';'"],
    [policy("nsec3param salt-length -1;"), "expected number near '-1'"],
    [policy("nsec3param opt-out no;"), "missing ';' before 'opt-out'", "unknown option 'opt-out'"],
  ],
  "other statements of a signing policy": [
    [policy("dnskey-ttl 1h;")],
    [policy("max-zone-ttl unlimited;"), "expected ISO 8601 duration or TTL value near 'unlimited'"],
    [policy("max-zone-ttl 1d;")],
    [policy("purge-keys 0;")],
    [policy("signatures-jitter PT12H;")],
    [policy("signatures-refresh soon;"), "expected ISO 8601 duration or TTL value near 'soon'"],
    [policy("parent-ds-ttl 1d; parent-propagation-delay 1h;")],
    [policy("publish-safety 1h; retire-safety 1h; zone-propagation-delay 5m;")],
    [policy("signatures-validity 14d; signatures-validity-dnskey 14d;")],
    [policy("recursion yes;"), "unknown option 'recursion'"],
  ],
  "a signing policy by name": [
    ["dnssec-policy p { };"],
    ['dnssec-policy "p" { };'],
    ["dnssec-policy p;", "'{' expected near ';'"],
    ["dnssec-policy { };", "expected string near '{'"],
    ["dnssec-policy p q { };", "'{' expected near 'q'"],
    [zone("dnssec-policy default;")],
    [zone('dnssec-policy "default";')],
    [zone("dnssec-policy none;")],
    [zone("dnssec-policy { };"), "expected string near '{'"],
    [zone("dnssec-policy ;"), "expected string near ';'"],
  ],
  "zones of response policies": [
    [options('response-policy { zone "r"; };')],
    [options("response-policy { zone r policy given log yes; };")],
    [options("response-policy { zone r log yes policy given add-soa no; };")],
    [options("response-policy { zone r policy cname www.lan; };")],
    [options('response-policy { zone r policy CNAME "www.lan" log no; };')],
    [options("response-policy { zone r policy cname; };"), "expected string near ';'"],
    [options("response-policy { zone r policy PASSTHRU; zone s policy tcp-only; };")],
    [options("response-policy { zone r policy refuse; };"), "'refuse' unexpected"],
    [options('response-policy { zone r policy "drop"; };'), `expected unquoted string near '"'`],
    [options("response-policy { zone r policy tcp-only www.lan; };"), "unexpected 'www.lan'"],
    [options("response-policy { zone r log yes log no; };"), "unexpected 'log'"],
    [options("response-policy { zone r log; };"), "boolean expected near ';'"],
    [options("response-policy { zone r max-policy-ttl P1D min-update-interval 1m; };")],
    [options("response-policy { zone r min-ns-dots 1; };"), "unexpected 'min-ns-dots'"],
    [options("response-policy { zone r ede forged ede none; };"), "unexpected 'ede'"],
    [options("response-policy { zone; };"), "expected string near ';'"],
    [options("response-policy { r; };"), "expected 'zone' near 'r'"],
    [options("response-policy { };")],
    [options("response-policy r;"), "'{' expected near 'r'"],
  ],
  "response policies as a whole": [
    [options("response-policy { zone r; } break-dnssec yes;")],
    [options("response-policy { zone r; } min-ns-dots 2 qname-wait-recurse no nsip-wait-recurse no;")],
    [options("response-policy { zone r; } break-dnssec yes break-dnssec no;"), "unexpected 'break-dnssec'"],
    [options("response-policy { zone r; } min-ns-dots many;"), "expected number near 'many'"],
    [options("response-policy { zone r; } log yes;"), "unexpected 'log'"],
    [options("response-policy { zone r; } dnsrps-enable no;")],
    [options("response-policy { zone r; } dnsrps-options { anything; };")],
    [options("response-policy { zone r; } ; ;"), "'}' expected near ';'"],
    [options("response-policy { zone r; } { zone s; };"), "'}' expected near '{'", "missing ';' before '{'"],
  ],
  "catalogs of zones": [
    [options("catalog-zones { zone c; };")],
    [options("catalog-zones { zone c default-primaries { 192.0.2.1; } in-memory yes; };")],
    [options('catalog-zones { zone c in-memory yes zone-directory "d" min-update-interval 5; };')],
    [options("catalog-zones { zone c default-masters port 5 { 192.0.2.1; }; };")],
    [options("catalog-zones { zone c default-primaries 192.0.2.1; };"), "'{' expected near '192.0.2.1'"],
    [options("catalog-zones { zone c in-memory yes in-memory no; };"), "unexpected 'in-memory'"],
    [options("catalog-zones { zone c zone-directory d; };"), "expected quoted string near 'd'"],
    [options("catalog-zones { zone c primaries { 192.0.2.1; }; };"), "unexpected 'primaries'"],
    [options("catalog-zones { c; };"), "expected 'zone' near 'c'"],
  ],
  "who may update what": [
    [zone("update-policy local;")],
    [zone("update-policy LOCAL;")],
    [zone("update-policy { grant k name www.a A; };")],
    [zone("update-policy { grant k subdomain a. ANY; deny * wildcard * TXT; };")],
    [zone("update-policy { grant k self * A AAAA; };")],
    [zone("update-policy { grant k zonesub ANY; };")],
    [zone("update-policy { GRANT k SELFSUB a; };")],
    [zone("update-policy { allow k name www.a A; };"), "'allow' unexpected"],
    [zone("update-policy { grant k; };"), "expected unquoted string near ';'"],
    [zone("update-policy { grant; };"), "expected string near ';'"],
    [zone("update-policy { };")],
    [zone('update-policy { grant k "name" a A; };'), `expected unquoted string near '"'`],
    [zone("update-policy { grant k nobody a A; };")],
  ],
  "addresses from names": [
    [options("dns64 64:ff9b::/96 { };")],
    [
      options(
        "dns64 64:ff9b::/96 { clients { any; }; mapped { any; }; exclude { any; }; suffix ::; recursive-only yes; break-dnssec no; };",
      ),
    ],
    [options("dns64 64:ff9b::/96 { suffix 192.0.2.1; };"), "expected IPv6 address near '192.0.2.1'"],
    [options("dns64 64:ff9b::/96 { suffix x; };"), "expected IPv6 address near 'x'"],
    [options("dns64 64:ff9b::/96 { clients any; };"), "'{' expected near 'any'"],
    [options("dns64 64:ff9b::/96 { rate 5; };"), "unknown option 'rate'"],
    [options("dns64 64:ff9b::/96;"), "'{' expected near ';'"],
    [options("dns64 { };"), "expected IP address or IPv4 prefix near '{'"],
    [options("dns64 x { };"), "expected IP address or IPv4 prefix near 'x'"],
  ],
  "limits of answers": [
    [options("rate-limit { };")],
    [
      options(
        "rate-limit { responses-per-second 5; window 15; slip 2; qps-scale 250; log-only yes; exempt-clients { 10/8; }; };",
      ),
    ],
    [options("rate-limit { responses-per-second many; };"), "expected number near 'many'"],
    [
      options("rate-limit { all-per-second 5; all-per-second 6; };"),
      "'all-per-second' redefined near 'all-per-second'",
    ],
    [options("rate-limit { exempt-clients any; };"), "'{' expected near 'any'"],
    [options("rate-limit { ipv4-prefix-length 24; ipv6-prefix-length 56; };")],
    [options("rate-limit { recursion yes; };"), "unknown option 'recursion'"],
    [options("rate-limit ;"), "'{' expected near ';'"],
  ],
};

/** Where the two differ. */
const byVersion: Readonly<Record<string, readonly VersionRow[]>> = {
  "keys of a signing policy": [
    [
      policy('keys { csk key-store "k" lifetime unlimited algorithm 13; };'),
      ["expected 'lifetime' near 'key-store'"],
      [],
    ],
    [
      policy("keys { csk key-store lifetime unlimited algorithm 13; };"),
      ["expected 'lifetime' near 'key-store'"],
      ["expected 'lifetime' near 'unlimited'"],
    ],
    [
      policy("keys { csk lifetime unlimited algorithm 13 tag-range 0 32767; };"),
      ["'tag-range' unexpected", "missing ';' before 'tag-range'"],
      [],
    ],
    [
      policy("keys { csk lifetime unlimited algorithm 13 tag-range 0; };"),
      ["'tag-range' unexpected", "missing ';' before 'tag-range'"],
      ["expected number near ';'"],
    ],
    [
      policy("keys { csk lifetime unlimited algorithm rsasha256 tag-range 0 9 2048; };"),
      ["'tag-range' unexpected", "missing ';' before 'tag-range'"],
      [],
    ],
  ],
  "other statements of a signing policy": [
    [
      policy("parent-registration-delay 1h;"),
      ["option 'parent-registration-delay' is obsolete and should be removed"],
      ["option 'parent-registration-delay' no longer exists"],
    ],
    [policy("manual-mode yes;"), ["unknown option 'manual-mode'"], []],
    [policy("offline-ksk no;"), ["unknown option 'offline-ksk'"], []],
    [policy("offline-ksk maybe;"), ["unknown option 'offline-ksk'"], ["boolean expected near 'maybe'"]],
    [policy("inline-signing no;"), ["unknown option 'inline-signing'"], []],
    [policy("cdnskey yes;"), ["unknown option 'cdnskey'"], []],
    [policy('cds-digest-types { 2; "sha-384"; };'), ["unknown option 'cds-digest-types'"], []],
    [policy("cds-digest-types 2;"), ["unknown option 'cds-digest-types'"], ["'{' expected near '2'"]],
    [policy("cds-digest-types { };"), ["unknown option 'cds-digest-types'"], []],
  ],
  "places of keys": [
    ["key-store k { };", ["unknown option 'key-store'"], []],
    ['key-store "k" { directory "."; };', ["unknown option 'key-store'"], []],
    ['key-store k { pkcs11-uri "pkcs11:token"; };', ["unknown option 'key-store'"], []],
    ["key-store k { pkcs11-uri x; };", ["unknown option 'key-store'"], ["expected quoted string near 'x'"]],
    ["key-store k { algorithm 13; };", ["unknown option 'key-store'"], ["unknown option 'algorithm'"]],
    ["key-store k;", ["unknown option 'key-store'"], ["'{' expected near ';'"]],
  ],
  "zones of response policies": [[options("response-policy { zone r ede forged; };"), ["unexpected 'ede'"], []]],
  "response policies as a whole": [
    [options("response-policy { zone r; } servfail-until-ready yes;"), ["unexpected 'servfail-until-ready'"], []],
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
