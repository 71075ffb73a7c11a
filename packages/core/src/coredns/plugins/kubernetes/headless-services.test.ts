import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { askShop } from "./shop.fixture.ts";

type Row = readonly [name: string, type: RrType, expected: string];

describe("headless services of a shop, as CoreDNS 1.15.0 answered", () => {
  const ask = askShop();
  it.each<Row>([
    ["pair.shop.@", "AAAA", "NOERROR aa -- SOA"],
    ["10-4-0-2.pair.shop.@", "A", "NOERROR aa: 5 A 10.4.0.2"],
    ["10-4-0-2.pair.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 80 10-4-0-2.pair.shop.@ ++ 5 A 10.4.0.2"],
    ["10-4-0-1.pair.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["10-4-0-1.pair.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["_http._tcp.pair.shop.@", "A", "NOERROR aa: 5 A 10.4.0.1; 5 A 10.4.0.2"],
    [
      "_http._tcp.pair.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 50 80 a.pair.shop.@; 5 SRV 0 50 80 10-4-0-2.pair.shop.@ ++ a.pair.shop.@ 5 A 10.4.0.1; 10-4-0-2.pair.shop.@ 5 A 10.4.0.2",
    ],
    ["_alt._udp.pair.shop.@", "A", "NOERROR aa: 5 A 10.4.0.1"],
    ["_alt._udp.pair.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 81 a.pair.shop.@ ++ a.pair.shop.@ 5 A 10.4.0.1"],
    ["_alt._tcp.pair.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["_alt._tcp.pair.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["d.dual.shop.@", "A", "NOERROR aa: 5 A 10.4.1.1"],
    ["d.dual.shop.@", "AAAA", "NOERROR aa: 5 AAAA fd04::1:1"],
    ["fd04-1--0.dual.shop.@", "A", "NOERROR aa -- SOA"],
    ["fd04-1--0.dual.shop.@", "AAAA", "NOERROR aa: 5 AAAA fd04:1::"],
    ["fd04-1--0.dual.shop.@", "SRV", "NOERROR aa: 5 SRV 0 100 80 fd04-1--0.dual.shop.@ ++ 5 AAAA fd04:1::"],
    ["fd04-1--.dual.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["fd04-1--.dual.shop.@", "AAAA", "NXDOMAIN aa -- SOA"],
    ["fd04-1--.dual.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["fd04--1-1.dual.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["fd04--1-1.dual.shop.@", "AAAA", "NXDOMAIN aa -- SOA"],
    ["fd04--1-1.dual.shop.@", "SRV", "NXDOMAIN aa -- SOA"],
    ["silent.shop.@", "A", "NOERROR aa: 5 A 10.4.2.1"],
    ["silent.shop.@", "SRV", "NOERROR aa -- SOA"],
    ["s.silent.shop.@", "A", "NOERROR aa: 5 A 10.4.2.1"],
    ["s.silent.shop.@", "SRV", "NOERROR aa -- SOA"],
    ["anyport.shop.@", "A", "NOERROR aa: 5 A 10.4.2.2"],
    ["anyport.shop.@", "SRV", "NOERROR aa -- SOA"],
    ["s.anyport.shop.@", "A", "NOERROR aa: 5 A 10.4.2.2"],
    ["s.anyport.shop.@", "SRV", "NOERROR aa -- SOA"],
    ["_any._tcp.anyport.shop.@", "A", "NOERROR aa: 5 A 10.4.2.2"],
    ["_any._tcp.anyport.shop.@", "SRV", "NOERROR aa -- SOA"],
    ["mood.shop.@", "A", "NOERROR aa: 5 A 10.4.3.1; 5 A 10.4.3.3"],
    ["ready.mood.shop.@", "A", "NOERROR aa: 5 A 10.4.3.1"],
    ["serving.mood.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["unknown.mood.shop.@", "A", "NOERROR aa: 5 A 10.4.3.3"],
    [
      "mood.shop.@",
      "SRV",
      "NOERROR aa: 5 SRV 0 50 80 ready.mood.shop.@; 5 SRV 0 50 80 unknown.mood.shop.@ ++ ready.mood.shop.@ 5 A 10.4.3.1; unknown.mood.shop.@ 5 A 10.4.3.3",
    ],
    [
      "named.shop.@",
      "A",
      "NOERROR aa: 5 A 10.4.4.1; 5 A 10.4.4.2; 5 A 10.4.4.3; 5 A 10.4.4.4; 5 A 10.4.4.5; 5 A 10.4.4.6",
    ],
    ["twin.named.shop.@", "A", "NOERROR aa: 5 A 10.4.4.1; 5 A 10.4.4.2"],
    ["10-4-4-3.named.shop.@", "A", "NOERROR aa: 5 A 10.4.4.3"],
    ["10-4-4-4.named.shop.@", "A", "NOERROR aa: 5 A 10.4.4.4"],
    ["pod-x.named.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["twin.named.shop.@", "SRV", "NOERROR aa: 5 SRV 0 50 80 twin.named.shop.@ ++ 5 A 10.4.4.1; 5 A 10.4.4.2"],
    ["front.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["f.front.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["orphan.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["o.orphan.shop.@", "A", "NXDOMAIN aa -- SOA"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));

  it("puts the addresses of all slices together, each once", () => {
    expect(ask("a.pair.shop.@", "A")).toBe("NOERROR aa: 5 A 10.4.0.1");
    expect(ask("pair.shop.@", "A")).toBe("NOERROR aa: 5 A 10.4.0.1; 5 A 10.4.0.2");
  });
});

describe("endpoint_pod_names: a pod's name where the endpoint has no host name", () => {
  const ask = askShop("endpoint_pod_names");
  it.each<Row>([
    ["pod-x.named.shop.@", "A", "NOERROR aa: 5 A 10.4.4.3; 5 A 10.4.4.4"],
    ["10-4-4-3.named.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["twin.named.shop.@", "A", "NOERROR aa: 5 A 10.4.4.1; 5 A 10.4.4.2"],
    ["ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp.named.shop.@", "A", "NOERROR aa: 5 A 10.4.4.6"],
    ["10-4-4-5.named.shop.@", "A", "NOERROR aa: 5 A 10.4.4.5"],
    ["a.pair.shop.@", "A", "NOERROR aa: 5 A 10.4.0.1"],
    ["pod-x.named.shop.@", "SRV", "NOERROR aa: 5 SRV 0 50 80 pod-x.named.shop.@ ++ 5 A 10.4.4.3; 5 A 10.4.4.4"],
    ["3.4.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR pod-x.named.shop.@"],
    ["5.4.4.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR 10-4-4-5.named.shop.@"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});

describe("noendpoints: no endpoint has a name or an address", () => {
  const ask = askShop("noendpoints");
  it.each<Row>([
    ["pair.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["a.pair.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["multi.shop.@", "A", "NOERROR aa: 5 A 10.8.0.1"],
    ["m.multi.shop.@", "A", "NXDOMAIN aa -- SOA"],
    ["to-headless.shop.@", "A", "NOERROR aa -- SOA"],
    ["1.0.4.10.in-addr.arpa.", "PTR", "NXDOMAIN aa -- SOA"],
    ["1.0.8.10.in-addr.arpa.", "PTR", "NOERROR aa: 5 PTR multi.shop.@"],
  ])("%s %s", (name, type, expected) => expect(ask(name, type)).toBe(expected));
});
