import type { Address, DomainName, Landmark } from "../dns/index.ts";
import type { Endpoint } from "../resolution/index.ts";
import type { FileTree, Parsed } from "../text/index.ts";
import type { Dispenser } from "./corefile/index.ts";
import type { PluginContext, PluginInstance, PluginLandmarks, PluginRequest } from "./plugin.ts";
import type { CoreDnsVersion, PluginName } from "./versions.ts";

/** What a plugin's settings may look at while they are read. */
export interface SettingsContext {
  /** Zones of the block's keys, in order; CIDR keys expanded. */
  readonly zones: readonly DomainName[];
  readonly version: CoreDnsVersion;
  /** Files that a plugin reads: hosts, zones, weights, resolv.conf. */
  readonly files: FileTree;
  /** A path of the Corefile as it stands in `files`: below the block's `root` where it is relative. */
  readonly resolveFile: (path: string) => string;
  /** The process's host name: what `nsid` and `chaos` say by default. */
  readonly hostname: string;
  /** Interfaces beside `lo`; null: nobody knows their names. */
  readonly interfaces: ReadonlyMap<string, readonly Address[]> | null;
  /** Name servers of the process's /etc/resolv.conf. */
  readonly hostNameServers: readonly Endpoint[];
  /** Search list of that resolv.conf. */
  readonly hostSearch: readonly DomainName[];
  /** Which other directives the block has. */
  readonly siblings: ReadonlySet<PluginName>;
}

/** What a plugin changes about its whole block, apart from its place in the chain. */
export interface BlockTraits {
  /** bind: listens on these addresses only. */
  readonly listenAddresses?: readonly Address[];
  /** bufsize: lowers the size that a client's OPT offers, for all that follows. */
  readonly bufferSize?: number;
  /** rewrite: codes of EDNS options that the whole process copies from a request into its reply. */
  readonly echoedOptions?: readonly number[];
  /** root: where relative paths of the block begin. */
  readonly root?: string;
  /** tls: with certificates from ACME a plugin of the chain answers the challenges, and lets its block take questions. */
  readonly takesQuestions?: true;
  /** health: how long the process goes on answering when it is told to stop. */
  readonly lameduckMs?: number;
  /** reload: how often the Corefile is looked at. */
  readonly reload?: ReloadPeriod;
  /** ready: whether anybody can ask if the process is ready, and it says so of this block. */
  readonly tellsReadiness?: true;
  /** ready, health, prometheus: where each is served over HTTP, `host:port`. */
  readonly readyAddress?: string;
  readonly healthAddress?: string;
  readonly metricsAddress?: string;
  /** kubernetes: what it watches, and how long a start waits for it. */
  readonly informers?: InformerTraits;
  /** view: which questions come in at all. */
  readonly filter?: BlockFilter;
  /** Decides before the chain begins whether a question comes in at all, or who asked it, and is not modelled. */
  readonly unsupported?: string;
}

/** The interval is moved once per start by a random part of the jitter, half of it to either side. */
export interface ReloadPeriod {
  readonly intervalMs: number;
  readonly jitterMs: number;
}

export interface InformerTraits {
  /** `pods verified`. */
  readonly watchesPods: boolean;
  readonly startupTimeoutMs: number;
}

/** Whether a block takes a question that came in on a socket of this address (null: of every address); or what of the filter is not modelled. */
export type BlockFilter = (
  request: PluginRequest,
  listenAddress: Address | null,
) => boolean | { readonly unsupported: string };

/** A plugin's settings, read, and everything that can be made of them. */
export interface PreparedPlugin {
  readonly traits: BlockTraits;
  make(context: PluginContext): PluginInstance;
  landmarks(zones: readonly DomainName[]): readonly Landmark[];
}

/** One plugin: how its settings are read, and what it does. Its folder's index exports one of these by {@link definePlugin}. */
export interface PluginEntry<Settings> {
  /** All uses of the directive within one block, through one dispenser. Never throws. */
  readSettings(directive: Dispenser, context: SettingsContext): Parsed<Settings>;
  /** Called once per server block, whatever the number of its keys. */
  make(settings: Settings, context: PluginContext): PluginInstance;
  readonly landmarks: PluginLandmarks<Settings>;
  /** What it changes about its block. */
  traits?(settings: Settings): BlockTraits;
  /** Takes no part in the chain: a block with nothing else refuses every question (coredns.md 1.4 point 3). */
  readonly isHandler?: boolean;
}

/** A line of the registry: an entry whose settings' type is its own affair. */
export interface RegisteredPlugin {
  readonly isHandler: boolean;
  prepare(directive: Dispenser, context: SettingsContext): Parsed<PreparedPlugin>;
}

export function definePlugin<Settings>(entry: PluginEntry<Settings>): RegisteredPlugin {
  return {
    isHandler: entry.isHandler ?? true,
    prepare(directive, context) {
      const { value: settings, diagnostics } = entry.readSettings(directive, context);
      const value: PreparedPlugin = {
        traits: entry.traits?.(settings) ?? {},
        make: (pluginContext) => entry.make(settings, pluginContext),
        landmarks: (zones) => entry.landmarks(settings, zones),
      };
      return { value, diagnostics };
    },
  };
}

/** In front of `next` without doing anything: for plugins that change no answer. */
export const passingInstance: PluginInstance = { wrap: (next) => next };
