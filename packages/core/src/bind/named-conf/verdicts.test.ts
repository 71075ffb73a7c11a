import { describe, expect, it } from "vitest";
import { fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { bindSettings, checkNamedConf, parseNamedConf } from "./index.ts";

/** named-checkconf 9.18.49, row by row (facts section 9): what is said, with which code, and where. */
const files = fileTreeFromSources(
  new Map([
    ["/etc/bind/f", sourceFromText("/etc/bind/f", "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.0.2.1\n")],
    ["/etc/bind/in", sourceFromText("/etc/bind/in", "recursion no;\n")],
  ]),
);

/** `severity CODE "where" message`, in the order of reading. */
function verdicts(
  text: string,
  version: "9.18" | "9.20" = "9.18",
  checked: "none" | "everything" = "none",
): readonly string[] {
  const parsed = parseNamedConf(sourceFromText("c.conf", text), { files, version, directory: "/etc/bind" });
  const all = [
    ...parsed.diagnostics,
    ...checkNamedConf(parsed.value, { files: checked }),
    ...bindSettings(parsed.value).diagnostics,
  ];
  return all
    .filter(({ code }) => code !== "NAMED_CONF_NOT_MODELLED")
    .map(({ severity, code, span, message }) => {
      const where = span === null ? "" : text.slice(span.start, span.end).replaceAll('"', "");
      return `${severity} ${code.replace("NAMED_CONF_", "")} <${where}> ${message}`;
    });
}

const zone = (inside: string, name = "a"): string => `zone "${name}" { ${inside} };`;
const primary = zone('type primary; file "f";');
const secondary = (name: string): string => zone('type secondary; primaries { 192.0.2.1; }; file "s";', name);
const NO_FORWARDERS = "error NO_FORWARDERS <forward> no matching 'forwarders' statement";

describe("refused or warned of", () => {
  it.each<readonly [conf: string, ...said: string[]]>([
    [`${primary}\n${zone("type forward;")}`, "error ALREADY_EXISTS <a> zone 'a': already exists"],
    [`${primary}\n${zone('type primary; file "f";', "A.")}`, "error ALREADY_EXISTS <A.> zone 'a': already exists"],
    ["options { forward only; };", NO_FORWARDERS],
    [zone("type forward; forward first;"), NO_FORWARDERS],
    [zone('type primary; file "f"; forward only;'), NO_FORWARDERS],
    [zone('type forward; file "x";'), "error ZONE_OPTION <file> option 'file' is not allowed in 'forward' zone 'a'"],
    [
      zone("type forward; allow-query { any; };"),
      "error ZONE_OPTION <allow-query> option 'allow-query' is not allowed in 'forward' zone 'a'",
    ],
    [
      zone("type forward; notify no;"),
      "error ZONE_OPTION <notify> option 'notify' is not allowed in 'forward' zone 'a'",
    ],
    [
      zone("type secondary; primaries { 192.0.2.1; }; allow-update { any; };"),
      "error ZONE_OPTION <allow-update> option 'allow-update' is not allowed in 'secondary' zone 'a'",
    ],
    [zone(""), "error ZONE_INCOMPLETE <a> zone 'a': type not present"],
    [zone("type primary;"), "error ZONE_INCOMPLETE <a> zone 'a': missing 'file' entry"],
    [zone("type secondary;"), "error ZONE_INCOMPLETE <a> zone 'a': missing 'primaries' entry"],
    [zone("type stub;"), "error ZONE_INCOMPLETE <a> zone 'a': missing 'primaries' entry"],
    [
      zone("type static-stub; server-names { ns.a; };"),
      "error ZONE_OPTION <a> server-name 'ns.a' must not be a subdomain of zone name 'a'",
    ],
    ["options { recursion yes; }", "error MISSING_SEMICOLON <> missing ';' before end of file"],
    ["options { forwarders { 192.0.2.1 }; };", "error MISSING_SEMICOLON <}> missing ';' before '}'"],
    ["options { forwarder { }; };", "error UNKNOWN_CLAUSE <forwarder> unknown option 'forwarder'"],
    ["options { recursion yes; recursion no; };", "error REDEFINED <recursion> 'recursion' redefined near 'recursion'"],
    ["options { };\noptions { };", "error REDEFINED <options> 'options' redefined near 'options'"],
    [`${secondary("a")}\n${secondary("b")}`, "error FILE_SHARED <s> writeable file 's': already in use"],
    ["options { allow-query { lan; }; };", "error ACL_UNDEFINED <lan> undefined ACL 'lan'"],
    ["acl x { any; };\nacl x { none; };", "error ACL_REDEFINED <x> attempt to redefine acl 'x'"],
    ["acl any { none; };", "error ACL_REDEFINED <any> attempt to redefine builtin acl 'any'"],
    ["options { allow-query { 192.168.13.0/33; }; };", "error PREFIX <192.168.13.0/33> invalid prefix length '33'"],
    ["options { forwarders { dns.lan; }; };", "error SYNTAX <dns.lan> expected IP address near 'dns.lan'"],
    [`view v { };\n${primary}`, "error ZONE_OUTSIDE_VIEW <a> when using 'view' statements, all zones must be in views"],
    [
      "options { recursion no; allow-recursion { any; }; };",
      `warning CONFLICT <allow-recursion> both "recursion no;" and "allow-recursion" active`,
    ],
    ["options { dnssec-enable yes; };", "error REMOVED_CLAUSE <dnssec-enable> option 'dnssec-enable' no longer exists"],
    [
      "options { dnssec-lookaside auto; };",
      "error REMOVED_CLAUSE <dnssec-lookaside> option 'dnssec-lookaside' no longer exists",
    ],
    ["options { dnssec-validation maybe; };", "error SYNTAX <maybe> boolean expected near 'maybe'"],
    ["options { minimal-responses sometimes; };", "error SYNTAX <sometimes> boolean expected near 'sometimes'"],
    [
      "options { query-source address 192.0.2.1 port 53; };",
      "warning DEPRECATED_CLAUSE <53> token 'port' is deprecated",
      "error VALUE <address> 'query-source' cannot specify the DNS listener port (53)",
    ],
    ["options { listen-on 5353 { any; }; };", "error SYNTAX <5353> unexpected '5353'"],
    ["options { max-ncache-ttl 8d; };", "error VALUE <8d> max-ncache-ttl '691200' is out of range (0..604800)"],
    [zone('type primary; file "f";', "a..b"), "error NAME <a..b> zone 'a..b': is not a valid name"],
    ['include "/nope";', "error INCLUDE_MISSING <include /nope> parsing failed: file not found"],
    ["/* never", "error UNBALANCED </*> unexpected end of input: this comment never ends."],
    [`key k { algorithm hmac-sha256; secret "!!"; };`, "error VALUE <!!> bad secret 'bad base64 encoding'"],
    [`key k { algorithm foo; secret "c2VjcmV0"; };`, "error VALUE <foo> unknown algorithm 'foo'"],
    [
      zone('type hint; file "f";', "b"),
      "warning CONFLICT <b> ignoring non-root hint zone 'b': named-checkconf is silent, named leaves it out.",
    ],
    [zone("type delegation-only;"), "warning DEPRECATED_CLAUSE <type> 'type delegation-only' is deprecated"],
    [
      "options { rrset-order { order fixed; }; };",
      "warning NOT_COMPILED_IN <order> rrset-order: order 'fixed' was disabled at compilation time",
    ],
    ["options { rrset-order { order backwards; }; };", "error VALUE <order> rrset-order: invalid order 'backwards'"],
  ])("%s", (conf, ...said) => {
    expect(verdicts(conf)).toEqual(said);
  });

  it("the mismatch of an address and its length, a missing list of primaries", () => {
    expect(verdicts("options { allow-query { 192.168.13.10/24; }; };").join()).toContain(
      "'192.168.13.10/24': address/prefix length mismatch '24'",
    );
    expect(verdicts(zone('type primary; file "f"; also-notify { ns2; };')).join()).toContain(
      "unable to find primaries list 'ns2'",
    );
  });

  it("a directory that is not there, where the host's files are known", () => {
    expect(verdicts('options { directory "/nope"; };', "9.18", "everything").join()).toContain("file not found");
    expect(verdicts('options { directory "/nope"; };')).toEqual([]);
  });

  it("acls in a loop: named-checkconf is silent, named exits", () => {
    expect(verdicts("acl x { y; };\nacl y { x; };\noptions { allow-query { x; }; };").join()).toContain("ACL_LOOP");
  });
});

describe("accepted without a word", () => {
  it.each([
    zone("type forward; forward only; forwarders { };"),
    zone("type secondary; primaries { 192.0.2.1; };"),
    zone("type static-stub;"),
    `${zone("type forward; forward first; forwarders { 192.0.2.1; };", ".")}\n${zone('type hint; file "f";', ".")}`,
    "options { allow-query { 10/8; }; };",
    "options { recursion no; forwarders { 192.0.2.1; }; };",
    "options { servfail-ttl 60; lame-ttl 3600; };",
    "options { query-source address 192.0.2.77; listen-on { 192.0.2.78; }; };",
    `options { disable-empty-zone "no.such.zone"; };`,
    zone("type slave; masters { 192.0.2.1; };"),
    'options { include "/etc/bind/in"; };',
    "options { resolver-query-timeout 31; };",
  ])("%s", (conf) => {
    expect(verdicts(conf)).toEqual([]);
  });
});

describe("by version", () => {
  it.each([
    ["dnskey-sig-validity 3661;", "out of range"],
    ["sig-validity-interval 3661;", "out of range"],
  ])("%s is too much for 9.18; 9.20 has no use for it and does not look", (said, words) => {
    const conf = `options { ${said} };`;
    expect(verdicts(conf).join("\n")).toContain(words);
    expect(verdicts(conf, "9.20").join("\n")).not.toContain(words);
  });

  it.each([
    ["options { forwarders port 853 tls x { 192.0.2.1; }; };\ntls x { };", ["'{' expected near 'tls'"]],
    [
      "options { forwarders { 1.1.1.1 port 853 tls x; }; };\ntls x { };",
      ["missing ';' before 'tls'", "expected IP address near 'tls'"],
    ],
  ])("%s: 9.20 takes it, 9.18 does not", (conf, said) => {
    expect(verdicts(conf, "9.20")).toEqual([]);
    const old = verdicts(conf);
    for (const words of said) expect(old.join("\n")).toContain(words);
    expect(old.every((line) => line.includes("NOT_IN_VERSION"))).toBe(true);
  });
});
