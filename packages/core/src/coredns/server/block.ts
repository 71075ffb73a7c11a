import { appendAll } from "../../append.ts";
import type { Address, DomainName, Instant, Landmark } from "../../dns/index.ts";
import type { Exchange } from "../../resolution/index.ts";
import { type Diagnostic, resolvePath } from "../../text/index.ts";
import { type Corefile, Dispenser, type ServerBlock, type ServerZone } from "../corefile/index.ts";
import type { Handler, PluginContext, PluginInstance } from "../plugin.ts";
import type { BlockTraits, PreparedPlugin, SettingsContext } from "../plugin-entry.ts";
import { plugins } from "../plugins.ts";
import { endOfChain } from "../reply.ts";
import { type PluginName, pluginOrder } from "../versions.ts";
import type { CoreDnsSurroundings } from "./surroundings.ts";

interface NamedPlugin {
  readonly name: PluginName;
  readonly prepared: PreparedPlugin;
}

/** A server block whose settings have been read. */
export interface PreparedBlock {
  readonly zones: readonly ServerZone[];
  /** In plugin order. */
  readonly plugins: readonly NamedPlugin[];
  readonly traits: BlockTraits;
  /** Whether any plugin handles questions; without one the block refuses them all. */
  readonly hasHandler: boolean;
  /** `chaos` or `forward`: questions of other classes than IN come in (dnsserver/server.go EnableChaos). */
  readonly takesEveryClass: boolean;
  /** As written, for remarks. */
  readonly title: string;
}

/** Reads the settings of all plugins of a block, in plugin order as CoreDNS sets them up. */
export function prepareBlock(
  block: ServerBlock,
  corefile: Corefile,
  surroundings: CoreDnsSurroundings,
  diagnostics: Diagnostic[],
): PreparedBlock {
  const zones = block.zones.map(({ zone }) => zone);
  const names = pluginOrder(corefile.version).filter((name) => block.directives.has(name));
  const prepared: NamedPlugin[] = [];
  let traits: BlockTraits = {};
  for (const name of names) {
    const directive = new Dispenser(block.directives.get(name)?.tokens ?? []);
    const context = settingsContext(zones, corefile, surroundings, traits, new Set(names));
    const { value, diagnostics: found } = plugins[name].prepare(directive, context);
    appendAll(diagnostics, found);
    traits = { ...traits, ...value.traits };
    prepared.push({ name, prepared: value });
  }
  return {
    zones: block.zones,
    plugins: prepared,
    traits,
    hasHandler: traits.takesQuestions === true || names.some((name) => plugins[name].isHandler),
    takesEveryClass: names.includes("chaos") || names.includes("forward"),
    title: `server block ${block.keys.map(({ text }) => text).join(" ")}`,
  };
}

function settingsContext(
  zones: readonly DomainName[],
  corefile: Corefile,
  surroundings: CoreDnsSurroundings,
  traits: BlockTraits,
  siblings: ReadonlySet<PluginName>,
): SettingsContext {
  const { files, hostname, interfaces = null, hostNameServers, hostSearch, workingDirectory } = surroundings;
  const root = resolvePath(workingDirectory, traits.root ?? ".");
  const resolveFile = (path: string): string => resolvePath(root, path);
  const { version } = corefile;
  return { zones, version, files, resolveFile, hostname, interfaces, hostNameServers, hostSearch, siblings };
}

/** A block that answers: its chain, built once, and the state of its plugins. */
export interface RunningBlock {
  readonly prepared: PreparedBlock;
  readonly handle: Handler;
  readonly instances: readonly PluginInstance[];
  /** Those of the instances that may want to be woken. */
  readonly sleepers: readonly PluginInstance[];
}

/** Puts the plugins in front of each other, the first one outermost. */
export function startBlock(
  prepared: PreparedBlock,
  makeContext: (siblings: PluginContext["siblings"]) => PluginContext,
  makeInstance: (plugin: NamedPlugin, index: number, context: PluginContext) => PluginInstance,
): RunningBlock {
  const instances: PluginInstance[] = [];
  const context = makeContext(() => instances.flatMap(({ capabilities }) => capabilities ?? []));
  for (const [index, plugin] of prepared.plugins.entries()) instances.push(makeInstance(plugin, index, context));
  const handle = instances.reduceRight<Handler>((next, instance) => instance.wrap(next), endOfChain);
  const sleepers = instances.filter(({ nextWake }) => nextWake !== undefined);
  return { prepared, handle, instances, sleepers };
}

/** The earliest moment at which a plugin of these blocks wants to be woken. */
export function earliestWake(blocks: readonly RunningBlock[]): Instant | null {
  let earliest: Instant | null = null;
  for (const { sleepers } of blocks) {
    for (const instance of sleepers) {
      const wake = instance.nextWake?.() ?? null;
      if (wake !== null && (earliest === null || wake < earliest)) earliest = wake;
    }
  }
  return earliest;
}

/** Wakes the plugins whose moment has come. */
export function wakeBlocks(blocks: readonly RunningBlock[], now: Instant): readonly Exchange[] {
  return blocks.flatMap(({ sleepers }) =>
    sleepers.flatMap((instance) => {
      const wake = instance.nextWake?.() ?? null;
      return wake !== null && wake <= now ? (instance.wake?.(now) ?? []) : [];
    }),
  );
}

/** Names and addresses at which the block's behaviour changes: its zones, and what its plugins list. */
export function landmarksOfBlock(block: PreparedBlock): readonly Landmark[] {
  const zones = block.zones.map(({ zone }) => zone);
  const keys = zones.map((name): Landmark => ({ kind: "name", name, why: block.title }));
  return [...keys, ...block.plugins.flatMap(({ prepared }) => prepared.landmarks(zones))];
}

/** Where a block listens; no address: everywhere. */
export function addressesOf(block: PreparedBlock): readonly (Address | null)[] {
  return block.traits.listenAddresses ?? [null];
}
