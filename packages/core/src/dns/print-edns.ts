import { type Address, ipv4FromBytes, ipv6FromBytes } from "./address.ts";
import type { Edns, EdnsOption } from "./message.ts";

const LLQ = 1;
const NSID = 3;
const CLIENT_SUBNET = 8;
const EXPIRE = 9;
const COOKIE = 10;
const KEEPALIVE = 11;
const PADDING = 12;
const KEY_TAG = 14;
const EXTENDED_ERROR = 15;
const CLIENT_TAG = 16;
const SERVER_TAG = 17;
const LLQ_OCTETS = 18;
const CLIENT_COOKIE_OCTETS = 8;
/** "Compact answers OK" (RFC 9824 section 5.1). */
const COMPACT_OK = 0x4000;

/** RFC 8914 section 4 by number, as BIND 9.18 spells them (lib/dns/message.c edetext). */
const EXTENDED_ERRORS: readonly string[] = [
  "Other",
  "Unsupported DNSKEY Algorithm",
  "Unsupported DS Digest Type",
  "Stale Answer",
  "Forged Answer",
  "DNSSEC Indeterminate",
  "DNSSEC Bogus",
  "Signature Expired",
  "Signature Not Yet Valid",
  "DNSKEY Missing",
  "RRSIGs Missing",
  "No Zone Key Bit Set",
  "NSEC Missing",
  "Cached Error",
  "Not Ready",
  "Blocked",
  "Censored",
  "Filtered",
  "Prohibited",
  "Stale NXDOMAIN Answer",
  "Not Authoritative",
  "Not Supported",
  "No Reachable Authority",
  "Network Error",
  "Invalid Data",
];

/** What stands behind `flags:`. */
function flagWords({ dnssecOk, z }: Edns): string {
  const words = `${dnssecOk ? " do" : ""}${(z & COMPACT_OK) === 0 ? "" : " co"}`;
  const mustBeZero = z & ~COMPACT_OK;
  return mustBeZero === 0 ? `${words};` : `${words}; MBZ: 0x${mustBeZero.toString(16).padStart(4, "0")},`;
}

/** The lines of dig's OPT pseudosection; `sent` is the query's OPT, to judge the cookie by (lib/dns/message.c, dns_message_pseudosectiontotext). */
export function ednsLines(edns: Edns, sent: Edns | null): readonly string[] {
  return [
    ";; OPT PSEUDOSECTION:",
    `; EDNS: version: ${edns.version}, flags:${flagWords(edns)} udp: ${edns.udpSize}`,
    ...edns.options.map((option) => `; ${optionText(option, sent)}`),
  ];
}

/** Names of options; the others are `OPT=<code>`. */
const OPTION_NAMES: ReadonlyMap<number, string> = new Map([
  [LLQ, "LLQ"],
  [NSID, "NSID"],
  [CLIENT_SUBNET, "CLIENT-SUBNET"],
  [EXPIRE, "EXPIRE"],
  [COOKIE, "COOKIE"],
  [KEEPALIVE, "TCP KEEPALIVE"],
  [PADDING, "PAD"],
  [KEY_TAG, "KEY-TAG"],
  [EXTENDED_ERROR, "EDE"],
  [CLIENT_TAG, "CLIENT-TAG"],
  [SERVER_TAG, "SERVER-TAG"],
]);

function optionText(option: EdnsOption, sent: Edns | null): string {
  const { code, data } = option;
  const name = `${OPTION_NAMES.get(code) ?? `OPT=${code}`}:`;
  if (data.length === 0) return name;
  return `${name} ${knownText(code, data, sent) ?? hexAndText(data)}`;
}

/** The option's own words; null where its octets are not what they should be. */
function knownText(code: number, data: Uint8Array, sent: Edns | null): string | null {
  switch (code) {
    case LLQ:
      return data.length === LLQ_OCTETS ? llqText(data) : null;
    case CLIENT_SUBNET:
      // One that is none has no characters behind its octets, and a space at its end.
      return clientSubnetText(data) ?? `${spaced(data)} `;
    case EXPIRE:
      return data.length === 4 ? expireText(numberOf(data)) : null;
    case COOKIE:
      return `${hex(data)}${cookieVerdict(data, sent)}`;
    case KEEPALIVE:
      return data.length === 2 ? `${(numberOf(data) / 10).toFixed(1)} secs` : null;
    case PADDING:
      return `(${data.length} bytes)`;
    case KEY_TAG:
      return data.length % 2 === 0 ? keyTagText(data) : null;
    case EXTENDED_ERROR:
      return data.length >= 2 ? extendedErrorText(data) : null;
    case CLIENT_TAG:
    case SERVER_TAG:
      return data.length === 2 ? String(numberOf(data)) : null;
    default:
      return null;
  }
}

/** RFC 8764 section 3.2. */
function llqText(data: Uint8Array): string {
  const [version, opcode, error] = [0, 2, 4].map((at) => numberOf(data.subarray(at, at + 2)));
  const identifier = BigInt(`0x${hex(data.subarray(6, 14))}`);
  const lifetime = numberOf(data.subarray(14));
  return `Version: ${version}, Opcode: ${opcode}, Error: ${error}, Identifier: ${identifier}, Lifetime: ${lifetime}`;
}

function keyTagText(data: Uint8Array): string {
  const tags = Array.from({ length: data.length / 2 }, (_, at) => numberOf(data.subarray(at * 2, at * 2 + 2)));
  return tags.join(", ");
}

function extendedErrorText(data: Uint8Array): string {
  const code = numberOf(data.subarray(0, 2));
  const name = EXTENDED_ERRORS[code];
  const text = data.length > 2 ? `: (${printableText(data.subarray(2))})` : "";
  return `${code}${name === undefined ? "" : ` (${name})`}${text}`;
}

/** Whether a reply's cookie begins with the one that was sent (bin/dig/dighost.c, process_cookie); no word where none was sent. */
export function judgeCookie(data: Uint8Array, sent: Edns | null): "good" | "echoed" | "bad" | "not-sent" {
  const ours = sent?.options.find((option) => option.code === COOKIE)?.data;
  if (ours === undefined) return "not-sent";
  const isOurs = data.length >= CLIENT_COOKIE_OCTETS && hex(data.subarray(0, 8)) === hex(ours.subarray(0, 8));
  if (!isOurs) return "bad";
  return data.length === CLIENT_COOKIE_OCTETS ? "echoed" : "good";
}

function cookieVerdict(data: Uint8Array, sent: Edns | null): string {
  const verdict = judgeCookie(data, sent);
  return verdict === "not-sent" ? "" : ` (${verdict})`;
}

/** dig warns of a cookie that is not its own. */
export function hasForeignCookie(edns: Edns | null, sent: Edns | null): boolean {
  const cookie = edns?.options.find(({ code }) => code === COOKIE);
  return cookie !== undefined && judgeCookie(cookie.data, sent) === "bad";
}

/** RFC 7871 section 6; null for one whose lengths are not of its family, or that has fewer octets than they say (lib/dns/message.c render_ecs). */
function clientSubnetText(data: Uint8Array): string | null {
  if (data.length < 4) return null;
  const family = numberOf(data.subarray(0, 2));
  const [sourceLength = 0, scopeLength = 0] = data.subarray(2);
  const network = data.subarray(4, 4 + Math.ceil(sourceLength / 8));
  const widest = [0, 32, 128][family] ?? -1;
  const isShort = network.length < Math.ceil(sourceLength / 8);
  if (isShort || sourceLength > widest || scopeLength > widest) return null;
  return `${networkText(family, network)}/${sourceLength}/${scopeLength}`;
}

function networkText(family: number, network: Uint8Array): Address | "0" {
  if (family === 0) return "0";
  const octets = new Uint8Array(family === 1 ? 4 : 16);
  octets.set(network);
  return family === 1 ? ipv4FromBytes(octets) : ipv6FromBytes(octets);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** Characters that steer a terminal. dig writes those beyond ASCII as they came; here they become dots too. */
const STEERING = /[\p{Cc}\p{Bidi_Control}]/gu;

/** UTF-8 text (RFC 8914 section 2). */
function printableText(octets: Uint8Array): string {
  return decoder.decode(octets).replace(STEERING, ".");
}

function expireText(seconds: number): string {
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 604_800), "week"],
    [Math.floor(seconds / 86_400) % 7, "day"],
    [Math.floor(seconds / 3600) % 24, "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ];
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return `${seconds} (${words.length === 0 ? "0 seconds" : words.join(" ")})`;
}

function numberOf(octets: Uint8Array): number {
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

function hex(octets: Uint8Array): string {
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

function hexAndText(octets: Uint8Array): string {
  return `${spaced(octets)} ("${printable(octets)}")`;
}

function spaced(octets: Uint8Array): string {
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join(" ");
}

function printable(octets: Uint8Array): string {
  return [...octets].map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : ".")).join("");
}
