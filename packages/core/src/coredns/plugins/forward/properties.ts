import { type Address, type DomainName, parseAddress, parseName } from "../../../dns/index.ts";
import { type Dispenser, type Token, zonesFromArgument } from "../../corefile/index.ts";
import { goRcodeOf } from "../../go-words.ts";
import { printGoDuration, readInteger, readUnsigned } from "../go-numbers.ts";
import { readDuration } from "../settings-helpers.ts";

type ForwardPolicy = "random" | "round_robin" | "sequential";

/** What a line's block says. Times in milliseconds. */
export interface LineProperties {
  readonly except: readonly DomainName[];
  readonly policy: ForwardPolicy;
  /** So many failed probes and one more: down. 0: never. */
  readonly maxFails: number;
  readonly maxConcurrent: number;
  /** null: two for each upstream; 0: as many as fit before the deadline. */
  readonly maxAttempts: number | null;
  readonly readTimeoutMs: number;
  /** A socket that nobody has used for so long is not used again. */
  readonly expireMs: number;
  /** Nor one that is older; 0: it may be of any age. */
  readonly maxAgeMs: number;
  /** So many are kept of each transport; 0: all. */
  readonly maxIdleConns: number;
  readonly forceTcp: boolean;
  readonly preferUdp: boolean;
  readonly failsFast: boolean;
  readonly healthCheck: HealthCheck;
  /** Rcodes for which the next `forward` line is asked. */
  readonly nextOn: readonly string[];
  readonly nextOnNoData: boolean;
  /** Rcodes for which the next upstream is asked. */
  readonly failoverOn: readonly string[];
  readonly sourceAddress: Address | null;
}

/** What an upstream that failed is asked until it answers again. */
interface HealthCheck {
  readonly intervalMs: number;
  readonly domain: DomainName;
  readonly recursionDesired: boolean;
}

/** A line's properties while they are read, with those that only the checks need. */
export type LineDraft = { -readonly [Field in keyof LineProperties]: LineProperties[Field] } & {
  tlsServerName: string;
  /** Who is asked at the start for upstreams' names: the host's resolver, or servers of the line's own. */
  namesFrom: "host" | "resolver";
};

type ReadProperty = (draft: LineDraft, dispenser: Dispenser) => void;

const POLICIES: readonly ForwardPolicy[] = ["random", "round_robin", "sequential"];
const MOST_TLS_FILES = 3;

/** plugin/forward/setup.go parseBlock. Where CoreDNS looks at the next word alone, further ones are taken for properties. */
export const forwardProperties: ReadonlyMap<string, ReadProperty> = new Map<string, ReadProperty>([
  ["except", readExcept],
  ["max_fails", (draft, dispenser) => readWith(dispenser, readUnsigned, (value) => (draft.maxFails = value))],
  ["max_connect_attempts", (draft, dispenser) => readWith(dispenser, readUnsigned, (n) => (draft.maxAttempts = n))],
  ["health_check", readHealthCheck],
  ["force_tcp", (draft, dispenser) => (draft.forceTcp = readFlag(dispenser))],
  ["prefer_udp", (draft, dispenser) => (draft.preferUdp = readFlag(dispenser))],
  ["tls", (_draft, dispenser) => readTls(dispenser)],
  ["tls_servername", (draft, dispenser) => (draft.tlsServerName = nextWord(dispenser)?.text ?? "")],
  ["expire", (draft, dispenser) => readWith(dispenser, readPositive, (value) => (draft.expireMs = value))],
  ["max_age", (draft, dispenser) => readWith(dispenser, readPositive, (value) => (draft.maxAgeMs = value))],
  ["max_idle_conns", (draft, dispenser) => readWith(dispenser, readNatural, (value) => (draft.maxIdleConns = value))],
  ["read_timeout", readReadTimeout],
  ["doh_method", (_draft, dispenser) => readDohMethod(dispenser)],
  ["policy", readPolicy],
  ["max_concurrent", (draft, dispenser) => readWith(dispenser, readNatural, (value) => (draft.maxConcurrent = value))],
  ["next", (draft, dispenser) => (draft.nextOn = [...draft.nextOn, ...readRcodes(dispenser)])],
  ["next_on_nodata", (draft, dispenser) => (draft.nextOnNoData = readFlag(dispenser))],
  ["failfast_all_unhealthy_upstreams", (draft, dispenser) => (draft.failsFast = readFlag(dispenser))],
  ["failover", readFailover],
  ["resolver", readResolvers],
  ["source_address", readSourceAddress],
]);

/** The next word of the line; null, with CoreDNS's complaint, where there is none. */
function nextWord(dispenser: Dispenser): Token | null {
  if (dispenser.nextArgument()) return dispenser.token;
  dispenser.wrongArguments();
  return null;
}

function readWith(
  dispenser: Dispenser,
  read: (dispenser: Dispenser, token: Token, property: string) => number | null,
  take: (value: number) => void,
): void {
  const property = dispenser.value;
  const token = nextWord(dispenser);
  const value = token === null ? null : read(dispenser, token, property);
  if (value !== null) take(value);
}

function readNatural(dispenser: Dispenser, token: Token, property: string): number | null {
  const value = readInteger(dispenser, token);
  if (value === null || value >= 0) return value;
  dispenser.problem(`${property} can't be negative: ${value}`);
  return null;
}

function readPositive(dispenser: Dispenser, token: Token, property: string): number | null {
  const duration = readDuration(dispenser, token.text);
  if (duration === null || duration >= 0) return duration;
  dispenser.problem(`${property} can't be negative: ${printGoDuration(duration)}`);
  return null;
}

function readFlag(dispenser: Dispenser): true {
  if (dispenser.nextArgument()) dispenser.wrongArguments();
  return true;
}

function readExcept(draft: LineDraft, dispenser: Dispenser): void {
  const words = dispenser.remainingArguments();
  if (words.length === 0) dispenser.wrongArguments();
  draft.except = [...draft.except, ...words.flatMap(zonesFromArgument)];
}

/** `health_check DURATION [no_rec] [domain FQDN]`. */
function readHealthCheck(draft: LineDraft, dispenser: Dispenser): void {
  const token = nextWord(dispenser);
  const intervalMs = token === null ? null : readDuration(dispenser, token.text);
  if (intervalMs === null) return;
  if (intervalMs < 0) dispenser.problem(`health_check can't be negative: ${intervalMs * 1e6}`);
  let check: HealthCheck = { ...draft.healthCheck, intervalMs, domain: draft.healthCheck.domain };
  while (dispenser.nextArgument()) check = readCheckOption(check, dispenser);
  draft.healthCheck = check;
}

function readCheckOption(check: HealthCheck, dispenser: Dispenser): HealthCheck {
  if (dispenser.value === "no_rec") return { ...check, recursionDesired: false };
  if (dispenser.value !== "domain") {
    dispenser.problem(`health_check: unknown option ${dispenser.value}`);
    return check;
  }
  const token = nextWord(dispenser);
  if (token === null) return check;
  const domain = parseName(token.text.endsWith(".") ? token.text : `${token.text}.`);
  if (token.text !== "" && typeof domain !== "string") return { ...check, domain };
  dispenser.problem(`health_check: invalid domain name ${token.text}`);
  return check;
}

/** Certificates are not looked at. */
function readTls(dispenser: Dispenser): void {
  if (dispenser.remainingArguments().length > MOST_TLS_FILES) dispenser.wrongArguments();
}

function readReadTimeout(draft: LineDraft, dispenser: Dispenser): void {
  const token = nextWord(dispenser);
  const duration = token === null ? null : readDuration(dispenser, token.text);
  if (duration === null) return;
  if (duration <= 0) dispenser.problem(`read_timeout must be positive: ${printGoDuration(duration)}`);
  else draft.readTimeoutMs = duration;
}

function readDohMethod(dispenser: Dispenser): void {
  const token = nextWord(dispenser);
  if (token !== null && token.text !== "POST" && token.text !== "GET")
    dispenser.problem("doh_method must be either POST or GET");
}

function readPolicy(draft: LineDraft, dispenser: Dispenser): void {
  const token = nextWord(dispenser);
  if (token === null) return;
  const policy = POLICIES.find((name) => name === token.text);
  if (policy === undefined) dispenser.problem(`unknown policy '${token.text}'`);
  else draft.policy = policy;
}

/** Mnemonics in any case, as they stand in {@link LineProperties.nextOn}. */
function readRcodes(dispenser: Dispenser): readonly string[] {
  const words = dispenser.remainingTokens();
  if (words.length === 0) dispenser.wrongArguments();
  return words.flatMap(({ text, span }) => {
    const rcode = goRcodeOf(text.toUpperCase());
    if (rcode === null) dispenser.problem(`${text} is not a valid rcode`, { at: span });
    return rcode === null ? [] : [rcode];
  });
}

function readFailover(draft: LineDraft, dispenser: Dispenser): void {
  const rcodes = readRcodes(dispenser);
  if (rcodes.includes("NOERROR")) dispenser.problem("NoError cannot be used in failover");
  draft.failoverOn = [...draft.failoverOn, ...rcodes];
}

function readResolvers(draft: LineDraft, dispenser: Dispenser): void {
  draft.namesFrom = "resolver";
  const words = dispenser.remainingTokens();
  if (words.length === 0) dispenser.wrongArguments();
  for (const { text, span } of words) {
    const host = /^(?:\[([^\]]*)\]|([^:]*)):[^:]*$/.exec(text);
    if (parseAddress(host?.[1] ?? host?.[2] ?? text) === null)
      dispenser.problem(`resolver must be an IP address or IP:port: "${text}"`, { at: span });
  }
}

function readSourceAddress(draft: LineDraft, dispenser: Dispenser): void {
  const token = nextWord(dispenser);
  if (token === null) return;
  const address = parseAddress(token.text);
  if (address === null) dispenser.problem(`invalid IP address: ${token.text}`);
  else draft.sourceAddress = address;
}
