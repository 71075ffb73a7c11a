import { describe, expect, it } from "vitest";
import { zoneDiagnostics } from "../site/index.ts";
import { readerTraps } from "./reader-traps.ts";
import { type Change, twinOf, type Variation } from "./variation.fixture.ts";

const LOCAL = "kloud-lan/dns1/etc/bind/named.conf.local";
const ZONE = "kloud-lan/dns1/etc/bind/db.kloud.lan";
const CONFIG_MAP = "kloud-lan/cluster/coredns-configmap.yaml";
const SITE = "kloud-lan-forwarding-tls/site.yaml";

function codesOf(variation: Variation): readonly string[] {
  const { twin, files, known } = twinOf(variation);
  return [...known, ...zoneDiagnostics(twin, files)].map(({ code }) => code);
}

const inLocal = (text: string): readonly Change[] => [[LOCAL, "// Do any local configuration here", `\n${text}\n`]];
const atTheEnd = (text: string): readonly Change[] => [
  [
    ZONE,
    "ns              IN A      198.19.0.30 ; 'glue' record\n",
    `ns              IN A      198.19.0.30 ; 'glue' record\n${text}`,
  ],
];
const addresses = (count: number): string =>
  Array.from({ length: count }, (_, index) => `many IN A 192.0.2.${index + 1}\n`).join("");

/** A site that has the row's trap and is told so, and one like it that has not. */
const rows: readonly (readonly [trap: string, found: Variation, code: string, silent: Variation])[] = [
  [
    "T9",
    { changes: [[CONFIG_MAP, "        cache 30\n", "        cache 30\n        cache 60\n"]] },
    "COREFILE_ONCE",
    {},
  ],
  [
    "T10",
    { site: "kloud-lan-forwarding-tls", changes: [[SITE, 'version: "9.20"', 'version: "9.18"']] },
    "NAMED_CONF_NOT_IN_VERSION",
    { site: "kloud-lan-forwarding-tls" },
  ],
  [
    "T15",
    { changes: inLocal('zone "kloud.lan" { type forward; forwarders { 192.0.2.1; }; };') },
    "NAMED_CONF_ALREADY_EXISTS",
    { changes: inLocal('zone "other.lan" { type forward; forwarders { 192.0.2.1; }; };') },
  ],
  [
    "T15",
    { changes: inLocal('zone "other.lan" { type forward; forward only; };') },
    "NAMED_CONF_NO_FORWARDERS",
    { changes: inLocal('zone "other.lan" { type forward; forward only; forwarders { 192.0.2.1; }; };') },
  ],
  [
    "T15",
    { changes: inLocal('zone "other.lan" { type forward; forwarders { 192.0.2.1; }; file "x"; };') },
    "NAMED_CONF_ZONE_OPTION",
    {},
  ],
  [
    "T16",
    { changes: atTheEnd("new IN A 192.168.13.99\n") },
    "ZONE_OCCLUDED",
    { changes: atTheEnd("$ORIGIN kloud.lan.\nnew IN A 192.168.13.99\n") },
  ],
  ["T29", { changes: [[CONFIG_MAP, "    .:53 {\n", "    a.test:53,b.test:53 {\n"]] }, "COREFILE_STRANGE_ZONE", {}],
  [
    "T36",
    { changes: [[ZONE, "*.apps  IN A", `${addresses(101)}*.apps  IN A`]] },
    "ZONE_TOO_MANY_RECORDS",
    { changes: [[ZONE, "*.apps  IN A", `${addresses(100)}*.apps  IN A`]] },
  ],
];

describe("rows that the readers of single files find", () => {
  it.each(rows)("%s", (trap, found, code, silent) => {
    expect(readerTraps.filter((own) => own.trap === trap).flatMap(({ codes }) => codes)).toContain(code);
    expect(codesOf(found)).toContain(code);
    expect(codesOf(silent)).not.toContain(code);
  });

  it("are all here", () => {
    expect([...new Set(rows.map(([trap]) => trap))].toSorted()).toEqual(readerTraps.map(({ trap }) => trap).toSorted());
  });
});
