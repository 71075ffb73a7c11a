import { describe, expect, it } from "vitest";
import { addressOf, machine } from "./network.fixture.ts";
import { holds, routeTo, type Station, sourceFor } from "./station.ts";

type Row = readonly [addresses: readonly string[], routes: readonly string[], asked: readonly string[]];

/** `10.1.2.9: from 10.1.2.1 via 10.1.2.254`, in the words of `ip route get`. */
function told(station: Station, text: string): string {
  const destination = addressOf(text);
  const source = sourceFor(station, destination);
  if (source === null) return `${text}: unreachable`;
  const next = holds(station, destination) ? null : routeTo(station, destination)?.next;
  const gateway = next?.kind === "gateways" ? ` via ${next.addresses.join()}` : "";
  return `${text}: from ${source}${gateway}`;
}

/**
 * What `ip route get` of Linux (6.x, iproute2) said in a network namespace: an interface for each network, the addresses
 * added in this order, those without a network to the first interface, and of the routes those that it took.
 */
const RECORDED: readonly Row[] = [
  [
    ["10.1.2.1/24", "10.0.0.2/8"],
    ["10.1.2.128/25 via 10.9.9.9", "192.0.2.0/24 via 10.9.9.9"],
    [
      "10.1.2.9: from 10.1.2.1",
      "10.200.0.1: from 10.0.0.2",
      "192.0.2.1: from 10.0.0.2 via 10.9.9.9",
      "10.1.9.1: from 10.0.0.2",
      "198.51.100.1: unreachable",
      "10.1.2.200: from 10.0.0.2 via 10.9.9.9",
    ],
  ],
  [
    ["10.0.0.2/8", "10.1.2.1/24"],
    ["default via 10.1.2.254"],
    [
      "10.200.0.1: from 10.0.0.2",
      "10.1.9.1: from 10.0.0.2",
      "10.1.2.200: from 10.1.2.1",
      "172.16.0.2: from 10.1.2.1 via 10.1.2.254",
      "10.1.2.9: from 10.1.2.1",
      "198.51.100.1: from 10.1.2.1 via 10.1.2.254",
    ],
  ],
  [
    ["10.0.0.2/8", "10.1.2.77/32", "10.1.2.9/24"],
    ["198.51.100.0/24 via 10.1.9.9", "10.1.0.0/16 via 10.1.2.254"],
    [
      "192.0.2.200: unreachable",
      "10.1.2.9: from 10.1.2.9",
      "10.200.0.1: from 10.0.0.2",
      "192.0.2.1: unreachable",
      "192.168.13.10: unreachable",
      "192.168.13.77: unreachable",
    ],
  ],
  [
    ["192.168.13.10/32", "10.1.0.2/16", "192.168.13.11/24"],
    ["198.51.100.0/24 via 192.168.13.1", "192.0.2.128/25 via 10.1.9.9", "10.1.2.128/25 via 10.1.9.9"],
    [
      "10.200.0.1: unreachable",
      "172.16.0.2: unreachable",
      "192.0.2.1: unreachable",
      "192.0.2.200: from 10.1.0.2 via 10.1.9.9",
      "192.168.13.10: from 192.168.13.10",
      "10.1.9.1: from 10.1.0.2",
    ],
  ],
  [
    ["10.1.0.1/16", "10.1.0.2/16", "10.0.0.2/8"],
    ["192.0.2.0/24 via 10.1.9.9", "10.1.2.128/25 via 10.1.2.254"],
    [
      "172.16.0.2: unreachable",
      "192.168.13.10: unreachable",
      "198.51.100.1: unreachable",
      "10.1.2.9: from 10.1.0.1",
      "10.1.9.1: from 10.1.0.1",
      "10.1.2.200: from 10.1.0.1 via 10.1.2.254",
    ],
  ],
  [
    ["10.0.0.1/8"],
    [],
    [
      "192.168.13.10: unreachable",
      "10.1.9.1: from 10.0.0.1",
      "192.0.2.200: unreachable",
      "198.51.100.1: unreachable",
      "10.1.2.200: from 10.0.0.1",
      "192.168.13.77: unreachable",
      "192.168.13.77: unreachable",
      "10.1.2.9: from 10.0.0.1",
      "10.200.0.1: from 10.0.0.1",
      "10.1.2.200: from 10.0.0.1",
      "192.0.2.1: unreachable",
      "10.0.0.2: from 10.0.0.1",
    ],
  ],
  [
    ["10.0.0.1/8", "172.16.0.1/30", "10.1.2.9/24", "10.0.0.2/8"],
    ["10.1.0.0/16 via 10.9.9.9", "192.0.2.128/25 via 10.1.2.254"],
    [
      "10.200.0.1: from 10.0.0.1",
      "198.51.100.1: unreachable",
      "10.1.2.200: from 10.1.2.9",
      "8.8.8.8: unreachable",
      "192.0.2.200: from 10.1.2.9 via 10.1.2.254",
      "192.168.13.10: unreachable",
    ],
  ],
  [
    ["192.168.13.10/24", "10.1.2.1/24"],
    ["192.0.2.128/25 via 192.168.13.1"],
    [
      "192.168.13.10: from 192.168.13.10",
      "10.1.2.200: from 10.1.2.1",
      "198.51.100.1: unreachable",
      "192.0.2.1: unreachable",
      "172.16.0.2: unreachable",
      "10.1.2.9: from 10.1.2.1",
    ],
  ],
  [
    ["10.1.0.1/16", "10.1.2.9/24", "10.1.2.77/32", "10.1.2.1/24"],
    [],
    [
      "192.168.13.77: unreachable",
      "10.1.9.1: from 10.1.0.1",
      "8.8.8.8: unreachable",
      "10.0.0.2: unreachable",
      "192.0.2.200: unreachable",
      "192.0.2.1: unreachable",
    ],
  ],
  [
    ["10.0.0.1/8"],
    ["198.51.100.0/24 via 10.1.9.9"],
    [
      "192.168.13.10: unreachable",
      "192.0.2.1: unreachable",
      "10.1.2.9: from 10.0.0.1",
      "192.168.13.77: unreachable",
      "10.1.9.1: from 10.0.0.1",
      "10.1.2.200: from 10.0.0.1",
    ],
  ],
  [
    ["10.0.0.2/8"],
    ["192.0.2.0/24 via 10.1.9.9"],
    [
      "10.1.9.1: from 10.0.0.2",
      "192.168.13.77: unreachable",
      "8.8.8.8: unreachable",
      "10.0.0.2: from 10.0.0.2",
      "192.0.2.1: from 10.0.0.2 via 10.1.9.9",
      "192.0.2.200: from 10.0.0.2 via 10.1.9.9",
    ],
  ],
  [
    ["192.168.13.10/24", "10.1.0.2/16", "192.168.13.11/24", "10.1.2.77/32"],
    ["192.0.2.0/24 via 10.1.2.254", "default via 10.1.2.254", "198.51.100.0/24 via 10.1.9.9"],
    [
      "10.1.2.9: from 10.1.0.2",
      "10.1.9.1: from 10.1.0.2",
      "10.0.0.2: from 10.1.0.2 via 10.1.2.254",
      "8.8.8.8: from 10.1.0.2 via 10.1.2.254",
      "10.200.0.1: from 10.1.0.2 via 10.1.2.254",
      "192.0.2.200: from 10.1.0.2 via 10.1.2.254",
    ],
  ],
  [
    ["10.0.0.1/8", "10.1.2.9/24", "10.0.0.2/8"],
    ["default via 10.9.9.9"],
    [
      "10.1.9.1: from 10.0.0.1",
      "192.168.13.10: from 10.0.0.1 via 10.9.9.9",
      "10.1.2.200: from 10.1.2.9",
      "198.51.100.1: from 10.0.0.1 via 10.9.9.9",
      "10.200.0.1: from 10.0.0.1",
      "10.1.2.9: from 10.1.2.9",
    ],
  ],
  [
    ["10.1.2.9/24", "192.168.13.11/24", "192.168.13.10/24"],
    [],
    [
      "10.200.0.1: unreachable",
      "10.0.0.2: unreachable",
      "10.1.9.1: unreachable",
      "192.0.2.1: unreachable",
      "8.8.8.8: unreachable",
      "172.16.0.2: unreachable",
    ],
  ],
  [
    ["10.1.2.1/24", "10.0.0.1/8"],
    [],
    [
      "192.168.13.10: unreachable",
      "192.168.13.77: unreachable",
      "8.8.8.8: unreachable",
      "172.16.0.2: unreachable",
      "10.1.9.1: from 10.0.0.1",
      "10.1.2.9: from 10.1.2.1",
    ],
  ],
  [
    ["10.1.0.2/16"],
    [],
    [
      "10.200.0.1: unreachable",
      "192.0.2.200: unreachable",
      "8.8.8.8: unreachable",
      "192.168.13.10: unreachable",
      "10.1.9.1: from 10.1.0.2",
      "172.16.0.2: unreachable",
      "198.51.100.1: unreachable",
      "10.1.2.9: from 10.1.0.2",
      "192.168.13.77: unreachable",
      "10.0.0.2: unreachable",
      "192.168.13.10: unreachable",
      "192.0.2.1: unreachable",
    ],
  ],
  [
    ["192.168.13.10/32"],
    [],
    [
      "10.200.0.1: unreachable",
      "198.51.100.1: unreachable",
      "192.0.2.200: unreachable",
      "192.168.13.10: from 192.168.13.10",
      "192.168.13.77: unreachable",
      "10.1.9.1: unreachable",
    ],
  ],
  [
    ["10.1.2.1/24", "192.168.13.11/24"],
    ["10.1.2.128/25 via 192.168.13.1"],
    [
      "192.0.2.200: unreachable",
      "172.16.0.2: unreachable",
      "10.0.0.2: unreachable",
      "198.51.100.1: unreachable",
      "8.8.8.8: unreachable",
      "10.1.9.1: unreachable",
    ],
  ],
  [
    ["2001:db8::1/48", "2001:db8:0:1::1/64", "2001:db8:0:1::2/64"],
    ["2001:db8:aa::/48 via 2001:db8:0:9::fe", "2001:db8:aa:1::/64 via 2001:db8:0:1::fe"],
    [
      "2001:db8:0:1::77: from 2001:db8:0:1::2",
      "2001:db8:0:1::2: from 2001:db8:0:1::2",
      "2001:db8:aa:1::1: from 2001:db8:0:1::2 via 2001:db8:0:1::fe",
      "2001:db8:0:3::1: from 2001:db8::1",
      "2001:db8:0:2::77: from 2001:db8::1",
    ],
  ],
  [
    ["2001:db8::1/48", "2001:db8:0:1:8000::1/65"],
    ["2001:db8:aa:1::/64 via 2001:db8:0:1::fe"],
    [
      "2001:db8:0:1::77: from 2001:db8::1",
      "2001:db8:aa::1: unreachable",
      "2001:db8:0:3::1: from 2001:db8::1",
      "2001:db8:0:1::2: from 2001:db8::1",
      "2001:4860:4860::8888: unreachable",
    ],
  ],
  [
    ["2001:db8:0:1::1/64", "2001:db8::1/48", "2001:db8:0:2::1/64"],
    ["default via 2001:db8:0:9::fe", "2001:db8:aa:1::/64 via 2001:db8:0:9::fe"],
    [
      "2001:db8:0:3::1: from 2001:db8::1",
      "2001:db8:aa:1::1: from 2001:db8::1 via 2001:db8:0:9::fe",
      "2001:4860:4860::8888: from 2001:db8::1 via 2001:db8:0:9::fe",
      "2001:db8:aa::1: from 2001:db8::1 via 2001:db8:0:9::fe",
      "2001:db8:0:2::77: from 2001:db8:0:2::1",
    ],
  ],
  [
    ["2001:db8:0:1:8000::1/65", "2001:db8:0:2::1/64", "2001:db8::1/48"],
    ["2001:db8:aa::/48 via 2001:db8:0:2::fe", "2001:db8:aa:1::/64 via 2001:db8:0:2::fe"],
    [
      "2001:db8:0:1::2: from 2001:db8::1",
      "2001:db8:0:1:8000::5: from 2001:db8:0:1:8000::1",
      "2001:db8:aa:1::1: from 2001:db8:0:2::1 via 2001:db8:0:2::fe",
      "2001:db8:0:1::77: from 2001:db8::1",
      "2001:db8:0:2::77: from 2001:db8:0:2::1",
    ],
  ],
  [
    ["2001:db8:0:1:8000::1/65", "2001:db8:0:1::2/64", "2001:db8::1/48"],
    [],
    [
      "2001:db8:0:1::77: from 2001:db8:0:1::2",
      "2001:db8:0:3::1: from 2001:db8::1",
      "2001:db8:0:2::77: from 2001:db8::1",
      "2001:db8:aa:1::1: unreachable",
      "2001:db8:0:1::2: from 2001:db8:0:1::2",
    ],
  ],
  [
    ["2001:db8:0:1::2/64", "2001:db8:0:2::1/64"],
    ["2001:db8:aa:1::/64 via 2001:db8:0:2::fe"],
    [
      "2001:db8:aa:1::1: from 2001:db8:0:2::1 via 2001:db8:0:2::fe",
      "2001:db8:aa::1: unreachable",
      "2001:db8:0:1:8000::5: from 2001:db8:0:1::2",
      "2001:db8:0:1::2: from 2001:db8:0:1::2",
      "2001:db8:0:1::77: from 2001:db8:0:1::2",
    ],
  ],
  [
    ["2001:db8:0:1:8000::1/65", "2001:db8:0:2::f/128", "2001:db8:0:1::2/64"],
    [],
    [
      "2001:db8:aa::1: unreachable",
      "2001:db8:0:2::77: unreachable",
      "2001:db8:0:1::2: from 2001:db8:0:1::2",
      "2001:db8:0:1::77: from 2001:db8:0:1::2",
      "2001:db8:0:3::1: unreachable",
    ],
  ],
  [
    ["2001:db8:0:1::2/64"],
    ["2001:db8:aa::/48 via 2001:db8:0:1::fe", "default via 2001:db8:0:1::fe"],
    [
      "2001:db8:0:1::2: from 2001:db8:0:1::2",
      "2001:db8:0:3::1: from 2001:db8:0:1::2 via 2001:db8:0:1::fe",
      "2001:4860:4860::8888: from 2001:db8:0:1::2 via 2001:db8:0:1::fe",
      "2001:db8:aa:1::1: from 2001:db8:0:1::2 via 2001:db8:0:1::fe",
      "2001:db8:0:1::77: from 2001:db8:0:1::2",
    ],
  ],
  [
    ["2001:db8::1/48", "2001:db8:0:2::1/64", "2001:db8:0:1::2/64"],
    ["2001:db8:aa:1::/64 via 2001:db8:0:1::fe"],
    [
      "2001:db8:0:2::77: from 2001:db8:0:2::1",
      "2001:db8:0:1::77: from 2001:db8:0:1::2",
      "2001:db8:aa:1::1: from 2001:db8:0:1::2 via 2001:db8:0:1::fe",
      "2001:4860:4860::8888: unreachable",
      "2001:db8:0:1:8000::5: from 2001:db8:0:1::2",
    ],
  ],
  [
    ["2001:db8:0:2::1/64", "2001:db8::1/48"],
    ["2001:db8:aa::/48 via 2001:db8:0:9::fe"],
    [
      "2001:4860:4860::8888: unreachable",
      "2001:db8:0:2::77: from 2001:db8:0:2::1",
      "2001:db8:aa::1: from 2001:db8::1 via 2001:db8:0:9::fe",
      "2001:db8:0:1::77: from 2001:db8::1",
      "2001:db8:aa:1::1: from 2001:db8::1 via 2001:db8:0:9::fe",
    ],
  ],
  [
    ["2001:db8::1/48", "2001:db8:0:2::1/64", "2001:db8:0:1:8000::1/65"],
    ["2001:db8:aa::/48 via 2001:db8:0:2::fe"],
    [
      "2001:db8:aa::1: from 2001:db8:0:2::1 via 2001:db8:0:2::fe",
      "2001:db8:aa:1::1: from 2001:db8:0:2::1 via 2001:db8:0:2::fe",
      "2001:db8:0:2::77: from 2001:db8:0:2::1",
      "2001:db8:0:1::2: from 2001:db8::1",
      "2001:db8:0:1:8000::5: from 2001:db8:0:1:8000::1",
    ],
  ],
  [
    ["2001:db8:0:1:8000::1/65", "2001:db8:0:2::1/64", "2001:db8:0:2::f/128"],
    [],
    [
      "2001:db8:0:2::77: from 2001:db8:0:2::1",
      "2001:db8:0:1:8000::5: from 2001:db8:0:1:8000::1",
      "2001:db8:aa:1::1: unreachable",
      "2001:4860:4860::8888: unreachable",
      "2001:db8:aa::1: unreachable",
    ],
  ],
  [
    ["2001:db8:0:1::2/64"],
    [],
    [
      "2001:db8:0:2::77: unreachable",
      "2001:db8:aa:1::1: unreachable",
      "2001:db8:aa::1: unreachable",
      "2001:4860:4860::8888: unreachable",
      "2001:db8:0:1:8000::5: from 2001:db8:0:1::2",
    ],
  ],
  [
    ["2001:db8:0:2::f/128", "2001:db8:0:2::1/64", "2001:db8:0:1:8000::1/65"],
    [],
    [
      "2001:db8:0:1:8000::5: from 2001:db8:0:1:8000::1",
      "2001:db8:aa:1::1: unreachable",
      "2001:db8:aa::1: unreachable",
      "2001:4860:4860::8888: unreachable",
      "2001:db8:0:3::1: unreachable",
    ],
  ],
];

describe("source and gateway as Linux chooses them", () => {
  it.each(RECORDED)("%j with %j", (addresses, routes, asked) => {
    const family = addresses.some((address) => address.includes(":")) ? "::/0" : "0.0.0.0/0";
    const station = machine(
      "a",
      addresses,
      routes.map((route) => route.replace("default", family)),
    );
    expect(asked.map((text) => told(station, text.split(": ")[0] ?? ""))).toEqual(asked);
  });
});
