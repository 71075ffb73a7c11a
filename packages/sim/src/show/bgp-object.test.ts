import {
  type BgpAdvertisement,
  type BgpClusterConfig,
  type BgpPeerConfig,
  type ClusterSnapshot,
  type L2AnnouncementPolicy,
  type LabelSelector,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf } from "../network/network.fixture.ts";
import type { ApiObject } from "./api-object.ts";
import { bgpAdvertisementObject, bgpClusterConfigObject, bgpPeerConfigObject, l2PolicyObject } from "./bgp-object.ts";

const metadata = { name: "one", namespace: "", labels: { advertise: "bgp" }, annotations: {}, creationTimestamp: null };
const EVERYTHING: LabelSelector = { matchLabels: {}, matchExpressions: [] };

/** What is read again of an object that was printed. */
function readAgain(object: ApiObject): ClusterSnapshot {
  const span = wholeSpan(sourceFromText("object", ""));
  const { value, diagnostics } = snapshotFromObjects([
    { value: JSON.parse(JSON.stringify(object)), locate: () => span },
  ]);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return value;
}

const selectors = fc.option(
  fc.record({
    matchLabels: fc.dictionary(fc.constantFrom("a", "b/c"), fc.constantFrom("", "x")),
    matchExpressions: fc.array(
      fc.record({
        key: fc.constantFrom("k", "l"),
        operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
        values: fc.array(fc.constantFrom("x", "y"), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
  }),
);
const numbers = fc.option(fc.integer({ min: 1, max: 65_535 }));
const words = fc.constantFrom("a", "b-c", "router");
const addresses = fc.option(fc.constantFrom("192.168.14.1", "fd14::1").map(addressOf));

const clusterConfigs: fc.Arbitrary<BgpClusterConfig> = fc.record({
  metadata: fc.constant(metadata),
  nodeSelector: selectors,
  instances: fc.array(
    fc.record({
      name: words,
      localAsn: numbers,
      localPort: numbers,
      peers: fc.array(
        fc.record({ name: words, peerAddress: addresses, peerAsn: numbers, peerConfigRef: fc.option(words) }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
});

const peerConfigs: fc.Arbitrary<BgpPeerConfig> = fc.record({
  metadata: fc.constant(metadata),
  families: fc.array(
    fc.record({ afi: fc.constantFrom("ipv4", "ipv6"), safi: fc.constant("unicast"), advertisements: selectors }),
    { maxLength: 2 },
  ),
  gracefulRestart: fc.boolean(),
  restartTimeSeconds: numbers,
  timers: fc.record({ connectRetryTimeSeconds: numbers, holdTimeSeconds: numbers, keepAliveTimeSeconds: numbers }),
  transport: fc.record({ peerPort: numbers, sourceInterface: fc.option(words) }),
  ebgpMultihop: numbers,
});

const serviceKinds = fc.subarray(["LoadBalancerIP", "ClusterIP", "ExternalIP"] as const);
/** By kind, in the order in which they are read. */
const communities = fc.subarray(["65000:1", "0:65535", "no-export", "accept-own", "1:2:3"]);

const advertisements: fc.Arbitrary<BgpAdvertisement> = fc.record({
  metadata: fc.constant(metadata),
  advertisements: fc.array(
    fc
      .record({
        isOfService: fc.boolean(),
        serviceAddresses: serviceKinds,
        selector: selectors,
        lengths: fc.tuple(numbers, numbers),
        localPreference: numbers,
        communities,
      })
      .map(({ isOfService, lengths: [aggregationLengthIpv4, aggregationLengthIpv6], serviceAddresses, ...shared }) => ({
        ...shared,
        advertisementType: isOfService ? "Service" : "PodCIDR",
        serviceAddresses: isOfService ? serviceAddresses : [],
        aggregationLengthIpv4: isOfService ? aggregationLengthIpv4 : null,
        aggregationLengthIpv6: isOfService ? aggregationLengthIpv6 : null,
      })),
    { maxLength: 2 },
  ),
});

const policies: fc.Arbitrary<L2AnnouncementPolicy> = fc.record({
  metadata: fc.constant(metadata),
  nodeSelector: selectors,
  serviceSelector: selectors,
  interfaces: fc.array(words, { maxLength: 2 }),
  externalIps: fc.boolean(),
  loadBalancerIps: fc.boolean(),
});

describe("law: an object that is printed is read as it was", () => {
  const holds = <T>(all: fc.Arbitrary<T>, print: (one: T) => ApiObject, list: keyof ClusterSnapshot): void =>
    fc.assert(
      fc.property(all, (one) => {
        expect(readAgain(print(one))[list]).toEqual([one]);
      }),
    );

  it("CiliumBGPClusterConfig", () => holds(clusterConfigs, bgpClusterConfigObject, "bgpClusterConfigs"));
  it("CiliumBGPPeerConfig", () => holds(peerConfigs, bgpPeerConfigObject, "bgpPeerConfigs"));
  it("CiliumBGPAdvertisement", () => holds(advertisements, bgpAdvertisementObject, "bgpAdvertisements"));
  it("CiliumL2AnnouncementPolicy", () => holds(policies, l2PolicyObject, "l2AnnouncementPolicies"));
});

describe("as kubectl prints them", () => {
  const peer: BgpPeerConfig = {
    metadata,
    families: [],
    gracefulRestart: false,
    restartTimeSeconds: null,
    timers: { connectRetryTimeSeconds: null, holdTimeSeconds: null, keepAliveTimeSeconds: null },
    transport: { peerPort: null, sourceInterface: null },
    ebgpMultihop: null,
  };

  it.each<readonly [what: string, peer: Partial<BgpPeerConfig>, spec: ApiObject]>([
    ["nothing said: nothing but its families", {}, { families: [] }],
    [
      "no selector is none, an empty one is one",
      {
        families: [
          { afi: "ipv4", safi: "unicast", advertisements: null },
          { afi: "ipv6", safi: "unicast", advertisements: EVERYTHING },
        ],
      },
      {
        families: [
          { afi: "ipv4", safi: "unicast" },
          { advertisements: {}, afi: "ipv6", safi: "unicast" },
        ],
      },
    ],
    [
      "graceful restart of Cilium's own time",
      { gracefulRestart: true },
      { families: [], gracefulRestart: { enabled: true } },
    ],
    [
      "turned off, with a time",
      { restartTimeSeconds: 20 },
      { families: [], gracefulRestart: { enabled: false, restartTimeSeconds: 20 } },
    ],
    ["one timer", { timers: { ...peer.timers, holdTimeSeconds: 9 } }, { families: [], timers: { holdTimeSeconds: 9 } }],
  ])("CiliumBGPPeerConfig: %s", (_what, said, spec) => {
    expect(bgpPeerConfigObject({ ...peer, ...said })["spec"]).toEqual(spec);
  });

  it("communities by their kinds", () => {
    const own = {
      advertisementType: "Service",
      serviceAddresses: [],
      selector: EVERYTHING,
      aggregationLengthIpv4: null,
      aggregationLengthIpv6: null,
      localPreference: null,
      communities: ["65000:1", "no-export", "1:2:3"],
    };
    expect(bgpAdvertisementObject({ metadata, advertisements: [own] })["spec"]).toEqual({
      advertisements: [
        {
          advertisementType: "Service",
          attributes: { communities: { large: ["1:2:3"], standard: ["65000:1"], wellKnown: ["no-export"] } },
          selector: {},
          service: { addresses: [] },
        },
      ],
    });
  });
});
