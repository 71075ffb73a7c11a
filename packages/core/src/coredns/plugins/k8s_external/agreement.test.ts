import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { viewOf } from "../../../kubernetes/cluster.fixture.ts";
import { ClusterChain } from "../ask-cluster.fixture.ts";
import {
  clusters,
  type NaiveCluster,
  type NaiveService,
  type Place,
  places,
  portLabels,
  readyPlaces,
  recordsOf,
  snapshotOfNaive,
} from "../kubernetes/naive-cluster.fixture.ts";

const E = "example.org.";
const TYPES: readonly RrType[] = ["A", "AAAA", "SRV"];

function chainOf(cluster: NaiveCluster, option = "", kubernetes = ""): ClusterChain {
  const lines = `k8s_external example.org in-addr.arpa ip6.arpa {\n ttl 7\n ${option}\n}\nkubernetes cluster.local {\n ttl 7\n ${kubernetes}\n}\n`;
  return new ClusterChain(lines, { cluster: viewOf(snapshotOfNaive(cluster)) });
}

/** What the service's own name leads to. */
function outside(service: NaiveService, endpoints: readonly Place[]): readonly Place[] {
  if (service.externalIps.length > 0) return places(service, service.externalIps);
  return service.clusterIps.length === 0 ? endpoints : [];
}

/** Every name and where it leads: external addresses alone, and with `headless` the ready endpoints of services without them. */
function bookOf({ namespaces, services }: NaiveCluster, withHeadless: boolean): ReadonlyMap<string, readonly Place[]> {
  const book = new Map<string, Place[]>();
  const note = (name: string, place: Place): void => {
    book.set(name, [...(book.get(name) ?? []), place]);
  };
  for (const name of namespaces) book.set(name, []);
  for (const service of services.filter(({ namespace }) => namespaces.includes(namespace))) {
    const own = `${service.name}.${service.namespace}`;
    const endpoints = withHeadless && service.externalIps.length === 0 ? readyPlaces(service) : [];
    for (const place of outside(service, endpoints)) {
      note(own, place);
      const labels = portLabels(place);
      if (labels !== null) note(`${labels}.${own}`, place);
      if (service.externalIps.length > 0) note(`any-label-at-all.${own}`, place);
    }
    for (const place of endpoints) note(`${place.label}.${own}`, place);
  }
  return book;
}

function bare(answer: string): string {
  if (!answer.includes(" ")) return answer;
  return answer
    .split("\n")
    .map((line) => line.replace(/^7 /, ""))
    .sort()
    .join("\n");
}

const PREFIXES = ["", "any-label-at-all.", "_http._tcp.", "_http._udp.", "_dns._udp.", "a.b.c."];
const NAMES = [
  "one",
  "two",
  "three",
  ...["one", "two"].flatMap((place) =>
    ["a", "b", "c", "d"].flatMap((service) => PREFIXES.map((prefix) => `${prefix}${service}.${place}`)),
  ),
];

describe("every external record agrees with a naive reading of the objects", () => {
  it.each([
    ["without headless", ""],
    ["with headless", "headless"],
  ])("%s", (_, option) => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const book = bookOf(cluster, option !== "");
        const chain = chainOf(cluster, option);
        for (const name of new Set([...NAMES, ...book.keys()])) {
          for (const type of TYPES) {
            const found = book.get(name);
            const expected = found === undefined ? "NXDOMAIN" : recordsOf(found, type, E).join("\n") || "NODATA";
            expect([name, type, bare(chain.answer(`${name}.${E}`, type))]).toEqual([name, type, expected]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a namespace that kubernetes does not expose has no names", () => {
    fc.assert(
      fc.property(clusters, fc.constantFrom(...NAMES), (cluster, name) => {
        const hidden = chainOf(cluster, "", "namespaces two");
        const expected = name.endsWith("one") ? "NXDOMAIN" : chainOf(cluster).answer(`${name}.${E}`, "A");
        expect(hidden.answer(`${name}.${E}`, "A")).toBe(expected);
      }),
    );
  });
});

describe("reverse names", () => {
  it("lead from every external address to its service and from no other address to anything", () => {
    fc.assert(
      fc.property(clusters, fc.integer({ min: 0, max: 50 }), (cluster, host) => {
        const owners = cluster.services.filter(({ externalIps }) => externalIps.includes(`203.0.113.${host}`));
        const expected = owners.map(({ name, namespace }) => `7 PTR ${name}.${namespace}.${E}`).join("\n");
        expect(chainOf(cluster).answer(`${host}.113.0.203.in-addr.arpa.`, "PTR")).toBe(expected || "NXDOMAIN");
      }),
    );
  });
});

describe("zone transfer", () => {
  it("holds every external address of every service, be its namespace exposed or not (T27)", () => {
    fc.assert(
      fc.property(clusters, fc.constantFrom("", "namespaces one"), (cluster, kubernetes) => {
        const lines = chainOf(cluster, "", kubernetes).transfer(E) ?? [];
        const addresses = lines.flatMap((line) => {
          const [owner = "", , , type = "", data] = line.split(" ");
          return type === "A" || type === "AAAA" ? [`${owner} ${data}`] : [];
        });
        const expected = cluster.services.flatMap(({ name, namespace, externalIps }) =>
          externalIps.map((address) => `${name}.${namespace}.${E} ${address}`),
        );
        const own = addresses.filter((line) => !line.startsWith("ns1.dns."));
        expect([...new Set(own)].sort()).toEqual(expected.toSorted());
      }),
    );
  });

  it("sends one SRV record for each owner alone", () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const lines = chainOf(cluster).transfer(E) ?? [];
        const owners = lines.filter((line) => line.includes(" SRV ")).map((line) => line.split(" ")[0]);
        expect(owners).toEqual([...new Set(owners)]);
      }),
    );
  });
});
