import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { askEdge } from "./edge.fixture.ts";

type Row = readonly [name: string, type: RrType, expected: string];

describe("headless: endpoints of services without external addresses", () => {
  const ask = askEdge(
    " k8s_external e.test in-addr.arpa ip6.arpa {\n  headless\n  ttl 9\n }\n kubernetes cluster.local {\n  ttl 30\n }",
  );
  it.each<Row>([
    ["pair.shop.@", "A", "NOERROR aa: 9 A 10.4.0.1; 9 A 10.4.0.2"],
    ["a.pair.shop.@", "A", "NOERROR aa: 9 A 10.4.0.1"],
    ["10-4-0-2.pair.shop.@", "A", "NOERROR aa: 9 A 10.4.0.2"],
    ["_http._tcp.pair.shop.@", "A", "NOERROR aa: 9 A 10.4.0.1; 9 A 10.4.0.2"],
    ["_alt._udp.pair.shop.@", "A", "NOERROR aa: 9 A 10.4.0.1"],
    ["silent.shop.@", "A", "NOERROR aa: 9 A 10.4.2.1"],
    ["mood.shop.@", "A", "NOERROR aa: 9 A 10.4.3.1; 9 A 10.4.3.3"],
    ["serving.mood.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["anyhead.shop.@", "A", "NOERROR aa: 9 A 203.0.113.8"],
    ["h.anyhead.shop.@", "A", "NOERROR aa: 9 A 203.0.113.8"],
    ["pending.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["p.pending.shop.@", "A", "NOERROR aa: 9 A 10.4.9.2"],
    ["dual.shop.@", "A", "NOERROR aa: 9 A 10.4.1.1"],
    ["multi.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["m.multi.shop.@", "A", "NOERROR aa: 9 A 10.4.5.1"],
    ["_dns._udp.multi.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["_http._tcp.pending.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["edge.shop.@", "A", "NOERROR aa: 9 A 203.0.113.1"],
    ["10-4-0-2.pair.shop.@", "SRV", "NOERROR aa: 30 SRV 0 100 80 10-4-0-2.pair.shop.@ ++ 9 A 10.4.0.2"],
    ["silent.shop.@", "SRV", "NOERROR aa -- SOA"],
    [
      "mood.shop.@",
      "SRV",
      "NOERROR aa: 30 SRV 0 50 80 ready.mood.shop.@; 30 SRV 0 50 80 unknown.mood.shop.@ ++ ready.mood.shop.@ 9 A 10.4.3.1; unknown.mood.shop.@ 9 A 10.4.3.3",
    ],
    ["h.anyhead.shop.@", "SRV", "NOERROR aa: 30 SRV 0 100 80 anyhead.shop.@ ++ anyhead.shop.@ 9 A 203.0.113.8"],
    ["p.pending.shop.@", "SRV", "NOERROR aa: 30 SRV 0 100 80 p.pending.shop.@ ++ 9 A 10.4.9.2"],
    ["m.multi.shop.@", "SRV", "NOERROR aa: 30 SRV 0 100 5353 m.multi.shop.@ ++ 9 A 10.4.5.1"],
    ["to-out.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["to-headless.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["pair.shop.@", "TXT", "NOERROR aa -- SOA"],
    ["pair.shop.@", "MX", "NOERROR aa -- SOA"],
    ["dual.shop.@", "AAAA", "NOERROR aa: 9 AAAA fd04::1:1; 9 AAAA fd04:1::"],
    ["fd04-1--0.dual.shop.@", "AAAA", "NOERROR aa: 9 AAAA fd04:1::"],
    ["silent.shop.@", "AAAA", "NOERROR aa -- SOA"],
    ["2.0.4.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["1.9.4.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});

describe("fallthrough to hosts: what does not exist, and nothing below the apex label", () => {
  const ask = askEdge(` k8s_external e.test {
  fallthrough
 }
 kubernetes cluster.local
 hosts /hosts {
  192.0.2.99 gone.shop.e.test nowhere.e.test x.dns.e.test edge.shop.e.test e.test pending.shop.e.test shop.e.test
 }`);
  it.each<Row>([
    ["gone.shop.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["nowhere.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["x.dns.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["edge.shop.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["pending.shop.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["shop.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["edge.shop.@", "AAAA", "NOERROR aa"],
    ["gone.shop.@", "AAAA", "NOERROR aa"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});

describe("another apex label, and a zone below a zone", () => {
  const ask = askEdge(" k8s_external e.test sub.e.test {\n  apex infra\n }\n kubernetes cluster.local");
  it.each<Row>([
    ["web.dns.@", "A", "NOERROR aa: 5 A 203.0.113.9"],
    ["web.dns.@", "SOA", "NOERROR aa -- SOA"],
    ["infra.@", "A", "NOERROR aa -- SOA"],
    ["infra.@", "SOA", "NOERROR aa -- SOA"],
    ["dns.@", "A", "NOERROR aa -- SOA"],
    ["dns.@", "SOA", "NOERROR aa -- SOA"],
    ["edge.shop.sub.@", "A", "NOERROR aa: 5 A 203.0.113.1"],
    ["edge.shop.sub.@", "SOA", "NOERROR aa -- SOA"],
    ["sub.@", "A", "NOERROR aa SOA"],
    ["sub.@", "SOA", "NOERROR SOA"],
    ["infra.sub.@", "A", "NOERROR aa -- SOA"],
    ["infra.sub.@", "SOA", "NOERROR aa -- SOA"],
    ["x.infra.sub.@", "A", "NXDOMAIN aa -- SOA"],
    ["x.infra.sub.@", "SOA", "NXDOMAIN aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});
