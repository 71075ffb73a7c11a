import { type FileTree, type Source, sourceFromText } from "@splithorizon/core";
import { detectFileKind, type FileKind } from "./file-kind.ts";

/**
 * The site.yaml that stands for a few files without one: a Corefile and manifests make a cluster, a named.conf a BIND
 * host, a zone file a BIND host that serves it. null: nothing here makes a name server.
 */
export function siteForFiles(files: FileTree): Source | null {
  const paths = PATTERNS.flatMap((pattern) => files.glob(pattern)).sort();
  const found = paths.flatMap((path) => kindAt(files, path)).filter((file) => isMeant(file, paths.length));
  const of = (kind: FileKind): readonly string[] => found.filter((file) => file.kind === kind).map(({ path }) => path);
  const manifests = of("manifests");
  const [corefile] = of("corefile");
  const [namedConf] = of("named-conf");
  const cluster = corefile !== undefined || manifests.length > 0 ? clusterText(manifests, corefile) : "";
  const host = namedConf !== undefined ? hostText(namedConf) : "";
  if (cluster === "" && host === "") return null;
  return sourceFromText("(site.yaml made for these files)", `version: 1\n${host}${cluster}`);
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
