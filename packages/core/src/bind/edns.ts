import type { Edns, EdnsOption } from "../dns/index.ts";
import type { BindVersion } from "./settings.ts";

const NSID = 3;
const CLIENT_SUBNET = 8;
const EXPIRE = 9;
const COOKIE = 10;
const KEEPALIVE = 11;
const PADDING = 12;
const EXTENDED_ERROR = 15;

/** Octets of the client's half of a cookie. */
const CLIENT_COOKIE = 8;
/** Octets of a cookie with the server's half. */
const WHOLE_COOKIE = 24;

/** What the options of a question ask for. */
export interface EdnsWishes {
  /** The client's half of its cookie; null: none came, or `answer-cookie no`. */
  readonly clientCookie: Uint8Array | null;
  /** The client showed a cookie of this server's: it is who it says. */
  readonly hasServerCookie: boolean;
  /** The client showed a cookie of some server, which is not this one's. */
  readonly hasWrongCookie: boolean;
  readonly wantsNsid: boolean;
  readonly wantsExpire: boolean;
  readonly keepsAlive: boolean;
  readonly wantsPadding: boolean;
  readonly subnet: EdnsOption | null;
}

export const NO_WISHES: EdnsWishes = {
  clientCookie: null,
  hasServerCookie: false,
  hasWrongCookie: false,
  wantsNsid: false,
  wantsExpire: false,
  keepsAlive: false,
  wantsPadding: false,
  subnet: null,
};

/** Reads the options (lib/ns/client.c, process_opt); the first of each kind counts. */
export function wishesIn({ options }: Edns, answersCookies: boolean): EdnsWishes {
  const first = (code: number): EdnsOption | null => options.find((option) => option.code === code) ?? null;
  const cookie = answersCookies ? (first(COOKIE)?.data ?? null) : null;
  const hasServerCookie = cookie !== null && isOurs(cookie);
  return {
    clientCookie: cookie?.subarray(0, CLIENT_COOKIE) ?? null,
    hasServerCookie,
    hasWrongCookie: cookie !== null && cookie.length > CLIENT_COOKIE && !hasServerCookie,
    wantsNsid: first(NSID) !== null,
    wantsExpire: first(EXPIRE) !== null,
    keepsAlive: first(KEEPALIVE) !== null,
    wantsPadding: first(PADDING) !== null,
    subnet: first(CLIENT_SUBNET),
  };
}

/** Whether an option has a form that no reader takes, so that the message is not read at all (lib/dns/rdata/generic/opt_41.c). */
export function hasMalformedOption({ options }: Edns): boolean {
  return options.some(({ code, data }) => MALFORMED.get(code)?.(data) === true);
}

/**
 * A prefix for which the question cannot be asked: its scope, the fourth octet, is the server's to say (RFC 7871 section 7.1.2).
 * From 9.20 on it must be of a family too.
 */
export function hasRefusedSubnet({ options }: Edns, version: BindVersion): boolean {
  return options.some(({ code, data }) => {
    return code === CLIENT_SUBNET && (data[3] !== 0 || (version !== "9.18" && data[1] === 0));
  });
}

const isOfLength =
  (...lengths: readonly number[]) =>
  (data: Uint8Array): boolean =>
    !lengths.includes(data.length);

const MALFORMED: ReadonlyMap<number, (data: Uint8Array) => boolean> = new Map([
  [1, isOfLength(18)],
  [CLIENT_SUBNET, isMalformedSubnet],
  [EXPIRE, isOfLength(0, 4)],
  [COOKIE, (data) => data.length !== 8 && (data.length < 16 || data.length > 40)],
  [14, (data) => data.length === 0 || data.length % 2 !== 0],
  [EXTENDED_ERROR, isMalformedError],
  [16, isOfLength(2)],
  [17, isOfLength(2)],
]);

/** RFC 7871 section 6: as many octets as the prefix needs, and no bit beyond it. */
function isMalformedSubnet(data: Uint8Array): boolean {
  const [high = 0, family = 0, length = 0, scope = 0] = data;
  const longest = high === 0 ? [0, 32, 128][family] : undefined;
  if (data.length < 4 || longest === undefined || length > longest || scope > longest) return true;
  const octets = Math.ceil(length / 8);
  const rest = length % 8 === 0 ? 0 : (data.at(-1) ?? 0) & (0xff >> (length % 8));
  return data.length !== 4 + octets || rest !== 0;
}

/** RFC 8914 section 2: two octets of code, then UTF-8 without a mark. */
function isMalformedError(data: Uint8Array): boolean {
  if (data.length < 2) return true;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data.subarray(2));
    return text.startsWith("\uFEFF");
  } catch {
    return true;
  }
}

/** What the options of a reply say, in the order in which named puts them (lib/ns/client.c, ns_client_addopt). */
export interface EdnsAnswers {
  readonly wishes: EdnsWishes;
  readonly nsid: string | null;
  /** Seconds that a zone lives without its primary (RFC 7314). */
  readonly expire: number | null;
  readonly transport: "udp" | "stream";
  /** Idle time of a connection in units of 100 ms (`tcp-advertised-timeout`). */
  readonly keepaliveTimeout: number;
  readonly errors: readonly { readonly code: number; readonly text: string }[];
}

export function optionsOf(answers: EdnsAnswers): readonly EdnsOption[] {
  const { wishes, nsid, expire, transport, keepaliveTimeout, errors } = answers;
  const options: EdnsOption[] = [];
  if (wishes.wantsNsid && nsid !== null) options.push({ code: NSID, data: new TextEncoder().encode(nsid) });
  if (wishes.clientCookie !== null) options.push({ code: COOKIE, data: cookieFor(wishes.clientCookie) });
  if (wishes.wantsExpire && expire !== null) options.push({ code: EXPIRE, data: octetsOf(expire, 4) });
  if (wishes.subnet !== null) options.push({ code: CLIENT_SUBNET, data: unscoped(wishes.subnet.data) });
  if (wishes.keepsAlive && transport === "stream") {
    options.push({ code: KEEPALIVE, data: octetsOf(keepaliveTimeout, 2) });
  }
  for (const { code, text } of errors) options.push({ code: EXTENDED_ERROR, data: errorData(code, text) });
  return options;
}

/** The cookie that goes back, where the client brought its half. */
export function cookieOption({ clientCookie }: EdnsWishes): readonly EdnsOption[] {
  return clientCookie === null ? [] : [{ code: COOKIE, data: cookieFor(clientCookie) }];
}

function isOurs(cookie: Uint8Array): boolean {
  if (cookie.length !== WHOLE_COOKIE) return false;
  const ours = cookieFor(cookie.subarray(0, CLIENT_COOKIE));
  return ours.every((octet, at) => cookie[at] === octet);
}

function octetsOf(value: number, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, at) => (value >>> (8 * (count - 1 - at))) & 0xff);
}

/** 24 octets: the client's 8, then 16 of the server (RFC 9018), which depend here on the client's alone. */
function cookieFor(client: Uint8Array): Uint8Array {
  const data = new Uint8Array(WHOLE_COOKIE);
  data.set(client);
  data[8] = 1;
  let hash = 0x811c9dc5;
  for (let at = 16; at < WHOLE_COOKIE; at += 1) {
    hash = Math.imul(hash ^ (client[at - 16] ?? 0), 0x01000193) >>> 0;
    data[at] = hash & 0xff;
  }
  return data;
}

/** ECS comes back with scope 0: the answer holds for everybody (RFC 7871 section 7.2.1). */
function unscoped(subnet: Uint8Array): Uint8Array {
  const data = subnet.slice();
  data[3] = 0;
  return data;
}

function errorData(code: number, text: string): Uint8Array {
  return Uint8Array.of(...octetsOf(code, 2), ...new TextEncoder().encode(text));
}

/** What a client's cookie is to this server. */
export function cookieOf(wishes: EdnsWishes): "none" | "client" | "valid" {
  if (wishes.hasServerCookie) return "valid";
  return wishes.clientCookie === null ? "none" : "client";
}
