import type {
  Address,
  DomainName,
  Instant,
  Landmark,
  Message,
  Query,
  Question,
  Rcode,
  ResourceRecord,
  Response,
} from "../dns/index.ts";
import type { ClusterIndex, ClusterView, SliceEndpoint } from "../kubernetes/index.ts";
import type {
  Effect,
  EffectResult,
  Endpoint,
  Exchange,
  LogSink,
  Lots,
  RemarkSink,
  SilenceReason,
  Transport,
} from "../resolution/index.ts";
import type { FileTree } from "../text/index.ts";
import type { CoreDnsVersion } from "./versions.ts";

/** A question on its way through a server block's chain. Made once per question; a plugin that changes it passes on a changed copy. */
export interface PluginRequest {
  /** As later plugins see it: rewrite, cache (AD=1) and bufsize change it. */
  readonly query: Query;
  /** The first question of `query`. */
  readonly question: Question;
  /** Who the packet says has asked: after any translation. */
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport: Transport;
  readonly now: Instant;
  /** How many internal look-ups deep (ExternalName, CNAME targets): 0 for a client's own question. */
  readonly depth: number;
  /** How many aliases a zone or a rewrite rule has sent round through CoreDNS for it (dnsserver.LoopKey). */
  readonly loops: number;
  /** Internal look-ups so far for the client's question; shared by all of them. */
  readonly spent: { lookUps: number };
  /** Who listens for explanations; null: nobody. */
  readonly remark: RemarkSink;
}

/** A message as a plugin writes it. `edns` null: the server's last step reuses the client's OPT (facts: request/request.go SizeAndDo). */
export interface PluginMessage extends Message {
  readonly order: "fixed" | "shuffled";
}

/** The query as a plugin left it: rewrite changes it in place, and the server's last step goes by that. Absent: as it came. */
export type SeenQuery = Query;

/**
 * What a plugin's ServeDNS comes to: what it wrote, and what it returned.
 * SERVFAIL, REFUSED, FORMERR and NOTIMP returned mean "nothing written": the server writes them (plugin.ClientWrite).
 */
export type PluginOutcome =
  | {
      readonly kind: "written";
      readonly messages: readonly PluginMessage[];
      readonly returned: Rcode;
      readonly seen?: SeenQuery;
    }
  /** `error`: why, where the plugin returned one; a SERVFAIL with an error is kept by cache (1.15.0), one without is not. */
  | { readonly kind: "returned"; readonly rcode: Rcode; readonly error?: string; readonly seen?: SeenQuery }
  | { readonly kind: "silence"; readonly why: SilenceReason }
  /** The real plugin would do something that is not modelled. */
  | { readonly kind: "unsupported"; readonly what: string };

/** Waits for upstreams or for internal look-ups; each result brings the time. */
export type PluginExchange = Generator<Effect, PluginOutcome, EffectResult>;
export type PluginStep = PluginOutcome | PluginExchange;

/** The chain behind a plugin, or the whole of it. */
export type Handler = (request: PluginRequest) => PluginStep;

/** Puts a plugin in front of `next`. Called once when the server block is built; does all work that can be done once. */
export type Wrap = (next: Handler) => Handler;

/** What an instance of a plugin brings into its block's chain. State (caches, counters, health) lives in its closure and is copied by `fork`. */
export interface PluginInstance {
  readonly wrap: Wrap;
  readonly capabilities?: PluginCapabilities;
  /** The same state, independent of this one. Left out by plugins without state. */
  readonly fork?: (context: PluginContext) => PluginInstance;
  /** Probes, refreshes: when the plugin wants to be woken (null: never), and what it does then. */
  readonly nextWake?: () => Instant | null;
  readonly wake?: (now: Instant) => readonly Exchange[];
  /** Why this plugin has ended the whole process (loop); null while it runs. */
  readonly haltedBy?: () => string | null;
  /** The process's informers hold another cluster from now on. */
  readonly clusterChanged?: (view: ClusterView) => void;
  /** SIGTERM: what runs before the process goes lame (Caddy's OnShutdown). */
  readonly shuttingDown?: () => void;
}

/** What siblings in one block may ask of each other, by capability and never by importing another plugin's folder. */
export interface PluginCapabilities {
  readonly transferer?: Transferer;
  readonly externalSource?: ExternalSource;
  readonly autoPather?: AutoPather;
}

/** A zone's records in transfer order; `failed`: a zone that is not loaded; null: not authoritative for this name. */
export type TransferAnswer = readonly (readonly ResourceRecord[])[] | "failed" | null;

/** plugin/transfer Transferer. `zone` is in lower case. */
export interface Transferer {
  transfer(zone: DomainName, serial: number | null, now: Instant): TransferAnswer;
}

/** What kubernetes offers to k8s_external (plugin/kubernetes/external.go). */
export interface ExternalSource {
  /** The settings of the kubernetes plugin that decide: exposed namespaces, ttl. */
  readonly clusterView: ClusterView;
  readonly ttl: number;
  isNamespaceExposed(namespace: string): boolean;
  /** Whether `namespaces` was set, the one filter that reverse look-ups heed. */
  readonly limitsNamespaces: boolean;
  /** The objects that `labels` and `noendpoints` leave. */
  readonly index: ClusterIndex;
  /** The first label of an endpoint's name, as `endpoint_pod_names` has it. */
  endpointName(endpoint: SliceEndpoint, address: Address): string;
}

/** plugin/autopath AutoPather. */
export interface AutoPather {
  /** Names below which a question from there is to be tried, the root last; null: none. */
  searchPathFor(name: DomainName, source: Address): readonly DomainName[] | null;
}

/** What an internal look-up through CoreDNS's own front door came to. */
export type InternalLookUp = Generator<Effect, Response | null, EffectResult>;

/** What a plugin's instance may use of its surroundings. One per server block. */
export interface PluginContext {
  readonly version: CoreDnsVersion;
  readonly hostname: string;
  /** Files as they stand now: what a plugin reads again while it runs. */
  readonly files: FileTree;
  /** Where the block listens: loop asks itself there. */
  readonly port: number;
  readonly listenAddresses: readonly Address[];
  /** Zones of the block's keys that share this chain, in order. */
  readonly zones: readonly DomainName[];
  /** The cluster as this CoreDNS process sees it; null when nobody gave a snapshot. */
  readonly cluster: ClusterView | null;
  /** Addresses of the pod or host, without loopback. */
  readonly ownAddresses: readonly Address[];
  /** The process's /etc/resolv.conf, as its name servers. */
  readonly hostNameServers: readonly Endpoint[];
  /** Search list of that resolv.conf. */
  readonly hostSearch: readonly DomainName[];
  /** Draws the order of equal records; null: nobody does. */
  readonly lots: () => Lots;
  /** What the process writes to standard output. */
  readonly log: () => LogSink;
  /** Capabilities of the block's other plugins, in plugin order; complete once the chain has been built. */
  siblings(): readonly PluginCapabilities[];
  /** Asks CoreDNS itself, as from the same client: block choice, acl, rewrite and cache apply (coredns.md 1.4 point 6). null: no reply. */
  reenter(request: PluginRequest, question: Question): InternalLookUp;
}

/** Names and addresses at which an instance's behaviour changes. */
export type PluginLandmarks<Settings> = (settings: Settings, zones: readonly DomainName[]) => readonly Landmark[];

/** Looks at what `next` said, and stays a plain call when nobody had to wait. */
export function afterwards(step: PluginStep, change: (outcome: PluginOutcome) => PluginOutcome): PluginStep {
  return "kind" in step ? change(step) : changedLater(step, change);
}

function* changedLater(exchange: PluginExchange, change: (outcome: PluginOutcome) => PluginOutcome): PluginExchange {
  return change(yield* exchange);
}

/** Like {@link afterwards}, for each message that was written. */
export function eachMessage(step: PluginStep, change: (message: PluginMessage) => PluginMessage): PluginStep {
  return afterwards(step, (outcome) =>
    outcome.kind === "written" ? { ...outcome, messages: outcome.messages.map(change) } : outcome,
  );
}

/** A message, and success returned, whatever the message's own rcode: the server adds nothing. */
export function written(message: PluginMessage): PluginOutcome {
  return { kind: "written", messages: [message], returned: "NOERROR" };
}

export function returned(rcode: Rcode): PluginOutcome {
  return { kind: "returned", rcode };
}

/** Returned without a word to the client, and with an error. */
export function failed(rcode: Rcode, error: string): PluginOutcome {
  return { kind: "returned", rcode, error };
}
