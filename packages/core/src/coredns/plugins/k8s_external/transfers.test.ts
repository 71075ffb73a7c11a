import { describe, expect, it } from "vitest";
import { serverAtEdge } from "./edge.fixture.ts";

/** All records of a transfer from CoreDNS 1.15.0 with these lines, sorted: its own order of namespaces and services is a map's. */
const SENT = `
_._tcp.unnamed.shop.e.test. 44 SRV 0 100 80 unnamed.shop.e.test.
_http._tcp.anyhead.shop.e.test. 44 SRV 0 100 80 anyhead.shop.e.test.
_http._tcp.dead.shop.e.test. 44 SRV 0 100 80 org.
_http._tcp.edge.shop.e.test. 44 SRV 0 100 80 edge.shop.e.test.
_http._tcp.given.shop.e.test. 44 SRV 0 100 80 given.shop.e.test.
_http._tcp.hosted.shop.e.test. 44 SRV 0 100 80 org.
_http._tcp.mixed.shop.e.test. 44 SRV 0 100 80 mixed.shop.e.test.
_http._tcp.six.other.e.test. 44 SRV 0 100 80 six.other.e.test.
_http._tcp.web.dns.e.test. 44 SRV 0 100 80 web.dns.e.test.
_q._udp.udp.shop.e.test. 44 SRV 0 100 53 udp.shop.e.test.
_t._tcp.udp.shop.e.test. 44 SRV 0 100 53 udp.shop.e.test.
_tls._tcp.edge.shop.e.test. 44 SRV 0 100 443 edge.shop.e.test.
anyhead.shop.e.test. 44 SRV 0 100 80 anyhead.shop.e.test.
anyhead.shop.e.test. 9 A 203.0.113.8
dead.shop.e.test. 44 CNAME gone.example.org.
dead.shop.e.test. 44 CNAME gone.example.org.
dead.shop.e.test. 44 SRV 0 100 80 gone.example.org.
e.test. 9 NS ns1.dns.e.test.
e.test. 9 SOA ns1.dns.e.test. hostmaster.dns.e.test. 0 7200 1800 86400 9
e.test. 9 SOA ns1.dns.e.test. hostmaster.dns.e.test. 0 7200 1800 86400 9
edge.shop.e.test. 44 SRV 0 100 80 edge.shop.e.test.
edge.shop.e.test. 9 A 203.0.113.1
edge.shop.e.test. 9 A 203.0.113.1
edge.shop.e.test. 9 AAAA fd09::1
edge.shop.e.test. 9 AAAA fd09::1
given.shop.e.test. 44 SRV 0 100 80 given.shop.e.test.
given.shop.e.test. 9 A 203.0.113.1
given.shop.e.test. 9 A 203.0.113.2
given.shop.e.test. 9 A 203.0.113.2
given.shop.e.test. 9 A 203.0.113.3
hosted.shop.e.test. 44 CNAME lb.example.org.
hosted.shop.e.test. 44 CNAME lb.example.org.
hosted.shop.e.test. 44 SRV 0 100 80 lb.example.org.
mixed.shop.e.test. 44 CNAME lb.example.org.
mixed.shop.e.test. 44 CNAME lb.example.org.
mixed.shop.e.test. 44 SRV 0 100 80 mixed.shop.e.test.
mixed.shop.e.test. 9 A 203.0.113.4
plain.shop.e.test. 9 A 203.0.113.7
six.other.e.test. 44 SRV 0 100 80 six.other.e.test.
six.other.e.test. 9 AAAA fd09::2
udp.shop.e.test. 44 SRV 0 100 53 udp.shop.e.test.
udp.shop.e.test. 9 A 203.0.113.6
udp.shop.e.test. 9 A 203.0.113.6
unnamed.shop.e.test. 44 SRV 0 100 80 unnamed.shop.e.test.
unnamed.shop.e.test. 9 A 203.0.113.5
web.dns.e.test. 44 SRV 0 100 80 web.dns.e.test.
web.dns.e.test. 9 A 203.0.113.9
`;

const LINES = ` bind 192.0.2.53
 transfer {
  to *
 }
 k8s_external e.test sub.e.test {
  ttl 9
 }
 kubernetes cluster.local {
  namespaces other
  ttl 44
 }`;

/** The records of a transfer, in order. */
function transferred(lines: string, zone: string): readonly string[] {
  const said = serverAtEdge(lines).ask(zone, "AXFR", { transport: "tcp" }).split("\n");
  return said.filter((line) => line !== "==" && !line.startsWith("NOERROR")).map((line) => line.replace(" IN ", " "));
}

describe("a transfer", () => {
  it("has the services of all namespaces, `namespaces` or not, each address once more for each further port", () =>
    expect(transferred(LINES, "e.test.").toSorted()).toEqual(SENT.trim().split("\n")));

  it("of the other zone is the same with the other name", () => {
    const other = transferred(LINES, "sub.e.test.").map((line) => line.replaceAll("sub.e.test.", "e.test."));
    expect(other.toSorted()).toEqual(SENT.trim().split("\n"));
  });

  it("begins with SOA and NS, and ends with SOA", () => {
    const all = transferred(LINES, "e.test.");
    const types = all.map((line) => line.split(" ")[2]);
    expect([types[0], types[1], types.at(-1)]).toEqual(["SOA", "NS", "SOA"]);
    expect(types.filter((type) => type === "SOA")).toHaveLength(2);
  });

  it("with `headless` has the endpoints too, and everything else as without", () => {
    const headless = transferred(LINES.replace("ttl 9", "ttl 9\n  headless"), "e.test.");
    expect(headless).toHaveLength(156);
    expect(
      SENT.trim()
        .split("\n")
        .filter((line) => !headless.includes(line)),
    ).toEqual([]);
  });

  it.each([
    ["x.e.test.", "NXDOMAIN"],
    ["shop.e.test.", "NXDOMAIN"],
    ["dns.e.test.", "NODATA"],
  ])("of a name below the zone there is none, and it is a type like any other: %s is %s", (zone, expected) =>
    expect(serverAtEdge(LINES).answer(zone, "AXFR", { transport: "tcp" })).toBe(expected),
  );
});
