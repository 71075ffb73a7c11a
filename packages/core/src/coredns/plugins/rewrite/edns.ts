import {
  addressBytes,
  type Edns,
  type EdnsOption,
  isIpv4,
  maskAddress,
  numberOfRrType,
  type Query,
} from "../../../dns/index.ts";
import { goTextOfName } from "../../go-name.ts";
import type { PluginRequest } from "../../plugin.ts";
import type { EdnsAction, EdnsSource, RewriteRule } from "./rule.ts";

const NSID = 3;
const SUBNET = 8;
/** Options that miekg/dns reads into types of their own; a local rule does not see them. */
const KNOWN_CODES: ReadonlySet<number> = new Set([1, 2, NSID, 4, 5, 6, 7, SUBNET, 9, 10, 11, 12, 15, 18, 19]);
/** What CoreDNS makes for a client without EDNS. */
const MADE: Edns = { udpSize: 4096, version: 0, dnssecOk: false, z: 0, options: [] };

/** What becomes of the option in the reply. `source` null: it is taken away. */
export interface EdnsRevert {
  readonly kind: "edns0";
  readonly code: number;
  readonly source: EdnsOption | null;
}

export interface EdnsChange {
  readonly edns: Edns | null;
  /** Whether the rule counts as matched. */
  readonly isDone: boolean;
  readonly reverts: readonly EdnsRevert[];
}

/** Options that a server copies from a request's OPT record into its reply: those that rules name by their code. */
export function echoedOptions(rules: readonly RewriteRule[]): readonly number[] {
  return rules.flatMap((rule) => (rule.kind === "edns0" && "code" in rule.option ? [rule.option.code] : []));
}

/** plugin/rewrite/edns0.go, the four rules. A request without OPT gets one, even if the rule does nothing then. */
export function changeEdns(action: EdnsAction, request: PluginRequest): EdnsChange {
  const { option } = action;
  const before = request.query.edns;
  const code = codeOf(option);
  const data = dataOf(option, request);
  if (data === null) return { edns: before, isDone: false, reverts: [] };
  const edns = before ?? MADE;
  if (action.verb === "unset") {
    const options = edns.options.filter((each) => each.code !== code);
    return { edns: { ...edns, options }, isDone: true, reverts: [] };
  }
  const made: EdnsOption = { code, data };
  const at = edns.options.findIndex((each) => each.code === code && isSeen(option));
  return at === -1 ? addOption(action, edns, made) : changeOption(action, edns, made, at);
}

function codeOf(option: EdnsSource): number {
  if (option.kind === "nsid") return NSID;
  return option.kind === "subnet" ? SUBNET : option.code;
}

function isSeen(option: EdnsSource): boolean {
  return option.kind === "nsid" || option.kind === "subnet" || !KNOWN_CODES.has(option.code);
}

function addOption({ verb, reverts }: EdnsAction, edns: Edns, made: EdnsOption): EdnsChange {
  if (verb === "replace") return { edns, isDone: false, reverts: [] };
  const revert: readonly EdnsRevert[] = reverts ? [{ kind: "edns0", code: made.code, source: null }] : [];
  return { edns: { ...edns, options: [...edns.options, made] }, isDone: true, reverts: revert };
}

/** `append` beside an option that is there adds a second one for nsid and local, and does nothing for the others. */
function changeOption(action: EdnsAction, edns: Edns, made: EdnsOption, at: number): EdnsChange {
  if (action.verb === "append") {
    const isSecond = action.option.kind === "nsid" || action.option.kind === "local";
    return isSecond ? addOption(action, edns, made) : { edns, isDone: false, reverts: [] };
  }
  const source = edns.options[at] ?? made;
  const options = edns.options.map((each, index) => (index === at ? made : each));
  // miekg/dns leaves the code out where it reads these two, and so they never come back.
  const isCodeLost = action.option.kind === "nsid" || action.option.kind === "subnet";
  const isReverted = action.reverts && !isCodeLost;
  const reverts: readonly EdnsRevert[] = isReverted ? [{ kind: "edns0", code: made.code, source }] : [];
  return { edns: { ...edns, options }, isDone: true, reverts };
}

/** null: there is nothing to say, and the rule does not match. */
function dataOf(option: EdnsSource, request: PluginRequest): Uint8Array | null {
  switch (option.kind) {
    case "nsid":
      return new Uint8Array();
    case "local":
      return option.data;
    case "variable":
      return variableOf(option.variable, request);
    case "subnet":
      return subnetOf(option, request);
  }
}

function variableOf(variable: string, { question, source, destination, transport }: PluginRequest): Uint8Array | null {
  switch (variable) {
    case "{qname}":
      return new TextEncoder().encode(goTextOfName(question.name));
    case "{qtype}":
      return octetsOf(numberOfRrType(question.type));
    case "{client_ip}":
      return addressBytes(source.address);
    case "{server_ip}":
      return addressBytes(destination.address);
    case "{client_port}":
      return octetsOf(source.port);
    case "{server_port}":
      return octetsOf(destination.port);
    case "{protocol}":
      return new TextEncoder().encode(transport === "udp" ? "udp" : "tcp");
    default:
      return null;
  }
}

function octetsOf(number: number): Uint8Array {
  return Uint8Array.of(number >> 8, number & 0xff);
}

/** RFC 7871 section 6: family, source length, scope 0, as many octets of the address as the length needs. */
function subnetOf(option: Extract<EdnsSource, { kind: "subnet" }>, { source }: PluginRequest): Uint8Array {
  const isFour = isIpv4(source.address);
  const length = isFour ? option.ipv4Length : option.ipv6Length;
  const octets = addressBytes(maskAddress(source.address, length)).subarray(0, Math.ceil(length / 8));
  return Uint8Array.of(0, isFour ? 1 : 2, length, 0, ...octets);
}

/** What the rules take away from an OPT record or put back, the first option of the code each time. */
export function revertOptions(edns: Edns, revert: EdnsRevert): Edns {
  const at = edns.options.findIndex(({ code }) => code === revert.code);
  if (at === -1) return edns;
  const put = revert.source === null ? [] : [revert.source];
  return { ...edns, options: [...edns.options.slice(0, at), ...put, ...edns.options.slice(at + 1)] };
}

/** The query as the server's last step sees it: its OPT is what a reply's is made of. */
export function revertQuery(query: Query, reverts: readonly EdnsRevert[]): Query {
  const { edns } = query;
  return edns === null ? query : { ...query, edns: [...reverts].reverse().reduce(revertOptions, edns) };
}
