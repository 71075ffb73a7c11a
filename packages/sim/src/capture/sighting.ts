import type { Address, Instant, Transport } from "@splithorizon/core";
import type { Hop } from "../network/index.ts";
import type { Advert } from "../vrrp/index.ts";

/** A packet's way, and when it came to each machine of it. */
export interface Passage {
  readonly hops: readonly Hop[];
  /**
   * For each hop from a machine to the next, the milliseconds after the sending at which it is there; null: it is lost
   * there. Shorter than the way where the packet never came so far.
   */
  readonly arrivals: readonly (number | null)[];
}

/** A machine that hears something that is said to everybody on a link. */
export interface Hearer {
  readonly machine: string;
  readonly afterMs: number;
}

/** One question and everything that goes to and fro because of it is one conversation: the same value. */
export type ConversationKey = object;

/** Something that is under way on the network, for whoever listens in. */
export type Sighting =
  | {
      readonly kind: "question";
      readonly conversation: ConversationKey;
      readonly transport: Transport;
      readonly octets: Uint8Array;
      readonly way: Passage;
      /** How what the server's machine sends would come back; null: the question does not arrive. */
      readonly back: readonly Hop[] | null;
      /** Over TCP: the connection is open already, and no handshake goes before the question. */
      readonly isOpen: boolean;
      /** Over TCP: the client leaves the connection open behind the answer. */
      readonly keeps: boolean;
    }
  | {
      readonly kind: "reply";
      readonly conversation: ConversationKey;
      readonly messages: readonly Uint8Array[];
      readonly way: Passage;
    }
  /** The machine has no such socket, or the program behind an open connection has died. */
  | { readonly kind: "refusal"; readonly conversation: ConversationKey; readonly way: Passage }
  | { readonly kind: "advert"; readonly advert: Advert; readonly to: Address; readonly hearers: readonly Hearer[] }
  /** A machine says unasked whose an address is: a gratuitous ARP, or an unsolicited neighbour advertisement. */
  | {
      readonly kind: "announcement";
      readonly machine: string;
      readonly address: Address;
      readonly hearers: readonly Hearer[];
    };

/** Listens in on a network; null where nobody does, and then nothing is told. */
export type Tap = ((sighting: Sighting, at: Instant) => void) | null;
