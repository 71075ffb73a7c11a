import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allWays, packetOf, printWay } from "../network/network.fixture.ts";
import { siteOfFiles } from "./site-files.fixture.ts";

/** A client, a router with these rules, and a server behind it with those; the router has a second way in. */
function siteWith(router: string, server = "[]") {
  const { twin, said } = siteOfFiles({
    "site.yaml": `version: 1
networks: { lan: 192.0.2.0/24, far: 198.51.100.0/24, six: "2001:db8:1::/64", far6: "2001:db8:2::/64" }
hosts:
  client: { addresses: [192.0.2.50, "2001:db8:1::50"], routes: { default: 192.0.2.1, "::/0": "2001:db8:1::1" } }
  other: { addresses: 192.0.2.60, routes: { default: 192.0.2.1 } }
  router: { addresses: [192.0.2.1, 198.51.100.1, "2001:db8:1::1", "2001:db8:2::1"], firewall: ${router} }
  server: { addresses: [198.51.100.53, "2001:db8:2::53"], routes: { default: 198.51.100.1, "::/0": "2001:db8:2::1" }, firewall: ${server} }
`,
  });
  expect(said).toEqual([]);
  return twin.network;
}

const UDP = "192.0.2.50:40000 -> 198.51.100.53:53/udp";
const TCP = "192.0.2.50:40000 -> 198.51.100.53:53/tcp";
const SIX = "[2001:db8:1::50]:40000 -> [2001:db8:2::53]:53/udp";
const THROUGH = "client > router > server";

describe("a router's firewall, by the first line that matches (iptables: a chain ends at the first terminating target)", () => {
  it.each<readonly [string, string, string]>([
    ["[]", UDP, THROUGH],
    ["[{ action: drop }]", UDP, "client > router ! firewall-drop"],
    ["[{ action: reject }]", UDP, "client > router ! firewall-reject"],
    ["[{ action: accept }, { action: drop }]", UDP, THROUGH],
    ["[{ action: drop, protocol: tcp }]", UDP, THROUGH],
    ["[{ action: drop, protocol: tcp }]", TCP, "client > router ! firewall-drop"],
    ["[{ action: drop, port: 53 }]", UDP, "client > router ! firewall-drop"],
    ["[{ action: drop, port: 40000 }]", UDP, THROUGH],
    ["[{ action: drop, from: 192.0.2.0/24 }]", UDP, "client > router ! firewall-drop"],
    ["[{ action: drop, from: 192.0.2.50 }]", UDP, "client > router ! firewall-drop"],
    ["[{ action: drop, from: 192.0.2.51 }]", UDP, THROUGH],
    ["[{ action: drop, to: 198.51.100.0/24 }]", UDP, "client > router ! firewall-drop"],
    ["[{ action: drop, to: 192.0.2.0/24 }]", UDP, THROUGH],
    ["[{ action: accept, from: 192.0.2.50, protocol: udp, port: 53 }, { action: reject }]", UDP, THROUGH],
    [
      "[{ action: accept, from: 192.0.2.50, protocol: udp, port: 53 }, { action: reject }]",
      TCP,
      "client > router ! firewall-reject",
    ],
    // A block of one family says nothing of the other one; a rule without blocks speaks of both.
    ["[{ action: drop, from: 0.0.0.0/0 }]", SIX, THROUGH],
    ['[{ action: drop, from: "::/0" }]', SIX, "client > router ! firewall-drop"],
    ['[{ action: drop, from: "::/0" }]', UDP, THROUGH],
    ["[{ action: drop, protocol: udp }]", SIX, "client > router ! firewall-drop"],
  ])("%s, %s: %s", (rules, packet, way) => {
    expect(allWays(siteWith(rules), packetOf(packet), "client").map(printWay)).toEqual([way]);
  });
});

describe("a server's own firewall", () => {
  it.each<readonly [string, string, string]>([
    ["[{ action: drop, from: 192.0.2.60 }]", UDP, THROUGH],
    ["[{ action: drop, from: 192.0.2.50 }]", UDP, `${THROUGH} ! firewall-drop`],
    ["[{ action: reject, protocol: tcp, port: 53 }]", TCP, `${THROUGH} ! firewall-reject`],
    ["[{ action: reject, protocol: tcp, port: 853 }]", TCP, THROUGH],
  ])("%s, %s: %s", (rules, packet, way) => {
    expect(allWays(siteWith("[]", rules), packetOf(packet), "client").map(printWay)).toEqual([way]);
  });

  it("looks at what comes in, not at what its own machine sends", () => {
    const network = siteWith("[]", "[{ action: drop, from: 198.51.100.53 }]");
    const out = packetOf("198.51.100.53:40000 -> 192.0.2.60:53/udp");
    expect(allWays(network, out, "server").map(printWay)).toEqual(["server > router > other"]);
  });
});

describe("laws of firewalls", () => {
  const rule = fc.record({
    action: fc.constantFrom("accept", "drop", "reject"),
    from: fc.constantFrom("192.0.2.0/24", "192.0.2.50", "198.51.100.0/24", "0.0.0.0/0"),
    port: fc.constantFrom(53, 853),
  });
  const text = (rules: readonly unknown[]): string => JSON.stringify(rules);
  const wayThrough = (rules: readonly unknown[]): string =>
    allWays(siteWith(text(rules)), packetOf(UDP), "client")
      .map(printWay)
      .join();

  it("what stands behind a line for everybody is never reached", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), fc.array(rule, { maxLength: 3 }), (before, behind) => {
        const all = { action: "reject" };
        expect(wayThrough([...before, all, ...behind])).toBe(wayThrough([...before, all]));
      }),
      { numRuns: 30 },
    );
  });

  it("a line that stands there twice is one", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), (rules) => {
        expect(wayThrough(rules.flatMap((own) => [own, own]))).toBe(wayThrough(rules));
      }),
      { numRuns: 30 },
    );
  });
});
