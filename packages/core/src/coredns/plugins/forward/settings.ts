import { type DomainName, parseAddress } from "../../../dns/index.ts";
import type { Endpoint } from "../../../resolution/index.ts";
import { parseResolvConf } from "../../../resolution/index.ts";
import { type Parsed, sourceFromText } from "../../../text/index.ts";
import { type Dispenser, parseGoInteger, type Token, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { readDuration, settled } from "../settings-helpers.ts";

export type ForwardPolicy = "random" | "round_robin" | "sequential";

/** One `forward` line. Times in milliseconds. */
export interface ForwardSettings {
  readonly from: DomainName;
  readonly upstreams: readonly Upstream[];
  readonly except: readonly DomainName[];
  readonly policy: ForwardPolicy;
  readonly maxFails: number;
  readonly maxConcurrent: number;
  readonly readTimeoutMs: number;
  readonly forceTcp: boolean;
  readonly preferUdp: boolean;
  readonly failsFast: boolean;
  /** A property that changes answers and is not modelled; null: none is used. */
  readonly unsupported: string | null;
}

export interface Upstream {
  readonly endpoint: Endpoint;
  readonly transport: "dns" | "tls";
}

type Draft = { -readonly [Field in keyof ForwardSettings]: ForwardSettings[Field] };

const MAX_UPSTREAMS = 15;
const OPERATIONAL = [
  "expire",
  "max_age",
  "max_idle_conns",
  "health_check",
  "tls",
  "tls_servername",
  "doh_method",
  "resolver",
] as const;
const NOT_MODELLED = ["max_connect_attempts", "next", "next_on_nodata", "failover", "source_address"] as const;
const MODELLED = [
  "except",
  "force_tcp",
  "prefer_udp",
  "max_fails",
  "policy",
  "max_concurrent",
  "failfast_all_unhealthy_upstreams",
  "read_timeout",
] as const;

/** plugin/forward/setup.go: every line is a plugin of its own, asked one after the other. */
export function readForwardSettings(
  dispenser: Dispenser,
  context: SettingsContext,
): Parsed<readonly ForwardSettings[]> {
  const lines: ForwardSettings[] = [];
  while (dispenser.next()) {
    const line = readLine(dispenser, context);
    if (line !== null) lines.push(line);
  }
  return settled(lines, dispenser);
}

function readLine(dispenser: Dispenser, context: SettingsContext): ForwardSettings | null {
  const [from, ...to] = dispenser.remainingTokens();
  const zone = from === undefined ? undefined : zonesFromArguments([from.text], [])[0];
  if (from === undefined || to.length === 0) dispenser.wrongArguments();
  else if (zone === undefined) dispenser.problem(`unable to normalize '${from.text}'`, { at: from.span });
  if (to.length > MAX_UPSTREAMS) dispenser.problem(`more than ${MAX_UPSTREAMS} TOs configured: ${to.length}`);
  const upstreams = to.flatMap((token) => readUpstream(token, dispenser, context));
  const draft: Draft = {
    from: zone ?? context.zones[0] ?? rootOf(),
    upstreams,
    except: [],
    policy: "random",
    maxFails: 2,
    maxConcurrent: 0,
    readTimeoutMs: 2000,
    forceTcp: false,
    preferUdp: false,
    failsFast: false,
    unsupported: null,
  };
  while (dispenser.nextInBlock()) readProperty(draft, dispenser);
  if (to.length > 0 && upstreams.length === 0) dispenser.problem("no valid upstream addresses found");
  return zone === undefined ? null : draft;
}

function rootOf(): DomainName {
  const [root] = zonesFromArguments(["."], []);
  if (root === undefined) throw new RangeError("the root is a zone");
  return root;
}

/** An address, `tls://` in front of one, or a file in resolv.conf's form (plugin/pkg/parse HostPortOrFile). */
function readUpstream(token: Token, dispenser: Dispenser, context: SettingsContext): readonly Upstream[] {
  const match = /^(?:(\w+):\/\/)?(.*)$/.exec(token.text);
  const transport = match?.[1] ?? "dns";
  const rest = (match?.[2] ?? "").split("%")[0] ?? "";
  if (transport !== "dns" && transport !== "tls") {
    dispenser.unsupported(`the transport ${transport} of forward`, token.span);
    return [];
  }
  const endpoint = endpointOf(rest, transport === "tls" ? 853 : 53);
  if (endpoint !== null) return [{ endpoint, transport }];
  if (rest === "/etc/resolv.conf") return context.hostNameServers.map((server) => ({ endpoint: server, transport }));
  const found = context.files.lookUp(context.resolveFile(rest));
  if (found.kind === "file") {
    const { value } = parseResolvConf(sourceFromText(rest, new TextDecoder().decode(found.source.bytes)));
    return value.nameservers.map((address) => ({ endpoint: { address, port: 53 }, transport }));
  }
  dispenser.problem(`not an IP address or file: "${rest}"`, { at: token.span });
  return [];
}

function endpointOf(text: string, defaultPort: number): Endpoint | null {
  const plain = parseAddress(text);
  if (plain !== null) return { address: plain, port: defaultPort };
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
  const address = parseAddress(match?.[1] ?? match?.[2] ?? "");
  return address === null ? null : { address, port: match?.[3] === undefined ? defaultPort : Number(match[3]) };
}

function readProperty(draft: Draft, dispenser: Dispenser): void {
  const property = dispenser.value;
  if (OPERATIONAL.some((name) => name === property)) {
    dispenser.remainingArguments();
    return;
  }
  if (NOT_MODELLED.some((name) => name === property)) {
    draft.unsupported = `"${property}" of forward`;
    dispenser.unsupported(draft.unsupported);
    dispenser.remainingArguments();
    return;
  }
  readModelled(draft, property, dispenser);
}

function readModelled(draft: Draft, property: string, dispenser: Dispenser): void {
  switch (property) {
    case "except":
      draft.except = [...draft.except, ...zonesFromArguments(dispenser.remainingArguments(), [])];
      return;
    case "force_tcp":
      draft.forceTcp = true;
      return;
    case "prefer_udp":
      draft.preferUdp = true;
      return;
    case "failfast_all_unhealthy_upstreams":
      draft.failsFast = true;
      return;
    case "max_fails":
      draft.maxFails = readCount(draft.maxFails, dispenser);
      return;
    case "max_concurrent":
      draft.maxConcurrent = readCount(draft.maxConcurrent, dispenser);
      return;
    case "read_timeout":
      draft.readTimeoutMs = readTimeout(draft.readTimeoutMs, dispenser);
      return;
    case "policy":
      draft.policy = readPolicy(draft.policy, dispenser);
      return;
    default:
      dispenser.unknownProperty([...MODELLED, ...OPERATIONAL, ...NOT_MODELLED]);
  }
}

function readCount(before: number, dispenser: Dispenser): number {
  const token = dispenser.onlyArgument();
  const value = token === null ? null : parseGoInteger(token.text);
  if (token !== null && value === null)
    dispenser.problem(`strconv.ParseUint: parsing "${token.text}": invalid syntax`, { at: token.span });
  if (value !== null && value < 0) dispenser.problem(`${token?.text} can't be negative`);
  return value !== null && value >= 0 ? value : before;
}

function readTimeout(before: number, dispenser: Dispenser): number {
  const token = dispenser.onlyArgument();
  const duration = token === null ? null : readDuration(dispenser, token.text);
  return duration ?? before;
}

function readPolicy(before: ForwardPolicy, dispenser: Dispenser): ForwardPolicy {
  const token = dispenser.onlyArgument();
  const policy = (["random", "round_robin", "sequential"] as const).find((name) => name === token?.text);
  if (token !== null && policy === undefined) dispenser.problem(`unknown policy '${token.text}'`, { at: token.span });
  return policy ?? before;
}
