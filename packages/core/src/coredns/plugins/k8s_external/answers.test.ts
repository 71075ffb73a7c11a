import { describe, expect, it } from "vitest";
import { serverAtEdge } from "./edge.fixture.ts";

/** Questions and what CoreDNS 1.15.0 answered of the same objects; `SOA` stands for the SOA record of the zone in a denial. */
function retold(lines: string, row: string): string {
  return serverAtEdge(lines)
    .retell(row)
    .replace(/ -- (?:\S+ )?\d+ SOA .*$/, " -- SOA");
}

describe("the zone itself, its apex label and its name server", () => {
  const LINES = " bind 192.0.2.53\n k8s_external e.test\n kubernetes cluster.local";
  it.each([
    "e.test. SOA => NOERROR aa: 5 SOA ns1.dns.e.test. hostmaster.dns.e.test. 0 7200 1800 86400 5",
    "E.Test. SOA => NOERROR aa: e.test. 5 SOA ns1.dns.e.test. hostmaster.dns.e.test. 0 7200 1800 86400 5",
    "e.test. NS => NOERROR aa: 5 NS ns1.dns.e.test.",
    "e.test. A => NOERROR aa -- SOA",
    "e.test. AAAA => NOERROR aa -- SOA",
    "e.test. TXT => NOERROR aa -- SOA",
    "e.test. SRV => NOERROR aa -- SOA",
    "e.test. MX => NOERROR aa -- SOA",
    "e.test. ANY => NOERROR aa -- SOA",
    "dns.e.test. SOA => NOERROR aa -- SOA",
    "dns.e.test. NS => NOERROR aa -- SOA",
    "dns.e.test. A => NOERROR aa -- SOA",
    "dns.e.test. SRV => NOERROR aa -- SOA",
    "dns.e.test. TXT => NOERROR aa -- SOA",
    "ns1.dns.e.test. TXT => NOERROR aa -- SOA",
    "ns1.dns.e.test. SRV => NOERROR aa -- SOA",
    "ns1.dns.e.test. NS => NOERROR aa -- SOA",
    "ns1.dns.e.test. SOA => NOERROR aa -- SOA",
    "ns2.dns.e.test. A => NXDOMAIN aa -- SOA",
    "hostmaster.dns.e.test. A => NXDOMAIN aa -- SOA",
    "x.ns1.dns.e.test. A => NXDOMAIN aa -- SOA",
    "web.dns.e.test. A => NXDOMAIN aa -- SOA",
    "web.dns.e.test. SRV => NXDOMAIN aa -- SOA",
    "_http._tcp.web.dns.e.test. SRV => NXDOMAIN aa -- SOA",
    "DNS.e.test. A => NOERROR aa -- SOA",
    "WEB.Dns.E.test. A => NXDOMAIN aa -- SOA",
    "shop.e.test. A => NOERROR aa -- SOA",
    "shop.e.test. NS => NOERROR aa -- SOA",
    "shop.e.test. SRV => NOERROR aa -- SOA",
    "nowhere.e.test. A => NXDOMAIN aa -- SOA",
    "nowhere.e.test. SOA => NXDOMAIN aa -- SOA",
    "EDGE.Shop.e.Test. A => NOERROR aa: 5 A 203.0.113.1",
    "edge.SHOP.e.test. SRV => NOERROR aa: 5 SRV 0 25 80 edge.shop.e.test.; 5 SRV 0 25 443 edge.shop.e.test. ++ edge.shop.e.test. 5 A 203.0.113.1; edge.shop.e.test. 5 AAAA fd09::1",
    "hosted.shop.e.test. AAAA => NOERROR aa: 5 CNAME lb.example.org.",
    "mixed.shop.e.test. A => NOERROR aa: 5 A 203.0.113.4; 5 CNAME lb.example.org.",
    "mixed.shop.e.test. SRV => NOERROR aa: 5 SRV 0 50 80 mixed.shop.e.test.; 5 SRV 0 50 80 lb.example.org. ++ 5 A 203.0.113.4",
    "udp.shop.e.test. SRV => NOERROR aa: 5 SRV 0 50 53 udp.shop.e.test. ++ 5 A 203.0.113.6",
    "_q._udp.udp.shop.e.test. SRV => NOERROR aa: 5 SRV 0 100 53 udp.shop.e.test. ++ udp.shop.e.test. 5 A 203.0.113.6",
    "_t._udp.udp.shop.e.test. SRV => NXDOMAIN aa -- SOA",
    "_._udp.udp.shop.e.test. SRV => NOERROR aa: 5 SRV 0 100 53 udp.shop.e.test. ++ udp.shop.e.test. 5 A 203.0.113.6",
    "__q._udp.udp.shop.e.test. SRV => NXDOMAIN aa -- SOA",
    "q.udp.udp.shop.e.test. A => NOERROR aa: 5 A 203.0.113.6",
    "_q.udp.shop.e.test. A => NOERROR aa: 5 A 203.0.113.6",
    "plain.shop.e.test. SRV => NOERROR aa -- SOA",
    "plain.shop.e.test. A => NOERROR aa: 5 A 203.0.113.7",
    "unnamed.shop.e.test. SRV => NOERROR aa: 5 SRV 0 100 80 unnamed.shop.e.test. ++ 5 A 203.0.113.5",
    "_._tcp.unnamed.shop.e.test. SRV => NOERROR aa: 5 SRV 0 100 80 unnamed.shop.e.test. ++ unnamed.shop.e.test. 5 A 203.0.113.5",
    "six.other.e.test. A => NOERROR aa -- SOA",
    "six.other.e.test. AAAA => NOERROR aa: 5 AAAA fd09::2",
    "anyhead.shop.e.test. SRV => NOERROR aa: 5 SRV 0 100 80 anyhead.shop.e.test. ++ 5 A 203.0.113.8",
  ])("%s", (row) => expect(retold(LINES, row)).toBe(row));

  it("the SOA record of a denial is the zone's, with the TTL for MINIMUM", () =>
    expect(serverAtEdge(LINES).line("nowhere.E.test.", "A")).toBe(
      "NXDOMAIN aa -- e.test. 5 SOA ns1.dns.e.test. hostmaster.dns.e.test. 0 7200 1800 86400 5",
    ));
});

describe("reverse names: `namespaces` hides services from them, other filters do not", () => {
  const LINES = ` bind 192.0.2.53
 k8s_external e.test in-addr.arpa ip6.arpa
 kubernetes cluster.local {
  namespaces shop
  ttl 77
 }`;
  it.each([
    "edge.shop.e.test. A => NOERROR aa: 5 A 203.0.113.1",
    "edge.shop.e.test. SRV => NOERROR aa: 77 SRV 0 25 80 edge.shop.e.test.; 77 SRV 0 25 443 edge.shop.e.test. ++ 5 A 203.0.113.1; 5 AAAA fd09::1",
    "six.other.e.test. AAAA => NXDOMAIN aa -- SOA",
    "other.e.test. A => NXDOMAIN aa -- SOA",
    "1.113.0.203.in-addr.arpa. PTR => NOERROR aa: 5 PTR edge.shop.e.test.; 5 PTR given.shop.e.test.",
    "2.113.0.203.in-addr.arpa. PTR => NOERROR aa: 5 PTR given.shop.e.test.",
    "9.113.0.203.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "200.113.0.203.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "113.0.203.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "1.113.0.203.in-addr.arpa. A => NXDOMAIN aa -- SOA",
    "in-addr.arpa. SOA => NOERROR aa: 5 SOA ns1.dns.in-addr.arpa. hostmaster.dns.in-addr.arpa. 0 7200 1800 86400 5",
    "in-addr.arpa. PTR => NOERROR aa -- SOA",
    "2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.9.0.d.f.ip6.arpa. PTR => NXDOMAIN aa -- SOA",
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.9.0.d.f.ip6.arpa. PTR => NOERROR aa: 5 PTR edge.shop.e.test.",
    "1.1.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
  ])("%s", (row) => expect(retold(LINES, row)).toBe(row));
});

describe("an apex of two labels is one label to CoreDNS: nothing is below it, and the namespace dns is free", () => {
  const LINES = ` bind 192.0.2.53
 k8s_external e.test in-addr.arpa ip6.arpa {
  ttl 33
  apex a.b
 }
 kubernetes cluster.local`;
  it.each([
    "9.113.0.203.in-addr.arpa. PTR => NOERROR aa: 33 PTR web.dns.e.test.",
    "8.113.0.203.in-addr.arpa. PTR => NOERROR aa: 33 PTR anyhead.shop.e.test.",
    "e.test. SOA => NOERROR aa: 33 SOA ns1.a.b.e.test. hostmaster.a.b.e.test. 0 7200 1800 86400 33",
    "e.test. NS => NOERROR aa: 33 NS ns1.a.b.e.test.",
    "b.e.test. A => NXDOMAIN aa -- SOA",
    "a.b.e.test. A => NXDOMAIN aa -- SOA",
    "x.a.b.e.test. A => NXDOMAIN aa -- SOA",
    "ns1.a.b.e.test. TXT => NXDOMAIN aa -- SOA",
    "web.dns.e.test. A => NOERROR aa: 33 A 203.0.113.9",
    "in-addr.arpa. NS => NOERROR aa: 33 NS ns1.a.b.in-addr.arpa.",
    "edge.shop.e.test. A => NOERROR aa: 33 A 203.0.113.1",
  ])("%s", (row) => expect(retold(LINES, row)).toBe(row));
});

describe("fallthrough for the zone: what is not there goes on, what is below the apex label does not", () => {
  const LINES = ` k8s_external e.test {
  fallthrough e.test
 }
 kubernetes cluster.local {
  namespaces other
 }
 whoami`;
  it.each([
    "edge.shop.e.test. A => NOERROR aa ++ 0 A 192.0.2.1; _udp.edge.shop.e.test. 0 SRV 0 0 40000 .",
    "six.other.e.test. AAAA => NOERROR aa: 5 AAAA fd09::2",
    "x.other.e.test. A => NOERROR aa ++ 0 A 192.0.2.1; _udp.x.other.e.test. 0 SRV 0 0 40000 .",
    "other.e.test. A => NOERROR aa -- SOA",
    "e.test. A => NOERROR aa -- SOA",
    "x.dns.e.test. A => NXDOMAIN aa -- SOA",
    "dns.e.test. A => NOERROR aa -- SOA",
  ])("%s", (row) => expect(retold(LINES, row)).toBe(row));
});
