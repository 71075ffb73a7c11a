import {
  addressBytes,
  type DomainName,
  ipv4FromBytes,
  ipv6FromBytes,
  isIpv4,
  type Prefix,
  parseName,
  parsePrefix,
  reverseNameText,
} from "../../dns/index.ts";
import { type Diagnostic, errorAt, warningAt } from "../../text/index.ts";
import { lowerCaseName, octetsAsText } from "../go-name.ts";
import type { KeyTransport, ServerZone } from "./ast.ts";
import type { Token } from "./lexer.ts";

const TRANSPORTS: readonly KeyTransport[] = ["dns", "tls", "quic", "grpc", "https", "https3"];
const DEFAULT_PORTS: Readonly<Record<KeyTransport, number>> = {
  dns: 53,
  tls: 853,
  quic: 853,
  grpc: 443,
  https: 443,
  https3: 443,
};
const MOST_OCTETS = 255;

/** plugin/normalize.go: what is wrong with a zone, in CoreDNS's words. */
export interface ZoneFault {
  readonly fault: string;
}

/** Zones of a text as plugins and keys read it: a name, or a block of addresses that may become many reverse zones. */
export interface SplitZones {
  readonly zones: readonly DomainName[];
  /** null: none was written. */
  readonly port: number | null;
}

interface ZoneContext {
  readonly defaultPort: number;
  readonly limit: number;
  count: number;
  readonly diagnostics: Diagnostic[];
}

/** core/dnsserver/register.go InspectServerBlocks. */
export function readServerZones(keys: readonly Token[], context: ZoneContext): readonly ServerZone[] {
  const zones: ServerZone[] = [];
  for (const key of keys) {
    const { transport, rest } = splitTransport(key.text);
    const split = splitHostPort(rest);
    if ("fault" in split) {
      context.diagnostics.push(errorAt(key.span, "COREFILE_BAD_ZONE", split.fault));
      continue;
    }
    context.count += split.zones.length;
    if (context.count > context.limit) {
      context.diagnostics.push(errorAt(key.span, "COREFILE_LIMIT", `More than ${context.limit} zones`));
      break;
    }
    const port = split.port ?? (transport === "dns" ? context.defaultPort : DEFAULT_PORTS[transport]);
    for (const zone of split.zones) zones.push({ transport, zone, port, span: key.span });
  }
  return zones;
}

/** What CoreDNS accepts and nobody means. */
export function warnAboutKeys(keys: readonly Token[], diagnostics: Diagnostic[]): void {
  for (const key of keys) {
    const problem = strangeness(key.text);
    if (problem === null) continue;
    const message = `"${key.text}" is one zone name for CoreDNS: ${problem}`;
    diagnostics.push(warningAt(key.span, "COREFILE_STRANGE_ZONE", message));
  }
}

function strangeness(text: string): string | null {
  if (text === "}") return "a closing brace without a partner is taken as a key";
  if (text.includes("{") || text.includes("}")) return "a brace counts only as a word of its own";
  if (text.includes(",")) return "a comma separates keys only at the end of a word";
  const colon = text.lastIndexOf(":");
  const isScheme = text.slice(colon, colon + 3) === "://";
  const isAddress = text.includes("/");
  return colon === -1 || colon === text.length - 1 || isScheme || isAddress || isInteger(text.slice(colon + 1))
    ? null
    : "what follows the last colon is not a port number";
}

function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

/** plugin/pkg/parse Transport: a scheme in lower case, or `dns`. */
export function splitTransport(text: string): { readonly transport: KeyTransport; readonly rest: string } {
  const transport = TRANSPORTS.find((candidate) => text.startsWith(`${candidate}://`));
  return transport === undefined
    ? { transport: "dns", rest: text }
    : { transport, rest: text.slice(transport.length + 3) };
}

/** plugin/normalize.go SplitHostPort. */
export function splitHostPort(text: string): SplitZones | ZoneFault {
  const colon = text.lastIndexOf(":");
  // Nothing at all has its last colon there as well.
  if (colon === text.length - 1) return { fault: `expecting data after last colon: "${text}"` };
  const hasPort = colon !== -1 && isInteger(text.slice(colon + 1));
  const host = hasPort ? text.slice(0, colon) : text;
  const port = hasPort ? Number(text.slice(colon + 1)) : null;
  const octets = octetsAsText(host);
  if (octets.length > MOST_OCTETS) return { fault: `specified zone is too long: ${octets.length} > 255` };
  const prefix = host.includes("/") ? parsePrefix(host) : "bad-address";
  if (typeof prefix !== "string") return reverseZones(host, prefix, port);
  const zone = octets === "" ? "empty-name" : parseName(octets);
  if (typeof zone === "string") return { fault: `zone is not a valid domain name: ${host}` };
  return { zones: [lowerCaseName(zone)], port };
}

function reverseZones(host: string, prefix: Prefix, port: number | null): SplitZones | ZoneFault {
  if (host.startsWith(":") || (host.startsWith("0") && host.includes(":"))) return { fault: `invalid CIDR ${host}` };
  const zones: DomainName[] = [];
  for (const block of splitPrefix(prefix)) {
    const name = parseName(reverseZoneText(block));
    if (typeof name !== "string") zones.push(name);
  }
  return { zones, port };
}

/** plugin/pkg/cidr Split: the blocks of the next whole octet (IPv4) or nibble (IPv6), at most 128 of them. */
function splitPrefix(prefix: Prefix): readonly Prefix[] {
  const unit = isIpv4(prefix.address) ? 8 : 4;
  const length = Math.ceil(prefix.length / unit) * unit;
  const count = 2 ** (length - prefix.length);
  const base = addressBytes(prefix.address);
  const index = Math.ceil(length / 8) - 1;
  const step = length % 8 === 0 ? 1 : 16;
  return Array.from({ length: count }, (_, number) => {
    const bytes = Uint8Array.from(base);
    if (index >= 0) bytes[index] = (bytes[index] ?? 0) + number * step;
    return { address: bytes.length === 4 ? ipv4FromBytes(bytes) : ipv6FromBytes(bytes), length };
  });
}

function reverseZoneText(block: Prefix): string {
  const labels = reverseNameText(block.address).split(".");
  const widest = isIpv4(block.address) ? 4 : 32;
  const kept = isIpv4(block.address) ? block.length / 8 : block.length / 4;
  return labels.slice(widest - kept).join(".");
}
