import { appendAll } from "../../append.ts";
import { addressBytes, ipv4FromBytes, ipv6FromBytes, parseIpv4, parseIpv6 } from "../address.ts";
import type { Octets, ServiceBindingRdata } from "../record.ts";
import { digitsOnly, type WordCursor } from "./cursor.ts";
import {
  base64FromOctets,
  latin1FromOctets,
  octetsFromBase64,
  octetsFromLatin1,
  printQuoted,
  unescapeOctets,
} from "./octet-text.ts";

type Parameter = ServiceBindingRdata["parameters"][number];

/** Names of RFC 9460 section 14.3.2 that BIND 9.18 reads; it prints `dohpath` as `key7`. */
const KEYS = ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath"] as const;
const LAST_PRINTED_BY_NAME = 6;
const MANDATORY = 0;
const ALPN = 1;
const NO_DEFAULT_ALPN = 2;
const PORT = 3;
const ECH = 5;

const nameOfKey = (key: number): string => (key <= LAST_PRINTED_BY_NAME ? (KEYS[key] ?? "") : `key${key}`);

/** SvcParams as BIND prints them (lib/dns/rdata/in_1/svcb_64.c). */
export function printServiceParameters(parameters: readonly Parameter[]): string {
  return parameters.map((parameter) => ` ${printParameter(parameter)}`).join("");
}

function printParameter({ key, value }: Parameter): string {
  const name = nameOfKey(key);
  if (value.length === 0) return name;
  return `${name}=${printValue(key, value)}`;
}

function printValue(key: number, value: Octets): string {
  switch (KEYS[key]) {
    case "mandatory":
      return chunks(value, 2)
        .map((pair) => nameOfKey(numberOf(pair)))
        .join(",");
    case "alpn":
      return `"${protocolsOf(value).map(printProtocol).join(",")}"`;
    case "port":
      return String(numberOf(value));
    case "ipv4hint":
      return chunks(value, 4)
        .map((octets) => ipv4FromBytes(octets))
        .join(",");
    case "ech":
      return base64FromOctets(value);
    case "ipv6hint":
      return chunks(value, 16)
        .map((octets) => ipv6FromBytes(octets))
        .join(",");
    default:
      return printQuoted(value);
  }
}

const numberOf = (octets: Octets): number => octets.reduce((value, octet) => value * 256 + octet, 0);

function chunks(octets: Octets, size: number): readonly Octets[] {
  const parts: Octets[] = [];
  for (let at = 0; at < octets.length; at += size) parts.push(octets.subarray(at, at + size));
  return parts;
}

function protocolsOf(value: Octets): readonly Octets[] {
  const protocols: Octets[] = [];
  for (let at = 0; at < value.length; at += 1 + (value[at] ?? 0)) {
    protocols.push(value.subarray(at + 1, at + 1 + (value[at] ?? 0)));
  }
  return protocols;
}

/** Escaped for the list and then for the string (RFC 9460 appendix A.1); a space is `\032`. */
function printProtocol(protocol: Octets): string {
  let text = "";
  for (const octet of protocol) {
    const character = String.fromCharCode(octet);
    if (character === ",") text += "\\\\,";
    else if (character === "\\") text += "\\\\\\\\";
    else if (character === '"') text += '\\"';
    else text += octet > 0x20 && octet < 0x7f ? character : `\\${String(octet).padStart(3, "0")}`;
  }
  return text;
}

/** Reads what is left of the words, checks it as a whole, and sorts it by key. */
export function readServiceParameters(cursor: WordCursor): readonly Parameter[] {
  const parameters = new Map<number, Octets>();
  while (!cursor.isAtEnd && cursor.fault === null) {
    const parameter = readParameter(cursor);
    if (parameter === null) return [];
    if (parameters.has(parameter.key)) cursor.failAtEnd("duplicate query");
    parameters.set(parameter.key, parameter.value);
  }
  checkTogether(cursor, parameters);
  return [...parameters].map(([key, value]) => ({ key, value })).sort((left, right) => left.key - right.key);
}

function checkTogether(cursor: WordCursor, parameters: ReadonlyMap<number, Octets>): void {
  const listed = chunks(parameters.get(MANDATORY) ?? new Uint8Array(), 2).map(numberOf);
  if (listed.some((key) => !parameters.has(key))) cursor.failAtEnd("inconsistent resource record");
  if (parameters.has(NO_DEFAULT_ALPN) && !parameters.has(ALPN)) {
    cursor.failAtEnd("disallowed (by application policy)");
  }
}

function readParameter(cursor: WordCursor): Parameter | null {
  const text = cursor.bare();
  const equals = text.indexOf("=");
  const key = keyFromName(equals === -1 ? text : text.slice(0, equals));
  const written = equals === -1 ? null : valueText(cursor, text.slice(equals + 1));
  const isByNumber = text.startsWith("key");
  const value = key === null ? null : isByNumber ? rawValue(written ?? "") : readValue(key, written);
  if (key === null || value === null) {
    const isTooLarge = !isByNumber && key === PORT && digitsOnly(written ?? "");
    cursor.fail(isTooLarge ? "out of range" : "syntax error");
    return null;
  }
  if (!isFitValue(key, value)) cursor.fail("FORMERR");
  return { key, value };
}

/** What a key's value must be on the wire (lib/dns/rdata/in_1/svcb_64.c svcparam_validate). */
function isFitValue(key: number, value: Octets): boolean {
  const { length } = value;
  switch (KEYS[key]) {
    case "mandatory":
      return length > 0 && length % 2 === 0;
    case "alpn":
      return length > 0 && isProtocolList(value);
    case "no-default-alpn":
      return length === 0;
    case "port":
      return length === 2;
    case "ipv4hint":
      return length > 0 && length % 4 === 0;
    case "ipv6hint":
      return length > 0 && length % 16 === 0;
    case "dohpath":
      return isPathTemplate(value);
    default:
      return true;
  }
}

/** Whether no protocol is empty and the last ends where the value does. */
function isProtocolList(value: Octets): boolean {
  let at = 0;
  while (at < value.length && value[at] !== 0) at += 1 + (value[at] ?? 0);
  return at === value.length;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const EXPRESSION = /\{[+#./;?&]?([^{}]*)\}/g;

/** A relative URI template in UTF-8 that has the variable `dns` (RFC 9461 section 5). */
function isPathTemplate(value: Octets): boolean {
  try {
    const text = utf8.decode(value);
    const names = [...text.matchAll(EXPRESSION)].flatMap(([, list = ""]) => list.split(","));
    return (
      text.startsWith("/") &&
      names.some((name) => /^dns(?:\*|:\d+)?$/.test(name)) &&
      !/[{}]/.test(text.replace(EXPRESSION, ""))
    );
  } catch {
    return false;
  }
}

/** `alpn="h2,h3"`: the quoted part is a word of its own that touches the equals sign. */
function valueText(cursor: WordCursor, behindEquals: string): string {
  const here = cursor.words[cursor.at - 1];
  const next = cursor.words[cursor.at];
  if (behindEquals !== "" || next === undefined || !next.isQuoted || next.start !== here?.end) return behindEquals;
  cursor.at += 1;
  return next.text;
}

function keyFromName(name: string): number | null {
  const known = (KEYS as readonly string[]).indexOf(name);
  if (known !== -1) return known;
  const digits = name.startsWith("key") ? name.slice(3) : "";
  const isNumber = digitsOnly(digits) && (digits === "0" || !digits.startsWith("0"));
  return isNumber && Number(digits) <= 0xffff ? Number(digits) : null;
}

const rawValue = (text: string): Octets | null => unescapeOctets(text);

function readValue(key: number, text: string | null): Octets | null {
  const isEmpty = text === null || text === "";
  if (key === NO_DEFAULT_ALPN) return isEmpty ? new Uint8Array() : null;
  // lib/dns/rdata/in_1/svcb_64.c lets ech stand without a value.
  if (isEmpty) return key === ECH ? new Uint8Array() : null;
  switch (KEYS[key]) {
    case "mandatory":
      return readMandatory(text);
    case "alpn":
      return readProtocols(text);
    case "port":
      return digitsOnly(text) && Number(text) <= 0xffff ? u16(Number(text)) : null;
    case "ipv4hint":
      return joined(text.split(",").map((part) => bytesOf(parseIpv4(part))));
    case "ech":
      return octetsFromBase64(text);
    case "ipv6hint":
      return joined(text.split(",").map((part) => bytesOf(parseIpv6(part))));
    default:
      return rawValue(text);
  }
}

const u16 = (value: number): Octets => Uint8Array.of(value >> 8, value & 0xff);
const bytesOf = (address: Parameters<typeof addressBytes>[0] | null): Octets | null =>
  address === null ? null : addressBytes(address);

function joined(parts: readonly (Octets | null)[]): Octets | null {
  const octets: number[] = [];
  for (const part of parts) {
    if (part === null) return null;
    appendAll(octets, part);
  }
  return Uint8Array.from(octets);
}

/** Ascending, each once, and not itself (RFC 9460 section 8). */
function readMandatory(text: string): Octets | null {
  const keys = text.split(",").map(keyFromName);
  if (keys.some((key) => key === null || key === MANDATORY) || new Set(keys).size !== keys.length) return null;
  return joined(
    keys
      .map((key) => key ?? 0)
      .sort((left, right) => left - right)
      .map(u16),
  );
}

function readProtocols(text: string): Octets | null {
  const list = unescapeOctets(text);
  if (list === null) return null;
  const protocols = splitList(latin1FromOctets(list));
  if (protocols.some((protocol) => protocol === "" || protocol.length > 0xff)) return null;
  return joined(protocols.map((protocol) => Uint8Array.of(protocol.length, ...octetsFromLatin1(protocol))));
}

/** Commas separate, unless a backslash stands before (RFC 9460 appendix A.1). */
function splitList(list: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (let at = 0; at < list.length; at += 1) {
    const character = list[at] ?? "";
    if (character === ",") {
      parts.push(part);
      part = "";
    } else if (character === "\\") {
      at += 1;
      part += list[at] ?? "";
    } else part += character;
  }
  return [...parts, part];
}
