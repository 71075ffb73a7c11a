import type { Address } from "@splithorizon/core";
import { expect, test } from "vitest";
import { type Contender, isSameRouter } from "./contender.ts";
import { contenderOf } from "./lone-router.fixture.ts";

const OWN = contenderOf({ lines: "priority 100" });
const UNICAST = contenderOf({ lines: "unicast_peer {\n192.168.13.12\n}" });
const from = (source: string, of: Contender): Contender => ({ ...of, source: source as Address });

// vrrp.c vrrp_exist; the id of both families on one interface is what RFC 9568 section 1.4 allows.
test.each<readonly [string, Contender, Contender, boolean]>([
  ["another priority", OWN, contenderOf({ lines: "priority 50" }), true],
  ["another id", OWN, contenderOf({ lines: "virtual_router_id 52" }), false],
  ["another interface", OWN, contenderOf({ lines: "interface eth1" }), false],
  ["the same id over IPv6", OWN, from("fe80::b", OWN), false],
  ["another link-local address over IPv6", from("fe80::a", OWN), from("fe80::b", OWN), true],
  ["unicast instead of multicast", OWN, UNICAST, false],
  ["unicast from another address", UNICAST, from("192.168.13.13", UNICAST), false],
])("a reload that brings %s", (_, one, other, expected) => {
  expect(isSameRouter(one, other)).toBe(expected);
});
