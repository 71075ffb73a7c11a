import { type Address, parseAddress, parseName } from "../../../dns/index.ts";
import type { Endpoint } from "../../../resolution/index.ts";
import type { Dispenser, Token } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { hostPortFault } from "../settings-helpers.ts";
import type { LineDraft } from "./properties.ts";

/** Who is asked, and how. */
export interface Upstream {
  readonly endpoint: Endpoint;
  readonly transport: "dns" | "tls";
}

/** All upstreams of a line; `unsupported`: one of them is not modelled, so nothing that the line answers is known. */
export interface ReadUpstreams {
  readonly upstreams: readonly Upstream[];
  readonly unsupported: string | null;
}

const DEFAULT_PORTS = { dns: 53, tls: 853, quic: 853, https: 443, grpc: 443, https3: 443, unix: 0 } as const;
type UpstreamTransport = keyof typeof DEFAULT_PORTS;
const DESTINATIONS: readonly UpstreamTransport[] = ["dns", "tls", "quic", "https"];

/** One word behind FROM, taken apart. */
interface To {
  readonly transport: UpstreamTransport;
  /** Without the transport and the zone. */
  readonly host: string;
  /** What stands behind `%`: a server name for TLS, or the scope of an address. */
  readonly zone: string;
}

type LineNames = Pick<LineDraft, "tlsServerName" | "namesFrom">;
type FoundUpstreams = { readonly endpoints: readonly Endpoint[] } | { readonly unsupported: string } | null;

/** plugin/forward/resolve.go: addresses, files in resolv.conf's form, and host names, which CoreDNS looks up once at its start. */
export function readUpstreams(
  words: readonly Token[],
  line: LineNames,
  dispenser: Dispenser,
  context: SettingsContext,
): ReadUpstreams {
  const upstreams = new Map<string, Upstream>();
  const found = words.map((token) => readUpstream(token, line, dispenser, context));
  for (const { key, upstream } of found.flatMap((one) => one?.upstreams ?? [])) {
    if (!upstreams.has(key)) upstreams.set(key, upstream);
  }
  const unsupported = found.flatMap((one) => one?.unsupported ?? []).at(0) ?? null;
  const isFaultless = !found.includes(null) && words.length > 0;
  if (isFaultless && upstreams.size === 0 && unsupported === null)
    dispenser.problem("no valid upstream addresses found");
  return { upstreams: [...upstreams.values()], unsupported };
}

interface ReadUpstream {
  /** Each with what makes it another one than the others. */
  readonly upstreams: readonly { readonly key: string; readonly upstream: Upstream }[];
  readonly unsupported: string | null;
}

function readUpstream(
  token: Token,
  line: LineNames,
  dispenser: Dispenser,
  context: SettingsContext,
): ReadUpstream | null {
  const to = splitTo(token.text);
  const fault = faultOf(to, token.text, line.tlsServerName);
  if (fault !== null) dispenser.problem(fault, { at: token.span });
  const found = fault === null ? findEndpoints(to, token, dispenser, context, line) : null;
  if (found === null) return null;
  if ("unsupported" in found) {
    dispenser.unsupported(found.unsupported, token.span);
    return { upstreams: [], unsupported: found.unsupported };
  }
  const transport = to.transport === "tls" ? "tls" : "dns";
  const upstreams = found.endpoints.map((endpoint) => ({
    key: `${transport} ${endpoint.address} ${endpoint.port} ${to.zone.toLowerCase()}`,
    upstream: { endpoint, transport } as const,
  }));
  return { upstreams, unsupported: null };
}

/** plugin/forward/setup.go splitZone, plugin/pkg/parse Transport. */
function splitTo(text: string): To {
  const scheme = /^([a-z0-9]+):\/\//.exec(text)?.[1] ?? "";
  const isKnown = Object.hasOwn(DEFAULT_PORTS, scheme);
  const rest = isKnown ? text.slice(scheme.length + 3) : text;
  const transport = isKnown ? (scheme as UpstreamTransport) : "dns";
  const percent = rest.lastIndexOf("%");
  if (percent === -1) return { transport, host: rest, zone: "" };
  const behind = rest.slice(percent + 1);
  const colon = behind.lastIndexOf(":");
  const bracket = rest.startsWith("[") ? "]" : "";
  const zone = (colon === -1 ? behind : behind.slice(0, colon)).replace(/\]$/, "");
  return { transport, host: `${rest.slice(0, percent)}${bracket}${colon === -1 ? "" : behind.slice(colon)}`, zone };
}

function faultOf({ transport, host, zone }: To, text: string, tlsServerName: string): string | null {
  if (host === "") return `invalid address: "${text}"`;
  if (transport === "https" && host.includes("/"))
    return `paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): ${text}`;
  if (!DESTINATIONS.includes(transport))
    return `'${transport}' is not supported as a destination protocol in forward: ${withPort(transport, host)}`;
  const namesServer = transport === "tls" || transport === "quic";
  if (!namesServer || zone === "" || tlsServerName === "") return null;
  const both = `both forward ('${tlsServerName}') and proxy level ('${zone}') TLS servernames are set`;
  return `${both} for upstream proxy '${withPort(transport, host)}'`;
}

/** An upstream as HostPortOrFile writes it, and complaints show it. */
function withPort(transport: UpstreamTransport, host: string): string {
  const isWhole = transport === "unix" || hostPortFault(host) === null;
  return `${transport}://${isWhole ? host : `${host}:${DEFAULT_PORTS[transport]}`}`;
}

function findEndpoints(
  to: To,
  token: Token,
  dispenser: Dispenser,
  context: SettingsContext,
  { namesFrom }: LineNames,
): FoundUpstreams {
  const { transport, host } = to;
  const endpoint = endpointOf(host, DEFAULT_PORTS[transport]);
  if (endpoint !== null && transport !== "dns" && transport !== "tls")
    return { unsupported: `the transport ${transport} of forward` };
  if (endpoint !== null) return { endpoints: [endpoint] };
  const servers = nameServersOf(host, context);
  if (servers !== null) return { endpoints: servers };
  const fault = nameFault(host, token.text, namesFrom);
  if (fault === null) return { unsupported: `the host name ${host} in forward, which CoreDNS looks up at its start` };
  dispenser.problem(fault, { at: token.span });
  return null;
}

/** resolve.go parseAsHostEntry; the host's own resolver looks up nothing but what net.isDomainName takes for a name. */
function nameFault(host: string, text: string, namesFrom: LineNames["namesFrom"]): string | null {
  const name = (hostPortFault(host) === null ? host.slice(0, host.lastIndexOf(":")) : host).replace(BRACKETS, "");
  if (name === "" || typeof parseName(name) === "string") return `not an IP address, file, or valid domain: "${text}"`;
  if (namesFrom === "resolver" || GO_DOMAIN_NAME.test(name) || parseAddress(name) !== null) return null;
  return `failed to resolve "${name}": lookup ${name.endsWith(".") ? name : `${name}.`}: no such host`;
}

/** What Go's strings.Trim takes away at both ends, whether they match or not. */
const BRACKETS = /^[[\]]+|[[\]]+$/g;

/** Letters, digits and inner hyphens, and not digits alone (Go net.isDomainName). */
const GO_DOMAIN_NAME = /^(?=.*[A-Za-z_-])(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))*\.?$/;

function endpointOf(text: string, defaultPort: number): Endpoint | null {
  const plain = parseAddress(text.replace(BRACKETS, ""));
  if (plain !== null) return { address: plain, port: defaultPort };
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const address = parseAddress(match?.[1] ?? match?.[2] ?? "");
  return address === null ? null : { address, port: Number(match?.[3]) };
}

/** Name servers of a file in resolv.conf's form, as miekg/dns ClientConfigFromFile reads it; null: there is no such file. A folder is read as an empty one. */
function nameServersOf(path: string, context: SettingsContext): readonly Endpoint[] | null {
  const found = context.files.lookUp(context.resolveFile(path));
  if (found.kind === "directory") return [];
  if (found.kind !== "file") return path === "/etc/resolv.conf" ? context.hostNameServers : null;
  const lines = new TextDecoder().decode(found.source.bytes).split("\n");
  return lines.flatMap((line) => {
    const [keyword, server = ""] = line.trim().split(/\s+/);
    const address: Address | null = keyword === "nameserver" ? parseAddress(server.split("%")[0] ?? "") : null;
    return address === null ? [] : [{ address, port: 53 }];
  });
}
