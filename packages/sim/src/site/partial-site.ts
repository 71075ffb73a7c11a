import { type FileTree, fileTreeFromSources, type Source, sourceFromText } from "@splithorizon/core";
import { detectFileKind, type FileKind } from "./file-kind.ts";
import { layeredFileTree } from "./host-files.ts";
import { zoneOriginOf } from "./zone-origin.ts";

/** A site that was made around a few files. */
export interface MadeSite {
  /** Its site.yaml. */
  readonly source: Source;
  /** The files, and what had to be made beside them. */
  readonly files: FileTree;
}

/**
 * The site.yaml that stands for a few files without one: a Corefile and manifests make a cluster, a named.conf a BIND
 * host, zone files alone a BIND host that serves them. null: nothing here makes a name server.
 */
export function siteForFiles(files: FileTree): MadeSite | null {
  const paths = PATTERNS.flatMap((pattern) => files.glob(pattern)).sort();
  const found = paths.flatMap((path) => kindAt(files, path)).filter((file) => isMeant(file, paths.length));
  const of = (kind: FileKind): readonly string[] => found.filter((file) => file.kind === kind).map(({ path }) => path);
  const manifests = of("manifests");
  const [corefile] = of("corefile");
  const [namedConf] = of("named-conf");
  const cluster = corefile !== undefined || manifests.length > 0 ? clusterText(manifests, corefile) : "";
  const zones = cluster === "" && namedConf === undefined ? of("zone") : [];
  const config = namedConf ?? (zones.length > 0 ? MADE_CONFIG : null);
  if (cluster === "" && config === null) return null;
  const host = config === null ? "" : hostText(config);
  const source = sourceFromText("(site.yaml made for these files)", `version: 1\n${host}${cluster}`);
  return { source, files: zones.length > 0 ? withConfig(files, zones) : files };
}

/** Where the named.conf stands that zone files without one get. */
const MADE_CONFIG = "/named.conf (made for these zones)";

function withConfig(files: FileTree, zones: readonly string[]): FileTree {
  const statements = zones.flatMap((path) => {
    const found = files.lookUp(path);
    if (found.kind !== "file") return [];
    return [
      `zone ${JSON.stringify(zoneOriginOf(found.source, path).text)} { type primary; file ${JSON.stringify(path)}; };\n`,
    ];
  });
  const text = `options { directory "/"; recursion no; };\n${statements.join("")}`;
  const made = fileTreeFromSources(new Map([[MADE_CONFIG, sourceFromText(MADE_CONFIG, text)]]));
  return layeredFileTree([files, made]);
}

/** The folder itself, and where Debian and others keep named.conf. */
const PATTERNS = ["/*", "/etc/bind/named.conf", "/etc/named.conf"] as const;

interface FoundFile {
  readonly path: string;
  readonly kind: FileKind;
}

function kindAt(files: FileTree, path: string): readonly FoundFile[] {
  const found = files.lookUp(path);
  if (found.kind !== "file") return [];
  const kind = detectFileKind(path, found.source);
  return kind === null ? [] : [{ path, kind }];
}

/** Many files look like a Corefile; among others only one that is called so is meant. */
function isMeant({ path, kind }: FoundFile, count: number): boolean {
  return kind !== "corefile" || count === 1 || /corefile$/i.test(path);
}

function clusterText(manifests: readonly string[], corefile: string | undefined): string {
  const objects = manifests.map((path) => JSON.stringify(path)).join(", ");
  const text = corefile === undefined ? "" : `, coredns: { corefile: ${JSON.stringify(corefile)}, files: [/] }`;
  return `clusters:\n  cluster: { objects: [${objects}]${text} }\n`;
}

/** On a network of documentation addresses (RFC 5737), with a client that asks. */
function hostText(config: string): string {
  return `networks: { lan: 192.0.2.0/24 }
hosts:
  bind: { addresses: [192.0.2.53], files: [/], bind: { version: "9.18", config: ${JSON.stringify(config)} } }
  client: { addresses: [192.0.2.10], nameservers: [192.0.2.53] }
`;
}
