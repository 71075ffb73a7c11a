import type { Address } from "@splithorizon/core";
import { expect, test } from "vitest";
import { contenderOf } from "./lone-router.fixture.ts";
import { type ChecksumOf, UnicastChecksum } from "./unicast-checksum.ts";

const OWN = "192.168.13.11" as Address;
const [FIRST, LAST] = ["192.168.13.12", "192.168.13.13"] as const;
const PEERS = `version 3\nunicast_src_ip ${OWN}\nunicast_peer {\n${FIRST}\n${LAST}\n}`;
const checksumOf = (lines: string): UnicastChecksum => new UnicastChecksum(contenderOf({ lines }).instance);

// Two and three keepalived 2.2.7 (conformance, drawn in the field); vrrp.c vrrp_check_packet, vrrp_csum_mcast.
test.each<readonly [string, string, readonly ChecksumOf[], readonly boolean[]]>([
  ["new ones", PEERS, ["each", OWN, "each"], [true, true, true]],
  [
    "an old one, and from then on no other",
    PEERS,
    ["each", "multicast", "each", "multicast"],
    [true, true, false, true],
  ],
  ["one that is for another peer", PEERS, [FIRST as Address, "each"], [false, true]],
  ["old ones alone", `${PEERS}\nold_unicast_checksum`, ["each", "multicast"], [false, true]],
  ["never an old one", `${PEERS}\nold_unicast_checksum never`, ["multicast", "each"], [false, true]],
  ["version 2, where it is not looked at", "unicast_peer {\n192.168.13.12\n}\nold_unicast_checksum", ["each"], [true]],
  ["over IPv6, where the kernel does", "old_unicast_checksum", ["each"], [true]],
])("who takes %s", (_, lines, checksums, taken) => {
  const checksum = checksumOf(lines);
  expect(checksums.map((one) => checksum.takes(one, OWN))).toEqual(taken);
});

test("what is sent: the peer's own, the group's, or always the same once an old one was heard", () => {
  expect(checksumOf(PEERS).next()).toBe("each");
  expect(checksumOf(`${PEERS}\nold_unicast_checksum`).next()).toBe("multicast");
  const [silent, loud] = [checksumOf(PEERS), checksumOf(PEERS)];
  loud.next();
  for (const one of [silent, loud]) one.takes("multicast", OWN);
  expect([silent.next(), loud.next(), loud.next()]).toEqual([FIRST, LAST, LAST]);
  loud.begin();
  expect(loud.next()).toBe("each");
});
