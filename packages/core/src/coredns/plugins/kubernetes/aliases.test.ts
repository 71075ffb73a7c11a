import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { askShop } from "./shop.fixture.ts";

type Row = readonly [name: string, type: RrType, expected: string];

const ELSEWHERE = 'example.org {\n template IN A {\n answer "{{ .Name }} 60 IN A 192.0.2.80"\n }\n}\n';

describe("ExternalName services, as CoreDNS 1.15.0 answered", () => {
  const ask = askShop("", "", ELSEWHERE);
  it.each<Row>([
    ["to-endpoint.shop.@", "A", "NOERROR aa: 5 CNAME a.pair.shop.@; a.pair.shop.@ 5 A 10.4.0.1"],
    ["to-endpoint.shop.@", "CNAME", "NOERROR aa: 5 CNAME a.pair.shop.@"],
    ["to-capital.shop.@", "A", "NOERROR aa: 5 CNAME BOTH.Shop.@; BOTH.Shop.@ 5 A 10.8.0.3"],
    ["to-capital.shop.@", "CNAME", "NOERROR aa: 5 CNAME BOTH.Shop.@"],
    ["to-missing.shop.@", "A", "NOERROR aa -- SOA"],
    ["to-missing.shop.@", "CNAME", "NOERROR aa: 5 CNAME gone.shop.@"],
    ["to-namespace.shop.@", "A", "NOERROR aa -- SOA"],
    ["to-namespace.shop.@", "CNAME", "NOERROR aa: 5 CNAME shop.@"],
    ["to-apex.shop.@", "A", "NOERROR aa -- SOA"],
    ["to-apex.shop.@", "CNAME", "NOERROR aa: 5 CNAME cluster.local."],
    ["to-pod.shop.@", "A", "NOERROR aa -- SOA"],
    ["to-pod.shop.@", "CNAME", "NOERROR aa: 5 CNAME 10-4-0-1.shop.pod.cluster.local."],
    [
      "to-alias.shop.@",
      "A",
      "NOERROR aa: 5 CNAME to-headless.shop.@; to-headless.shop.@ 5 CNAME pair.shop.@; pair.shop.@ 5 A 10.4.0.1; pair.shop.@ 5 A 10.4.0.2",
    ],
    ["to-alias.shop.@", "CNAME", "NOERROR aa: 5 CNAME to-headless.shop.@"],
    ["to-six.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["to-six.shop.@", "CNAME", "NXDOMAIN aa -- SOA"],
    ["to-four.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["to-four.shop.@", "CNAME", "NXDOMAIN aa -- SOA"],
    ["to-out.shop.@", "A", "NOERROR aa: 5 CNAME www.example.org.; www.example.org. 60 A 192.0.2.80"],
    ["to-out.shop.@", "CNAME", "NOERROR aa: 5 CNAME www.example.org."],
    ["to-stranded.shop.@", "A", "NOERROR aa -- SOA"],
    ["to-stranded.shop.@", "CNAME", "NOERROR aa: 5 CNAME stranded.nowhere.@"],
    ["to-headless.shop.@", "A", "NOERROR aa: 5 CNAME pair.shop.@; pair.shop.@ 5 A 10.4.0.1; pair.shop.@ 5 A 10.4.0.2"],
    ["to-headless.shop.@", "CNAME", "NOERROR aa: 5 CNAME pair.shop.@"],
    ["to-capital.shop.@", "AAAA", "NOERROR aa: 5 CNAME BOTH.Shop.@; BOTH.Shop.@ 5 AAAA fd08::3"],
    ["to-out.shop.@", "AAAA", "NOERROR aa: 5 CNAME www.example.org."],
    ["to-six.shop.@", "AAAA", "NXDOMAIN aa -- SOA"],
    ["to-out.shop.@", "SRV", "NOERROR aa -- SOA"],
    ["to-out.shop.@", "TXT", "NOERROR aa -- SOA"],
    ["to-out.shop.@", "MX", "NOERROR aa -- SOA"],
    ["to-headless.shop.@", "SRV", "NOERROR aa -- SOA"],
    ["to-headless.shop.@", "TXT", "NOERROR aa -- SOA"],
    ["to-headless.shop.@", "MX", "NOERROR aa -- SOA"],
    ["x.to-out.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["x.to-out.shop.@", "CNAME", "NXDOMAIN aa -- SOA"],
    ["x.to-out.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["_http._tcp.to-out.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["_http._tcp.to-out.shop.@", "CNAME", "NXDOMAIN aa -- SOA"],
    ["_http._tcp.to-out.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});

describe("reverse names", () => {
  const ask = askShop();
  it.each<Row>([
    ["1.0.8.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR multi.shop.@"],
    ["8.0.8.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR stranded.nowhere.@"],
    ["1.0.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR a.pair.shop.@"],
    ["2.3.4.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["1.6.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR o.orphan.shop.@"],
    ["3.4.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR 10-4-4-3.named.shop.@"],
    ["1.2.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR s.silent.shop.@"],
    ["01.0.8.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["1.0.8.10.IN-ADDR.arpa.", "PTR", "NOERROR aa: 5 PTR multi.shop.@"],
    ["0.1.0.8.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["300.0.8.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["0.8.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["in-addr.arpa.", "PTR", "NOERROR aa SOA"],
    ["ip6.arpa.", "PTR", "NOERROR aa SOA"],
    [
      "4.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.0.d.f.ip6.arpa.",
      "PTR",
      "NOERROR aa: 5 PTR six.shop.@",
    ],
    [
      "1.0.0.0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.4.0.d.f.ip6.arpa.",
      "PTR",
      "NOERROR aa: 5 PTR d.dual.shop.@",
    ],
    [
      "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.4.0.d.f.ip6.arpa.",
      "PTR",
      "NOERROR aa: 5 PTR fd04-1--0.dual.shop.@",
    ],
    ["0.0.0.0.8.0.d.f.ip6.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["1.0.8.10.in-addr.arpa.", "NS", "NXDOMAIN aa -- SOA"],
    ["1.0.8.10.in-addr.arpa.", "A", "NXDOMAIN aa -- SOA"],
    ["1.0.8.10.in-addr.arpa.", "SOA", "NOERROR aa -- SOA"],
    ["1.0.8.10.in-addr.arpa.", "TXT", "NXDOMAIN aa -- SOA"],
    ["1.0.8.10.in-addr.arpa.", "SRV", "NXDOMAIN aa -- SOA"],
    ["1.0.8.10.in-addr.arpa.", "CNAME", "NXDOMAIN aa -- SOA"],
    ["in-addr.arpa.", "A", "NOERROR aa SOA"],
    ["in-addr.arpa.", "SOA", "NOERROR SOA"],
    ["in-addr.arpa.", "TXT", "NXDOMAIN aa SOA"],
    ["in-addr.arpa.", "SRV", "NOERROR aa SOA"],
    ["in-addr.arpa.", "CNAME", "NOERROR aa SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));

  it("of an endpoint of two services are both", () =>
    expect(ask("1.7.4.10.in-addr.arpa.", "PTR").split(/[:;] /).slice(1).sort()).toEqual([
      "5 PTR 10-4-7-1.right.other.@",
      "5 PTR l.left.shop.@",
    ]));
});

describe("fallthrough to hosts, for some zones", () => {
  const ask = askShop(
    "fallthrough in-addr.arpa empty.svc.cluster.local",
    ` hosts /hosts {
 10.4.0.77 box.test
 192.0.2.99 x.empty.svc.cluster.local x.shop.svc.cluster.local multi.shop.svc.cluster.local
 }
`,
  );
  it.each<Row>([
    ["x.empty.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["x.empty.@", "TXT", "NOERROR aa"],
    ["x.empty.@", "SOA", "NOERROR aa"],
    ["empty.@", "A", "SERVFAIL"],
    ["empty.@", "TXT", "SERVFAIL"],
    ["x.shop.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
    ["77.0.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 3600 PTR box.test."],
    ["1.0.8.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR multi.shop.@"],
    ["multi.shop.@", "A", "NOERROR aa: 3600 A 192.0.2.99"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});
