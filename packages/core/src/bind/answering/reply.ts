import {
  type Edns,
  type EdnsOption,
  type HeaderFlags,
  NO_FLAGS,
  type Query,
  type Question,
  type Rcode,
  type ResourceRecord,
  type Response,
  type WirePolicy,
} from "../../dns/index.ts";
import type { ExtendedError } from "./request.ts";

const COOKIE = 10;
const CLIENT_SUBNET = 8;
const EXTENDED_ERROR = 15;
const KEEPALIVE = 11;
/** Idle time out for TCP in units of 100 ms (`tcp-advertised-timeout`, 300). */
const ADVERTISED_TIMEOUT = 300;
const SMALLEST_UDP = 512;

/** What differs between replies; the rest comes from the question. */
export interface ReplyParts {
  readonly rcode: Rcode;
  readonly questions?: readonly Question[];
  readonly authoritative?: boolean;
  readonly recursionAvailable?: boolean;
  readonly authenticData?: boolean;
  readonly answer?: readonly ResourceRecord[];
  readonly authority?: readonly ResourceRecord[];
  readonly additional?: readonly ResourceRecord[];
  readonly errors?: readonly ExtendedError[];
  readonly order?: WirePolicy["order"];
  /** RD is taken away (answers to opcodes other than QUERY). */
  readonly clearsRecursionDesired?: boolean;
  /** No OPT although the question had one: what was wrong stood in it. */
  readonly withoutEdns?: boolean;
}

/** Sizes and habits that the configuration sets. */
export interface ReplyLimits {
  readonly maxUdpSize: number;
  readonly ednsUdpSize: number;
  readonly isTcp: boolean;
  readonly answerCookie: boolean;
}

/** A reply as lib/ns/client.c finishes it: RD and CD copied, OPT in it iff in the question. */
export function makeReply(query: Query, parts: ReplyParts, limits: ReplyLimits): Response {
  const edns = query.edns === null || parts.withoutEdns === true ? null : ednsOf(query.edns, parts, limits);
  return {
    kind: "response",
    id: query.id,
    opcode: query.opcode,
    flags: flagsOf(query, parts),
    rcode: parts.rcode,
    questions: parts.questions ?? query.questions,
    answer: parts.answer ?? [],
    authority: parts.authority ?? [],
    additional: parts.additional ?? [],
    edns,
    wire: { order: parts.order ?? "fixed", truncation: "bind", udpLimit: udpLimitOf(query, limits) },
  };
}

function flagsOf(query: Query, parts: ReplyParts): HeaderFlags {
  return {
    ...NO_FLAGS,
    authoritative: parts.authoritative ?? false,
    recursionDesired: query.flags.recursionDesired && parts.clearsRecursionDesired !== true,
    recursionAvailable: parts.recursionAvailable ?? false,
    authenticData: parts.authenticData ?? false,
    checkingDisabled: query.flags.checkingDisabled,
  };
}

function udpLimitOf(query: Query, limits: ReplyLimits): number {
  if (query.edns === null) return SMALLEST_UDP;
  return Math.min(Math.max(SMALLEST_UDP, query.edns.udpSize), limits.maxUdpSize);
}

function ednsOf(asked: Edns, parts: ReplyParts, limits: ReplyLimits): Edns {
  const options: EdnsOption[] = [];
  for (const option of asked.options) {
    if (option.code === COOKIE && limits.answerCookie) options.push(cookieReply(option));
    if (option.code === CLIENT_SUBNET) options.push(subnetReply(option));
    if (option.code === KEEPALIVE && limits.isTcp) options.push(keepaliveReply());
  }
  for (const error of parts.errors ?? []) options.push(errorOption(error));
  return { udpSize: limits.ednsUdpSize, version: 0, dnssecOk: asked.dnssecOk, z: 0, options };
}

/** 24 octets: the client's 8, then 16 of the server (RFC 9018), which depend here on the client's alone. */
function cookieReply(option: EdnsOption): EdnsOption {
  const data = new Uint8Array(24);
  data.set(option.data.subarray(0, 8));
  data[8] = 1;
  let hash = 0x811c9dc5;
  for (let at = 16; at < 24; at += 1) {
    hash = Math.imul(hash ^ (option.data[at - 16] ?? 0), 0x01000193) >>> 0;
    data[at] = hash & 0xff;
  }
  return { code: COOKIE, data };
}

/** ECS comes back with scope 0: the answer holds for everybody (RFC 7871 section 7.2.1). */
function subnetReply(option: EdnsOption): EdnsOption {
  const data = option.data.slice();
  data[3] = 0;
  return { code: CLIENT_SUBNET, data };
}

function keepaliveReply(): EdnsOption {
  return { code: KEEPALIVE, data: Uint8Array.of(ADVERTISED_TIMEOUT >> 8, ADVERTISED_TIMEOUT & 0xff) };
}

function errorOption(error: ExtendedError): EdnsOption {
  const data = new Uint8Array(2 + error.text.length);
  data[0] = error.code >> 8;
  data[1] = error.code & 0xff;
  for (let at = 0; at < error.text.length; at += 1) data[at + 2] = error.text.charCodeAt(at);
  return { code: EXTENDED_ERROR, data };
}
