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
} from "./naive-cluster.fixture.ts";

const S = "svc.cluster.local.";
const TYPES: readonly RrType[] = ["A", "AAAA", "SRV"];

function chainOf(cluster: NaiveCluster, ...options: readonly string[]): ClusterChain {
  const lines = `kubernetes cluster.local in-addr.arpa ip6.arpa {\n${options.map((option) => ` ${option}\n`).join("")}}\n`;
  return new ClusterChain(lines, { cluster: viewOf(snapshotOfNaive(cluster)) });
}

/** The DNS specification of Kubernetes, read object by object: every name below `svc` and where it leads. */
function bookOf({ namespaces, services }: NaiveCluster): ReadonlyMap<string, readonly Place[]> {
  const book = new Map<string, Place[]>();
  const note = (name: string, place: Place): void => {
    book.set(name, [...(book.get(name) ?? []), place]);
  };
  for (const name of namespaces) book.set(name, []);
  for (const service of services.filter(({ namespace }) => namespaces.includes(namespace))) {
    const own = `${service.name}.${service.namespace}`;
    const endpoints = readyPlaces(service);
    for (const place of service.clusterIps.length > 0 ? places(service, service.clusterIps) : endpoints) {
      note(own, place);
      const labels = portLabels(place);
      if (labels !== null) note(`${labels}.${own}`, place);
    }
    for (const place of endpoints) note(`${place.label}.${own}`, place);
  }
  return book;
}

function bare(answer: string): string {
  if (!answer.includes(" ")) return answer;
  return answer
    .split("\n")
    .map((line) => line.replace(/^5 /, ""))
    .sort()
    .join("\n");
}

function expected(book: ReadonlyMap<string, readonly Place[]>, name: string, type: string): string {
  const found = book.get(name);
  if (found === undefined) return "NXDOMAIN";
  return recordsOf(found, type, S).join("\n") || "NODATA";
}

/** Every name that the words of these clusters make, whether there is such a thing or not. */
const PREFIXES = [
  "",
  "e-0.",
  "e-1.",
  "10-4-0-1.",
  "fd04--2.",
  "_http._tcp.",
  "_http._udp.",
  "_dns._udp.",
  "_dns-tcp._tcp.",
  "_tcp.",
  "a.b.c.",
];
const NAMES = [
  "one",
  "two",
  "three",
  ...["one", "two"].flatMap((place) =>
    ["a", "b", "c", "d"].flatMap((service) => PREFIXES.map((prefix) => `${prefix}${service}.${place}`)),
  ),
];

describe("every service's records agree with a naive reading of the objects", () => {
  it("A, AAAA and SRV of every name that there is, and of every one that could be", () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const book = bookOf(cluster);
        const chain = chainOf(cluster);
        for (const name of new Set([...NAMES, ...book.keys()]))
          for (const type of TYPES)
            expect([name, type, bare(chain.answer(`${name}.${S}`, type))]).toEqual([
              name,
              type,
              expected(book, name, type),
            ]);
      }),
      { numRuns: 60 },
    );
  });

  it("a port's labels mean the same without their underscores", () => {
    fc.assert(
      fc.property(clusters, fc.constantFrom("a.one", "b.one"), (cluster, service) => {
        const chain = chainOf(cluster);
        for (const [port, protocol] of [
          ["http", "tcp"],
          ["http3", "udp"],
          ["dns", "udp"],
        ])
          expect(chain.answer(`${port}.${protocol}.${service}.${S}`, "SRV")).toBe(
            chain.answer(`_${port}._${protocol}.${service}.${S}`, "SRV"),
          );
      }),
    );
  });

  it("every SRV record's target has exactly the addresses that stand beside it", () => {
    fc.assert(
      fc.property(clusters, fc.constantFrom("a.one", "b.one", "c.two"), (cluster, service) => {
        const chain = chainOf(cluster);
        const outcome = chain.outcome(`${service}.${S}`, "SRV");
        const messages = outcome.kind === "written" ? outcome.messages : [];
        for (const { answer, additional } of messages) {
          const targets = new Set(answer.flatMap(({ data }) => (data.type === "SRV" ? [data.target.text] : [])));
          const beside = additional.map(({ owner, data }) => `${owner.text} ${"address" in data ? data.address : ""}`);
          const asked = [...targets].flatMap((target) =>
            (["A", "AAAA"] as const).flatMap((type) =>
              bare(chain.answer(target, type))
                .split("\n")
                .filter((line) => line.includes(" "))
                .map((line) => `${target} ${line.split(" ")[1]}`),
            ),
          );
          expect([...new Set(beside)].length).toBe(beside.length);
          expect(asked).toEqual(expect.arrayContaining(beside));
        }
      }),
    );
  });
});

describe("reverse names", () => {
  const addresses = [1, 2, 3, 4, 5, 6].flatMap((host) => [`10.4.0.${host}`, `10.8.0.${host}`]);
  const reverse = (address: string): string => `${address.split(".").reverse().join(".")}.in-addr.arpa.`;

  /** The service that has the address, else every ready endpoint that has it, be its namespace there or not. */
  function namesOf({ services }: NaiveCluster, address: string): readonly string[] {
    const nameOf = ({ name, namespace }: NaiveService): string => `${name}.${namespace}`;
    const owners = services.filter(({ clusterIps }) => clusterIps.includes(address)).map(nameOf);
    const endpoints = services.flatMap((service) =>
      readyPlaces(service).flatMap((place) => (place.address === address ? [place.target] : [])),
    );
    return [...new Set(owners.length > 0 ? owners : endpoints)].map((name) => `PTR ${name}.${S}`).sort();
  }

  it("lead to the service or to the endpoints of an address", () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const chain = chainOf(cluster);
        for (const address of addresses)
          expect([address, bare(chain.answer(reverse(address), "PTR"))]).toEqual([
            address,
            namesOf(cluster, address).join("\n") || "NXDOMAIN",
          ]);
      }),
    );
  });

  it("and back: every name that an address leads to, in a namespace that exists, leads to that address", () => {
    fc.assert(
      fc.property(clusters, fc.constantFrom(...addresses), (cluster, address) => {
        const chain = chainOf(cluster);
        const pointers = bare(chain.answer(reverse(address), "PTR")).split("\n");
        for (const pointer of pointers.filter((line) => line.startsWith("PTR "))) {
          const name = pointer.slice("PTR ".length);
          const isThere = cluster.namespaces.some((place) => name.endsWith(`.${place}.${S}`));
          expect(bare(chain.answer(name, "A")).split("\n").includes(`A ${address}`)).toBe(isThere);
        }
      }),
    );
  });
});

describe("pods", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const ipv4 = fc.tuple(octet, octet, octet, octet);

  it.each(["disabled", "insecure", "verified"] as const)("%s: any IPv4 address by its dashes", (mode) => {
    fc.assert(
      fc.property(clusters, ipv4, fc.constantFrom("one", "two"), (cluster, octets, place) => {
        const answer = chainOf(cluster, `pods ${mode}`).answer(`${octets.join("-")}.${place}.pod.cluster.local.`, "A");
        const isThere = mode === "insecure" && cluster.namespaces.includes(place);
        expect(answer).toBe(isThere ? `5 A ${octets.join(".")}` : "NXDOMAIN");
      }),
    );
  });
});

describe("zone transfer", () => {
  const withoutHead = (lines: readonly string[]): readonly (readonly [string, string])[] =>
    lines.flatMap((line) => {
      const [owner = "", , , type = "", ...data] = line.split(" ");
      return owner.endsWith(`.${S}`) && (type === "A" || type === "AAAA") ? [[owner, `${type} ${data}`] as const] : [];
    });

  it("holds the addresses of exactly the names that can be asked, endpoints of cluster IPs apart", () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const found = new Set(
          withoutHead(chainOf(cluster).transfer("cluster.local.") ?? []).map((pair) => pair.join(" ")),
        );
        const isHeadless = new Map(
          cluster.services.map((each) => [`${each.name}.${each.namespace}`, each.clusterIps.length === 0]),
        );
        const named = [...bookOf(cluster)].filter(([name]) => !name.startsWith("_"));
        const carried = named.filter(([name]) => {
          const labels = name.split(".");
          return labels.length < 3 || isHeadless.get(labels.slice(-2).join(".")) === true;
        });
        const all = carried.flatMap(([name, all]) =>
          ["A", "AAAA"].flatMap((type) => recordsOf(all, type, S).map((data) => `${name}.${S} ${data}`)),
        );
        expect([...found].sort()).toEqual([...new Set(all)].sort());
      }),
    );
  });
});
