import type { Corefile, KeyTransport, ServerBlock, Token } from "@splithorizon/core/coredns";
import type { ClusterTwin, SiteTwin } from "../site/index.ts";
import { sha512Hex } from "./sha512.ts";

const encoder = new TextEncoder();

/**
 * What each CoreDNS pod prints when it starts, one behind the other as `kubectl logs -l k8s-app=kube-dns` gives them. Only
 * what the files decide: no line of the kubernetes plugin's that depends on how fast the API server is, and not the line
 * that names Go's version and the commit, which differ between builds.
 */
export function startLogs(twin: SiteTwin, cluster: ClusterTwin): string {
  return cluster.coreDnsStations.map((station) => startLogOf(twin, cluster, station)).join("");
}

/** What one of them prints. */
export function startLogOf(twin: SiteTwin, cluster: ClusterTwin, station: string): string {
  const absent = twin.absent.find((server) => server.station === station);
  return absent === undefined ? startLog(cluster.corefile) : `${absent.why}\n`;
}

function startLog(corefile: Corefile | null): string {
  return corefile === null ? "" : startLogOfCorefile(corefile);
}

/** What a CoreDNS with this Corefile prints when it starts, as far as the file decides it. */
export function startLogOfCorefile(corefile: Corefile): string {
  const hash = reloads(corefile)
    ? `[INFO] plugin/reload: Running configuration SHA512 = ${configurationHash(corefile)}\n`
    : "";
  return `${zoneLines(corefile)}${hash}CoreDNS-${corefile.version}\n`;
}

function reloads({ blocks }: Corefile): boolean {
  return blocks.some(({ directives }) => directives.has("reload"));
}

/** One line a zone and server, sorted within a server (core/dnsserver/onstartup.go startUpZones). */
function zoneLines({ blocks, isDefault }: Corefile): string {
  if (isDefault) return ".:53\n";
  const servers = new Map<string, { readonly prefix: string; readonly suffix: string; readonly zones: Set<string> }>();
  for (const block of blocks) {
    for (const { transport, zone, port } of block.zones) {
      for (const address of boundTo(block)) {
        const suffix = `:${port}${address === null ? "" : ` on ${address}`}`;
        const key = `${transport}${suffix}`;
        const server = servers.get(key) ?? { prefix: prefixOf(transport), suffix, zones: new Set<string>() };
        server.zones.add(rawText(zone.text));
        servers.set(key, server);
      }
    }
  }
  return [...servers.values()]
    .map(({ prefix, suffix, zones }) =>
      [...zones]
        .sort()
        .map((zone) => `${warningFor(zone)}${prefix}${zone}${suffix}\n`)
        .join(""),
    )
    .join("");
}

/** Go prints a name's octets as they are, not as `\\DDD`. */
function rawText(name: string): string {
  if (!name.includes("\\")) return name;
  const octets = [...name.matchAll(/\\(\d{3})|\\?(.)/gsu)].flatMap(([, code, character]) =>
    code === undefined ? [...encoder.encode(character)] : [Number(code)],
  );
  return new TextDecoder().decode(Uint8Array.from(octets));
}

function prefixOf(transport: KeyTransport): string {
  return transport === "dns" ? "" : `${transport}://`;
}

/** The addresses of `bind`; an interface's name stands for addresses that no file tells. */
function boundTo({ directives }: ServerBlock): readonly (string | null)[] {
  const words = (directives.get("bind")?.tokens ?? []).slice(1).map(({ text }) => text);
  const addresses = words.filter((word) => /^[0-9a-fA-F.:]+$/.test(word));
  return addresses.length > 0 ? addresses : [null];
}

const PREFERRED = /^(([A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?)\.)+$/;
const REVERSE = /\.(in-addr|ip6)\.arpa\.$/;

/** checkZoneSyntax: the root and reverse zones are not asked. */
function warningFor(zone: string): string {
  if (zone === "." || REVERSE.test(zone) || PREFERRED.test(zone)) return "";
  return `Warning: Domain ${JSON.stringify(zone)} does not follow RFC1035 preferred syntax\n`;
}

/** The hash that CoreDNS's reload plugin prints: of the server blocks as Go's encoding/json writes them (plugin/reload/reload.go). */
export function configurationHash(corefile: Corefile): string {
  const known = hashes.get(corefile);
  if (known !== undefined) return known;
  const hash = sha512Hex(encoder.encode(goJson(corefile.blocks.map(blockObject))));
  hashes.set(corefile, hash);
  return hash;
}

/** A Corefile is a value, and asked for its hash by every pod that starts with it. */
const hashes = new WeakMap<Corefile, string>();

/** Go sorts the keys of maps. */
function blockObject({ keys, directives }: ServerBlock): object {
  const byName = [...directives].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return {
    Keys: keys.map(({ text }) => text),
    Tokens: Object.fromEntries(byName.map(([name, { tokens }]) => [name, tokens.map(tokenObject)])),
  };
}

function tokenObject({ file, line, text }: Token): object {
  return { File: file, Line: line, Text: text };
}

/** encoding/json escapes what HTML would take for markup, and JavaScript's line ends. */
function goJson(value: object): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
}
