import { nameOf } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { options, statements } from "./edits.fixture.ts";
import { forwardersFor, serversBehind, staticServersOf } from "./forwarding.ts";
import { SiteView } from "./site-view.ts";
import { type Change, twinOf } from "./variation.fixture.ts";

function viewOf(changes: readonly Change[]): SiteView {
  const { twin, files, known } = twinOf({ changes });
  return new SiteView(twin, files, known);
}

describe("whom questions about a name are handed to", () => {
  const zones = statements(
    'zone "lan" { type forward; forwarders { 192.0.2.1; }; };\nzone "lab.kloud.lan" { type forward; forwarders { 192.0.2.2; 192.0.2.3; }; };\nzone "free.lan" { type forward; forwarders { }; };',
  );
  const view = viewOf([...options("forwarders { 192.0.2.9; };"), ...zones]);
  const own = view.namedHosts[0]?.settings.views[0];

  it.each([
    ["example.com.", ["192.0.2.9"]],
    ["lan.", ["192.0.2.1"]],
    ["k8s1-prod.kloud.lan.", ["192.0.2.1"]],
    ["lab.kloud.lan.", ["192.0.2.2", "192.0.2.3"]],
    ["x.y.lab.kloud.lan.", ["192.0.2.2", "192.0.2.3"]],
    ["xlab.kloud.lan.", ["192.0.2.1"]],
    ["free.lan.", []],
    ["x.free.lan.", []],
    [".", ["192.0.2.9"]],
  ])("%s: %j", (name, forwarders) => {
    expect(own === undefined ? null : forwardersFor(own, nameOf(name))).toEqual(forwarders);
  });
});

describe("the servers behind a zone", () => {
  it.each([
    ['zone "a.lan" { type forward; forwarders { 192.0.2.1; 192.0.2.2 port 5353; }; };', ["192.0.2.1", "192.0.2.2"]],
    ['zone "a.lan" { type static-stub; server-addresses { 192.0.2.1; }; };', ["192.0.2.1"]],
    ['zone "a.lan" { type static-stub; server-names { "nas.kloud.lan"; "nobody.kloud.lan"; }; };', ["192.168.13.20"]],
    ['zone "a.lan" { type stub; primaries { 192.0.2.7; }; };', ["192.0.2.7"]],
    ['zone "a.lan" { type primary; file "/etc/bind/db.local"; };', []],
  ])("%s", (text, servers) => {
    const view = viewOf(statements(text));
    const [own] = view.zones.filter(({ zone }) => zone.name.text === "a.lan.");
    expect(own === undefined ? null : serversBehind(view, own)).toEqual(servers);
    if (own?.zone.kind === "static-stub") expect(staticServersOf(view, own)).toEqual(servers);
  });

  it("of a zone with a delegation, its glue", () => {
    const view = viewOf([]);
    const [own] = view.zones.filter(({ zone }) => zone.name.text === "kloud.lan.");
    expect(own === undefined ? null : serversBehind(view, own)).toEqual(["198.19.0.30"]);
  });
});
