import { describe, expect, it } from "vitest";
import { emptyFileTree, sourceFromText } from "../../../text/index.ts";
import { checkNamedConf, parseNamedConf } from "../index.ts";

/** Policies, trust anchors and what they are for, as named-checkconf 9.18.49 judges them. */
function said(text: string): readonly string[] {
  const source = sourceFromText("c.conf", text);
  const parsed = parseNamedConf(source, { files: emptyFileTree, version: "9.18", directory: "/etc/bind" });
  return [...parsed.diagnostics, ...checkNamedConf(parsed.value)]
    .filter(({ code }) => code !== "NAMED_CONF_DEPRECATED_CLAUSE")
    .map(({ severity, message }) => `${severity} ${message}`);
}

type Row = readonly [conf: string, ...said: string[]];
const policy = (text: string, name = "p"): string => `dnssec-policy "${name}" { ${text} };`;
const keys = (...texts: readonly string[]): string => policy(`keys { ${texts.join(" ")} };`);
const CSK = "csk lifetime unlimited algorithm 13;";

describe("dnssec-policy", () => {
  it.each<Row>([
    [policy("")],
    [
      policy("", "default"),
      "error dnssec-policy name may not be 'insecure', 'none', or 'default' (which are built-in policies)",
    ],
    [`${policy("")}\n${policy("")}`, "error dnssec-policy: duplicately named policy found 'p'"],
    [keys(CSK)],
    [keys("ksk lifetime P1Y algorithm ecdsap256sha256;", "zsk lifetime P60D algorithm 13;")],
    [keys("ksk lifetime unlimited algorithm 13;"), "error dnssec-policy: algorithm 13 requires both KSK and ZSK roles"],
    [
      keys(CSK, "zsk lifetime unlimited algorithm 13;"),
      "warning dnssec-policy: algorithm 13 has multiple keys with ZSK role",
    ],
    [keys("csk lifetime P20D algorithm 13;"), "warning dnssec-policy: key lifetime is shorter than 30 days"],
    [
      keys("csk lifetime P1D algorithm 13;"),
      "warning dnssec-policy: key lifetime is shorter than 30 days",
      "error dnssec-policy: key lifetime is shorter than the time it takes to do a rollover",
    ],
    [keys("csk lifetime unlimited algorithm rot13;"), "error dnssec-policy: bad algorithm rot13"],
    [keys("csk lifetime unlimited algorithm rsasha256 2048;")],
    [
      keys("csk lifetime unlimited algorithm rsasha256 1023;"),
      "error dnssec-policy: key with algorithm rsasha256 has invalid key length 1023",
    ],
    [
      keys("csk lifetime unlimited algorithm 13 256;"),
      "warning dnssec-policy: key algorithm 13 has predefined length; ignoring length value 256",
    ],
    [policy(`keys { ${CSK} }; nsec3param iterations 0 optout no salt-length 0;`)],
    [
      policy(`keys { ${CSK} }; nsec3param iterations 151;`),
      "error dnssec-policy: nsec3 iterations value 151 out of range",
    ],
    [
      policy("keys { csk lifetime unlimited algorithm rsasha1; }; nsec3param;"),
      "error dnssec-policy: cannot use nsec3 with algorithm 'RSASHA1'",
    ],
    [
      policy("signatures-refresh P13D;"),
      "error dnssec-policy: policy 'p' signatures-refresh must be at most 90% of the signatures-validity-dnskey",
      "error dnssec-policy: policy 'p' signatures-refresh must be at most 90% of the signatures-validity",
    ],
    [
      policy("signatures-jitter P15D; signatures-validity-dnskey P20D;"),
      "error dnssec-policy: policy 'p' signatures-jitter cannot be larger than signatures-validity",
    ],
  ])("%s", (conf, ...expected) => {
    expect(said(conf)).toEqual(expected);
  });
});

const update = (rule: string): string => `zone "a" { type primary; file "f"; update-policy { ${rule} }; };`;

describe("update-policy", () => {
  it.each<Row>([
    ['zone "a" { type primary; file "f"; update-policy local; };'],
    [update("grant k.a name www.a A;")],
    [update("grant k.a zonesub ANY;")],
    [update("grant k.a self b.c;"), "error identity and name fields are not the same"],
    [update("grant * self . A;")],
    [update("grant k.a selfsub k.a A;")],
    [update("grant EXAMPLE krb5-self host. A;"), "error name field not set to placeholder value '.'"],
    [update("grant k.a subdomain A;"), "error missing name field type 'A' found"],
    [update("grant k.a wildcard www.a A;"), "error 'www.a' is not a wildcard"],
    [update("grant k.a wildcard *.a A;")],
    [update("grant k.a name www.a A(5);")],
    [update("grant k.a name www.a A(70000);"), "error '(70000)' is not a valid count"],
    [update("grant k.a name www.a NOTYPE;"), "error 'NOTYPE' is not a valid type"],
  ])("%s", (conf, ...expected) => {
    expect(said(conf)).toEqual(expected);
  });
});

const KEY = '257 3 8 "AwEAAQ=="';
const anchors = (text: string): string => `trust-anchors { ${text} };`;
const FAILS = "WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.";

describe("trust anchors", () => {
  it.each<Row>([
    [anchors(`. initial-key ${KEY};`)],
    [anchors(`. static-key ${KEY};`), `warning static entry for the root zone ${FAILS}`],
    [`trusted-keys { . ${KEY}; };`, `warning trusted-keys entry for the root zone ${FAILS}`],
    [anchors('lan. static-ds 1 8 2 "00112233";')],
    [anchors('lan. static-ds 1 8 2 "001";'), "error bad hex encoding"],
    [anchors('lan. static-key 257 3 8 "@";'), "error bad base64 encoding"],
    [anchors(`lan. static-key 65536 3 8 "AwEAAQ==";`), "error flags too big: 65536"],
    [
      anchors(`lan. static-key ${KEY}; lan. initial-key ${KEY};`),
      "error static and initializing keys cannot be used for the same domain",
    ],
    [
      `${anchors(`lan. initial-key ${KEY};`)}\nview "v" { ${anchors(`lan. static-key ${KEY};`)} };`,
      "error static and initializing keys cannot be used for the same domain",
    ],
    [
      `options { dnssec-validation auto; };\n${anchors(`. static-key ${KEY};`)}`,
      `warning static entry for the root zone ${FAILS}`,
      "error static trust anchor for root zone cannot be used with 'dnssec-validation auto'.",
    ],
    [
      `managed-keys { lan. initial-key ${KEY}; };\n${anchors(`b. initial-key ${KEY};`)}`,
      "error use of managed-keys is not allowed when trust-anchors is also in use",
    ],
  ])("%s", (conf, ...expected) => {
    expect(said(conf)).toEqual(expected);
  });
});

const listed = 'zone "z" { type primary; file "f"; };';

describe("zones of policies and catalogs", () => {
  it.each<Row>([
    [`options { response-policy { zone "z"; }; };\n${listed}`],
    [
      'options { response-policy { zone "z"; }; };',
      "error response-policy zone 'z' is not a primary or secondary zone",
    ],
    [
      `options { response-policy { zone "z" policy given min-update-interval 5x; }; };\n${listed}`,
      "error expected ISO 8601 duration or TTL value near '5x'",
    ],
    [`options { response-policy { zone "z" policy cname a.b; }; };\n${listed}`],
    [`options { response-policy { zone "z" policy perhaps; }; };\n${listed}`, "error 'perhaps' unexpected"],
    [`options { catalog-zones { zone "z"; zone "Z."; }; };\n${listed}`, "error catalog zone 'Z': already added here"],
    [
      `options { catalog-zones { zone "z" default-primaries { 192.0.2.1; } default-masters { 192.0.2.1; }; }; };\n${listed}`,
      "error catalog zone 'z': 'default-primaries' and 'default-masters' can not be both defined",
    ],
    ['plugin query "p.so";\nview "v" { };', "error when using 'view' statements, all plugins must be defined in views"],
  ])("%s", (conf, ...expected) => {
    expect(said(conf)).toEqual(expected);
  });
});

describe("geoip elements", () => {
  it.each<Row>([
    ["options { allow-query { geoip country US; }; };"],
    ["options { allow-query { !geoip db city postal 12345; }; };"],
  ])("%s", (conf, ...expected) => {
    expect(said(conf)).toEqual(expected);
  });
});
