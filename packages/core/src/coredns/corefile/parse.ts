import {
  type Diagnostic,
  emptyFileTree,
  type FileTree,
  type Parsed,
  type Source,
  sourceFromText,
  spanOf,
} from "../../text/index.ts";
import { type CoreDnsVersion, type PluginName, pluginOrder } from "../versions.ts";
import type { Corefile, CorefileDocument, Directive, ServerBlock } from "./ast.ts";
import { type BlockReading, isWithinLimit, type OpenBlock } from "./block-reading.ts";
import { TokenCursor } from "./cursor.ts";
import { type Environment, emptyEnvironment } from "./environment.ts";
import { type CorefileLimits, corefileLimits } from "./import.ts";
import { lexCorefile } from "./lexer.ts";
import { readBlock } from "./read-block.ts";
import { readServerZones, warnAboutKeys } from "./server-zones.ts";

/** How a Corefile is read. */
export interface CorefileOptions {
  readonly version: CoreDnsVersion;
  /** Where imports are looked up; without it there is nothing to import. */
  readonly files?: FileTree;
  readonly environment?: Environment;
  /** Where the Corefile stands in `files`. */
  readonly path?: string;
  /** `-dns.port`: the port of `dns` keys without one. */
  readonly defaultPort?: number;
  readonly limits?: Partial<CorefileLimits>;
}

const DEFAULT_TEXT = ".:53 {\nwhoami\nlog\n}\n";

/**
 * Reads a Corefile as CoreDNS's caddyfile/parse.go does, token by token, with every diagnostic instead of the first.
 * A file without any server block is CoreDNS's default one (core/dnsserver/register.go).
 */
export function parseCorefile(source: Source, options: CorefileOptions): Parsed<Corefile> {
  const reading = beginReading(source, options);
  const { cursor, diagnostics } = reading;
  while (cursor.next() && isWithinLimit(reading)) readBlock(reading);
  const isDefault = reading.blocks.every(({ keys }) => keys.length === 0) && diagnostics.length === 0;
  if (isDefault) readDefault(reading, options);
  const context = { defaultPort: options.defaultPort ?? 53, limit: reading.limits.zones, count: 0, diagnostics };
  const blocks = reading.blocks.filter(({ keys }) => keys.length > 0).map((block) => finishBlock(block, context));
  const documents = [...reading.documents.values()];
  return { value: { version: options.version, blocks, isDefault, documents }, diagnostics };
}

function beginReading(source: Source, options: CorefileOptions): BlockReading {
  const tokens = lexCorefile(source, "");
  return {
    cursor: new TokenCursor(tokens),
    files: options.files ?? emptyFileTree,
    environment: options.environment ?? emptyEnvironment,
    limits: { ...corefileLimits, ...options.limits },
    path: options.path ?? "/etc/coredns/Corefile",
    diagnostics: [],
    snippets: new Map(),
    documents: new Map<string, CorefileDocument>([["", { source, tokens }]]),
    snippetExpansions: 0,
    fileExpansions: 0,
    known: new Set(pluginOrder(options.version)),
    blocks: [],
  };
}

function readDefault(reading: BlockReading, options: CorefileOptions): void {
  const text = DEFAULT_TEXT.replace("53", String(options.defaultPort ?? 53));
  const tokens = lexCorefile(sourceFromText("Corefile", text), "");
  const other: BlockReading = { ...reading, cursor: new TokenCursor(tokens) };
  while (other.cursor.next()) readBlock(other);
}

interface ZoneContext {
  readonly defaultPort: number;
  readonly limit: number;
  count: number;
  readonly diagnostics: Diagnostic[];
}

function finishBlock(block: OpenBlock, context: ZoneContext): ServerBlock {
  const { keys } = block;
  warnAboutKeys(keys, context.diagnostics);
  const zones = readServerZones(keys, context);
  const directives = new Map<PluginName, Directive>();
  for (const [name, tokens] of block.directives) directives.set(name, { name, tokens });
  const [first] = keys;
  const span = first?.span ?? spanOf(sourceFromText("Corefile", ""), 0, 0);
  return { keys, zones, directives, span };
}
