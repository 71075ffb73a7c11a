import { type Address, type Instant, isIpv4, type Landmark, type Query, type Question } from "../../dns/index.ts";
import type {
  Endpoint,
  Exchange,
  NameServer,
  QueryPacket,
  ServerEvent,
  Step,
  Transport,
} from "../../resolution/index.ts";
import { fitToTransport } from "../../wire/index.ts";
import type { KeyTransport } from "../corefile/index.ts";
import {
  type InternalLookUp,
  type PluginContext,
  type PluginInstance,
  type PluginMessage,
  type PluginOutcome,
  type PluginRequest,
  type PluginStep,
  returned,
} from "../plugin.ts";
import type { CoreDnsVersion } from "../versions.ts";
import { acceptPacket, errorReply } from "./accept.ts";
import {
  earliestWake,
  landmarksOfBlock,
  type PreparedBlock,
  type RunningBlock,
  startBlock,
  wakeBlocks,
} from "./block.ts";
import { closeOutcome, fromServer } from "./close.ts";
import type { EchoedOptions } from "./finish.ts";
import { type BlockChoice, chooseBlock, type Listener, makeListeners } from "./listener.ts";
import { type ProcessSettings, processSettingsOf } from "./process-settings.ts";
import type { CoreDnsSurroundings } from "./surroundings.ts";

/** One socket address of the process. */
export interface ListenerEndpoint {
  readonly transport: KeyTransport;
  /** null: every address. */
  readonly address: Address | null;
  readonly port: number;
}

/** Whether the process lives. */
export type ProcessState = { readonly kind: "running" } | { readonly kind: "halted"; readonly why: string };

const NOBODY = (): null => null;

/** So deep an internal look-up has met itself: CoreDNS would never answer (coredns.md 1.4 point 6). */
const MOST_DEPTH = 32;
/** CoreDNS has no such limit: what needs more takes it longer than anybody waits. */
const MOST_LOOK_UPS = 2048;

/** Ends a conversation whose inner question met what is not modelled; caught where the conversation began. */
class UnsupportedInside extends Error {
  readonly what: string;

  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

/** Go opens one socket of both families for either of them (net/ipsock_posix.go favoriteAddrFamily). */
const EVERY_ADDRESS: readonly string[] = ["0.0.0.0", "::"];

/** A CoreDNS process: every listener of its Corefile. */
export class CoreDnsServer implements NameServer {
  readonly #version: CoreDnsVersion;
  readonly #surroundings: CoreDnsSurroundings;
  readonly #prepared: readonly PreparedBlock[];
  readonly #blocks: readonly RunningBlock[];
  readonly #listeners: readonly Listener[];
  /** Of any block: the process keeps one list. */
  readonly #echoes: EchoedOptions;

  private constructor(
    version: CoreDnsVersion,
    surroundings: CoreDnsSurroundings,
    prepared: readonly PreparedBlock[],
    original: readonly RunningBlock[] | null,
  ) {
    this.#version = version;
    this.#surroundings = surroundings;
    this.#prepared = prepared;
    this.#blocks = prepared.map((block, index) => this.#start(block, original?.[index] ?? null));
    this.#listeners = makeListeners(this.#blocks);
    this.#echoes = new Set(prepared.flatMap(({ traits }) => traits.echoedOptions ?? []));
  }

  static start(
    version: CoreDnsVersion,
    surroundings: CoreDnsSurroundings,
    prepared: readonly PreparedBlock[],
  ): CoreDnsServer {
    return new CoreDnsServer(version, surroundings, prepared, null);
  }

  get listeners(): readonly ListenerEndpoint[] {
    return this.#listeners.map(({ transport, address, port }) => ({ transport, address, port }));
  }

  /** Whether the process has ended itself: `loop` does, at the third sight of its own question. */
  get state(): ProcessState {
    for (const instance of this.#blocks.flatMap(({ instances }) => instances)) {
      const why = instance.haltedBy?.() ?? null;
      if (why !== null) return { kind: "halted", why };
    }
    return { kind: "running" };
  }

  /** Whether a packet to this address and port finds a socket. */
  listensOn(destination: Endpoint, transport: Transport): boolean {
    return this.#listenerFor(destination, transport) !== null;
  }

  landmarks(): readonly Landmark[] {
    return this.#prepared.flatMap(landmarksOfBlock);
  }

  receive(packet: QueryPacket, now: Instant): Step {
    const listener = this.#listenerFor(packet.destination, packet.transport);
    if (listener === null) return { kind: "silence", why: "no-handler" };
    const acceptance = acceptPacket(packet);
    if (acceptance.kind === "outcome") return acceptance.outcome;
    const { query } = acceptance;
    const [question] = query.questions;
    if (question === undefined) return fromServer(query, "SERVFAIL", this.#echoes);
    const { source, destination, transport } = packet;
    const remark = this.#surroundings.remarks?.() ?? null;
    const begin = { depth: 0, loops: 0, spent: { lookUps: 0 } };
    return this.#serve(listener, { query, question, source, destination, transport, now, remark, ...begin });
  }

  /** Sockets on every address need no change; those of `bind` are opened at start alone. */
  change(event: ServerEvent, _now: Instant): void {
    for (const instance of this.#blocks.flatMap(({ instances }) => instances)) {
      if (event.kind === "cluster-changed") instance.clusterChanged?.(event.view);
      else if (event.kind === "shutting-down") instance.shuttingDown?.();
    }
  }

  /** What the Corefile says of the process as a whole. */
  get process(): ProcessSettings {
    return processSettingsOf(this.#prepared.map(({ traits }) => traits));
  }

  nextWake(): Instant | null {
    return earliestWake(this.#blocks);
  }

  wake(now: Instant): readonly Exchange[] {
    return wakeBlocks(this.#blocks, now);
  }

  fork(): CoreDnsServer {
    return new CoreDnsServer(this.#version, this.#surroundings, this.#prepared, this.#blocks);
  }

  #start(prepared: PreparedBlock, original: RunningBlock | null): RunningBlock {
    return startBlock(
      prepared,
      (siblings) => this.#contextOf(prepared, siblings),
      (plugin, index, context): PluginInstance => {
        const before = original?.instances[index];
        return before === undefined ? plugin.prepared.make(context) : (before.fork?.(context) ?? before);
      },
    );
  }

  #contextOf(prepared: PreparedBlock, siblings: PluginContext["siblings"]): PluginContext {
    const { cluster, ownAddresses, hostNameServers, hostSearch, hostname, files, lots, log } = this.#surroundings;
    return {
      version: this.#version,
      hostname,
      files,
      port: prepared.zones[0]?.port ?? 53,
      listenAddresses: prepared.traits.listenAddresses ?? [],
      zones: prepared.zones.map(({ zone }) => zone),
      cluster,
      ownAddresses,
      hostNameServers,
      hostSearch,
      lots: lots ?? NOBODY,
      log: log ?? NOBODY,
      siblings,
      reenter: (request, question) => this.#reenter(request, question),
    };
  }

  /** A socket of this very address comes before one of every address. */
  #listenerFor(destination: Endpoint, transport: Transport): Listener | null {
    const wanted = transport === "tls" ? "tls" : "dns";
    let found: Listener | null = null;
    for (const listener of this.#listeners) {
      if (listener.port !== destination.port || listener.transport !== wanted) continue;
      if (listener.address === destination.address) return listener;
      if (listener.address === null || EVERY_ADDRESS.includes(listener.address)) found = listener;
    }
    return found;
  }

  /** dnsserver/server.go ServeDNS. */
  #serve(listener: Listener, request: PluginRequest): Step {
    const early = answerEarly(listener, request);
    if (early !== null) return closeOutcome(early, request, this.#echoes);
    const choice = chooseBlock(listener, request);
    if (choice.kind === "unsupported") return choice;
    if (choice.kind !== "block")
      return closeOutcome(refuse(request, whyRefused(choice, request)), request, this.#echoes);
    const { prepared, handle } = choice.block;
    const { text: zone } = choice.zone;
    request.remark?.({ actor: prepared.title, text: `chosen: ${zone} is the longest zone that matches` });
    if (prepared.traits.unsupported !== undefined) return { kind: "unsupported", what: prepared.traits.unsupported };
    const seen = lowerSize(request, prepared.traits.bufferSize);
    const step = handle(seen);
    return "kind" in step ? closeOutcome(step, seen, this.#echoes) : closeLater(step, seen, this.#echoes);
  }

  /** plugin/pkg/upstream Lookup: through this listener's own front door, as from the same client. The last of two replies counts. */
  *#reenter(request: PluginRequest, question: Question): InternalLookUp {
    const listener = this.#listenerFor(request.destination, request.transport);
    if (listener === null) return null;
    if (request.depth >= MOST_DEPTH) throw new UnsupportedInside("a look-up that leads to itself without end");
    request.spent.lookUps += 1;
    if (request.spent.lookUps > MOST_LOOK_UPS)
      throw new UnsupportedInside(`more than ${MOST_LOOK_UPS} look-ups for one question`);
    const query: Query = { ...request.query, questions: [question] };
    const step = this.#serve(listener, { ...request, query, question, depth: request.depth + 1 });
    const outcome = "kind" in step ? step : yield* step;
    if (outcome.kind === "unsupported") throw new UnsupportedInside(outcome.what);
    if (outcome.kind === "silence") return null;
    const last = [...outcome.messages].at(-1);
    // Even an answer to itself is cut to what the client can take (request.NewScrubWriter).
    return last === undefined ? null : fitToTransport(last, request.transport, query, familyOf(request)).response;
  }
}

function familyOf({ source }: PluginRequest): "ipv4" | "ipv6" {
  return isIpv4(source.address) ? "ipv4" : "ipv6";
}

function lowerSize(request: PluginRequest, bufferSize: number | undefined): PluginRequest {
  const { edns } = request.query;
  if (bufferSize === undefined || edns === null || edns.udpSize <= bufferSize) return request;
  return { ...request, query: { ...request.query, edns: { ...edns, udpSize: bufferSize } } };
}

/** The class is looked at before the EDNS version, and both before the block. */
function answerEarly(listener: Listener, request: PluginRequest): PluginOutcome | null {
  const { query, question } = request;
  if (question.class !== "IN" && !listener.takesEveryClass)
    return refuse(request, `class ${question.class} not served`);
  return query.edns !== null && query.edns.version !== 0 ? badVersion(query) : null;
}

function whyRefused(choice: Extract<BlockChoice, { kind: "none" | "empty-block" }>, request: PluginRequest): string {
  return choice.kind === "none"
    ? `no server block for ${request.question.name.text}`
    : `the block of ${choice.zone.text} has no plugin that answers`;
}

function refuse(request: PluginRequest, why: string): PluginOutcome {
  request.remark?.({ actor: "CoreDNS", text: `${why}: REFUSED` });
  return returned("REFUSED");
}

/** edns.Version: an OPT of size 0, and neither AA nor DO. */
function badVersion(query: Query): PluginOutcome {
  const edns = { udpSize: 0, version: 0, dnssecOk: false, z: 0, options: [] };
  const message: PluginMessage = { ...errorReply(query, "BADVERS"), edns, order: "fixed" };
  return { kind: "written", messages: [message], returned: "BADVERS" };
}

function* closeLater(
  step: Exclude<PluginStep, PluginOutcome>,
  request: PluginRequest,
  echoes: EchoedOptions,
): Exchange {
  try {
    return closeOutcome(yield* step, request, echoes);
  } catch (signal) {
    if (!(signal instanceof UnsupportedInside)) throw signal;
    return { kind: "unsupported", what: signal.what };
  }
}
