import type { Socket } from "node:dgram";
import type { Address, Endpoint, Lots } from "@splithorizon/core";
import { type Agenda, LiveSite } from "../../live/index.ts";
import type { Chooser } from "../../sending/index.ts";
import type { Place, SiteTwin } from "../../site/index.ts";
import type { Answering } from "./answering.ts";
import { realAgenda } from "./real-agenda.ts";
import type { ServeReporter } from "./serve-event.ts";
import { openTcp, type TcpServer } from "./tcp-server.ts";
import { openUdp } from "./udp-server.ts";

/** Where to listen. Whoever reaches the socket can ask, so everything but loopback has to be asked for by its own word. */
export type ListenAddress =
  | { readonly kind: "loopback"; readonly family: "ipv4" | "ipv6" }
  | { readonly kind: "exposed"; readonly address: Address };

/** What is served, as whom, and where. */
export interface ServeOptions {
  readonly twin: SiteTwin;
  /** Who is asking: on loopback everybody is 127.0.0.1. */
  readonly from: Place;
  /** Whose answers: every question goes from `from` to there through the twin's network. */
  readonly to: Endpoint;
  /** The client's source address, as dig's `-b`; by default by its machine's routes. */
  readonly source?: Address;
  /** By default 127.0.0.1. */
  readonly listen?: ListenAddress;
  /** By default 0: any port that is free for UDP and TCP. */
  readonly port?: number;
  /** The time in which the twin lives; by default the machine's clock, beginning now. */
  readonly agenda?: Agenda;
  /** Draws lots; by default the first alternative, so that the same question has the same answer. */
  readonly choose?: Chooser;
  /** Draws the order of equal records (loadbalance, rrset-order), as {@link lotsFromSeed} does; by default nobody does. */
  readonly lots?: NonNullable<Lots>;
  /** Told about everything that gets no answer. */
  readonly report?: NonNullable<ServeReporter>;
}

/** A twin that answers on a socket. */
export interface Serving {
  readonly address: string;
  /** The same for UDP and TCP. */
  readonly port: number;
  /** Closes both sockets and every connection; what still waits gets no answer. */
  close(): Promise<void>;
}

/** Another process may hold a port for UDP that is free for TCP: so many are tried. */
const PORT_TRIES = 16;
const LOOPBACK = { ipv4: "127.0.0.1", ipv6: "::1" } as const;

/**
 * Serves one server of a twin, as one client of the site sees it, over UDP and TCP. A question goes the whole way
 * through the twin's network, and the time that servers wait for each other is really waited for. What the client would
 * not get, it does not get: silence stays silence, and so does a refused connection, since there is no ICMP to send.
 * A question whose answer is not modelled gets none either, and `report` is told why.
 * Rejects with the operating system's error where the port cannot be had.
 */
export async function serveTwin(options: ServeOptions): Promise<Serving> {
  const { twin, from, to, source = null, agenda = realAgenda(), choose, report = null } = options;
  const live = new LiveSite(twin, agenda, choose);
  twin.lots.drawBy(options.lots ?? null);
  const answering: Answering = { live, asking: { from, to, source }, report };
  const address = addressToListen(options.listen ?? { kind: "loopback", family: "ipv4" });
  try {
    const { udp, tcp } = await openBoth(answering, agenda, address, options.port ?? 0);
    return {
      address,
      port: tcp.port,
      close: async () => {
        live.close();
        await Promise.all([tcp.close(), new Promise<void>((resolve) => udp.close(resolve))]);
      },
    };
  } catch (error) {
    live.close();
    throw error;
  }
}

function addressToListen(listen: ListenAddress): string {
  return listen.kind === "loopback" ? LOOPBACK[listen.family] : listen.address;
}

interface Sockets {
  readonly udp: Socket;
  readonly tcp: TcpServer;
}

async function openBoth(answering: Answering, agenda: Agenda, address: string, port: number): Promise<Sockets> {
  for (let tries = 1; ; tries += 1) {
    const tcp = await openTcp(answering, agenda, address, port);
    try {
      return { tcp, udp: await openUdp(answering, address, tcp.port) };
    } catch (error) {
      await tcp.close();
      const mayTryAgain = port === 0 && tries < PORT_TRIES && isAddressInUse(error);
      if (!mayTryAgain) throw error;
    }
  }
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
