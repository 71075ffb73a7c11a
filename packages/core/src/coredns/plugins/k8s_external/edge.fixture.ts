import type { RrType } from "../../../dns/index.ts";
import { namespace, service, slice, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { shopObjects } from "../kubernetes/shop.fixture.ts";

type Fields = Readonly<Record<string, unknown>>;

const http = { name: "http", port: 80, protocol: "TCP" };
const ready = { ready: true };

function balanced(clusterIP: string, ...ports: readonly Fields[]): Fields {
  return { type: "LoadBalancer", clusterIP, clusterIPs: [clusterIP], ports };
}

/** The shop's cluster, and services that can be reached from outside. */
const objects: readonly Fields[] = [
  ...shopObjects,
  service("edge.shop", balanced("10.8.1.1", http, { name: "tls", port: 443, protocol: "TCP" }), [
    { ip: "203.0.113.1" },
    { ip: "fd09::1" },
  ]),
  service("given.shop", { ...balanced("10.8.1.2", http), externalIPs: ["203.0.113.2", "203.0.113.1"] }, [
    { ip: "203.0.113.2" },
    { ip: "203.0.113.3" },
  ]),
  service("hosted.shop", balanced("10.8.1.3", http), [{ hostname: "lb.example.org" }]),
  service("mixed.shop", balanced("10.8.1.4", http), [{ ip: "203.0.113.4" }, { hostname: "lb.example.org" }]),
  service("dead.shop", balanced("10.8.1.10", http), [{ hostname: "gone.example.org" }]),
  service("unnamed.shop", balanced("10.8.1.5", { port: 80, protocol: "TCP" }), [{ ip: "203.0.113.5" }]),
  service(
    "udp.shop",
    balanced("10.8.1.6", { name: "q", port: 53, protocol: "UDP" }, { name: "t", port: 53, protocol: "TCP" }),
    [{ ip: "203.0.113.6" }],
  ),
  service("plain.shop", { ...balanced("10.8.1.7"), externalIPs: ["203.0.113.7"] }),
  service("pending.shop", balanced("10.8.1.8", http)),
  slice("pending.shop", [{ addresses: ["10.4.9.2"], hostname: "p", conditions: ready }], [http]),
  service("six.other", balanced("10.8.1.9", http), [{ ip: "fd09::2" }]),
  service("anyhead.shop", { clusterIP: "None", clusterIPs: ["None"], externalIPs: ["203.0.113.8"], ports: [http] }),
  slice("anyhead.shop", [{ addresses: ["10.4.9.1"], hostname: "h", conditions: ready }], [http]),
  namespace("dns"),
  service("web.dns", balanced("10.8.1.11", http), [{ ip: "203.0.113.9" }]),
];

/** Who owns the names of load balancers. */
const ELSEWHERE = `example.org {
 template IN A example.org {
  match ^lb
  answer "{{ .Name }} 60 IN A 192.0.2.80"
 }
 template ANY ANY {
  rcode NXDOMAIN
  authority "example.org. 60 IN SOA a. b. 1 2 3 4 5"
 }
}
`;

/** CoreDNS with these lines in its block. */
export function serverAtEdge(lines: string): CoreDnsUnderTest {
  return new CoreDnsUnderTest(`. {\n${lines}\n}\n${ELSEWHERE}`, { "/hosts": "" }, viewOf(snapshotOf(...objects)));
}

/** What CoreDNS with these lines says: `@` stands for `e.test.`, `SOA` for the zone's SOA record. */
export function askEdge(lines: string): (name: string, type: RrType) => string {
  const server = serverAtEdge(lines);
  return (name, type) =>
    server
      .line(name.replace("@", "e.test."), type)
      .replaceAll("e.test.", "@")
      .replaceAll(/(?:\S+ )?\d+ SOA [^;]*?(?=$|; | \+\+)/g, "SOA");
}
