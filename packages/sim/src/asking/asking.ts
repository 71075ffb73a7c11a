import type { Address, Endpoint } from "@splithorizon/core";
import type { Chooser, KeptConnection } from "../sending/index.ts";
import type { Place } from "../site/index.ts";
import type { Recorder } from "../trace/index.ts";

/** Whom a place asks, and how. */
export interface Asking {
  readonly from: Place;
  /** In the order of resolv.conf; not empty. */
  readonly servers: readonly Endpoint[];
  /** As dig's `-b`; null: by the machine's routes. */
  readonly source: Address | null;
  readonly transport: "udp" | "tcp";
}

/** What drives an asking beside its question. */
export interface AskingOptions {
  /** Draws lots; by default the first alternative, so that the same question has the same answer. */
  readonly choose?: Chooser;
  /** Takes the steps of a trace; by default none is made. */
  readonly recorder?: Recorder;
  /** The connection that who asks keeps for questions over TCP; by default each question has its own. */
  readonly connection?: KeptConnection;
}
