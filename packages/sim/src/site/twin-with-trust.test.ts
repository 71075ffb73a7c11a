import { fileTreeFromSources, instantFromMs, makeQuery, nameOf, sourceFromText } from "@splithorizon/core";
import { expect, test } from "vitest";
import { askSite, digPatience, findPlace, serversOf } from "../asking/index.ts";
import { loadSite, twinWithTrust } from "./load-site.ts";
import type { SiteTwin } from "./twin.ts";

const NAMED = `options { recursion yes; allow-query { any; }; };
zone "inside.lan" { type forward; forward only; forwarders { 192.168.13.12; }; };\n`;
const OTHER = `options { recursion no; };\nzone "inside.lan" { type primary; file "/db"; };\n`;
const ZONE = "$TTL 60\n@ SOA ns root 1 1 1 1 1\n  NS ns\nns A 192.168.13.12\nwww A 192.168.13.9\n";

/** `trust`: what site.yaml says of it. */
function siteWith(trust: string): SiteTwin {
  const files = {
    "/site.yaml": `version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: one.conf } }
  dns2: { addresses: [192.168.13.12], bind: { version: "9.18", config: two.conf } }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11] }
trust: { ${trust} }\n`,
    "/one.conf": NAMED,
    "/two.conf": OTHER,
    "/db": ZONE,
  };
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  return loadSite(fileTreeFromSources(new Map(sources))).value;
}

function rcodeOf(twin: SiteTwin): string {
  const place = findPlace(twin, "laptop");
  const servers = place.kind === "found" ? serversOf(twin, place.value) : place;
  if (place.kind === "missing" || servers.kind === "missing") return "nobody";
  const asking = { from: place.value, servers: servers.value, source: null, transport: "udp" } as const;
  const query = makeQuery({ name: nameOf("www.inside.lan."), type: "A", class: "IN" });
  const answer = askSite(twin, asking, query, instantFromMs(0), digPatience);
  return answer.kind === "answered" ? (answer.messages[0]?.rcode ?? "") : answer.kind;
}

test.each([
  ["nobody signs", "inside.lan.: insecure", "NOERROR"],
  ["it is signed, and comes without signatures", "inside.lan.: bogus", "SERVFAIL"],
  ["the root is out of reach", '".": unreachable', "SERVFAIL"],
])("another trust is as if site.yaml had said it, and the files are not read again: %s", (_what, trust, rcode) => {
  const wanted = siteWith(trust);
  const twin = twinWithTrust(siteWith("other.lan.: insecure"), wanted.settings.trust);
  expect([rcodeOf(wanted), rcodeOf(twin)]).toEqual([rcode, rcode]);
  const before = siteWith("other.lan.: insecure");
  expect(twinWithTrust(before, wanted.settings.trust).makings.bindHosts).toBe(before.makings.bindHosts);
});
