import {
  type DomainName,
  type Edns,
  isIpv6,
  numberOfOpcode,
  octetsOfRdata,
  type ResourceRecord,
} from "../../../dns/index.ts";
import type { PluginMessage, PluginRequest } from "../../plugin.ts";

/** What a line is about: the question as the plugin saw it, and what came of it. */
export interface Logged {
  readonly request: PluginRequest;
  /** null: nothing was written, and the server will write nothing either. */
  readonly message: PluginMessage | null;
  /** Who writes the message: a plugin has already, or the server will. */
  readonly writer: "plugin" | "server";
  readonly elapsedMs: number;
  /** What the block's sockets are bound to. */
  readonly listensOn: "one-address" | "every-address";
}

/** A part of a format: a text, or what stands for a value. */
export type FormatPart = string | { readonly value: (logged: Logged) => string };

const EMPTY = "-";

const VALUES: ReadonlyMap<string, (logged: Logged) => string> = new Map<string, (logged: Logged) => string>([
  ["{type}", ({ request }) => request.question.type],
  ["{name}", ({ request }) => request.question.name.text.toLowerCase()],
  ["{class}", ({ request }) => request.question.class],
  ["{proto}", ({ request }) => (request.transport === "udp" ? "udp" : "tcp")],
  ["{size}", (logged) => String(sizeOfQuery(logged))],
  ["{remote}", ({ request }) => bracketed(request.source.address)],
  ["{port}", ({ request }) => String(request.source.port)],
  ["{local}", ({ request, listensOn }) => localAddress(request, listensOn)],
  ["{>id}", ({ request }) => String(request.query.id)],
  ["{>opcode}", ({ request }) => String(numberOfOpcode(request.query.opcode))],
  ["{>do}", ({ request }) => String(request.query.edns?.dnssecOk ?? false)],
  ["{>bufsize}", ({ request }) => String(bufferSize(request))],
  ["{rcode}", ({ message }) => message?.rcode ?? EMPTY],
  ["{rsize}", ({ message }) => String(message === null ? 0 : sizeOfMessage(message))],
  ["{duration}", ({ elapsedMs }) => `${elapsedMs / 1000}s`],
  ["{>rflags}", ({ message }) => (message === null ? EMPTY : flagsOf(message) || EMPTY)],
]);

/** plugin/pkg/replacer parseFormat: from each closing brace back to the opening one; what is no value of ours stays as it is. */
export function parseFormat(format: string): readonly FormatPart[] {
  const parts: FormatPart[] = [];
  let rest = format;
  for (let end = rest.indexOf("}"); end !== -1; end = rest.indexOf("}")) {
    const begin = rest.lastIndexOf("{", end);
    const label = begin === -1 ? "" : rest.slice(begin, end + 1);
    const value = VALUES.get(label);
    // Metadata of other plugins ({/forward/upstream}) is not modelled: as where the plugin metadata is missing.
    if (value === undefined && !label.startsWith("{/")) parts.push(rest.slice(0, end + 1));
    else parts.push(rest.slice(0, begin), value === undefined ? EMPTY : { value });
    rest = rest.slice(end + 1);
  }
  return [...parts, rest];
}

export function fillFormat(parts: readonly FormatPart[], logged: Logged): string {
  return parts.map((part) => (typeof part === "string" ? part : part.value(logged))).join("");
}

function bracketed(address: PluginRequest["source"]["address"]): string {
  return isIpv6(address) ? `[${address}]` : address;
}

const SMALLEST = 512;
const WHOLE_STREAM = 65_535;

/** request.Request Size. */
function bufferSize({ query, transport }: PluginRequest): number {
  return transport === "udp" ? Math.max(SMALLEST, query.edns?.udpSize ?? 0) : WHOLE_STREAM;
}

const HEADER = 12;
const OPT_HEAD = 11;

/** A UDP socket of every address does not know its own; a TCP connection does. */
function localAddress({ transport, destination }: PluginRequest, listensOn: Logged["listensOn"]): string {
  return transport === "udp" && listensOn === "every-address" ? "[::]" : bracketed(destination.address);
}

/**
 * dns.Msg Len, without compression: plugins write before the server makes the message small. A reply without an OPT record
 * of its own gets the question's, whose options are taken away for that (request/request.go SizeAndDo).
 */
function sizeOfQuery({ request, message, writer }: Logged): number {
  const { questions, edns } = request.query;
  const isReused = writer === "plugin" && message?.edns === null;
  return HEADER + sizeOfQuestions(questions) + sizeOfOpt(edns, isReused ? "bare" : "with-options");
}

function sizeOfOpt(edns: Edns | null, options: "bare" | "with-options"): number {
  if (edns === null) return 0;
  const sizes = options === "bare" ? [] : edns.options.map(({ data }) => 4 + data.length);
  return sizes.reduce((sum, size) => sum + size, OPT_HEAD);
}

function sizeOfMessage({ questions, answer, authority, additional, edns }: PluginMessage): number {
  const records = [...answer, ...authority, ...additional];
  const sizes = records.map(sizeOfRecord);
  return sizes.reduce((sum, size) => sum + size, HEADER + sizeOfQuestions(questions)) + sizeOfOpt(edns, "with-options");
}

function sizeOfQuestions(questions: readonly { readonly name: DomainName }[]): number {
  return questions.reduce((sum, { name }) => sum + name.octets + 4, 0);
}

function sizeOfRecord({ owner, data }: ResourceRecord): number {
  return owner.octets + 10 + octetsOfRdata(data).length;
}

/** Of a reply; the bit Z has no name here. */
function flagsOf({ flags }: PluginMessage): string {
  const words: readonly (readonly [boolean, string])[] = [
    [true, "qr"],
    [flags.authoritative, "aa"],
    [flags.truncated, "tc"],
    [flags.recursionDesired, "rd"],
    [flags.recursionAvailable, "ra"],
    [flags.authenticData, "ad"],
    [flags.checkingDisabled, "cd"],
  ];
  return words.flatMap(([isSet, word]) => (isSet ? [word] : [])).join(",");
}
