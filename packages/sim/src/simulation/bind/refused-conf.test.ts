import { emptyFileTree, sourceFromText } from "@splithorizon/core";
import { bindSettings, parseNamedConf } from "@splithorizon/core/bind";
import { checkNamedConf } from "@splithorizon/core/named-checkconf";
import { describe, expect, it } from "vitest";
import { refusedConf } from "./refused-conf.ts";

/** As the site's reader looks at a file. */
function refused(text: string): readonly string[] {
  const { value: conf, diagnostics } = parseNamedConf(sourceFromText("/named.conf", text), {
    files: emptyFileTree,
    version: "9.18",
    directory: "/",
  });
  const problems = [...diagnostics, ...checkNamedConf(conf, { files: "none" }), ...bindSettings(conf).diagnostics];
  const { lines, result } = refusedConf(problems);
  return [...lines, result];
}

describe("what named 9.18.47 logged at `rndc reload` with such a file, and what it came to", () => {
  it.each<readonly [text: string, ...said: string[]]>([
    ["nonsense;", "/named.conf:1: unknown option 'nonsense'", "failure"],
    ['zone "a.lan" { type primary; };', "/named.conf:1: zone 'a.lan': missing 'file' entry", "failure"],
    [
      'zone "a.lan" { type primary; file "x.db"; };\nzone "a.lan" { type primary; file "x.db"; };',
      "/named.conf:2: zone 'a.lan': already exists previous definition: /named.conf:1",
      "failure",
    ],
    ['zone "a.lan" { type primary; file "x.db";\n', "/named.conf:2: '}' expected near end of file", "unexpected token"],
    ['include "/none.conf";', "/named.conf:1: parsing failed: file not found", "file not found"],
    [
      "options { };\nacl a { nobody; };\noptions { recursion yes; };",
      "/named.conf:3: 'options' redefined near 'options'",
      "already exists",
    ],
    [
      'zone "a.lan" { type secondary; file "x"; };',
      "/named.conf:1: zone 'a.lan': missing 'primaries' entry",
      "failure",
    ],
    [
      'view v { zone "a.lan" { type primary; file "x.db"; }; };\nzone "b.lan" { type primary; file "y.db"; };',
      "/named.conf:2: when using 'view' statements, all zones must be in views",
      "failure",
    ],
    [
      'zone a.lan { type primary; file "x" }\n',
      "/named.conf:1: missing ';' before '}'",
      "/named.conf:2: missing ';' before end of file",
      "failure",
    ],
    ["acl x { 1.2.3.4.5; };\nzone a { type foo; };", "/named.conf:2: 'foo' unexpected", "unexpected token"],
    ["view v { max-cache-ttl abc; };", "/named.conf:1: expected ISO 8601 duration or TTL value near 'abc'", "bad ttl"],
    ["view v { recursion maybe; };", "/named.conf:1: boolean expected near 'maybe'", "unexpected token"],
    [
      'acl "x" { any; };\nacl "x" { none; };',
      "/named.conf:2: attempt to redefine acl 'x' previous definition: /named.conf:1",
      "failure",
    ],
    ['zone "a..b" { type primary; file "x"; };', "/named.conf:1: zone 'a..b': is not a valid name", "failure"],
    [
      'zone "a.lan" IN { type primary; file "x"; file "y"; };',
      "/named.conf:1: 'file' redefined near 'file'",
      "already exists",
    ],
    ["server 1.2.3.4 { keys { nokey; }; };", "/named.conf:1: unknown key 'nokey'", "failure"],
    [
      'zone "a.lan" { type primary; file "x"; allow-query { bogus-acl; }; };',
      "/named.conf:1: undefined ACL 'bogus-acl'",
      "not found",
    ],
    ['"abc;\n', "/named.conf:1: syntax error near '\"'", "unexpected token"],
    ["/* open comment\n", "/named.conf:2: unexpected end of input", "unexpected end of input"],
    ["view v { forwarders { 1.1.1.1 }; };", "/named.conf:1: missing ';' before '}'", "failure"],
    ["view v { match-clients { 10.0.0.0/33; }; };", "/named.conf:1: invalid prefix length '33'", "out of range"],
    ['key k { algorithm hmac-foo; secret "abcd"; };', "/named.conf:1: unknown algorithm 'hmac-foo'", "failure"],
    ['key k { algorithm hmac-sha256; secret "!!!"; };', "/named.conf:1: bad secret 'bad base64 encoding'", "failure"],
    ["view v { dnssec-validation perhaps; };", "/named.conf:1: boolean expected near 'perhaps'", "unexpected token"],
    [
      'nonsense;\nzone a.lan { type primary; file "x" }\n',
      "/named.conf:1: unknown option 'nonsense'",
      "/named.conf:2: missing ';' before '}'",
      "/named.conf:3: missing ';' before end of file",
      "failure",
    ],
  ])("%s", (text, ...said) => {
    expect(refused(text)).toEqual(said);
  });
});
