import type { Address } from "@splithorizon/core";
import type { Packet } from "./packet.ts";

/** Why a packet went no further. */
export type DropReason =
  | "no-route"
  | "no-such-host"
  | "not-forwarding"
  | "firewall-drop"
  | "firewall-reject"
  | "no-local-endpoint"
  | "no-endpoint"
  /** The socket's own call fails: nothing is sent. */
  | "no-endpoint-at-socket"
  /** So does a call that its own machine's firewall stops. */
  | "denied-at-socket"
  | "source-range"
  | "cluster-ip-from-outside"
  | "address-not-held"
  | "too-many-hops"
  /** On a link that is cut or bad, or before a machine that is dead. */
  | "lost"
  | "not-modelled";

/** One step of a packet's way; `packet` is how it looks from here on. */
export type Hop =
  | { readonly kind: "sent"; readonly at: string; readonly packet: Packet }
  /** Handed to the next machine by a route. */
  | {
      readonly kind: "forwarded";
      readonly at: string;
      readonly to: string;
      /** Whose hardware address was looked up on the link; null: handed over without one, as to a pod. */
      readonly neighbour: Address | null;
      readonly packet: Packet;
      readonly why: string;
    }
  | {
      readonly kind: "translated";
      readonly at: string;
      readonly before: Packet;
      readonly packet: Packet;
      readonly why: string;
    }
  | { readonly kind: "delivered"; readonly at: string; readonly packet: Packet }
  | {
      readonly kind: "dropped";
      readonly at: string;
      readonly packet: Packet;
      readonly reason: DropReason;
      readonly why: string;
      /** Of a neighbour that nobody answers for, its address. */
      readonly neighbour?: Address;
    };

/** A translation that answers must undo on their way back. */
export interface Translation {
  /** The node that did it and remembers. */
  readonly at: string;
  readonly before: Packet;
  readonly after: Packet;
  /** DSR: the answer leaves the server's node with the service's address and does not come back here. */
  readonly returns: "through-here" | "directly";
}

/** How a packet's way ended. */
export type Delivery =
  | {
      readonly kind: "delivered";
      /** The machine that has it now. */
      readonly station: string;
      /** As the server there sees it. */
      readonly packet: Packet;
      readonly hops: readonly Hop[];
      readonly translations: readonly Translation[];
    }
  | { readonly kind: "dropped"; readonly reason: DropReason; readonly hops: readonly Hop[] };
