import {
  type DomainName,
  type Edns,
  isIpv6,
  numberOfOpcode,
  octetsOfRdata,
  type Query,
  type ResourceRecord,
} from "../../../dns/index.ts";
import type { PluginMessage, PluginRequest } from "../../plugin.ts";

/** What a line is about: the question as the plugin saw it, and what came of it. */
export interface Logged {
  readonly request: PluginRequest;
  /** The query as plugins behind it left it: rewrite changes it in place, and all but the name is read when the line is written. */
  readonly seen: Query;
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
  ["{type}", ({ seen, request }) => seen.questions[0]?.type ?? request.question.type],
  ["{name}", ({ request }) => request.question.name.text.toLowerCase()],
  ["{class}", ({ seen, request }) => seen.questions[0]?.class ?? request.question.class],
  ["{proto}", ({ request }) => (request.transport === "udp" ? "udp" : "tcp")],
  ["{size}", (logged) => String(sizeOfQuery(logged))],
  ["{remote}", ({ request }) => bracketed(request.source.address)],
  ["{port}", ({ request }) => String(request.source.port)],
  ["{local}", ({ request, listensOn }) => localAddress(request, listensOn)],
  ["{>id}", ({ request }) => String(request.query.id)],
  ["{>opcode}", ({ request }) => String(numberOfOpcode(request.query.opcode))],
  ["{>do}", ({ seen }) => String(seen.edns?.dnssecOk ?? false)],
  ["{>bufsize}", (logged) => String(bufferSize(logged))],
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
function bufferSize({ seen, request }: Logged): number {
  return request.transport === "udp" ? Math.max(SMALLEST, seen.edns?.udpSize ?? 0) : WHOLE_STREAM;
}

const HEADER = 12;
const OPT_HEAD = 11;
/** For local use (RFC 6891 section 9). */
const FIRST_LOCAL_CODE = 65_001;

/** A UDP socket of every address does not know its own; a TCP connection does. */
function localAddress({ transport, destination }: PluginRequest, listensOn: Logged["listensOn"]): string {
  return transport === "udp" && listensOn === "every-address" ? "[::]" : bracketed(destination.address);
}

/**
 * dns.Msg Len, without compression: plugins write before the server makes the message small. A reply without an OPT record
 * of its own gets the question's, whose options are taken away for that (request/request.go SizeAndDo).
 */
function sizeOfQuery({ seen, message, writer }: Logged): number {
  const { questions, edns } = seen;
  const isReused = writer === "plugin" && message?.edns === null;
  return HEADER + sizeOfQuestions(questions) + sizeOfOpt(isReused ? withRegistered(edns) : edns);
}

/** `rewrite edns0 local` registers its codes, so that they stay (plugin/pkg/edns SupportedOption). */
function withRegistered(edns: Edns | null): Edns | null {
  return edns === null ? null : { ...edns, options: edns.options.filter(({ code }) => code >= FIRST_LOCAL_CODE) };
}

function sizeOfOpt(edns: Edns | null): number {
  return edns === null ? 0 : edns.options.reduce((sum, { data }) => sum + 4 + data.length, OPT_HEAD);
}

function sizeOfMessage({ questions, answer, authority, additional, edns }: PluginMessage): number {
  const records = [...answer, ...authority, ...additional];
  const sizes = records.map(sizeOfRecord);
  return sizes.reduce((sum, size) => sum + size, HEADER + sizeOfQuestions(questions)) + sizeOfOpt(edns);
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
