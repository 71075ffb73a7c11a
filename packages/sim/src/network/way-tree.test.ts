import { parseAddress } from "@splithorizon/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readFolder } from "../node/index.ts";
import { loadSite } from "../site/index.ts";
import type { Delivery } from "./hop.ts";
import type { Packet } from "./packet.ts";
import { type Station, sourceFor } from "./station.ts";
import { carry, type TransitChoice } from "./transit.ts";
import { carryBack } from "./way-back.ts";
import { WayTree } from "./way-tree.ts";

const EXAMPLES = readFolder(new URL("../../../../examples", import.meta.url).pathname);

function networkOf(site: string) {
  const { value } = loadSite(EXAMPLES, `/${site}/site.yaml`);
  if (value === null) throw new Error(`no ${site}`);
  return value.network;
}

const NETWORKS = ["kloud-lan", "kloud-lan-policy-cluster", "kloud-lan-policy-local"].map(networkOf);
const TARGETS = [
  "192.168.13.10",
  "198.19.0.30",
  "198.18.0.10",
  "198.19.0.5",
  "100.64.0.10",
  "127.0.0.1",
  "192.168.13.99",
  "203.0.113.1",
];

function packetTo(station: Station, text: string): Packet | null {
  const address = parseAddress(text);
  const source = address === null ? null : sourceFor(station, address);
  if (address === null || source === null) return null;
  return { source: { address: source, port: 40_000 }, destination: { address, port: 53 }, protocol: "udp" };
}

/** Draws these lots in turn, and keeps what they were drawn for. */
function drawer(lots: readonly number[], drawn: TransitChoice[]): (choice: TransitChoice) => number {
  return (choice) => {
    drawn.push(choice);
    return (lots[drawn.length - 1] ?? 0) % choice.among;
  };
}

function travel(
  network: (typeof NETWORKS)[number],
  packet: Packet,
  from: Station,
  choose: (choice: TransitChoice) => number,
): Delivery {
  const transit = carry(network, packet, from);
  let turn = transit.next();
  while (turn.done !== true) turn = transit.next(choose(turn.value));
  return turn.value;
}

it("law: whatever lots are drawn, in whatever order, each way is the one that carry and carryBack go", () => {
  const stations = NETWORKS.flatMap((network) =>
    [...network.stations.values()].map((station) => ({ network, station })),
  );
  const lots = fc.array(fc.nat(5), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.constantFrom(...stations),
      fc.constantFrom(...TARGETS),
      fc.array(lots, { minLength: 1, maxLength: 5 }),
      ({ network, station }, to, draws) => {
        const packet = packetTo(station, to);
        if (packet === null) return;
        const tree = new WayTree(network, packet, station);
        for (const draw of [...draws, ...draws]) {
          const [drawn, expectedDrawn]: [TransitChoice[], TransitChoice[]] = [[], []];
          const end = tree.follow(drawer(draw, drawn));
          const delivery = travel(network, packet, station, drawer(draw, expectedDrawn));
          expect(end.delivery).toEqual(delivery);
          expect(drawn).toEqual(expectedDrawn);
          if (end.kind === "delivered" && delivery.kind === "delivered")
            expect(end.back).toEqual(carryBack(network, delivery));
        }
      },
    ),
    { numRuns: 400 },
  );
});

it("two equal routes and two endpoints: four ways at most, each travelled once", () => {
  const network = networkOf("kloud-lan-policy-cluster");
  const laptop = network.stations.get("laptop");
  const packet = laptop === undefined ? null : packetTo(laptop, "198.19.0.30");
  if (laptop === undefined || packet === null) throw new Error("the site has changed");
  const tree = new WayTree(network, packet, laptop);
  const ends = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [0, 0],
    [1, 1],
  ].map((lots) => tree.follow(drawer(lots, [])));
  expect(new Set(ends.slice(0, 4)).size).toBe(4);
  expect(ends.slice(4)).toEqual([ends[0], ends[3]]);
  expect(ends[4]).toBe(ends[0]);
  expect(new Set(ends.map((end) => (end.kind === "delivered" ? end.delivery.station : "lost"))).size).toBe(2);
});
