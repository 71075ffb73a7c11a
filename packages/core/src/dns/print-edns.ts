import { type Address, ipv4FromBytes, ipv6FromBytes } from "./address.ts";
import type { Edns, EdnsOption } from "./message.ts";

const NSID = 3;
const CLIENT_SUBNET = 8;
const EXPIRE = 9;
const COOKIE = 10;
const KEEPALIVE = 11;
const PADDING = 12;
const EXTENDED_ERROR = 15;
const CLIENT_COOKIE_OCTETS = 8;

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

/** The lines of dig's OPT pseudosection; `sent` is the query's OPT, to judge the cookie by. */
export function ednsLines(edns: Edns, sent: Edns | null): readonly string[] {
  const flags = `flags:${edns.dnssecOk ? " do" : ""}`;
  const mustBeZero = edns.z === 0 ? "" : `; MBZ: 0x${edns.z.toString(16).padStart(4, "0")}`;
  return [
    ";; OPT PSEUDOSECTION:",
    `; EDNS: version: ${edns.version}, ${flags}${mustBeZero}${mustBeZero === "" ? ";" : ","} udp: ${edns.udpSize}`,
    ...edns.options.map((option) => `; ${optionText(option, sent)}`),
  ];
}

function optionText(option: EdnsOption, sent: Edns | null): string {
  const { code, data } = option;
  switch (code) {
    case NSID:
      return `NSID${data.length === 0 ? "" : `: ${hexAndText(data)}`}`;
    case CLIENT_SUBNET:
      return `CLIENT-SUBNET: ${clientSubnetText(data) ?? hexAndText(data)}`;
    case EXPIRE:
      return data.length === 4 ? `EXPIRE: ${expireText(numberOf(data))}` : "EXPIRE";
    case COOKIE:
      return `COOKIE: ${hex(data)} (${judgeCookie(data, sent)})`;
    case KEEPALIVE:
      return data.length === 2 ? `TCP-KEEPALIVE: ${(numberOf(data) / 10).toFixed(1)} secs` : "TCP-KEEPALIVE";
    case PADDING:
      return data.length === 0 ? "PADDING" : `PADDING: (${data.length} bytes)`;
    case EXTENDED_ERROR:
      return data.length >= 2 ? extendedErrorText(data) : "EDE";
    default:
      return `OPT=${code}${data.length === 0 ? "" : `: ${hexAndText(data)}`}`;
  }
}

function extendedErrorText(data: Uint8Array): string {
  const code = numberOf(data.subarray(0, 2));
  const name = EXTENDED_ERRORS[code];
  const text = data.length > 2 ? `: (${printable(data.subarray(2))})` : "";
  return `EDE: ${code}${name === undefined ? "" : ` (${name})`}${text}`;
}

/** dig compares with the cookie it sent (bin/dig/dighost.c process_cookie). */
function judgeCookie(data: Uint8Array, sent: Edns | null): "good" | "echoed" | "bad" {
  const ours = sent?.options.find((option) => option.code === COOKIE)?.data;
  if (ours === undefined) return "bad";
  const isOurs = data.length >= CLIENT_COOKIE_OCTETS && hex(data.subarray(0, 8)) === hex(ours.subarray(0, 8));
  if (!isOurs) return "bad";
  return data.length === CLIENT_COOKIE_OCTETS ? "echoed" : "good";
}

/** RFC 7871 section 6. */
function clientSubnetText(data: Uint8Array): string | null {
  const [, family = 0, sourceLength = 0, scopeLength = 0] = data;
  const octets = new Uint8Array(family === 1 ? 4 : 16);
  if (data.length < 4 || (family !== 1 && family !== 2) || data.length - 4 > octets.length) return null;
  octets.set(data.subarray(4));
  const address: Address = family === 1 ? ipv4FromBytes(octets) : ipv6FromBytes(octets);
  return `${address}/${sourceLength}/${scopeLength}`;
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
  const pairs = [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join(" ");
  return `${pairs} ("${printable(octets)}")`;
}

function printable(octets: Uint8Array): string {
  return [...octets].map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : ".")).join("");
}
