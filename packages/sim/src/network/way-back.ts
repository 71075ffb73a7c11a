import type { Endpoint } from "@splithorizon/core";
import { appendAll } from "../append.ts";
import type { Delivery, Hop, Translation } from "./hop.ts";
import { makeNetwork, type Network } from "./network.ts";
import type { Packet } from "./packet.ts";
import type { Station } from "./station.ts";
import { carry, type TransitChoice } from "./transit.ts";

/** How an answer's way ended. */
export interface WayBack {
  readonly kind: "delivered" | "dropped";
  readonly hops: readonly Hop[];
  /** Whom the client sees as the sender. */
  readonly from: Endpoint;
}

type Delivered = Delivery & { readonly kind: "delivered" };

/**
 * The way of an answer: back to each node that translated the question, the last one first, which undoes it, then on
 * to the client. Firewalls know the conversation, so they are not asked again; equal routes take the first one, since
 * an answer's ECMP choice changes nothing that a client can see.
 */
export function carryBack(network: Network, delivery: Delivered): WayBack {
  const hops: Hop[] = [];
  let packet = reversed(delivery.packet);
  let at = delivery.station;
  for (const translation of delivery.translations.toReversed()) {
    const undone = reversed(translation.before);
    if (translation.returns === "through-here" && at !== translation.at) {
      const leg = walk(network, { ...packet, destination: addressOfNode(network, translation) }, at);
      appendAll(
        hops,
        leg.hops.map((hop) => ({ ...hop, packet })),
      );
      if (leg.kind === "dropped") return { kind: "dropped", hops, from: packet.source };
      at = translation.at;
    }
    const why = translation.returns === "directly" ? "direct server return" : "the translation is undone";
    hops.push({ kind: "translated", at, before: packet, packet: undone, why });
    packet = undone;
  }
  const last = walk(network, packet, at);
  return { kind: last.kind, hops: [...hops, ...last.hops], from: packet.source };
}

function reversed({ source, destination, protocol }: Packet): Packet {
  return { source: destination, destination: source, protocol };
}

/**
 * Where the answer to a translated question is routed: to the source that the node wrote, or by the node itself where it
 * wrote none; then the packet is the client's all the way, and the node takes it up since it remembers the conversation.
 */
function addressOfNode(network: Network, { at, after, before }: Translation): Endpoint {
  if (after.source.address !== before.source.address) return after.source;
  const address = network.stations.get(at)?.addresses[0]?.address ?? after.source.address;
  return { ...after.source, address };
}

/** A way without translations: services are not looked at, answers go to ports that no service has. */
function walk(network: Network, packet: Packet, from: string): Delivery {
  const station = network.stations.get(from);
  if (station === undefined) return { kind: "dropped", reason: "no-such-host", hops: [] };
  return takeFirst(carry(withoutRules(network), packet, station));
}

const withoutRulesOf = new WeakMap<Network, Network>();

function withoutRules(network: Network): Network {
  const known = withoutRulesOf.get(network);
  if (known !== undefined) return known;
  const peaceful = [...network.stations.values()].map((station): Station => ({ ...station, firewall: [], muted: [] }));
  const made = makeNetwork(peaceful, new Map(), network.neighbours);
  withoutRulesOf.set(network, made);
  return made;
}

function takeFirst(transit: Generator<TransitChoice, Delivery, number>): Delivery {
  let turn = transit.next();
  while (turn.done !== true) turn = transit.next(0);
  return turn.value;
}
