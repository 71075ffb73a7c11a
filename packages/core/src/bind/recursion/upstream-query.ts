import {
  type Address,
  type EdnsOption,
  type Instant,
  isIpv6,
  NO_FLAGS,
  type Query,
  type Question,
  type Response,
} from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import type { PeerSettings } from "../peer-settings.ts";
import type { ResolverState } from "./state.ts";
import type { CookieStanding } from "./verdict.ts";

const COOKIE_OPTION = 10;

/** How a question to another server is put. */
export interface QueryForm {
  readonly isForwarder: boolean;
  readonly checkingDisabled: boolean;
  readonly edns: boolean;
  /** Whether a cookie goes along; not where the server chokes on it. */
  readonly cookie: boolean;
  /** The EDNS size to offer where `server` says none; null: that of `edns-udp-size`. */
  readonly udpSize: number | null;
  readonly peer: (server: Endpoint) => PeerSettings | null;
  /** Whether the configuration says DNS over TLS for this server. */
  readonly isTls: (server: Endpoint) => boolean;
}

/** The question as named 9.18 sends it (facts section 1): DO, EDNS of 1232 octets, a cookie; RD only to a forwarder. */
export function makeUpstreamQuery(
  state: ResolverState,
  question: Question,
  form: QueryForm,
  server: Endpoint,
  now: Instant,
): Query {
  const peer = form.peer(server);
  state.progress.nextId = (state.progress.nextId + 1) & 0xffff;
  const withEdns = form.edns && peer?.edns !== false;
  return {
    kind: "query",
    id: state.progress.nextId,
    opcode: "QUERY",
    flags: {
      ...NO_FLAGS,
      recursionDesired: form.isForwarder,
      // RFC 6891 section 7: without an OPT record the server knows nothing of DNSSEC; BIND leaves CD out too.
      checkingDisabled: withEdns && form.checkingDisabled,
    },
    rcode: "NOERROR",
    questions: [question],
    answer: [],
    authority: [],
    additional: [],
    edns: withEdns
      ? {
          udpSize: peer?.ednsUdpSize ?? form.udpSize ?? state.options.ednsUdpSize,
          version: 0,
          dnssecOk: true,
          z: 0,
          options: form.cookie ? cookieOptions(state, peer, server, now) : [],
        }
      : null,
  };
}

function cookieOptions(
  state: ResolverState,
  peer: PeerSettings | null,
  server: Endpoint,
  now: Instant,
): readonly EdnsOption[] {
  if (!(peer?.sendCookie ?? state.options.sendCookie)) return [];
  const own = clientCookie(server);
  const theirs = state.servers.cookieOf(server, now);
  if (theirs === null) return [{ code: COOKIE_OPTION, data: own }];
  const data = new Uint8Array(own.length + theirs.length);
  data.set(own);
  data.set(theirs, own.length);
  return [{ code: COOKIE_OPTION, data }];
}

/** So many servers' cookies are remembered, then made again. */
const MOST_COOKIES = 256;
const cookies = new Map<Address, Uint8Array>();

/** Eight octets that depend on the server alone (RFC 7873 section 4.1); real ones also on a secret. */
function clientCookie({ address }: Endpoint): Uint8Array {
  const known = cookies.get(address);
  if (known !== undefined) return known;
  if (cookies.size >= MOST_COOKIES) cookies.clear();
  const cookie = cookieFor(address);
  cookies.set(address, cookie);
  return cookie;
}

function cookieFor(address: Address): Uint8Array {
  let hash = 0x811c9dc5;
  const octets = new Uint8Array(8);
  for (let at = 0; at < 8; at += 1) {
    for (const character of `${at}${address}`) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
    }
    octets[at] = hash & 0xff;
  }
  return octets;
}

/** What an answer's cookie shows; with the server's part where it is a good one. */
export function readCookie(
  query: Query,
  response: Response,
  known: Uint8Array | null,
): { readonly standing: CookieStanding; readonly serverCookie: Uint8Array | null } {
  const sent = query.edns?.options.find((option) => option.code === COOKIE_OPTION)?.data;
  const got = response.edns?.options.find((option) => option.code === COOKIE_OPTION)?.data;
  if (got === undefined) return { standing: known === null ? "none" : "missing", serverCookie: null };
  if (sent === undefined) return { standing: "none", serverCookie: null };
  if (!isFromCookie(got, sent)) return { standing: "bad", serverCookie: null };
  return got.length === 8
    ? { standing: "echoed", serverCookie: null }
    : { standing: "good", serverCookie: got.subarray(8) };
}

/** Whether it begins with the client's half. */
function isFromCookie(got: Uint8Array, sent: Uint8Array): boolean {
  for (let at = 0; at < 8; at += 1) if (got[at] !== sent[at]) return false;
  return got.length >= 8;
}

/** The address of `query-source`, null for the host's own choice. */
export function sourceFor(
  state: ResolverState,
  peer: PeerSettings | null,
  server: Address,
): Address | null | "not-held" {
  const { querySourceV4, querySourceV6 } = state.options;
  const { address } = peer?.querySource ?? (isIpv6(server) ? querySourceV6 : querySourceV4);
  if (address === null) return null;
  return state.host.holds(address) ? address : "not-held";
}
