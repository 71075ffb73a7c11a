import { describe, expect, it } from "vitest";
import { nameOf } from "../../../dns/index.ts";
import { startBind } from "../../fixtures/start.fixture.ts";
import type { BindVersion, ViewOptions } from "../../settings.ts";

/** A view has what stands in it, else what stands in options, else what BIND has by default. */
type Row = readonly [
  option: keyof ViewOptions,
  byDefault: unknown,
  statement: string,
  value: unknown,
  other: string,
  otherValue: unknown,
];
const rows: readonly Row[] = [
  ["recursion", true, "recursion no;", false, "recursion yes;", true],
  ["dnssecValidation", "auto", "dnssec-validation no;", "no", "dnssec-validation yes;", "yes"],
  ["emptyZonesEnable", true, "empty-zones-enable no;", false, "empty-zones-enable yes;", true],
  ["maxCacheTtl", 604_800, "max-cache-ttl 7;", 7, "max-cache-ttl 1h;", 3600],
  ["minCacheTtl", 0, "min-cache-ttl 3;", 3, "min-cache-ttl 90;", 90],
  ["maxNcacheTtl", 10_800, "max-ncache-ttl 5;", 5, "max-ncache-ttl 1d;", 86_400],
  ["minNcacheTtl", 0, "min-ncache-ttl 3;", 3, "min-ncache-ttl 90;", 90],
  ["servfailTtl", 1, "servfail-ttl 5;", 5, "servfail-ttl 0;", 0],
  ["minimalResponses", "no-auth-recursive", "minimal-responses yes;", "yes", "minimal-responses no-auth;", "no-auth"],
  ["minimalAny", false, "minimal-any yes;", true, "minimal-any no;", false],
  ["maxRecordsPerType", 100, "max-records-per-type 5;", 5, "max-records-per-type 0;", 0],
  ["qnameMinimization", "relaxed", "qname-minimization off;", "off", "qname-minimization strict;", "strict"],
  ["ednsUdpSize", 1232, "edns-udp-size 4096;", 4096, "edns-udp-size 512;", 512],
  ["maxUdpSize", 1232, "max-udp-size 4096;", 4096, "max-udp-size 512;", 512],
  ["resolverQueryTimeoutMs", 10_000, "resolver-query-timeout 12;", 12_000, "resolver-query-timeout 15000;", 15_000],
  [
    "prefetch",
    { trigger: 2, eligibility: 9 },
    "prefetch 5 20;",
    { trigger: 5, eligibility: 20 },
    "prefetch 3 12;",
    { trigger: 3, eligibility: 12 },
  ],
  ["sendCookie", true, "send-cookie no;", false, "send-cookie yes;", true],
  ["requireServerCookie", false, "require-server-cookie yes;", true, "require-server-cookie no;", false],
  ["authNxdomain", false, "auth-nxdomain yes;", true, "auth-nxdomain no;", false],
  ["maxRecursionDepth", 7, "max-recursion-depth 3;", 3, "max-recursion-depth 9;", 9],
  ["maxRecursionQueries", 50, "max-recursion-queries 40;", 40, "max-recursion-queries 60;", 60],
  ["clientsPerQuery", 10, "clients-per-query 3;", 3, "clients-per-query 0;", 0],
  ["maxClientsPerQuery", 100, "max-clients-per-query 50;", 50, "max-clients-per-query 0;", 0],
  ["maxQueryRestarts", 11, "max-query-restarts 3;", 3, "max-query-restarts 5;", 5],
  ["maxTypesPerName", 100, "max-types-per-name 5;", 5, "max-types-per-name 0;", 0],
  ["nocookieUdpSize", 4096, "nocookie-udp-size 600;", 600, "nocookie-udp-size 1232;", 1232],
  ["zeroNoSoaTtlCache", false, "zero-no-soa-ttl-cache yes;", true, "zero-no-soa-ttl-cache no;", false],
  ["synthFromDnssec", true, "synth-from-dnssec no;", false, "synth-from-dnssec yes;", true],
  ["rootKeySentinel", true, "root-key-sentinel no;", false, "root-key-sentinel yes;", true],
  ["nsidRequested", false, "request-nsid yes;", true, "request-nsid no;", false],
  ["preferredGlue", null, "preferred-glue A;", "A", "preferred-glue AAAA;", "AAAA"],
  [
    "transferFormat",
    "many-answers",
    "transfer-format one-answer;",
    "one-answer",
    "transfer-format many-answers;",
    "many-answers",
  ],
  ["forward", "first", "forward only; forwarders { 192.0.2.1; };", "only", "forward first; forwarders { };", "first"],
  [
    "disableEmptyZones",
    [],
    'disable-empty-zone "10.in-addr.arpa";',
    [nameOf("10.in-addr.arpa.")],
    'disable-empty-zone ".";',
    [nameOf(".")],
  ],
  ["emptyServer", null, 'empty-server "a.lan";', nameOf("a.lan."), 'empty-server "b.lan";', nameOf("b.lan.")],
  ["emptyContact", null, 'empty-contact "a.lan";', nameOf("a.lan."), 'empty-contact "b.lan";', nameOf("b.lan.")],
  [
    "validateExcept",
    [],
    'validate-except { "a.lan"; };',
    [nameOf("a.lan.")],
    'validate-except { "b.lan"; "c.lan"; };',
    [nameOf("b.lan."), nameOf("c.lan.")],
  ],
];

function optionsOf(conf: string, version: BindVersion = "9.18"): ViewOptions {
  const { settings, diagnostics } = startBind(conf, { version });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [view] = settings.views;
  if (view === undefined) throw new Error("a configuration has a view");
  return view.options;
}

describe.each(rows)("%s", (option, byDefault, statement, value, other, otherValue) => {
  // Of both versions: `named -C` of 9.20.30 prints what lib/ns and bin/named/config.c of 9.18.49 have.
  it.each(["9.18", "9.20"] as const)("by default of %s", (version) => {
    expect(optionsOf("options { };", version)[option]).toEqual(byDefault);
  });

  it("a view has what options say", () => {
    expect(optionsOf(`options { ${statement} };\nview v { };`)[option]).toEqual(value);
  });

  it("what the view says wins, for it alone", () => {
    const conf = `options { ${statement} };\nview v { ${other} };`;
    expect(optionsOf(conf)[option]).toEqual(otherValue);
    const { settings } = startBind(`${conf}\nview w { };`);
    expect(settings.views.map(({ options }) => options[option])).toEqual([otherValue, value]);
  });
});

describe("forwarders", () => {
  const addresses = (conf: string): readonly string[] => optionsOf(conf).forwarders.map(({ address }) => address);
  it.each([
    ["options alone", "options { forwarders { 192.0.2.1; }; };\nview v { };", ["192.0.2.1"]],
    [
      "the view's instead",
      "options { forwarders { 192.0.2.1; }; };\nview v { forwarders { 192.0.2.2; }; };",
      ["192.0.2.2"],
    ],
    ["none in the view", "options { forwarders { 192.0.2.1; }; };\nview v { forwarders { }; };", []],
  ])("%s", (_row, conf, expected) => {
    expect(addresses(conf)).toEqual(expected);
  });
});
