import {
  type Edns,
  type HeaderFlags,
  NO_FLAGS,
  type Query,
  type Question,
  type Rcode,
  type ResourceRecord,
  type Response,
  type WirePolicy,
} from "../../dns/index.ts";
import { cookieOption, type EdnsWishes, optionsOf } from "../edns.ts";
import type { BindVersion } from "../settings.ts";
import type { ExtendedError } from "./request.ts";

const SMALLEST_UDP = 512;

/** What differs between replies; the rest comes from the question. */
export interface ReplyParts {
  readonly rcode: Rcode;
  readonly questions?: readonly Question[];
  readonly authoritative?: boolean;
  readonly recursionAvailable?: boolean;
  readonly authenticData?: boolean;
  /** The client asked for AD. */
  readonly wantsAuthenticData?: boolean;
  readonly answer?: readonly ResourceRecord[];
  readonly authority?: readonly ResourceRecord[];
  readonly additional?: readonly ResourceRecord[];
  readonly errors?: readonly ExtendedError[];
  readonly order?: WirePolicy["order"];
  /** Seconds for the option EXPIRE, where the answer has a zone's SOA. */
  readonly expire?: number | null;
  /** RD and CD are taken away (answers to opcodes other than QUERY, and transfers). */
  readonly flags?: "kept" | "cleared";
  /** What of an OPT record goes back, where the question had one: less where something was wrong in it. */
  readonly opt?: "none" | "size" | "size-and-do" | "with-cookie" | "full";
}

/** Sizes and habits that the configuration sets, and what the question's options ask for. */
export interface ReplyLimits {
  readonly version: BindVersion;
  readonly maxUdpSize: number;
  readonly ednsUdpSize: number;
  /** The most octets over UDP for a client without a cookie of ours (`nocookie-udp-size`). */
  readonly nocookieUdpSize: number;
  readonly transport: "udp" | "stream";
  readonly wishes: EdnsWishes;
  /** `server-id`, for NSID. */
  readonly nsid: string | null;
  /** `tcp-advertised-timeout`, in units of 100 ms. */
  readonly keepaliveTimeout: number;
  /** The client asks for padding and may have it: over a stream, or with this server's cookie (RFC 8467 section 4). */
  readonly wantsPadding: boolean;
}

/** A reply as lib/ns/client.c finishes it: RD and CD copied, OPT in it iff in the question. */
export function makeReply(query: Query, parts: ReplyParts, limits: ReplyLimits): Response {
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
    edns: query.edns === null || parts.opt === "none" ? null : ednsOf(query.edns, parts, limits),
    wire: wireOf(query, parts, limits),
  };
}

/** That AD is kept is seen of named 9.18 where a reply without EDNS is cut within its first RRset. */
function wireOf(query: Query, parts: ReplyParts, limits: ReplyLimits): WirePolicy {
  const order = parts.order ?? "fixed";
  const truncation = limits.version === "9.18" ? "bind" : "bind-9.20";
  const udpLimit = udpLimitOf(query, limits);
  const keepsAd = query.edns === null && parts.wantsAuthenticData === true;
  return keepsAd ? { order, truncation, keepsAuthenticDataIfCut: true, udpLimit } : { order, truncation, udpLimit };
}

function flagsOf(query: Query, parts: ReplyParts): HeaderFlags {
  const isKept = parts.flags !== "cleared" && query.opcode === "QUERY";
  return {
    ...NO_FLAGS,
    authoritative: parts.authoritative ?? false,
    recursionDesired: query.flags.recursionDesired && isKept,
    recursionAvailable: parts.recursionAvailable ?? false,
    authenticData: parts.authenticData ?? false,
    checkingDisabled: query.flags.checkingDisabled && isKept,
  };
}

function udpLimitOf(query: Query, limits: ReplyLimits): number {
  if (query.edns === null) return SMALLEST_UDP;
  const asked = Math.max(SMALLEST_UDP, query.edns.udpSize);
  const allowed = asked > SMALLEST_UDP ? Math.min(asked, limits.maxUdpSize) : asked;
  return limits.wishes.hasServerCookie ? allowed : Math.min(allowed, limits.nocookieUdpSize);
}

function ednsOf(asked: Edns, parts: ReplyParts, limits: ReplyLimits): Edns {
  const { wishes, nsid, transport, keepaliveTimeout, ednsUdpSize: udpSize } = limits;
  if (parts.opt === "size") return { udpSize, version: 0, dnssecOk: false, z: 0, options: [] };
  if (parts.opt === "size-and-do") return { udpSize, version: 0, dnssecOk: asked.dnssecOk, z: 0, options: [] };
  const said = { wishes, nsid, transport, keepaliveTimeout, errors: parts.errors ?? [], expire: parts.expire ?? null };
  const options = parts.opt === "with-cookie" ? cookieOption(wishes) : optionsOf(said);
  return { udpSize, version: 0, dnssecOk: asked.dnssecOk, z: 0, options };
}
