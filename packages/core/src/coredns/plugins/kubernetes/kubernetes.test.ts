import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOfRdata, parseAddress, type RrType } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { everyKind, namespace, service, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import type { ClusterSnapshot, ObjectMeta } from "../../../kubernetes/index.ts";
import { ClusterChain } from "../ask-cluster.fixture.ts";

const Z = "cluster.local.";
const S = `svc.${Z}`;
const kubernetes = (...options: readonly string[]): string =>
  `kubernetes cluster.local in-addr.arpa ip6.arpa {\n${options.map((option) => `  ${option}\n`).join("")}}\n`;
const kubeadm = new ClusterChain(kubernetes("pods insecure", "ttl 30"));
const SOA = `30 SOA ns.dns.${Z} hostmaster.${Z} 1700000000 7200 1800 86400 30`;

type Row = readonly [name: string, type: RrType, expected: string];

describe("names, with the words of facts/coredns-kubernetes 3.2", () => {
  it.each<Row>([
    // none, svc, pod: NODATA; last label not svc or pod: NXDOMAIN
    [Z, "A", "NODATA"],
    [S, "A", "NODATA"],
    [`pod.${Z}`, "A", "NODATA"],
    [`other.${Z}`, "A", "NXDOMAIN"],
    // ns.svc and ns.pod: namespace exposed: NODATA, else NXDOMAIN
    [`default.${S}`, "A", "NODATA"],
    [`missing.${S}`, "A", "NXDOMAIN"],
    [`default.pod.${Z}`, "A", "NODATA"],
    [`missing.pod.${Z}`, "A", "NXDOMAIN"],
    // endpoint names, also for ClusterIP services; _tcp.s is an endpoint called _tcp (T18)
    [`api-0.api.default.${S}`, "A", "30 A 100.64.0.31"],
    [`100-64-0-32.api.default.${S}`, "A", "30 A 100.64.0.32"],
    [`_tcp.api.default.${S}`, "A", "NXDOMAIN"],
    // the underscores are optional; compared without case; an empty port is a wildcard, * is not
    [`_http._tcp.api.default.${S}`, "A", "30 A 198.18.0.20"],
    [`http.tcp.api.default.${S}`, "A", "30 A 198.18.0.20"],
    [`_HTTP._TCP.api.default.${S}`, "A", "30 A 198.18.0.20"],
    [`_._tcp.api.default.${S}`, "A", "30 A 198.18.0.20"],
    [`*._tcp.api.default.${S}`, "A", "NXDOMAIN"],
    [`_nope._tcp.api.default.${S}`, "A", "NXDOMAIN"],
    // 3 or more labels before s: NXDOMAIN
    [`a.b.c.api.default.${S}`, "A", "NXDOMAIN"],
    // labels in front of a pod's name are ignored
    [`x.1-2-3-4.default.pod.${Z}`, "A", "30 A 1.2.3.4"],
    [`x.y.1-2-3-4.default.pod.${Z}`, "A", "30 A 1.2.3.4"],
    // the case of the asked zone: NS at the apex, ns.dns
    ["CLUSTER.local.", "NS", "NODATA"],
    ["ns.dns.CLUSTER.local.", "A", "NXDOMAIN"],
    [`api.default.svc.CLUSTER.local.`, "SRV", "30 SRV 0 100 80 api.default.svc.CLUSTER.local."],
  ])("%s %s", (name, type, expected) => expect(kubeadm.answer(name, type)).toBe(expected));
});

describe("records, with the words of 3.3", () => {
  it.each<Row>([
    // A and AAAA of a ClusterIP service: one per clusterIP of the family; other family NODATA
    [`api.default.${S}`, "A", "30 A 198.18.0.20"],
    [`api.default.${S}`, "AAAA", "NODATA"],
    [`dual.default.${S}`, "AAAA", "30 AAAA fd98::21"],
    [`portless.default.${S}`, "A", "30 A 198.18.0.23"],
    // headless: one per ready address; none: NXDOMAIN
    [`db.default.${S}`, "A", "30 A 100.64.0.41\n30 A 100.64.0.42"],
    [`hollow.default.${S}`, "A", "NXDOMAIN"],
    [`db-2.db.default.${S}`, "A", "NXDOMAIN"],
    // pods: any IP in an exposed namespace; no leading zeros; other family NODATA
    [`10-0-0-1.default.pod.${Z}`, "A", "30 A 10.0.0.1"],
    [`fd64--41.default.pod.${Z}`, "AAAA", "30 AAAA fd64::41"],
    [`fd64--41.default.pod.${Z}`, "A", "NODATA"],
    [`01-2-3-4.default.pod.${Z}`, "A", "NXDOMAIN"],
    [`1-2-3-400.default.pod.${Z}`, "A", "NXDOMAIN"],
    [`1-2-3-4.default.pod.${Z}`, "SRV", `30 SRV 0 100 0 1-2-3-4.default.pod.${Z}`],
    // SRV: floor(100/entries) before doubles are dropped: dual-stack 50, kube-dns 33 twice; port -1 NODATA
    [`dual.default.${S}`, "SRV", `30 SRV 0 50 80 dual.default.${S}`],
    [
      `kube-dns.kube-system.${S}`,
      "SRV",
      `30 SRV 0 33 53 kube-dns.kube-system.${S}\n30 SRV 0 33 9153 kube-dns.kube-system.${S}`,
    ],
    [`_dns._udp.kube-dns.kube-system.${S}`, "SRV", `30 SRV 0 100 53 kube-dns.kube-system.${S}`],
    [`portless.default.${S}`, "SRV", "NODATA"],
    [`unnamed.default.${S}`, "SRV", `30 SRV 0 100 8080 unnamed.default.${S}`],
    [`db-0.db.default.${S}`, "SRV", `30 SRV 0 50 5432 db-0.db.default.${S}\n30 SRV 0 50 9187 db-0.db.default.${S}`],
    // PTR: the service with that ClusterIP, else all endpoints; other types and partial names NXDOMAIN, the apex NODATA
    ["245.0.18.198.in-addr.arpa.", "PTR", `30 PTR web.linkerd-viz.${S}`],
    ["41.0.64.100.in-addr.arpa.", "PTR", `30 PTR db-0.db.default.${S}`],
    ["1.2.3.4.in-addr.arpa.", "PTR", "NXDOMAIN"],
    ["245.0.18.198.in-addr.arpa.", "A", "NXDOMAIN"],
    ["245.0.18.198.in-addr.arpa.", "SOA", "NODATA"],
    ["18.198.in-addr.arpa.", "PTR", "NXDOMAIN"],
    ["in-addr.arpa.", "PTR", "NODATA"],
    [`api.default.${S}`, "PTR", "NODATA"],
    [`ns.dns.${Z}`, "PTR", "NXDOMAIN"],
    // CNAME: ExternalName services alone; else NODATA
    [`alias.default.${S}`, "CNAME", "30 CNAME www.example.org."],
    [`api.default.${S}`, "CNAME", "NODATA"],
    // TXT: dns-version; services NODATA, otherwise NXDOMAIN, also at the apex
    [`dns-version.${Z}`, "TXT", '28800 TXT "1.1.0"'],
    [`api.default.${S}`, "TXT", "NODATA"],
    [Z, "TXT", "NXDOMAIN"],
    [S, "TXT", "NXDOMAIN"],
    [`default.${S}`, "TXT", "NXDOMAIN"],
    [`ns.dns.${Z}`, "TXT", "NXDOMAIN"],
    // SOA: below the apex NODATA, even if the name does not exist
    [Z, "SOA", SOA],
    [`nothing.default.${S}`, "SOA", "NODATA"],
    [`x.y.${Z}`, "SOA", "NODATA"],
    // other types as an A question
    [`api.default.${S}`, "HTTPS", "NODATA"],
    [`nothing.default.${S}`, "ANY", "NXDOMAIN"],
    [`api.default.${S}`, "NS", "NODATA"],
    // AXFR: the transfer plugin comes earlier
    [Z, "AXFR", "REFUSED"],
    // 3.4: the services in front of this CoreDNS
    [Z, "NS", `30 NS kube-dns.kube-system.${S}`],
    [`ns.dns.${Z}`, "A", "30 A 198.18.0.10"],
    [`ns.dns.${Z}`, "AAAA", "NODATA"],
  ])("%s %s", (name, type, expected) => expect(kubeadm.answer(name, type)).toBe(expected));

  it.each<Row>([
    // an IP: NXDOMAIN; with a port NXDOMAIN; SRV NODATA; within the zone CNAME and records; elsewhere through CoreDNS
    [`literal.default.${S}`, "A", "NXDOMAIN"],
    [`_http._tcp.alias.default.${S}`, "A", "NXDOMAIN"],
    [`alias.default.${S}`, "SRV", "NODATA"],
    [`inward.default.${S}`, "A", `30 CNAME api.default.${S}\n30 A 198.18.0.20`],
    [`inward.default.${S}`, "AAAA", "NODATA"],
    [`alias.default.${S}`, "A", "30 CNAME www.example.org.\n3600 A 192.0.2.1"],
    // NOERROR whatever the target's rcode
    [`alias.default.${S}`, "AAAA", "30 CNAME www.example.org."],
  ])("ExternalName: %s %s", (name, type, expected) => expect(kubeadm.answer(name, type)).toBe(expected));

  it("answers an ExternalName with NODATA where CoreDNS's own look-up gets no reply", () => {
    expect(new ClusterChain(kubernetes(), { isDeaf: true }).answer(`alias.default.${S}`, "A")).toBe("NODATA");
  });
});

describe("options", () => {
  it.each<readonly [string, string, RrType, string]>([
    ["pods disabled", `1-2-3-4.default.pod.${Z}`, "A", "NXDOMAIN"],
    ["pods disabled", `default.pod.${Z}`, "A", "NXDOMAIN"],
    ["namespaces linkerd-viz", `api.default.${S}`, "A", "NXDOMAIN"],
    ["namespaces linkerd-viz", "20.0.18.198.in-addr.arpa.", "PTR", "NXDOMAIN"],
    ["namespace_labels team=mesh", `api.default.${S}`, "A", "NXDOMAIN"],
    ["namespace_labels team=mesh", "20.0.18.198.in-addr.arpa.", "PTR", `5 PTR api.default.${S}`],
    ["labels app=web", `api.default.${S}`, "A", "NXDOMAIN"],
    ["noendpoints", `db.default.${S}`, "A", "NXDOMAIN"],
    ["noendpoints", Z, "NS", `5 NS ns.dns.${Z}`],
    ["ignore empty_service", `dual.default.${S}`, "A", "NXDOMAIN"],
    ["ignore empty_service", `api.default.${S}`, "A", "5 A 198.18.0.20"],
    ["ignore empty_service", `alias.default.${S}`, "CNAME", "5 CNAME www.example.org."],
    ["ttl 0", `api.default.${S}`, "A", "0 A 198.18.0.20"],
    ["fallthrough in-addr.arpa", "1.2.3.4.in-addr.arpa.", "PTR", "REFUSED"],
    ["fallthrough in-addr.arpa", `nothing.default.${S}`, "A", "NXDOMAIN"],
    ["fallthrough", `nothing.default.${S}`, "A", "REFUSED"],
  ])("%s: %s %s", (option, name, type, expected) =>
    expect(new ClusterChain(kubernetes(option)).answer(name, type)).toBe(expected),
  );

  it("answers SERVFAIL, with AA and the SOA, for what it has not seen yet", () => {
    const cluster = viewOf(everyKind, { isSynced: false });
    const lines = new ClusterChain(kubernetes(), { cluster }).ask(`nothing.default.${S}`, "A").split("\n");
    expect([lines[0], lines.some((line) => line.startsWith(`${Z} 5 IN SOA`))]).toEqual(["SERVFAIL aa", true]);
    expect(new ClusterChain(kubernetes(), { cluster }).answer(`api.default.${S}`, "A")).toBe("5 A 198.18.0.20");
  });

  it("has no name servers with bind (T30)", () => {
    const bound = parseAddress("100.64.0.10");
    invariant(bound !== null, "an address of this test");
    expect(new ClusterChain(kubernetes(), { listenAddresses: [bound] }).answer(Z, "NS")).toBe("NODATA");
  });
});

describe("zone transfer, with the words of 3.7", () => {
  const lines = kubeadm.transfer(Z) ?? [];

  it("begins with SOA, NS and its addresses with TTL 0, and ends with the SOA", () => {
    const soa = `${Z} ${SOA.replace(" SOA", " IN SOA")}`;
    expect([...lines.slice(0, 3), lines.at(-1)]).toEqual([
      soa,
      `${Z} 30 IN NS kube-dns.kube-system.${S}`,
      `kube-dns.kube-system.${S} 0 IN A 198.18.0.10`,
      soa,
    ]);
  });

  it.each([
    [
      "bare SRV again for UDP and TCP of one number",
      `kube-dns.kube-system.${S} 30 IN SRV 0 100 53 kube-dns.kube-system.${S}`,
      2,
    ],
    ["a service without ports: port 65535", `portless.default.${S} 30 IN SRV 0 100 65535 portless.default.${S}`, 1],
    ["_port._proto SRV", `_http._tcp.api.default.${S} 30 IN SRV 0 100 80 api.default.${S}`, 1],
    ["headless: the service", `db.default.${S} 30 IN A 100.64.0.41`, 1],
    ["headless: the endpoint", `db-0.db.default.${S} 30 IN A 100.64.0.41`, 1],
    [
      "headless: weight by the addresses of the slice",
      `_pg._tcp.db.default.${S} 30 IN SRV 0 50 5432 db-0.db.default.${S}`,
      1,
    ],
    ["ExternalName: CNAME, no target records", `alias.default.${S} 30 IN CNAME www.example.org.`, 1],
    ["an ExternalName that is an address: nothing", `literal.default.${S} 30 IN CNAME 203.0.113.99.`, 0],
  ])("%s", (_, line, times) => expect(lines.filter((candidate) => candidate === line)).toHaveLength(times));

  it("builds all names under the asked one (T23)", () => {
    const below = kubeadm.transfer(S) ?? [];
    expect(below).toHaveLength(lines.length);
    expect(below).toContain(`api.default.svc.${S} 30 IN A 198.18.0.20`);
  });

  it.each([
    ["the same serial: the SOA alone", 1_700_000_000, 1],
    ["another serial: the whole zone", 5, lines.length],
    ["serial 0: the whole zone", 0, lines.length],
  ])("IXFR, %s", (_, serial, length) => expect(kubeadm.transfer(Z, serial)).toHaveLength(length));

  it("is not for names elsewhere", () => expect(kubeadm.transfer("example.org.")).toBeNull());
});

describe("laws", () => {
  it("every address in an answer to A belongs to the service", () => {
    const services = everyKind.services.filter(({ type }) => type !== "ExternalName");
    fc.assert(
      fc.property(fc.constantFrom(...services), fc.constantFrom("A", "AAAA"), ({ metadata, clusterIps }, type) => {
        const outcome = kubeadm.outcome(`${metadata.name}.${metadata.namespace}.${S}`, type as RrType);
        invariant(outcome.kind === "written", "a reply");
        const own = new Set<string>([...clusterIps, ...endpointAddresses(metadata)]);
        const answered = outcome.messages.flatMap(({ answer }) => answer).map(({ data }) => addressOfRdata(data));
        expect(answered.filter((address) => address === null || !own.has(address))).toEqual([]);
      }),
    );
  });

  it("an answer looks at no list of the cluster: its cost does not grow with the services", () => {
    const many = Array.from({ length: 500 }, (_, number) =>
      service(`s${number}.default`, { type: "ClusterIP", clusterIP: "198.18.1.1", ports: [{ port: 80 }] }),
    );
    let looks = 0;
    const counted = countLooks(snapshotOf(namespace("default"), ...many), () => {
      looks += 1;
    });
    const chain = new ClusterChain(kubernetes(), { cluster: viewOf(counted) });
    chain.answer(`s1.default.${S}`, "A");
    const before = looks;
    expect(before).toBeGreaterThan(500);
    for (const type of ["A", "SRV", "TXT", "CNAME"] as const) chain.answer(`s499.default.${S}`, type);
    chain.answer(`nothing.default.${S}`, "A");
    chain.answer("1.1.18.198.in-addr.arpa.", "PTR");
    expect(looks).toBe(before);
  });
});

function endpointAddresses({ name, namespace: place }: ObjectMeta): readonly string[] {
  return everyKind.endpointSlices
    .filter(({ serviceName, metadata }) => serviceName === name && metadata.namespace === place)
    .flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses));
}

function countLooks(snapshot: ClusterSnapshot, look: () => void): ClusterSnapshot {
  const services = new Proxy(snapshot.services, {
    get: (target, key, receiver) => {
      look();
      return Reflect.get(target, key, receiver);
    },
  });
  return { ...snapshot, services };
}
