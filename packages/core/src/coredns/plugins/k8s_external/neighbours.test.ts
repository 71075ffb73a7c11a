import { expect, it } from "vitest";
import { serverAtEdge } from "./edge.fixture.ts";

/** Lines of a block, then questions and what CoreDNS 1.15.0 answered of the same objects; `SOA` stands for the zone's SOA record in a denial. */
const TABLE: readonly (readonly [lines: string, ...rows: string[]])[] = [
  [
    "bind 192.0.2.53\n k8s_external e.test\n kubernetes cluster.local {\n  namespaces shop\n  namespaces other\n }",
    "edge.shop.e.test. A => NOERROR aa: 5 A 203.0.113.1",
    "six.other.e.test. AAAA => NOERROR aa: 5 AAAA fd09::2",
    "web.dns.e.test. A => NXDOMAIN aa -- SOA",
  ],
  [
    "bind 192.0.2.53\n k8s_external e.test\n kubernetes cluster.local {\n  namespaces SHOP\n }",
    "edge.shop.e.test. A => NXDOMAIN aa -- SOA",
  ],
  [
    "bind 192.0.2.53\n k8s_external shop.e.test e.test\n kubernetes cluster.local {\n  ttl 7\n }",
    "edge.shop.e.test. A => NXDOMAIN aa -- SOA",
    "edge.shop.shop.e.test. A => NOERROR aa: 5 A 203.0.113.1",
    "edge.shop.shop.e.test. SRV => NOERROR aa: 7 SRV 0 25 80 edge.shop.shop.e.test.; 7 SRV 0 25 443 edge.shop.shop.e.test. ++ 5 A 203.0.113.1; 5 AAAA fd09::1",
    "six.other.e.test. AAAA => NOERROR aa: 5 AAAA fd09::2",
    "shop.e.test. SOA => NOERROR aa: 5 SOA ns1.dns.shop.e.test. hostmaster.dns.shop.e.test. 0 7200 1800 86400 5",
    "e.test. SOA => NOERROR aa: 5 SOA ns1.dns.e.test. hostmaster.dns.e.test. 0 7200 1800 86400 5",
    "web.dns.shop.e.test. A => NXDOMAIN aa -- SOA",
  ],
  [
    "bind 192.0.2.53\n k8s_external e.test\n kubernetes in.e.test",
    "edge.shop.svc.in.e.test. A => NXDOMAIN aa -- SOA",
    "in.e.test. SOA => NXDOMAIN aa -- SOA",
    "edge.shop.e.test. A => NOERROR aa: 5 A 203.0.113.1",
    "svc.in.e.test. A => NXDOMAIN aa -- SOA",
  ],
  [
    "bind 192.0.2.53\n k8s_external e.test {\n  headless\n  fallthrough\n }\n kubernetes cluster.local {\n  ignore empty_service\n  endpoint_pod_names\n  noendpoints\n }\n whoami",
    "pair.shop.e.test. A => NOERROR aa ++ 0 A 192.0.2.1; _udp.pair.shop.e.test. 0 SRV 0 0 40000 .",
    "edge.shop.e.test. A => NOERROR aa: 5 A 203.0.113.1",
    "a.pair.shop.e.test. A => NOERROR aa ++ 0 A 192.0.2.1; _udp.a.pair.shop.e.test. 0 SRV 0 0 40000 .",
  ],
  [
    "bind 192.0.2.53\n k8s_external e.test {\n  headless\n }\n kubernetes cluster.local {\n  endpoint_pod_names\n  labels app=none\n }",
    "edge.shop.e.test. A => NXDOMAIN aa -- SOA",
    "pair.shop.e.test. A => NXDOMAIN aa -- SOA",
  ],
];

it.each(TABLE)("%s", (lines, ...rows) => {
  const server = serverAtEdge(lines);
  expect(rows.map((row) => server.retell(row).replace(/ -- (?:\S+ )?\d+ SOA .*$/, " -- SOA"))).toEqual(rows);
});
