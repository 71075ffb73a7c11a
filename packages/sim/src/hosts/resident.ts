import type { Endpoint, LogSink, Lots, NameServer, Remark, RemarkSink, Transport } from "@splithorizon/core";
import type { CoreDnsServer } from "@splithorizon/core/coredns";

/** A name server on a machine. */
export interface Resident {
  /** The machine. */
  readonly station: string;
  readonly program: "bind" | "coredns" | "systemd-resolved";
  /** `BIND 9.18 on dns1`. */
  readonly title: string;
  readonly server: NameServer;
  /** Whether a packet to this address and port finds a socket. */
  readonly listensOn: (destination: Endpoint, transport: Transport) => boolean;
  /** So long after its last answer it closes a connection over TCP, in milliseconds; left out: it does not. */
  readonly tcpIdleMs?: number;
}

/** Its program as the machine calls it. */
export function programOf({ program }: Resident): "named" | "coredns" | "systemd-resolved" {
  return program === "bind" ? "named" : program;
}

/** `BIND 9.18`, of `BIND 9.18 on dns1`. */
export function titleWithoutMachine(title: string): string {
  return title.replace(/ (on|in) \S+$/, "");
}

/** A name server that its own program refuses to start. */
export interface AbsentServer {
  readonly station: string;
  readonly title: string;
  readonly why: string;
}

/** Lets whoever drives the servers listen to one packet's remarks: servers ask for the sink once for each packet. */
export class RemarkSwitch {
  #sink: RemarkSink = null;

  /** What servers get as their `remarks`. */
  readonly current: () => RemarkSink = () => this.#sink;

  /** Listens while `action` runs. */
  listen<T>(sink: ((remark: Remark) => void) | null, action: () => T): T {
    if (sink === this.#sink) return action();
    const before = this.#sink;
    this.#sink = sink;
    try {
      return action();
    } finally {
      this.#sink = before;
    }
  }
}

/** Lets whoever drives the servers draw the order of equal records: servers ask for the lots for each answer. */
export class LotSwitch {
  #lots: Lots = null;

  /** What servers get as their `lots`. */
  readonly current: () => Lots = () => this.#lots;

  /** null: nobody draws any more. */
  drawBy(lots: Lots): void {
    this.#lots = lots;
  }
}

/** Takes a line that a server on a machine writes to its log. */
export type LogKeeper = (station: string, line: string) => void;

/** Lets whoever drives the servers keep their logs: servers ask for the sink for each line. */
export class LogSwitch {
  #keeper: LogKeeper | null = null;

  /** What the servers of a machine get as their `log`. */
  sinkOf(station: string): () => LogSink {
    const sink = (line: string): void => this.#keeper?.(station, line);
    return () => (this.#keeper === null ? null : sink);
  }

  /** null: nobody keeps logs any more, and no line is made. */
  keepBy(keeper: LogKeeper | null): void {
    this.#keeper = keeper;
  }
}

export function coreDnsListensOn(server: CoreDnsServer): Resident["listensOn"] {
  return (destination, transport) => server.listensOn(destination, transport);
}
