import { describe, expect, test } from "vitest";
import { type LabOptions, lab, type Router } from "../simulation/measured/lab.fixture.ts";
import { Capture } from "./capture.ts";

/** What `tshark -x` showed of keepalived 2.2.7 on 192.168.13.11, from the IP header on: the first adverts, and the last one. */
const RECORDED = {
  "v2, auth_pass 1111, priority 101": {
    router: {},
    adverts: [
      "45c00028000100 00ff700cdfc0a80d0be0000012 213365010101 48b5 c0a80d0a 3131313100000000",
      "45c00028000200 00ff700cdec0a80d0be0000012 213365010101 48b5 c0a80d0a 3131313100000000",
    ],
    resigned: "45c00028000400 00ff700cdcc0a80d0be0000012 213300010101 adb5 c0a80d0a 3131313100000000",
  },
  "v3, priority 100": {
    router: { version: 3, authentication: "", priority: 100 },
    adverts: [
      "45c00020000100 00ff700ce7c0a80d0be0000012 313364010064 ee71 c0a80d0a",
      "45c00020000200 00ff700ce6c0a80d0be0000012 313364010064 ee71 c0a80d0a",
    ],
    resigned: "45c00020000400 00ff700ce4c0a80d0be0000012 313300010064 5272 c0a80d0a",
  },
} as const satisfies Record<string, { router: Router; adverts: readonly string[]; resigned: string }>;

/** Ethernet's type, and what is sent: all in hexadecimal. */
const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");

/** What dns1 sends in three seconds, and when keepalived is stopped then. */
function framesOf(router: Router): readonly string[] {
  const options: LabOptions = { dns1: router };
  const own = lab(options);
  own.inject({ kind: "stop", machine: "dns2", program: "keepalived" });
  own.runFor(2);
  const capture = new Capture(own.simulation.world.network.stations.keys(), "dns1");
  own.simulation.listenIn(capture.take);
  own.runFor(3);
  own.inject({ kind: "stop", machine: "dns1", program: "keepalived" });
  own.runFor(1);
  return capture.frames.filter(({ direction }) => direction === "out").map(({ octets }) => hex(octets));
}

describe("vrrp-measured.md section 1, on the wire: octet by octet as keepalived 2.2.7 sends it", () => {
  test.each(Object.entries(RECORDED))("advert, %s: to 01:00:5e:00:00:12, TTL 255, TOS 0xc0", (_, row) => {
    const frames = framesOf(row.router).filter((frame) => frame.slice(24, 28) === "0800");
    const expected = [...row.adverts, row.resigned].map((text) => text.replaceAll(" ", ""));
    expect([frames[0], frames[1], frames[3]].map((frame) => frame?.slice(28))).toEqual(expected);
    expect(new Set(frames.map((frame) => frame.slice(0, 12)))).toEqual(new Set(["01005e000012"]));
    // From the interface's own address.
    expect(new Set(frames.map((frame) => frame.slice(12, 24))).size).toBe(1);
  });

  test("GARP: an ARP request, broadcast, sender = target = VIP, target MAC ff:ff:ff:ff:ff:ff", () => {
    const own = lab();
    const capture = new Capture(own.simulation.world.network.stations.keys(), "dns2");
    own.runFor(2);
    own.simulation.listenIn(capture.take);
    own.inject({ kind: "stop", machine: "dns1", program: "keepalived" });
    own.runFor(1);
    const frames = capture.frames.filter(({ direction }) => direction === "out").map(({ octets }) => hex(octets));
    const arps = frames.filter((frame) => frame.slice(24, 28) === "0806");
    expect(arps).toHaveLength(5);
    const mac = arps[0]?.slice(12, 24) ?? "";
    // As recorded, with the twin's own hardware address.
    const recorded = `ffffffffffff${mac}08060001080006040001${mac}c0a80d0affffffffffffc0a80d0a`;
    expect(new Set(arps.map((frame) => frame.slice(0, recorded.length)))).toEqual(new Set([recorded]));
  });
});
