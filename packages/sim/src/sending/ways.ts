import type { Address, Transport } from "@splithorizon/core";
import { holds, isLoopback, type Network, protocolOf, type Station, sourceFor, WayTree } from "../network/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { missingFromSite } from "./gaps.ts";
import type { OutgoingQuestion } from "./outgoing-question.ts";

/** What a question meets before anybody looks at what it asks. */
export type Way =
  /** The site does not tell what is there. */
  | { readonly kind: "gap"; readonly why: string }
  /** The machine cannot send it at all. */
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "ways"; readonly tree: WayTree };

/** Where ephemeral ports begin that nothing listens on. */
const CLIENT_PORT = 40_000;
/** When so many of a machine are known, all are forgotten: a proof asks from very many addresses. */
const MOST_WAYS = 10_000;

/** Of one machine's ways to an address so many are kept apart by what they differ in beside it. */
const MOST_APART = 64;

/** A way that was found, and what of a question it depends on beside the two machines. */
interface KnownWay {
  readonly source: Address | null;
  readonly port: number;
  readonly transport: Transport;
  readonly way: Way;
}

/** The ways that a machine has found, by the address that is asked. */
type KnownWays = Map<Address, KnownWay[]>;

/** A site that changes gets another network, so what was found in this one holds as long as it is there. */
const waysOf = new WeakMap<Network, Map<string, KnownWays>>();

/** The ways from this machine to that server; found once for all questions. */
export function wayOf(twin: SiteTwin, from: Station, asked: OutgoingQuestion): Way {
  const { to, transport, source } = asked;
  const ways = knownWays(twin.network, from.name, to.address);
  for (const known of ways) {
    if (known.source === source && known.port === to.port && known.transport === transport) return known.way;
  }
  const way = findWay(twin, from, asked);
  if (ways.length >= MOST_APART) ways.length = 0;
  ways.push({ source, port: to.port, transport, way });
  return way;
}

function knownWays(network: Network, from: string, to: Address): KnownWay[] {
  const machines = waysOf.get(network) ?? new Map<string, KnownWays>();
  if (machines.size === 0) waysOf.set(network, machines);
  const known = machines.get(from) ?? new Map<Address, KnownWay[]>();
  if (known.size === 0) machines.set(from, known);
  const ways = known.get(to);
  if (ways !== undefined) return ways;
  if (known.size >= MOST_WAYS) known.clear();
  const made: KnownWay[] = [];
  known.set(to, made);
  return made;
}

function findWay(twin: SiteTwin, from: Station, asked: OutgoingQuestion): Way {
  const { to, transport } = asked;
  const gap = missingFromSite(twin, to.address);
  if (gap !== null) return { kind: "gap", why: gap };
  const address = sourceOf(from, asked);
  if (address === null) return { kind: "none", why: `${from.name} has no way to ${to.address}` };
  const packet = { source: { address, port: CLIENT_PORT }, destination: to, protocol: protocolOf(transport) };
  return { kind: "ways", tree: new WayTree(twin.network, packet, from) };
}

/** An address that the machine has lost cannot be asked from (vrrp-measured.md section 5). */
function sourceOf(from: Station, { source, to }: OutgoingQuestion): Address | null {
  if (source === null) return sourceFor(from, to.address);
  return holds(from, source) || isLoopback(source) ? source : null;
}
