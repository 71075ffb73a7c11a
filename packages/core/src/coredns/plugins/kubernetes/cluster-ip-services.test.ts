import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { askShop } from "./shop.fixture.ts";

type Row = readonly [name: string, type: RrType, expected: string];

describe("services with cluster IPs, as CoreDNS 1.15.0 answered", () => {
  const ask = askShop();
  it.each<Row>([
    ["multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    [
      "multi.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 25 53 multi.shop.@; 5 SRV 0 25 99 multi.shop.@; 5 SRV 0 25 80 multi.shop.@ ++ 5 A 10.8.0.1",
    ],
    ["_dns._udp.multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["_dns._udp.multi.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 53 multi.shop.@ ++ multi.shop.@ 5 A 10.8.0.1"],
    ["_dns._tcp.multi.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["_dns._tcp.multi.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["_dns-tcp._tcp.multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["_dns-tcp._tcp.multi.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 53 multi.shop.@ ++ multi.shop.@ 5 A 10.8.0.1"],
    ["_sctp._sctp.multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["_sctp._sctp.multi.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 99 multi.shop.@ ++ multi.shop.@ 5 A 10.8.0.1"],
    ["_web._tcp.multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["_web._tcp.multi.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 80 multi.shop.@ ++ multi.shop.@ 5 A 10.8.0.1"],
    ["_._tcp.multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    [
      "_._tcp.multi.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 50 53 multi.shop.@; 5 SRV 0 50 80 multi.shop.@ ++ multi.shop.@ 5 A 10.8.0.1",
    ],
    ["_dns._.multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["_dns._.multi.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 53 multi.shop.@ ++ multi.shop.@ 5 A 10.8.0.1"],
    ["_._.multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    [
      "_._.multi.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 25 53 multi.shop.@; 5 SRV 0 25 99 multi.shop.@; 5 SRV 0 25 80 multi.shop.@ ++ multi.shop.@ 5 A 10.8.0.1",
    ],
    ["m.multi.shop.@", "A", "NOERROR aa: 5 A 10.4.5.1"],
    ["m.multi.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 5353 m.multi.shop.@ ++ 5 A 10.4.5.1"],
    ["_dns._udp.m.multi.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["_dns._udp.m.multi.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["_dns._udp.samename.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 53 samename.shop.@ ++ samename.shop.@ 5 A 10.8.0.2"],
    ["_dns._tcp.samename.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 54 samename.shop.@ ++ samename.shop.@ 5 A 10.8.0.2"],
    [
      "_dns._.samename.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 50 53 samename.shop.@; 5 SRV 0 50 54 samename.shop.@ ++ samename.shop.@ 5 A 10.8.0.2",
    ],
    [
      "samename.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 50 53 samename.shop.@; 5 SRV 0 50 54 samename.shop.@ ++ 5 A 10.8.0.2",
    ],
    ["both.shop.@", "A", "NOERROR aa: 5 A 10.8.0.3"],
    ["both.shop.@", "AAAA", "NOERROR aa: 5 AAAA fd08::3"],
    [
      "both.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 25 80 both.shop.@; 5 SRV 0 25 443 both.shop.@ ++ 5 A 10.8.0.3; 5 AAAA fd08::3",
    ],
    ["six.shop.@", "A", "NOERROR aa -- SOA"],
    ["six.shop.@", "AAAA", "NOERROR aa: 5 AAAA fd08::4"],
    ["six.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 80 six.shop.@ ++ 5 AAAA fd08::4"],
    ["node.shop.@", "A", "NOERROR aa: 5 A 10.8.0.5"],
    ["node.shop.@", "AAAA", "NOERROR aa -- SOA"],
    ["node.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 80 node.shop.@ ++ 5 A 10.8.0.5"],
    ["bare.shop.@", "A", "NOERROR aa: 5 A 10.8.0.11"],
    ["bare.shop.@", "AAAA", "NOERROR aa -- SOA"],
    ["bare.shop.@", "SRV", "NOERROR aa -- SOA"],
    [
      "_http._tcp.both.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 50 80 both.shop.@ ++ both.shop.@ 5 A 10.8.0.3; both.shop.@ 5 AAAA fd08::3",
    ],
    ["x.empty.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["x.bare.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["stranded.nowhere.@", "A", "NXDOMAIN aa -- SOA"],
    ["nowhere.@", "A", "NXDOMAIN aa -- SOA"],
    ["web.svc.@", "A", "NOERROR aa: 5 A 10.8.0.9"],
    ["svc.@", "A", "NOERROR aa -- SOA"],
    ["web.pod.@", "A", "NOERROR aa: 5 A 10.8.0.10"],
    ["pod.@", "A", "NOERROR aa -- SOA"],
    ["pair.other.@", "A", "NOERROR aa: 5 A 10.8.0.12"],
    ["missing.other.@", "A", "NXDOMAIN aa -- SOA"],
    ["empty.@", "A", "NOERROR aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});

describe("ignore empty_service: a cluster IP without endpoints has no name; headless services and aliases are as before", () => {
  const ask = askShop("ignore empty_service");
  it.each<Row>([
    ["multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["empty.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["bare.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["pair.shop.@", "A", "NOERROR aa: 5 A 10.4.0.1; 5 A 10.4.0.2"],
    ["to-out.shop.@", "A", "NOERROR aa: 5 CNAME www.example.org."],
    ["node.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["empty.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["empty.shop.@", "TXT", "NXDOMAIN aa -- SOA"],
    ["empty.shop.@", "SOA", "NOERROR aa -- SOA"],
    ["empty.shop.@", "CNAME", "NXDOMAIN aa -- SOA"],
    ["7.0.8.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR empty.shop.@"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});

describe("namespaces: those alone, where they exist", () => {
  const ask = askShop("namespaces other nowhere");
  it.each<Row>([
    ["pair.other.@", "A", "NOERROR aa: 5 A 10.8.0.12"],
    ["right.other.@", "A", "NOERROR aa: 5 A 10.8.0.13"],
    ["multi.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["other.@", "A", "NOERROR aa -- SOA"],
    ["stranded.nowhere.@", "A", "NXDOMAIN aa -- SOA"],
    ["nowhere.@", "A", "NXDOMAIN aa -- SOA"],
    ["12.0.8.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR pair.other.@"],
    ["1.0.8.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["1.7.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR 10-4-7-1.right.other.@"],
    ["8.0.8.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});
