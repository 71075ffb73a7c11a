import type { Address, AskFailure, Endpoint } from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import type { Cancel } from "./clock.ts";

/** The server's end of an open connection. */
export interface FarEnd {
  readonly to: Endpoint;
  /** The client's own address, as the connection has it. */
  readonly source: Address;
  readonly station: string;
  readonly resident: Resident;
  /** Whether the server's machine still knows of it, whatever the client believes. */
  isThere: boolean;
  /** Nobody has asked since the last of these moments. */
  askedTimes: number;
  /** Stops watching the server's program. */
  forget: Cancel;
}

/** How a connection ended, as its client has heard it: the server has closed it, or some machine knows nothing of it. */
export type ConnectionEnd = "end-of-file" | "reset";

/**
 * A client's TCP connection that stays open between its questions (RFC 7766 section 6.2.1), as dig's `+keepopen` and a
 * stub resolver with `use-vc` have one. The first question opens it; the next one after its end opens another. Nothing is
 * sent while nobody asks, so the client of a dead server hears of it when it asks.
 */
export class KeptConnection {
  #far: FarEnd | null = null;
  #ended: ConnectionEnd | null = null;
  #key: object = {};

  /** Whether the client takes it for open. */
  get isOpen(): boolean {
    return this.#far !== null;
  }

  /** How the last one ended; null: none has. */
  get ended(): ConnectionEnd | null {
    return this.#ended;
  }

  /** Another one for each connection, for whoever listens in. */
  get key(): object {
    return this.#key;
  }

  /** The open connection to a server; null: there is none. */
  openTo({ address, port }: Endpoint): FarEnd | null {
    const far = this.#far;
    return far !== null && far.to.address === address && far.to.port === port ? far : null;
  }

  /** It is open from now on; one to another server is not kept beside it. */
  opened(far: FarEnd): void {
    this.#far?.forget();
    this.#far = far;
  }

  /** The server's FIN has come. */
  closed(far: FarEnd): void {
    if (this.#far === far) this.#end("end-of-file");
  }

  /** A question over it came to nothing: its client closes what has not been closed for it, as dig and glibc do. */
  failed(how: AskFailure): void {
    if (this.#far !== null) this.#end(how === "reset" ? "reset" : null);
  }

  #end(how: ConnectionEnd | null): void {
    this.#far?.forget();
    this.#far = null;
    this.#ended = how ?? this.#ended;
    this.#key = {};
  }
}
