import type { Address } from "@splithorizon/core";
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
/** When so many are known, all are forgotten: a proof asks from very many addresses. */
const MOST_WAYS = 10_000;

/** A site that changes gets another network, so what was found in this one holds as long as it is there. */
const waysOf = new WeakMap<Network, Map<string, Way>>();

/** The ways from this machine to that server; found once for all questions. */
export function wayOf(twin: SiteTwin, from: Station, asked: OutgoingQuestion): Way {
  const { to, transport, source } = asked;
  const known = knownWays(twin.network);
  const key = `${from.name} ${source} ${to.address} ${to.port} ${transport}`;
  const way = known.get(key);
  if (way !== undefined) return way;
  const found = findWay(twin, from, asked);
  if (known.size >= MOST_WAYS) known.clear();
  known.set(key, found);
  return found;
}

function knownWays(network: Network): Map<string, Way> {
  const known = waysOf.get(network);
  if (known !== undefined) return known;
  const made = new Map<string, Way>();
  waysOf.set(network, made);
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
