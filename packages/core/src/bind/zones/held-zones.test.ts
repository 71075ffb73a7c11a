import { expect, test } from "vitest";
import { startBind } from "../fixtures/start.fixture.ts";

const OPTIONS = 'options { directory "/"; recursion no; };';
const zone = (serial: number): string => `$TTL 60\n@ SOA ns h ${serial} 8 4 30 60\n@ NS ns\nns A 10.9.0.1\n`;

const serials = (conf: string, files: Readonly<Record<string, string>>): readonly string[] =>
  startBind(`${OPTIONS}\n${conf}`, { files }).server.serials();

test.each<readonly [what: string, conf: string, expected: readonly string[]]>([
  ["a file", 'zone "a" { type primary; file "a.db"; };', ["_default a. 7"]],
  ["a file that does not load", 'zone "a" { type primary; file "bad.db"; };', ["_default a. none"]],
  ["a copy that has not come", 'zone "a" { type secondary; primaries { 192.0.2.1; }; };', ["_default a. none"]],
  [
    "a zone in two views",
    'view "in" { zone "a" { type primary; file "a.db"; }; };\nview "out" { zone "a" { type primary; file "b.db"; }; };',
    ["in a. 7", "out a. 4294967295"],
  ],
  ["neither what is forwarded nor what named has itself", 'zone "a" { type forward; forwarders { 192.0.2.1; }; };', []],
])("what is answered from: %s", (_what, conf, expected) => {
  const files = { "/a.db": zone(7), "/b.db": zone(4_294_967_295), "/bad.db": "@ A 192.0.2.1\n" };
  expect(serials(conf, files)).toEqual(expected);
});
