import type { Address } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { isLinkLocal, linkLocalOf, macOf } from "./hardware-address.ts";

/** As a network namespace of Linux 6.18 had them. */
describe("link-local addresses", () => {
  it.each([
    [[0x02, 0, 0, 0, 0, 0x01], "fe80::ff:fe00:1"],
    [[0x02, 0, 0, 0, 0x01, 0x03], "fe80::ff:fe00:103"],
    [[0x52, 0x54, 0, 0x12, 0x34, 0x56], "fe80::5054:ff:fe12:3456"],
  ])("%j is %s", (octets, expected) => expect(linkLocalOf(Uint8Array.from(octets))).toBe(expected));

  it("machines have different ones, each a link-local address", () => {
    const all = Array.from({ length: 300 }, (_, at) => linkLocalOf(macOf(at + 1)));
    expect(new Set(all).size).toBe(300);
    expect(all.filter((address) => !isLinkLocal(address))).toEqual([]);
  });

  it.each(["fd00:13::11", "fec0::1", "fe8::1", "192.168.13.11", "::1"])("%s is none", (address) =>
    expect(isLinkLocal(address as Address)).toBe(false),
  );
});
