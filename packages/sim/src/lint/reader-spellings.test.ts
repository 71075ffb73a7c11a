import type { DiagnosticCode } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { zoneDiagnostics } from "../site/index.ts";
import { block, directive, options, paths, statements } from "./edits.fixture.ts";
import { readerTraps } from "./reader-traps.ts";
import { type Change, twinOf } from "./variation.fixture.ts";

/** What the readers of files say of the tutorial's site with these changes. */
function codesOf(changes: readonly Change[]): readonly DiagnosticCode[] {
  const { twin, files, known } = twinOf({ changes });
  return [...known, ...zoneDiagnostics(twin, files)].map(({ code }) => code);
}

const GLUE = "ns              IN A      198.19.0.30 ; 'glue' record\n";
const below = (text: string): readonly Change[] => [[paths.zone, GLUE, `${GLUE}${text}`]];
const addresses = (count: number, type: "A" | "AAAA", owner = "many"): string =>
  Array.from({ length: count }, (_, index) =>
    type === "A" ? `${owner} IN A 192.0.2.${index + 1}\n` : `${owner} IN AAAA 2001:db8::${(index + 1).toString(16)}\n`,
  ).join("");
const inZone = (text: string): readonly Change[] => [[paths.zone, "*.apps  IN A", `${text}*.apps  IN A`]];
const keys = (text: string): readonly Change[] => [[paths.corefile, "    .:53 {\n", `    ${text}\n`]];
/** All statements of a server in two views, and another zone in the second. */
const inViews = (text: string): readonly Change[] => [
  [
    "kloud-lan/dns1/etc/bind/named.conf",
    `include "/etc/bind/named.conf.options";\nview "a" { match-clients { 192.168.13.0/24; }; include "/etc/bind/named.conf.local"; };\nview "b" { match-clients { any; }; ${text} };\n`,
  ],
];

type Row = readonly [trap: string, what: string, changes: readonly Change[], code: DiagnosticCode];

const found: readonly Row[] = [
  [
    "T9",
    "kubernetes in a snippet",
    [block("(again) {\n    kubernetes other.local\n}"), directive("import again")],
    "COREFILE_ONCE",
  ],
  ["T9", "errors twice", [directive("errors")], "COREFILE_ONCE"],
  ["T9", "hosts twice", [directive("hosts {\n  192.0.2.1 a.test\n}\nhosts {\n  192.0.2.2 b.test\n}")], "COREFILE_ONCE"],
  [
    "T10",
    "of a zone",
    statements('zone "other.lan" { type forward; forwarders { 1.1.1.1 port 853 tls ephemeral; }; };'),
    "NAMED_CONF_NOT_IN_VERSION",
  ],
  [
    "T10",
    "for all of the list",
    options("forwarders port 853 tls ephemeral { 1.1.1.1; };"),
    "NAMED_CONF_NOT_IN_VERSION",
  ],
  [
    "T15",
    "with a dot, in capitals",
    statements('zone "KLOUD.lan." { type forward; forwarders { 192.0.2.1; }; };'),
    "NAMED_CONF_ALREADY_EXISTS",
  ],
  [
    "T15",
    "twice in one view",
    inViews(
      'zone "x.lan" { type forward; forwarders { 192.0.2.1; }; }; zone "x.lan" { type primary; file "/etc/bind/db.local"; };',
    ),
    "NAMED_CONF_ALREADY_EXISTS",
  ],
  [
    "T16",
    "a name in full below the delegation",
    below("$ORIGIN kloud.lan.\nnew.k8s1-prod.kloud.lan. IN A 192.168.13.99\n"),
    "ZONE_OCCLUDED",
  ],
  ["T16", "an alias", below("new IN CNAME www.kloud.lan.\n"), "ZONE_OCCLUDED"],
  ["T16", "several labels below", below('a.b.c IN TXT "far"\n'), "ZONE_OCCLUDED"],
  ["T29", "a brace glued to the key", keys(".:53{"), "COREFILE_STRANGE_ZONE"],
  ["T29", "a comma without a blank", keys("kloud.test,other.test:53 {"), "COREFILE_STRANGE_ZONE"],
  ["T36", "of IPv6", inZone(addresses(101, "AAAA")), "ZONE_TOO_MANY_RECORDS"],
  [
    "T36",
    "texts",
    inZone(Array.from({ length: 101 }, (_, index) => `many IN TXT "${index}"\n`).join("")),
    "ZONE_TOO_MANY_RECORDS",
  ],
];

const silent: readonly Row[] = [
  [
    "T15",
    "only, and an empty list of forwarders, which named-checkconf takes",
    statements('zone "other.lan" { type forward; forward only; forwarders { }; };'),
    "NAMED_CONF_NO_FORWARDERS",
  ],
  [
    "T9",
    "plugins that may stand there as often as one likes",
    [
      directive(
        "template IN A a.test {\n  rcode NXDOMAIN\n}\ntemplate IN A b.test {\n  rcode NXDOMAIN\n}\nrewrite name a.test b.test\nrewrite name c.test d.test",
      ),
    ],
    "COREFILE_ONCE",
  ],
  [
    "T9",
    "the same plugin in another block",
    [block("other.test:53 {\n    errors\n    cache\n    whoami\n}")],
    "COREFILE_ONCE",
  ],
  ["T10", "without TLS", options("forwarders port 5353 { 1.1.1.1; };"), "NAMED_CONF_NOT_IN_VERSION"],
  [
    "T15",
    "one name in two views",
    inViews('zone "kloud.lan" { type forward; forwarders { 192.0.2.1; }; };'),
    "NAMED_CONF_ALREADY_EXISTS",
  ],
  [
    "T15",
    "a forward zone that is first, and has nobody",
    statements('zone "other.lan" { type forward; forwarders { }; };'),
    "NAMED_CONF_NO_FORWARDERS",
  ],
  ["T16", "glue", below("also IN A 198.19.0.31\n@ IN NS also\n"), "ZONE_OCCLUDED"],
  ["T16", "back to the zone's own origin", below("$ORIGIN kloud.lan.\nnew IN A 192.168.13.99\n"), "ZONE_OCCLUDED"],
  ["T29", "keys with blanks", keys("kloud.test:53 other.test:53 . {"), "COREFILE_STRANGE_ZONE"],
  ["T36", "a hundred of each", inZone(`${addresses(100, "A")}${addresses(100, "AAAA")}`), "ZONE_TOO_MANY_RECORDS"],
  [
    "T36",
    "many names with few each",
    inZone(Array.from({ length: 40 }, (_, index) => addresses(3, "A", `many${index}`)).join("")),
    "ZONE_TOO_MANY_RECORDS",
  ],
];

describe("rows of the readers, written otherwise", () => {
  it.each(found)("%s: %s", (trap, _what, changes, code) => {
    expect(readerTraps.filter((own) => own.trap === trap).flatMap(({ codes }) => codes)).toContain(code);
    expect(codesOf(changes)).toContain(code);
  });

  it.each(silent)("%s is not there: %s", (_trap, _what, changes, code) => {
    expect(codesOf(changes)).not.toContain(code);
  });
});
