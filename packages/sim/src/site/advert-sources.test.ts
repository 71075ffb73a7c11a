import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { loadSite } from "./load-site.ts";
import type { SiteTwin } from "./twin.ts";

interface Loaded {
  readonly twin: SiteTwin;
  readonly said: readonly string[];
}

/** Two hosts with an interface each, `keys` of their keepalived in site.yaml, and lines of their instances. */
function load(first: string, second: string, { dns1 = "", dns2 = "", beside = "" } = {}): Loaded {
  const host = (name: string, last: number, keys: string): string =>
    `  ${name}: { addresses: [192.168.13.${last}, "fd00:13::${last}"], ${beside} keepalived: { version: "2.2.7", config: ${name}/keepalived.conf, ${keys} } }\n`;
  const site = `version: 1\nnetworks: { lan: 192.168.13.0/24, six: "fd00:13::/64" }\nhosts:\n${host("dns1", 11, dns1)}${host("dns2", 12, dns2)}`;
  const conf = (lines: string): string =>
    `vrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\nversion 3\n${lines}\n}\n`;
  const texts = { "/site.yaml": site, "/dns1/keepalived.conf": conf(first), "/dns2/keepalived.conf": conf(second) };
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, sourceFromText(path, text)]));
  const { value, diagnostics } = loadSite(fileTreeFromSources(files));
  return { twin: value, said: diagnostics.map(({ code, message }) => `${code} ${message}`) };
}

const SIX = "virtual_ipaddress {\nfd00:13::10/64\n}\n";
const FOUR = "virtual_ipaddress {\n192.168.13.10/24\n}\n";
const peer = (address: string): string => `unicast_peer {\n${address}\n}\n`;

function sourcesOf({ twin }: Loaded): string {
  return twin.standings.map(({ contender: { source, sourceIs } }) => `${source} ${sourceIs}`).join(", ");
}

function statesOf({ twin }: Loaded): string {
  return twin.standings.map(({ contender, state }) => `${contender.host} ${state}`).join(", ");
}

/** As keepalived 2.2.7 in network namespaces (conformance/src/vrrp/scenes/sources.ts). */
describe("where adverts come from", () => {
  it.each([
    ["IPv4: the address on the link", FOUR, {}, "192.168.13.11 own"],
    ["IPv6: the link-local one, made of the hardware address", SIX, {}, "fe80::ff:fe00:1 own"],
    ["or the one that site.yaml tells", SIX, { dns1: 'linkLocals: { eth0: "fe80::b" }' }, "fe80::b own"],
    ["of that interface", SIX, { dns1: 'linkLocals: { eth1: "fe80::b" }' }, "fe80::ff:fe00:1 own"],
    ["mcast_src_ip", `${SIX}mcast_src_ip fd00:13::11`, {}, "fd00:13::11 own"],
    ["unicast_src_ip", `${SIX}unicast_src_ip fd00:13::11\n${peer("fd00:13::12")}`, {}, "fd00:13::11 own"],
    ["unicast without it", SIX + peer("fd00:13::12"), {}, "fe80::ff:fe00:1 own"],
    ["an address of nobody", `${SIX}mcast_src_ip fd00:13::99`, {}, "fd00:13::99 foreign"],
    [
      "which may be bound",
      `${FOUR}mcast_src_ip 192.168.13.99`,
      { beside: "sysctls: { net.ipv4.ip_nonlocal_bind: 1 }," },
      "192.168.13.99 bound",
    ],
    [
      "in the other family alone",
      `${SIX}mcast_src_ip fd00:13::99`,
      { beside: "sysctls: { net.ipv4.ip_nonlocal_bind: 1 }," },
      "fd00:13::99 foreign",
    ],
  ])("%s", (_, lines, keys, expected) => {
    expect(sourcesOf(load(lines, SIX, keys)).split(", ")[0]).toBe(expected);
  });
});

describe("what comes of it", () => {
  const turned = { dns1: 'linkLocals: { eth0: "fe80::b" }', dns2: 'linkLocals: { eth0: "fe80::a" }' };
  const from = (own: string, other: string): string => `unicast_src_ip ${own}\n${peer(other)}`;
  it.each([
    ["equal priorities: the higher link-local address", SIX, SIX, {}, "dns1 backup, dns2 active"],
    ["not the higher of the others", SIX, SIX, turned, "dns1 active, dns2 backup"],
    ["which is above any other", `${SIX}mcast_src_ip fd00:13::11`, SIX, turned, "dns1 backup, dns2 active"],
    [
      "unicast: by unicast_src_ip",
      SIX + from("fd00:13::11", "fd00:13::12"),
      SIX + from("fd00:13::12", "fd00:13::11"),
      turned,
      "dns1 backup, dns2 active",
    ],
    [
      "unicast without it hears nothing that is sent elsewhere",
      SIX + peer("fd00:13::12"),
      `${SIX}priority 150\n${from("fd00:13::12", "fd00:13::11")}`,
      {},
      "dns1 active, dns2 active",
    ],
    [
      "and what is sent to its link-local address",
      SIX + peer("fe80::a"),
      `${SIX}priority 150\n${peer("fe80::b")}`,
      turned,
      "dns1 backup, dns2 active",
    ],
    [
      "unicast from an address of nobody: FAULT",
      `${FOUR}priority 150\n${from("192.168.13.99", "192.168.13.12")}`,
      FOUR + from("192.168.13.12", "192.168.13.11"),
      {},
      "dns1 fault, dns2 active",
    ],
    [
      "unless the kernel lets it bind it, and then it hears nobody",
      FOUR + from("192.168.13.99", "192.168.13.12"),
      `${FOUR}priority 150\n${from("192.168.13.12", "192.168.13.99")}`,
      { beside: "sysctls: { net.ipv4.ip_nonlocal_bind: 1 }," },
      "dns1 active, dns2 active",
    ],
    [
      "IPv6 multicast from an address of nobody: nothing is sent",
      `${SIX}priority 150\nmcast_src_ip fd00:13::99`,
      SIX,
      {},
      "dns1 active, dns2 active",
    ],
    ["IPv4 sends it", `${FOUR}priority 150\nmcast_src_ip 192.168.13.99`, FOUR, {}, "dns1 active, dns2 backup"],
  ])("%s", (_, first, second, keys, expected) => expect(statesOf(load(first, second, keys))).toBe(expected));
});

describe("what is not known is said", () => {
  const GUESSED = /^SITE_UNSUPPORTED dns1 and dns2 have the same priority/;
  const told = 'linkLocals: { eth0: "fe80::b" }';
  const other = 'linkLocals: { eth0: "fe80::a" }';
  it.each([
    ["equal priorities over IPv6", SIX, SIX, {}, true],
    ["one address of two is told", SIX, SIX, { dns1: told }, true],
    ["both are", SIX, SIX, { dns1: told, dns2: other }, false],
    ["priorities differ", SIX, `${SIX}priority 150`, {}, false],
    ["over IPv4", FOUR, FOUR, {}, false],
    ["from other addresses", `${SIX}mcast_src_ip fd00:13::11`, `${SIX}mcast_src_ip fd00:13::12`, {}, false],
    ["another virtual router", SIX, SIX.replace("::10", "::20"), {}, false],
  ])("%s: %s", (_, first, second, keys, expected) => {
    expect(load(first, second, keys).said.some((line) => GUESSED.test(line))).toBe(expected);
  });
});
