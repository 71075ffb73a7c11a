import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { askShop } from "./shop.fixture.ts";

type Row = readonly [name: string, type: RrType, expected: string];

describe("pods verified: pods that run or wait, by the very text of their addresses", () => {
  const ask = askShop("pods verified");
  it.each<Row>([
    ["10-4-0-1.shop.pod.cluster.local.", "A", "NOERROR aa: 5 A 10.4.0.1"],
    ["fd04--9.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA fd04::9"],
    ["fd04-0-0-0-0-0-0-9.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["FD04--9.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA fd04::9"],
    ["10-4-0-3.shop.pod.cluster.local.", "A", "NOERROR aa: 5 A 10.4.0.3"],
    ["10-4-0-4.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["10-4-0-5.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["10-4-0-99.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["x.10-4-0-1.shop.pod.cluster.local.", "A", "NOERROR aa: 5 A 10.4.0.1"],
    ["10.4.0.1.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["10-4-0-1.other.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["nowhere.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["pod.cluster.local.", "TXT", "NXDOMAIN aa -- SOA"],
    [
      "10-4-0-1.shop.pod.cluster.local.",
      "SRV",
      "NOERROR aa: 5 SRV 0 100 0 10-4-0-1.shop.pod.cluster.local. ++ 5 A 10.4.0.1",
    ],
    ["10-4-0-1.shop.pod.cluster.local.", "AAAA", "NOERROR aa -- SOA"],
    ["10-4-0-1.shop.pod.cluster.local.", "TXT", "NOERROR aa -- SOA"],
    ["10-4-0-1.shop.pod.cluster.local.", "SOA", "NOERROR aa -- SOA"],
    ["1.0.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR a.pair.shop.@"],
    ["9.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.4.0.d.f.ip6.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});

describe("pods insecure: whatever Go reads as an address", () => {
  const ask = askShop("pods insecure");
  it.each<Row>([
    ["10-4-0-99.shop.pod.cluster.local.", "A", "NOERROR aa: 5 A 10.4.0.99"],
    ["10-4-0-99.shop.pod.cluster.local.", "AAAA", "NOERROR aa -- SOA"],
    ["1-2-3.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["1-2-3.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["1-2-3-4-5.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["1-2-3-4-5.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["0-0-0-0.shop.pod.cluster.local.", "A", "NOERROR aa: 5 A 0.0.0.0"],
    ["0-0-0-0.shop.pod.cluster.local.", "AAAA", "NOERROR aa -- SOA"],
    ["255-255-255-255.shop.pod.cluster.local.", "A", "NOERROR aa: 5 A 255.255.255.255"],
    ["255-255-255-255.shop.pod.cluster.local.", "AAAA", "NOERROR aa -- SOA"],
    ["256-0-0-1.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["256-0-0-1.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["00-0-0-0.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["00-0-0-0.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["--1.shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["--1.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA ::1"],
    ["--.shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["--.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA ::"],
    ["1--.shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["1--.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA 1::"],
    ["fe80--1-2.shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["fe80--1-2.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA fe80::1:2"],
    ["1-2-3-4-5-6-7-8.shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["1-2-3-4-5-6-7-8.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA 1:2:3:4:5:6:7:8"],
    ["1-2-3-4-5-6-7.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["1-2-3-4-5-6-7.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["1-2-3-4-5-6-7-8-9.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["1-2-3-4-5-6-7-8-9.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["a-b-c-d.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["a-b-c-d.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["12345--.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["12345--.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["--1-2-3-4.shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["--1-2-3-4.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA ::1:2:3:4"],
    ["1-2-3-4--.shop.pod.cluster.local.", "A", "NOERROR aa -- SOA"],
    ["1-2-3-4--.shop.pod.cluster.local.", "AAAA", "NOERROR aa: 5 AAAA 1:2:3:4::"],
    ["-1-2-3.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["-1-2-3.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["1-2-3-.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["1-2-3-.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["-.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["-.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["x.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["x.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["1.2-3-4.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["1.2-3-4.shop.pod.cluster.local.", "AAAA", "NXDOMAIN aa -- SOA"],
    ["1-2-3-4.nowhere.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["a.b.c.d.1-2-3-4.shop.pod.cluster.local.", "A", "NXDOMAIN aa -- SOA"],
    ["a.b.1-2-3-4.shop.pod.cluster.local.", "A", "NOERROR aa: 5 A 1.2.3.4"],
    ["1-2-3-4.shop.pod.cluster.local.", "CNAME", "NOERROR aa -- SOA"],
    ["1-2-3-4.shop.pod.cluster.local.", "MX", "NOERROR aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});
