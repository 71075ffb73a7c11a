import type { AskFailure } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import type { Delivery, DropReason, Packet } from "../network/index.ts";
import type { Drive } from "./drive.ts";
import type { OutgoingQuestion } from "./outgoing-question.ts";
import { NotModelled } from "./signals.ts";

/** Linux gives a neighbour up after three probes, one a second (arp(7), ucast_solicit and retrans_time). */
const NEIGHBOUR_TIMEOUT_MS = 3000;

/** A question that nobody will answer, and how long its asker waits before it knows. */
export interface Loss {
  readonly kind: "lost";
  readonly how: AskFailure;
  readonly why: string;
  readonly waitedMs: number;
}

/**
 * What the asking machine notices of a packet that was lost.
 * @throws NotModelled
 */
export function lossByDrop(
  { reason, hops }: Delivery & { readonly kind: "dropped" },
  { timeoutMs, transport, hearsErrors = false }: OutgoingQuestion,
): Loss {
  const [first, last] = [hops[0], hops.at(-1)];
  const why = last?.kind === "dropped" ? last.why : reason;
  if (reason === "not-modelled") throw new NotModelled(why);
  const isHeard = transport !== "udp" || hearsErrors || first?.at === last?.at || !isSoftError(reason);
  const how = isHeard ? failureOf(reason) : "timeout";
  const waited = how === "timeout" ? timeoutMs : reason === "no-such-host" ? NEIGHBOUR_TIMEOUT_MS : 0;
  return { kind: "lost", how: waited > timeoutMs ? "timeout" : how, why, waitedMs: Math.min(waited, timeoutMs) };
}

/** Known at once: a closed port, no route. */
export function lossAtOnce(how: AskFailure, why: string): Loss {
  return { kind: "lost", how, why, waitedMs: 0 };
}

/**
 * A router's ICMP "network unreachable" or "host unreachable" ends a TCP connection that is being opened; a UDP socket hears
 * of it where its program has asked for that by IP_RECVERR, as CoreDNS's forward does and named does not (Linux
 * net/ipv4/udp.c udp_err: not fatal).
 */
function isSoftError(reason: DropReason): boolean {
  return reason === "no-route" || reason === "no-such-host";
}

function failureOf(reason: DropReason): AskFailure {
  switch (reason) {
    case "firewall-reject":
    case "no-endpoint":
      return "refused";
    case "no-route":
    case "no-such-host":
    case "no-endpoint-at-socket":
    case "denied-at-socket":
      return "unreachable";
    case "firewall-drop":
    case "not-forwarding":
    case "no-local-endpoint":
    case "source-range":
    case "cluster-ip-from-outside":
    case "address-not-held":
    case "too-many-hops":
    case "lost":
    case "not-modelled":
      return "timeout";
    default:
      return assertNever(reason);
  }
}

export function whyClosed(drive: Drive, station: string, { destination }: Packet): string {
  const absent = drive.twin.absent.find((candidate) => candidate.station === station);
  const reason = absent === undefined ? "nothing listens there" : absent.why;
  return `${station} has no socket at ${destination.address} port ${destination.port}: ${reason}`;
}
