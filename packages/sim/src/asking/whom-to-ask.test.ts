import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { expect, test } from "vitest";
import { COREDNS_POD, placeOf, waitingSite } from "../live/waiting-site.fixture.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { defaultPlace, type Found, findPlace, findServer, serversOf } from "./whom-to-ask.ts";

function shown<T>(found: Found<T>, print: (value: T) => string): string {
  return found.kind === "found" ? print(found.value) : found.why;
}

function siteOf(hosts: string): SiteTwin {
  const text = `version: 1\nnetworks: { lan: 192.168.13.0/24 }\nhosts:\n${hosts}`;
  const files = {
    "/site.yaml": text,
    "/named.conf": "options { recursion no; };\n",
  };
  const sources = Object.entries(files).map(([path, content]) => [path, sourceFromText(path, content)] as const);
  return loadSite(fileTreeFromSources(new Map(sources))).value;
}

const KNOWN = `Known: dns1, silent, laptop, router, node1, ${COREDNS_POD}.`;

test.each([
  ["a host", "laptop", "laptop is a host on laptop"],
  ["a node", "node1", "node1 is a node on node1"],
  ["a pod", COREDNS_POD, `${COREDNS_POD} is a pod on ${COREDNS_POD}`],
  ["nearly", "laptpo", 'Nobody in the site is called "laptpo". Did you mean "laptop"?'],
  ["nobody", "zzzzzz", `Nobody in the site is called "zzzzzz". ${KNOWN}`],
  ["an odd key", "__proto__", `Nobody in the site is called "__proto__". ${KNOWN}`],
])("who asks: %s", (_what, name, expected) => {
  const print = shown(
    findPlace(waitingSite(), name),
    (place) => `${place.name} is a ${place.kind} on ${place.station}`,
  );
  expect(print).toBe(expected);
});

test.each([
  ["an address", "192.0.2.9", "192.0.2.9 port 53"],
  ["an IPv6 address", "2001:db8::1", "2001:db8::1 port 53"],
  ["a host: its first address", "router", "192.168.13.1 port 53"],
  ["a pod", COREDNS_POD, "100.64.0.10 port 53"],
  ["nobody", "dns9", 'Nobody in the site is called "dns9". Did you mean "dns1"?'],
])("who is asked: %s", (_what, text, expected) => {
  expect(shown(findServer(waitingSite(), text), ({ address, port }) => `${address} port ${port}`)).toBe(expected);
});

test.each([
  ["its resolv.conf", "laptop", "192.168.13.11"],
  ["without one, a name server of its own", "dns1", "127.0.0.1"],
  ["a CoreDNS pod too", COREDNS_POD, "127.0.0.1"],
  ["neither", "router", "The site does not tell whom router asks: give its nameservers, or say @SERVER."],
])("whom a place asks: %s", (_what, name, expected) => {
  const twin = waitingSite();
  const found = serversOf(twin, placeOf(twin, name));
  expect(shown(found, (servers) => servers.map(({ address }) => address).join())).toBe(expected);
});

const BIND = `bind: { version: "9.18", config: named.conf }`;
test.each([
  [
    "the first host with a resolver",
    `  a: { addresses: [192.168.13.1] }\n  b: { addresses: [192.168.13.2], nameservers: [192.168.13.1] }`,
    "b",
  ],
  [
    "else one with a name server",
    `  a: { addresses: [192.168.13.1] }\n  b: { addresses: [192.168.13.2], ${BIND} }`,
    "b",
  ],
  ["else whoever stands first", `  a: { addresses: [192.168.13.1] }\n  b: { addresses: [192.168.13.2] }`, "a"],
  ["nobody", "  {}", "The site has neither a host nor a node nor a pod that could ask."],
])("who asks when nobody is named: %s", (_what, hosts, expected) => {
  expect(shown(defaultPlace(siteOf(hosts)), ({ name }) => name)).toBe(expected);
});
