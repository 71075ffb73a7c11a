import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress, type RrType } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { everyKind, namespace, service, slice, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import { ClusterChain } from "../ask-cluster.fixture.ts";

const E = "k8s1-prod.kloud.lan.";
const PLAIN = "k8s_external k8s1-prod.kloud.lan\nkubernetes cluster.local {\n  ttl 30\n}\n";
const HEADLESS =
  "k8s_external k8s1-prod.kloud.lan in-addr.arpa {\n  headless\n  apex infra\n  ttl 60\n  fallthrough\n}\nkubernetes cluster.local {\n  ttl 30\n}\n";
const SOA = `${E} 5 IN SOA ns1.dns.${E} hostmaster.dns.${E} 0 7200 1800 86400 5`;

type Row = readonly [name: string, type: RrType, expected: string];
const plain = new ClusterChain(PLAIN);
const headless = new ClusterChain(HEADLESS);

describe("answers, with the words of facts/coredns-kubernetes 3.6", () => {
  it.each<Row>([
    // apex: SOA; NS ns1.dns.E; other types NODATA
    [E, "SOA", `5 SOA ns1.dns.${E} hostmaster.dns.${E} 0 7200 1800 86400 5`],
    [E, "NS", `5 NS ns1.dns.${E}`],
    [E, "A", "NODATA"],
    // dns.E NODATA; ns1.dns.E: external IPs of the services in front of this CoreDNS; anything else NXDOMAIN
    [`dns.${E}`, "A", "NODATA"],
    [`ns1.dns.${E}`, "A", "5 A 198.19.0.30"],
    [`ns1.dns.${E}`, "AAAA", "NODATA"],
    [`other.dns.${E}`, "A", "NXDOMAIN"],
    [`a.ns1.dns.${E}`, "A", "NXDOMAIN"],
    // T8: a namespace called like the apex label is shadowed
    [`web.dns.${E}`, "A", "NXDOMAIN"],
    // ns.E: namespace exposed NODATA, else NXDOMAIN; T5: the parent's ns.E is taken for a namespace
    [`default.${E}`, "A", "NODATA"],
    [`ns.${E}`, "A", "NXDOMAIN"],
    // every externalIP x port; T6: the endpoint is ignored
    [`web.linkerd-viz.${E}`, "A", "5 A 198.19.0.5"],
    [`WEB.Linkerd-Viz.${E}`, "A", "5 A 198.19.0.5"],
    [`anything.web.linkerd-viz.${E}`, "A", "5 A 198.19.0.5"],
    [`_tcp.web.linkerd-viz.${E}`, "A", "5 A 198.19.0.5"],
    [`many.default.${E}`, "A", "5 A 203.0.113.7\n5 A 203.0.113.8"],
    // only ports with that name and protocol, else NXDOMAIN, A too; more labels NXDOMAIN
    [`_http._tcp.web.linkerd-viz.${E}`, "A", "5 A 198.19.0.5"],
    [`_HTTP._TCP.web.linkerd-viz.${E}`, "SRV", `30 SRV 0 100 8084 web.linkerd-viz.${E}`],
    [`_nope._tcp.web.linkerd-viz.${E}`, "A", "NXDOMAIN"],
    [`a.b.c.web.linkerd-viz.${E}`, "A", "NXDOMAIN"],
    // T7: no external IP (pending, ClusterIP): NXDOMAIN; other family NODATA
    [`pending.default.${E}`, "A", "NXDOMAIN"],
    [`api.default.${E}`, "A", "NXDOMAIN"],
    [`six.default.${E}`, "A", "NODATA"],
    [`six.default.${E}`, "AAAA", "5 AAAA fd99::5"],
    // SRV weight floor(100/entries), TTL of kubernetes
    [`web.linkerd-viz.${E}`, "SRV", `30 SRV 0 50 8084 web.linkerd-viz.${E}\n30 SRV 0 50 9994 web.linkerd-viz.${E}`],
    // T31: a host name and two ports: alias and addresses twice, with the TTL of kubernetes
    [
      `hosted.default.${E}`,
      "A",
      "30 CNAME lb.example.org.\n3600 A 192.0.2.80\n30 CNAME lb.example.org.\n3600 A 192.0.2.80",
    ],
    [`hosted.default.${E}`, "SRV", "30 SRV 0 50 80 lb.example.org.\n30 SRV 0 50 443 lb.example.org."],
    // other types NODATA or NXDOMAIN as for A; ExternalName services: nothing
    [`web.linkerd-viz.${E}`, "TXT", "NODATA"],
    [`web.linkerd-viz.${E}`, "PTR", "NODATA"],
    [`nothing.default.${E}`, "TXT", "NXDOMAIN"],
    [`alias.default.${E}`, "A", "NXDOMAIN"],
    // headless services without the option
    [`db.default.${E}`, "A", "NXDOMAIN"],
    ["www.example.org.", "A", "REFUSED"],
  ])("%s %s", (name, type, expected) => expect(plain.answer(name, type)).toBe(expected));

  it.each<Row>([
    [`db.default.${E}`, "A", "60 A 100.64.0.41\n60 A 100.64.0.42"],
    [`db-0.db.default.${E}`, "A", "60 A 100.64.0.41"],
    [`db-2.db.default.${E}`, "A", "REFUSED"],
    [`_pg._tcp.db.default.${E}`, "SRV", `30 SRV 0 50 5432 db-0.db.default.${E}\n30 SRV 0 50 5432 db-1.db.default.${E}`],
    [`hollow.default.${E}`, "A", "REFUSED"],
    // endpoint names of other services without external IPs too
    [`api-0.api.default.${E}`, "A", "60 A 100.64.0.31"],
    [`api.default.${E}`, "A", "REFUSED"],
    // another apex label frees the namespace dns, and shadows another
    [`web.dns.${E}`, "A", "60 A 198.19.0.11"],
    [`ns1.infra.${E}`, "A", "60 A 198.19.0.30"],
    // PTR: into the first zone of the list, e.ttl; else falls through
    ["5.0.19.198.in-addr.arpa.", "PTR", `60 PTR web.linkerd-viz.${E}`],
    ["99.0.19.198.in-addr.arpa.", "PTR", "REFUSED"],
    ["5.0.19.198.in-addr.arpa.", "A", "REFUSED"],
  ])("with headless, another apex and reverse zones: %s %s", (name, type, expected) =>
    expect(headless.answer(name, type)).toBe(expected),
  );

  it("answers negatively with AA and the SOA of the zone in lower case", () => {
    const expected = `NXDOMAIN aa\n--\n\n--\n${SOA}\n--\n`.replace(/\n\n/g, "\n");
    expect(plain.ask("Nothing.Default.K8S1-prod.kloud.lan.", "A")).toBe(expected);
  });

  it("adds the addresses of targets with the TTL of k8s_external", () => {
    const lines = plain.ask(`_http._tcp.web.linkerd-viz.${E}`, "SRV").split("\n");
    expect(lines.at(-1)).toBe(`web.linkerd-viz.${E} 5 IN A 198.19.0.5`);
  });

  it("keeps the alias alone where CoreDNS's own look-up gets no reply", () => {
    const deaf = new ClusterChain(PLAIN, { isDeaf: true });
    expect(deaf.answer(`_http._tcp.hosted.default.${E}`, "A")).toBe("30 CNAME lb.example.org.");
  });
});

describe("what surrounds it", () => {
  it("answers NXDOMAIN while the cluster is not in step (T32)", () => {
    const chain = new ClusterChain(PLAIN, { cluster: viewOf(snapshotOf(), { isSynced: false }) });
    expect(chain.answer(`web.linkerd-viz.${E}`, "A")).toBe("NXDOMAIN");
  });

  it("has an empty name server with bind (T30)", () => {
    const bound = parseAddress("100.64.0.10");
    invariant(bound !== null, "an address of this test");
    expect(new ClusterChain(PLAIN, { listenAddresses: [bound] }).answer(`ns1.dns.${E}`, "A")).toBe("NODATA");
  });

  it("takes its own address where no slice holds it", () => {
    const own = parseAddress("192.0.2.53");
    invariant(own !== null, "an address of this test");
    expect(new ClusterChain(PLAIN, { ownAddresses: [own] }).answer(`ns1.dns.${E}`, "A")).toBe("5 A 192.0.2.53");
  });

  it("says that it cannot make the record of a host name in front of CoreDNS itself", () => {
    const snapshot = snapshotOf(
      namespace("kube-system"),
      service("kube-dns.kube-system", { type: "LoadBalancer", clusterIP: "198.18.0.10" }, [{ hostname: "lb.example" }]),
      slice("kube-dns.kube-system", [{ addresses: ["100.64.0.10"] }], []),
    );
    const chain = new ClusterChain(PLAIN, { cluster: viewOf(snapshot) });
    expect([chain.ask(E, "NS"), chain.ask(`ns1.dns.${E}`, "AAAA"), chain.answer(`ns1.dns.${E}`, "A")]).toEqual([
      "unsupported",
      "unsupported",
      "NODATA",
    ]);
  });

  it("is unsupported without a snapshot", () => {
    expect(new ClusterChain(PLAIN, { cluster: null }).ask(`web.linkerd-viz.${E}`, "A")).toBe("unsupported");
  });

  it("hides the services of namespaces that kubernetes does not expose", () => {
    const chain = new ClusterChain(
      "k8s_external k8s1-prod.kloud.lan\nkubernetes cluster.local {\n  namespaces default\n}\n",
    );
    expect(chain.answer(`web.linkerd-viz.${E}`, "A")).toBe("NXDOMAIN");
    expect(chain.answer(`many.default.${E}`, "A")).toBe("5 A 203.0.113.7\n5 A 203.0.113.8");
  });
});

describe("settings", () => {
  const kubernetes = "kubernetes cluster.local\n";
  it.each<readonly [string, readonly string[]]>([
    ["k8s_external a.test {\n  ttl 3601\n}\n", ["ttl must be in range [0, 3600]: 3601"]],
    ["k8s_external a.test {\n  ttl x\n}\n", ['strconv.Atoi: parsing "x": invalid syntax']],
    ["k8s_external a.test {\n  ttl\n}\n", ["Wrong argument count or unexpected line ending after 'ttl'"]],
    ["k8s_external a.test {\n  headles\n}\n", ["unknown property 'headles'"]],
    [
      "k8s_external a.test\nk8s_external b.test\n",
      ["this line takes the place of an earlier one: a.test. is not served any more"],
    ],
  ])("%s", (text, problems) => expect(new ClusterChain(text + kubernetes).problems).toEqual(problems));

  it("serves the zones of the last line with the options of all (T9)", () => {
    const chain = new ClusterChain(`k8s_external a.test {\n  ttl 9\n}\nk8s_external b.test\n${kubernetes}`);
    expect(chain.answer("web.linkerd-viz.a.test.", "A")).toBe("REFUSED");
    expect(chain.answer("web.linkerd-viz.b.test.", "A")).toBe("9 A 198.19.0.5");
  });
});

describe("zone transfer, with the words of 3.7", () => {
  const lines = plain.transfer(E) ?? [];

  it("begins and ends with the SOA; the name server comes second", () => {
    expect([lines[0], lines.at(-1)]).toEqual([SOA, SOA]);
    expect(lines.slice(1, 3)).toEqual([`${E} 5 IN NS ns1.dns.${E}`, `ns1.dns.${E} 5 IN A 198.19.0.30`]);
  });

  it.each([
    ["all namespaces, shadowed or not", `web.dns.${E} 5 IN A 198.19.0.11`, 1],
    ["the address again for each port", `web.linkerd-viz.${E} 5 IN A 198.19.0.5`, 2],
    ["only the first SRV of each owner", `web.linkerd-viz.${E} 30 IN SRV 0 100 8084 web.linkerd-viz.${E}`, 1],
    ["its second port's bare SRV is not sent", `web.linkerd-viz.${E} 30 IN SRV 0 100 9994 web.linkerd-viz.${E}`, 0],
    ["_port._proto SRV", `_admin._tcp.web.linkerd-viz.${E} 30 IN SRV 0 100 9994 web.linkerd-viz.${E}`, 1],
    ["CNAME twice per port, no target", `hosted.default.${E} 30 IN CNAME lb.example.org.`, 4],
    ["targets lose their first two labels", `_http._tcp.hosted.default.${E} 30 IN SRV 0 100 80 org.`, 1],
  ])("%s", (_, line, times) => expect(lines.filter((candidate) => candidate === line)).toHaveLength(times));

  it("has all namespaces, exposed or not (T27)", () => {
    const hidden = new ClusterChain(
      "k8s_external k8s1-prod.kloud.lan\nkubernetes cluster.local {\n  namespaces default\n}\n",
    );
    expect(hidden.transfer(E)).toContain(`web.linkerd-viz.${E} 5 IN A 198.19.0.5`);
  });

  it("has headless services with the option alone, their SRV records twice", () => {
    const srv = `db-0.db.default.${E} 30 IN SRV 0 100 5432 db-0.db.default.${E}`;
    expect(lines.some((line) => line.includes("db.default"))).toBe(false);
    expect(headless.transfer(E)?.filter((line) => line === srv)).toHaveLength(2);
  });

  it.each<readonly [string, string, number | null, number | null]>([
    ["a zone of the line only", `web.linkerd-viz.${E}`, null, null],
    ["IXFR with serial 0: the whole zone", E, 0, lines.length],
    ["IXFR with the same serial or a newer one: the SOA alone", E, 7, 1],
  ])("%s", (_, zone, serial, length) => {
    const chain = new ClusterChain("k8s_external k8s1-prod.kloud.lan\n" + "kubernetes cluster.local {\n  ttl 30\n}\n");
    expect(chain.transfer(zone, serial)?.length ?? null).toBe(length);
  });
});

describe("laws", () => {
  const names = everyKind.services.map(({ metadata }) => `${metadata.name}.${metadata.namespace}.${E}`);
  const external = new Set(
    everyKind.services.flatMap(({ externalIps, loadBalancerIngress }) => [
      ...externalIps,
      ...loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname)),
      "192.0.2.80",
      "2001:db8::80",
    ]),
  );

  it("every address in an answer is an external address of the cluster, or a load balancer's", () => {
    const question = fc.record({ name: fc.constantFrom(...names), type: fc.constantFrom("A", "AAAA", "SRV") });
    fc.assert(
      fc.property(question, ({ name, type }) => {
        const outcome = plain.outcome(name, type as RrType);
        invariant(outcome.kind === "written", "a reply");
        for (const { data } of outcome.messages.flatMap(({ answer, additional }) => [...answer, ...additional])) {
          if (data.type === "A" || data.type === "AAAA") expect(external).toContain(data.address);
        }
      }),
    );
  });

  it("the same label in any case gets the same answer", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        (name, upper) => {
          const mixed = [...name].map((letter, at) => (upper[at] === true ? letter.toUpperCase() : letter)).join("");
          expect(plain.answer(mixed, "A")).toBe(plain.answer(name, "A"));
        },
      ),
    );
  });
});
