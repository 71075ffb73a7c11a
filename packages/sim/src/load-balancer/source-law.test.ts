import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carryBack } from "../network/index.ts";
import { allWays, packetOf } from "../network/network.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import { labOf, translations } from "./lab.fixture.ts";

const CILIUM_PATHS = ["tunnel", "native"].flatMap((routing) =>
  ["snat", "dsr", "hybrid"].map((mode) => `kind: cilium, routing: ${routing}, mode: ${mode}`),
);
const PATHS: readonly string[] = ["kind: kube-proxy", ...CILIUM_PATHS];
const POLICIES = ["Cluster", "Local"] as const;
const PROTOCOLS = ["udp", "tcp"] as const;
/** Outside: on a link of the router, and behind another one of its. */
const CLIENTS: ReadonlyMap<string, string> = new Map([
  ["dns1", "192.168.13.11"],
  ["mac", "192.168.20.77"],
]);
/** Nodes of the lab with an endpoint each, in front of the third, which has none. */
const WITH_ENDPOINT = [1, 2];

/** What the tables of lab.md and cilium.md come to, said once more in as few words as they take. */
function expectedSource(
  path: string,
  policy: string,
  protocol: string,
  client: string,
  entered: number,
  at: number,
): string {
  const lan = `192.168.14.3${entered}`;
  if (policy === "Local") return client;
  if (path === "kind: kube-proxy") return entered === at ? `100.64.${entered - 1}.1` : lan;
  const isDirect = path.includes("dsr") || (path.includes("hybrid") && protocol === "tcp");
  if (entered === at || isDirect) return client;
  return path.includes("tunnel") ? `100.64.${entered - 1}.57` : lan;
}

function expectedWays(path: string, policy: string, protocol: string, client: string): readonly string[] {
  const entries = policy === "Local" ? WITH_ENDPOINT : [1, 2, 3];
  return entries.flatMap((entered) =>
    WITH_ENDPOINT.filter((at) => policy === "Cluster" || at === entered).map(
      (at) => `node${entered} > 100.64.${at - 1}.10 as ${expectedSource(path, policy, protocol, client, entered, at)}`,
    ),
  );
}

describe("the source address that CoreDNS sees of a client outside", () => {
  const rows = PATHS.flatMap((path) => POLICIES.map((policy) => [path, policy] as const));
  it.each(rows)(
    "%s, externalTrafficPolicy %s: each protocol, each client, each node, each endpoint",
    (path, policy) => {
      const lab = labOf({ dataPath: path, service: { externalTrafficPolicy: policy } });
      for (const [from, client] of CLIENTS) {
        for (const protocol of PROTOCOLS) {
          const found = translations(lab, `${client}:40000 -> 198.19.0.30:53/${protocol}`, from);
          expect({ from, protocol, found }).toEqual({
            from,
            protocol,
            found: expectedWays(path, policy, protocol, client),
          });
        }
      }
    },
  );

  it.each(rows)("%s, %s: the answer comes back to the client from where it asked", (path, policy) => {
    const { network } = labOf({ dataPath: path, service: { externalTrafficPolicy: policy } });
    for (const [from, client] of CLIENTS) {
      for (const protocol of PROTOCOLS) {
        for (const way of allWays(network, packetOf(`${client}:40000 -> 198.19.0.30:53/${protocol}`), from)) {
          if (way.kind !== "delivered") throw new RangeError("lost on its way there");
          const back = carryBack(network, way);
          const last = back.hops.findLast((hop) => hop.kind === "delivered");
          expect([back.kind, back.from, last?.at]).toEqual(["delivered", { address: "198.19.0.30", port: 53 }, from]);
        }
      }
    }
  });
});

/** Number of an IPv4 address, by school arithmetic. */
function numberOf(text: string): number {
  return text.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
}

function textOf(number: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(number / unit) % 256).join(".");
}

/** Blocks near an address: it in some of them, one bit beside it in others. */
function blocksNear(address: string): fc.Arbitrary<{ readonly first: number; readonly length: number }> {
  return fc
    .record({ length: fc.integer({ min: 0, max: 32 }), flipped: fc.option(fc.integer({ min: 0, max: 31 })) })
    .map(({ length, flipped }) => {
      const unit = 2 ** (32 - length);
      const bit = flipped === null ? 0 : 2 ** (31 - flipped);
      const number = numberOf(address);
      const other = Math.floor(number / (bit || 1)) % 2 === 0 ? number + bit : number - bit;
      return { first: Math.floor(other / unit) * unit, length };
    });
}

describe("loadBalancerSourceRanges", () => {
  it.each(["kind: kube-proxy", "kind: cilium"])(
    "%s: an outsider gets in if one of them holds him, or none is given",
    (dataPath) => {
      fc.assert(
        fc.property(fc.constantFrom(...CLIENTS), fc.gen(), ([from, client], gen) => {
          const blocks = gen(() => fc.array(blocksNear(client), { maxLength: 3 }));
          const loadBalancerSourceRanges = blocks.map(({ first, length }) => `${textOf(first)}/${length}`);
          const number = numberOf(client);
          const isHeld = blocks.some(({ first, length }) => number >= first && number < first + 2 ** (32 - length));
          const lab = labOf({ dataPath, service: { loadBalancerSourceRanges } });
          const found = translations(lab, `${client}:40000 -> 198.19.0.30:53/udp`, from);
          const isDropped = found.every((way) => way.endsWith(" ! source-range"));
          expect([loadBalancerSourceRanges, isDropped]).toEqual([
            loadBalancerSourceRanges,
            !isHeld && blocks.length > 0,
          ]);
        }),
        { numRuns: 40 },
      );
    },
  );
});

/** Every source address that a machine outside the cluster is shown, of every way. */
function sourcesOutside({ network }: SiteTwin, packet: string, from: string): readonly string[] {
  return allWays(network, packetOf(packet), from).flatMap(({ hops }) =>
    hops.flatMap((hop) => {
      const seenBy = hop.kind === "forwarded" ? hop.to : hop.at;
      return network.stations.get(seenBy)?.cluster === null ? [hop.packet.source.address] : [];
    }),
  );
}

describe("a pod's address outside its cluster", () => {
  const pods: readonly (readonly [string, string])[] = [
    ["default/client-1", "100.64.0.20"],
    ["default/client-3", "100.64.2.20"],
    ["kube-system/coredns-2", "100.64.1.10"],
  ];
  const destinations = [
    "192.168.13.11:53",
    "192.168.20.77:53",
    "192.168.14.1:53",
    "192.168.14.33:53",
    "198.19.0.30:53",
    "198.19.0.99:53",
    "198.18.0.10:53",
    "198.18.0.99:53",
    "203.0.113.1:53",
  ];
  const masquerading = [...CILIUM_PATHS, "kind: kube-proxy, masquerade: true"];

  it.each(masquerading)("%s: nobody ever sees one, whatever a pod asks", (dataPath) => {
    for (const policy of POLICIES) {
      const lab = labOf({ dataPath, service: { externalTrafficPolicy: policy } });
      for (const [from, address] of pods) {
        for (const to of destinations) {
          const seen = sourcesOutside(lab, `${address}:40000 -> ${to}/udp`, from);
          expect({ from, to, leaked: seen.filter((source) => source.startsWith("100.64.")) }).toEqual({
            from,
            to,
            leaked: [],
          });
        }
      }
    }
  });

  it.each(["kind: kube-proxy", "kind: cilium, masquerade: false"])(
    "%s: everybody does where nothing is masqueraded",
    (dataPath) => {
      const lab = labOf({ dataPath });
      for (const [from, address] of pods) {
        expect(new Set(sourcesOutside(lab, `${address}:40000 -> 192.168.20.77:53/udp`, from))).toEqual(
          new Set([address]),
        );
      }
    },
  );
});
