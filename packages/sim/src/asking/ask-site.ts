import {
  type Address,
  type AskFailure,
  askStub,
  type Endpoint,
  type Instant,
  type Query,
  type QueryPacket,
  type Response,
  type StubKind,
  type Transport,
} from "@splithorizon/core";
import type { Station } from "../network/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import type { Recorder } from "../trace/index.ts";
import { carryQuestion } from "./carry-question.ts";
import { type Chooser, Drive, firstAlternative } from "./drive.ts";
import type { Carried } from "./outgoing-question.ts";
import { runSpawned, settle } from "./settle.ts";
import { EndlessAsking, NotModelled } from "./signals.ts";

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
}

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
      readonly elapsedMs: number;
    }
  | {
      readonly kind: "failed";
      readonly how: AskFailure;
      readonly why: string;
      readonly tries: number;
      readonly elapsedMs: number;
    }
  /** The twin does not know what the real site would answer, and says why. */
  | { readonly kind: "not-modelled"; readonly what: string }
  /** Servers ask each other without end. */
  | { readonly kind: "endless"; readonly path: readonly string[] };

/** How a program asks: dig's or glibc's patience, and what it does with a cut answer. */
export interface StubPatience {
  readonly kind: StubKind;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly whenTruncated: "retry-over-tcp" | "accept";
}

/** dig without any option: three tries of five seconds. */
export const digPatience: StubPatience = {
  kind: "dig",
  timeoutMs: 5000,
  attempts: 3,
  whenTruncated: "retry-over-tcp",
};

/** Puts a question as a program does: server after server, try after try, over TCP when an answer is cut. */
export function askSite(
  twin: SiteTwin,
  asking: Asking,
  query: Query,
  now: Instant,
  patience: StubPatience = digPatience,
  options: AskingOptions = {},
): SiteAnswer {
  return conduct(twin, asking.from, now, options, (drive, station) => {
    const exchange = askStub(query, { ...patience, ...asking, firstServer: 0 }, now);
    let carried: Carried | null = null;
    let turn = exchange.next();
    while (turn.done !== true) {
      const effect = turn.value;
      if (effect.kind !== "ask") throw new RangeError(`a stub resolver only asks: ${effect.kind}`);
      const { to, transport, message, timeoutMs } = effect;
      const outgoing = {
        to,
        transport,
        timeoutMs,
        source: asking.source,
        content: { kind: "message", message },
      } as const;
      carried = carryQuestion(drive, station, outgoing, null);
      turn = exchange.next(carried.result);
    }
    const { value } = turn;
    if (value.kind === "failed" || carried === null) return failed(carried, value.tries.length, drive.now - now);
    const wasTruncated = value.tries.length > 1 && value.transport === "tcp" && asking.transport === "udp";
    return {
      ...answered(carried, value.messages),
      from: value.from,
      transport: value.transport,
      wasTruncated,
      elapsedMs: drive.now - now,
    };
  });
}

/** Puts one packet to the first server and waits once: for recorded conversations and hostile octets. */
export function askOnce(
  twin: SiteTwin,
  asking: Asking,
  content: QueryPacket["content"],
  now: Instant,
  timeoutMs: number,
  options: AskingOptions = {},
): SiteAnswer {
  return conduct(twin, asking.from, now, options, (drive, station) => {
    const [to] = asking.servers;
    if (to === undefined) return failed(null, 0, 0);
    const { transport, source } = asking;
    const carried = carryQuestion(drive, station, { to, transport, source, content, timeoutMs }, null);
    const elapsedMs = drive.now - now;
    if (carried.result.kind !== "answered") return failed(carried, 1, elapsedMs);
    return { ...answered(carried, carried.result.messages), from: to, transport, wasTruncated: false, elapsedMs };
  });
}

function answered(
  { octets, wire, order }: Carried,
  messages: readonly Response[],
): Pick<SiteAnswer & { kind: "answered" }, "kind" | "messages" | "octets" | "wire" | "order"> {
  return { kind: "answered", messages, octets: octets.reduce((sum, own) => sum + own, 0), wire, order };
}

function failed(carried: Carried | null, tries: number, elapsedMs: number): SiteAnswer {
  const how = carried?.result.kind === "failed" ? carried.result.how : "unreachable";
  return { kind: "failed", how, why: carried?.why ?? "there is no name server to ask", tries, elapsedMs };
}

/** Lets the servers catch up, asks, and finishes what was left for after the reply. */
function conduct(
  twin: SiteTwin,
  from: Place,
  now: Instant,
  { choose = firstAlternative, recorder = null }: AskingOptions,
  ask: (drive: Drive, station: Station) => SiteAnswer,
): SiteAnswer {
  const station = twin.network.stations.get(from.station);
  if (station === undefined) {
    return { kind: "not-modelled", what: `${from.name} runs on ${from.station}, of which no object tells anything` };
  }
  settle(twin, choose, now);
  const drive = new Drive(twin, choose, recorder, now);
  try {
    return ask(drive, station);
  } catch (signal) {
    if (signal instanceof NotModelled) return { kind: "not-modelled", what: signal.what };
    if (signal instanceof EndlessAsking) return { kind: "endless", path: signal.path };
    throw signal;
  } finally {
    runSpawned(drive);
  }
}
