import type { Address, EffectResult, Endpoint, QueryPacket, Response, Transport } from "@splithorizon/core";

/** A question as it leaves a machine. */
export interface OutgoingQuestion {
  readonly to: Endpoint;
  readonly transport: Transport;
  /** null: by the machine's routes. */
  readonly source: Address | null;
  readonly content: QueryPacket["content"];
  readonly timeoutMs: number;
}

/** What came of one question, and the size of each message on the wire. */
export interface Carried {
  readonly result: EffectResult;
  readonly octets: readonly number[];
  /** The messages as they came over the wire, without TCP's two octets of length. */
  readonly wire: readonly Uint8Array[];
  readonly order: Response["wire"]["order"];
  /** Why nothing came. */
  readonly why: string | null;
}
