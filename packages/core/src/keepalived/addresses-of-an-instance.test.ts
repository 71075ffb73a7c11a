import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VirtualAddress } from "./index.ts";
import { readList } from "./listed-lines.fixture.ts";

function addressText({ address, prefixLength, device }: VirtualAddress): string {
  return `${address}/${prefixLength}${device === null ? "" : ` dev ${device}`}`;
}

/** A line of `virtual_ipaddress`, the address that `keepalived -d` (2.2.7) prints of it, null where it has none, and what is said. */
type Row = [line: string, address: string | null, said?: readonly string[]];

function check(line: string, address: string | null, said: readonly string[] = []): void {
  const read = readList("virtual_ipaddress", [line]);
  expect(read.instance.virtualAddresses.slice(1).map(addressText)).toEqual(address === null ? [] : [address]);
  expect(read.said).toEqual(said);
}

describe("addresses that are set", () => {
  it.each<Row>([
    ["10.0.0.9/24", "10.0.0.9/24"],
    ["10.0.0.9", "10.0.0.9/32"],
    ["10.0.0.9/024", "10.0.0.9/24"],
    ["10.0.0.9 dev eth1", "10.0.0.9/32 dev eth1"],
    ["10.0.0.9 scope link", "10.0.0.9/32"],
    ["10.0.0.9 scope banana", "10.0.0.9/32"],
    ["10.0.0.9/24 brd +", "10.0.0.9/24"],
    ["10.0.0.9/24 brd -", "10.0.0.9/24"],
    ["10.0.0.9/24 broadcast 10.0.0.255", "10.0.0.9/24"],
    ["10.0.0.9 label eth0:1234567890", "10.0.0.9/32"],
    ["10.0.0.9 peer 10.0.0.1", "10.0.0.9/32"],
    ["10.0.0.9/24 peer 10.0.0.1", "10.0.0.9/32"],
    ["10.0.0.9 home -nodad noprefixroute no_track", "10.0.0.9/32"],
    ["10.0.0.9 preferred_lft forever", "10.0.0.9/32"],
    ["10.0.0.9 preferred_lft 0", "10.0.0.9/32"],
    ["192.168.13.51/24", "192.168.13.51/24"],
  ])("%j", (line, address, said) => check(line, address, said));
});

describe("addresses that are set, with a complaint", () => {
  it.each<Row>([
    ["10.0.0.9/ 24", "10.0.0.9/0", ["10.0.0.9/: warning BAD_VALUE", "10.0.0.9/ 24: warning BAD_VALUE"]],
    ["10.0.0.9/24 peer 10.0.0.1/24", "10.0.0.9/24", ["10.0.0.9/24 peer 10.0.0.1/24: warning BAD_ADDRESS"]],
    ["10.0.0.9/24 peer fd00::1", "10.0.0.9/24", ["10.0.0.9/24 peer fd00::1: warning BAD_ADDRESS"]],
    ["10.0.0.9 use_vmac", "10.0.0.9/32", ["10.0.0.9 use_vmac: warning UNSUPPORTED"]],
    ["10.0.0.9 banana", "10.0.0.9/32", ["10.0.0.9 banana: warning BAD_VALUE"]],
    ["10.0.0.9/banana", "10.0.0.9/0", ["10.0.0.9/banana: warning BAD_VALUE"]],
    ["10.0.0.9 10.0.0.10", "10.0.0.9/32", ["10.0.0.9 10.0.0.10: warning BAD_VALUE"]],
  ])("%j", (line, address, said) => check(line, address, said));
});

describe("lines without an address", () => {
  it.each<Row>([
    ["010.0.0.9", null, ["010.0.0.9: error BAD_ADDRESS"]],
    ["10.0.0.9 dev eth1 dev eth0", null, ["10.0.0.9 dev eth1 dev eth0: error DUPLICATE"]],
    ["10.0.0.9 dev", null, ["10.0.0.9 dev: error MISSING_VALUE"]],
    ["10.0.0.9 scope", null, ["10.0.0.9 scope: error MISSING_VALUE"]],
    ["10.0.0.9/24 brd banana", null, ["10.0.0.9/24 brd banana: error BAD_VALUE"]],
    ["10.0.0.9/24 brd fd00::1", null, ["10.0.0.9/24 brd fd00::1: error BAD_VALUE"]],
    ["10.0.0.9/24 brd", null, ["10.0.0.9/24 brd: error MISSING_VALUE"]],
    ["10.0.0.9 label eth0:12345678901", null, ["10.0.0.9 label eth0:12345678901: error BAD_VALUE"]],
    ["10.0.0.9 label", null, ["10.0.0.9 label: error MISSING_VALUE"]],
    ["10.0.0.9 peer", null, ["10.0.0.9 peer: error MISSING_VALUE"]],
    ["10.0.0.9 preferred_lft", null, ["10.0.0.9 preferred_lft: error MISSING_VALUE"]],
    ["10.0.0.256", null, ["10.0.0.256: error BAD_ADDRESS"]],
    ["banana", null, ["banana: error BAD_ADDRESS"]],
  ])("%j", (line, address, said) => check(line, address, said));
});

/** Addresses of both families may be excluded, each as often as it stands there. */
describe("virtual_ipaddress_excluded", () => {
  it.each<[lines: readonly string[], addresses: readonly string[], said?: readonly string[]]>([
    [["fd00::1/64"], ["fd00::1/64"]],
    [["fd00::1/64 brd +"], [], ["fd00::1/64 brd +: error BAD_VALUE"]],
    [["fd00::1/64 label x"], ["fd00::1/64"]],
    [["fd00::1 peer fd00::2"], ["fd00::1/128"]],
    [
      ["10.0.0.1", "10.0.0.1"],
      ["10.0.0.1/32", "10.0.0.1/32"],
    ],
    [
      ["10.0.0.1 dev eth1", "fd00::1 dev eth1"],
      ["10.0.0.1/32 dev eth1", "fd00::1/128 dev eth1"],
    ],
  ])("%j: %j", (lines, addresses, said) => {
    const read = readList("virtual_ipaddress_excluded", lines);
    expect(read.instance.excludedAddresses.map(addressText)).toEqual(addresses);
    expect(read.said).toEqual(said ?? []);
  });
});

describe("laws", () => {
  it("every IPv4 length is kept, and beyond 32 it is 32", () => {
    fc.assert(
      fc.property(fc.nat(64), (length) => {
        const { instance, said } = readList("virtual_ipaddress", [`10.0.0.9/${length}`]);
        expect(instance.virtualAddresses.slice(1).map(addressText)).toEqual([`10.0.0.9/${Math.min(32, length)}`]);
        expect(said.length).toBe(length > 32 ? 1 : 0);
      }),
    );
  });

  it("every IPv6 length is kept, and beyond 128 it is 128", () => {
    fc.assert(
      fc.property(fc.nat(256), (length) => {
        const { instance } = readList("virtual_ipaddress_excluded", [`fd00::9/${length}`]);
        expect(instance.excludedAddresses.map(addressText)).toEqual([`fd00::9/${Math.min(128, length)}`]);
      }),
    );
  });

  it("addresses keep the order of their lines", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 254 }), { maxLength: 8 }), (hosts) => {
        const lines = hosts.map((host) => `10.0.0.${host}/24`);
        const { instance } = readList("virtual_ipaddress", lines);
        expect(instance.virtualAddresses.slice(1).map(addressText)).toEqual(lines);
      }),
    );
  });
});
