import type { Source } from "@splithorizon/core";

/** What a file is by its content. */
export type FileKind = "site" | "manifests" | "corefile" | "named-conf" | "keepalived" | "zone" | "resolv-conf";

/** So much of a file is looked at. */
const LOOKED_AT_OCTETS = 64 * 1024;
const decoder = new TextDecoder("latin1");

/** Told by a file's name where it is telling, else by its first lines; null: none of the kinds that are known here. */
export function detectFileKind(path: string, source: Source): FileKind | null {
  const base = path.slice(path.lastIndexOf("/") + 1);
  const byName = NAMES.find(({ test }) => test(base));
  if (byName !== undefined) return byName.kind;
  const lines = decoder.decode(source.bytes.subarray(0, LOOKED_AT_OCTETS)).split("\n");
  const isYaml = /\.(ya?ml|json)$/.test(base);
  if (isYaml) return yamlKind(lines);
  for (const line of lines) {
    const kind = kindOfLine(line.trim());
    if (kind !== null) return kind;
  }
  return null;
}

const NAMES: readonly { readonly kind: FileKind; readonly test: (base: string) => boolean }[] = [
  { kind: "corefile", test: isNamedCorefile },
  { kind: "keepalived", test: (base) => base === "keepalived.conf" },
  { kind: "named-conf", test: (base) => base === "named.conf" || base.startsWith("named.conf.") },
  { kind: "resolv-conf", test: (base) => base === "resolv.conf" },
  { kind: "zone", test: (base) => base.startsWith("db.") || base.endsWith(".zone") || base.endsWith(".db") },
];

/** `Corefile`, `prod.Corefile`, `Corefile.prod`; a manifest may be called so too. */
function isNamedCorefile(base: string): boolean {
  return /(^|[-._])corefile($|[-._])/i.test(base) && !/\.(ya?ml|json|md)$/.test(base);
}

function yamlKind(lines: readonly string[]): FileKind | null {
  if (lines.some((line) => /^\s*"?apiVersion"?:/.test(line))) return "manifests";
  if (lines.some((line) => /^\s*\{?\s*"?schemaVersion"?:/.test(line))) return "manifests";
  return lines.some((line) => /^"?(hosts|clusters|networks)"?:/.test(line)) ? "site" : null;
}

/** The first line that only one of the kinds can have decides. */
function kindOfLine(line: string): FileKind | null {
  if (line === "" || line.startsWith("#") || line.startsWith("//") || line.startsWith("/*")) return null;
  if (line.startsWith("apiVersion:")) return "manifests";
  if (/^\$(ORIGIN|TTL|INCLUDE|GENERATE)\b/i.test(line) || /\sSOA\s/i.test(line)) return "zone";
  if (/^(global_defs|vrrp_instance|vrrp_script|vrrp_sync_group)\b/.test(line)) return "keepalived";
  if (/^(options|zone|acl|view|include|key|logging|controls|tls|statistics-channels)(?=[\s{"]).*[{;"]/.test(line)) {
    return "named-conf";
  }
  if (/^(nameserver|search|domain)\s/.test(line)) return "resolv-conf";
  return line.endsWith("{") ? "corefile" : null;
}
