import type { AskFailure, Endpoint, Response, Transport } from "@splithorizon/core";
import type { Breakdown, Fate } from "../live/index.ts";

/** What a client gets. */
export type SiteAnswer =
  | {
      readonly kind: "answered";
      /** One message, except in a transfer. */
      readonly messages: readonly Response[];
      /** Of all messages, as they came over the wire. */
      readonly octets: number;
      /** The messages as they came over the wire, without TCP's two octets of length. */
      readonly wire: readonly Uint8Array[];
      /** `shuffled`: the real server draws the order of equal records. */
      readonly order: "fixed" | "shuffled";
      readonly from: Endpoint;
      readonly transport: Transport;
      /** A cut UDP answer came first. */
      readonly wasTruncated: boolean;
      /** Tries before that came to nothing, in order. */
      readonly failedTries: readonly FailedTry[];
      /** Of all tries together. */
      readonly elapsedMs: number;
      /** Of the one that was answered. */
      readonly queryMs: number;
    }
  | {
      readonly kind: "failed";
      readonly how: AskFailure;
      readonly why: string;
      readonly tries: number;
      readonly elapsedMs: number;
    }
  /** The twin does not know what the real site would answer, or servers ask each other without end. */
  | Breakdown;

/** A question that had no answer. */
export interface FailedTry {
  readonly to: Endpoint;
  readonly how: AskFailure;
}

/** Where an answer came from, and what it took. */
type Way = Pick<
  SiteAnswer & { kind: "answered" },
  "from" | "transport" | "wasTruncated" | "failedTries" | "elapsedMs" | "queryMs"
>;

type Answer = SiteAnswer & { readonly kind: "answered" };

/** The octets are made when somebody looks at them: most askers read the messages alone. */
class Answered implements Answer {
  readonly kind = "answered";
  readonly messages: readonly Response[];
  readonly from: Endpoint;
  readonly transport: Transport;
  readonly wasTruncated: boolean;
  readonly failedTries: readonly FailedTry[];
  readonly elapsedMs: number;
  readonly queryMs: number;
  readonly #fitted: (Fate & { readonly kind: "answered" })["fitted"];

  constructor(fitted: (Fate & { readonly kind: "answered" })["fitted"], way: Way) {
    this.messages = fitted.map(({ response }) => response);
    this.from = way.from;
    this.transport = way.transport;
    this.wasTruncated = way.wasTruncated;
    this.failedTries = way.failedTries;
    this.elapsedMs = way.elapsedMs;
    this.queryMs = way.queryMs;
    this.#fitted = fitted;
  }

  get octets(): number {
    return this.#fitted.reduce((sum, { octets }) => sum + octets, 0);
  }

  get wire(): readonly Uint8Array[] {
    return this.#fitted.map(({ bytes }) => bytes);
  }

  get order(): "fixed" | "shuffled" {
    return this.messages.some(({ wire }) => wire.order === "shuffled") ? "shuffled" : "fixed";
  }
}

export function answered({ fitted }: Fate & { readonly kind: "answered" }, way: Way): SiteAnswer {
  return new Answered(fitted, way);
}

/** `fate` is null where there was nobody to ask. */
export function failed(fate: Fate | null, tries: number, elapsedMs: number): SiteAnswer {
  if (fate?.kind === "failed") return { kind: "failed", how: fate.how, why: fate.why, tries, elapsedMs };
  return { kind: "failed", how: "unreachable", why: "there is no name server to ask", tries, elapsedMs };
}
