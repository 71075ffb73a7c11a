import type { AskFailure, ChoiceKind, Endpoint, Instant, Question, Response, Transport } from "@splithorizon/core";
import type { Hop } from "../network/index.ts";

/** What a step of a trace tells. */
export type TraceEvent =
  /** Somebody puts a question. */
  | {
      readonly kind: "asked";
      readonly by: string;
      readonly to: Endpoint;
      readonly transport: Transport;
      /** null: octets that are no question. */
      readonly question: Question | null;
      readonly recursionDesired: boolean;
    }
  /** A packet's way, to the server or back from it. */
  | { readonly kind: "hop"; readonly direction: "there" | "back"; readonly hop: Hop }
  /** A server has the packet; `source` is whom it takes for the client. */
  | { readonly kind: "received"; readonly server: string; readonly station: string; readonly source: Endpoint }
  /** Which view, block, plugin or zone did what, in the server's own words. */
  | { readonly kind: "remark"; readonly actor: string; readonly text: string }
  /** The response as it left, cut to size where it had to be. */
  | { readonly kind: "replied"; readonly server: string; readonly response: Response; readonly octets: number }
  | { readonly kind: "silent"; readonly server: string; readonly why: string }
  /** The question came to nothing. */
  | { readonly kind: "failed"; readonly how: AskFailure; readonly why: string }
  /** Lots were drawn. */
  | { readonly kind: "chosen"; readonly why: ChoiceKind; readonly among: number; readonly index: number };

/** One line of an explanation. */
export interface TraceStep {
  readonly at: Instant;
  /** 0 for the client's own question, 1 for what a server asks because of it, and so on. */
  readonly depth: number;
  /** Which question it belongs to, in the order in which they were put: several may be under way at once. */
  readonly conversation: number;
  readonly event: TraceEvent;
}

/** Takes the steps of a trace; null where nobody wants one, and then none is made. */
export type Recorder = ((step: TraceStep) => void) | null;
