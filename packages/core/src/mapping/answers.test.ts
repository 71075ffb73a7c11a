import fc from "fast-check";
import { expect, test } from "vitest";
import { ClusterChain } from "../coredns/plugins/ask-cluster.fixture.ts";
import { type DomainName, isAtOrBelow, nameOf } from "../dns/index.ts";
import { viewOf } from "../kubernetes/cluster.fixture.ts";
import { clusters } from "./arbitraries.fixture.ts";
import { type MappedName, type Mapping, type MappingSettings, mapAll, mapName } from "./index.ts";

const INSIDE = nameOf("cluster.local.");
const OUTSIDE = nameOf("k8s1-prod.kloud.lan.");

const options = fc.record({
  headless: fc.boolean(),
  endpointPodNames: fc.boolean(),
  apexLabel: fc.constantFrom("dns", "ns.x"),
});
const settings = fc.tuple(clusters, options).map(
  ([snapshot, chosen]): MappingSettings => ({
    ...chosen,
    snapshot,
    clusterDomain: INSIDE,
    externalDomains: [OUTSIDE],
    isExposed: () => true,
  }),
);
const label = fc.constantFrom(
  "svc",
  "pod",
  "dns",
  "default",
  "apps",
  "web",
  "db",
  "one",
  "pod-1",
  "_http",
  "_tcp",
  "x",
  "ns",
);
const anyName = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 6 }), fc.constantFrom(INSIDE, OUTSIDE))
  .map(([labels, domain]) => nameOf(`${labels.join(".")}.${domain.text}`));

/** CoreDNS with the same settings. */
function coreDnsOf({ snapshot, headless, endpointPodNames, apexLabel }: MappingSettings): ClusterChain {
  const kubernetes = `kubernetes cluster.local {\n${endpointPodNames ? "  endpoint_pod_names\n" : ""}}\n`;
  const external = `k8s_external ${OUTSIDE.text} {\n  apex ${apexLabel}\n${headless ? "  headless\n" : ""}}\n`;
  return new ClusterChain(`${external}${kubernetes}`, { cluster: viewOf(snapshot) });
}

/** plugin/kubernetes/ns.go: its own name server, which stands for no service. */
const OWN_NAME = "ns.dns.cluster.local.";

/** All addresses at a name, each once, sorted. */
function addressesAt(chain: ClusterChain, name: DomainName): readonly string[] {
  const lines = (["A", "AAAA"] as const).flatMap((type) => chain.answer(name.text, type).split("\n"));
  return sorted(lines.flatMap((line) => /^\d+ A(?:AAA)? (\S+)$/.exec(line)?.[1] ?? []));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** What a mapping says that stands inside, and outside. */
function sidesOf(mapping: Mapping): readonly MappedName[] {
  const { internal } = mapping;
  return [...(internal === null ? [] : [internal]), ...(mapping.kind === "mapped" ? mapping.external : [])];
}

test("law: every name of the table leads where CoreDNS says", () => {
  fc.assert(
    fc.property(settings, (given) => {
      const chain = coreDnsOf(given);
      for (const { name, addresses } of mapAll(given).rows.flatMap(sidesOf)) {
        expect([name.text, addressesAt(chain, name)]).toEqual([name.text, sorted(addresses)]);
      }
    }),
    { numRuns: 300 },
  );
});

test("law: a name without a counterpart has no address on its side, but for a label that is ignored", () => {
  fc.assert(
    fc.property(settings, fc.array(anyName, { minLength: 1, maxLength: 8 }), (given, names) => {
      const chain = coreDnsOf(given);
      for (const name of names) {
        fc.pre(name.key !== OWN_NAME);
        const mapping = mapName(name, given);
        const found = addressesAt(chain, name);
        if (mapping.kind === "mapped") expect([name.text, found.length > 0]).toEqual([name.text, true]);
        else if (isAtOrBelow(name, OUTSIDE)) {
          const isIgnored = mapping.reason === "endpoint-label-ignored";
          expect([name.text, mapping.reason, found.length > 0]).toEqual([name.text, mapping.reason, isIgnored]);
        } else {
          expect([name.text, found]).toEqual([name.text, sorted(mapping.internal?.addresses ?? [])]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
