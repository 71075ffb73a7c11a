import type { Octets } from "../record.ts";
import { latin1FromOctets } from "./octet-text.ts";

/** Digits, a backslash and the flag cannot be delimiters (RFC 3402 section 3.2; lib/dns/rdata/generic/naptr_35.c txt_valid_regex). */
const NO_DELIMITER = /^[0-9\\i\0]/;

/** Whether NAPTR's third string is empty, or `delimiter expression delimiter replacement delimiter flags`. */
export function isSubstitution(octets: Octets): boolean {
  const text = latin1FromOctets(octets);
  if (text === "") return true;
  const delimiter = text.slice(0, 1);
  const parts = NO_DELIMITER.test(delimiter) || text.includes("\0") ? null : splitAt(text.slice(1), delimiter);
  const [expression = "", replacement = "", flags = ""] = parts ?? [];
  if (parts?.length !== 3 || !/^i*$/.test(flags)) return false;
  const groups = countGroups(expression);
  const references = [...replacement.matchAll(/\\([\s\S])/g)].map(([, character]) => character ?? "");
  return groups !== null && references.every((one) => one !== "0" && (!/[1-9]/.test(one) || Number(one) <= groups));
}

/** Parts between delimiters that no backslash stands before; null for a backslash at the end. */
function splitAt(text: string, delimiter: string): readonly string[] | null {
  const parts = [""];
  for (let at = 0; at < text.length; at += 1) {
    const isEscape = text[at] === "\\" && parts.length < 3;
    if (isEscape && at + 1 === text.length) return null;
    if (text[at] === delimiter) parts.push("");
    else parts[parts.length - 1] += text.slice(at, at + (isEscape ? 2 : 1));
    if (isEscape) at += 1;
  }
  return parts;
}

const CLASSES = "alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit";
/** One piece of an extended regular expression (POSIX); lib/isc/regex.c takes a lone `{` and `)` as they are. */
const PIECE = new RegExp(
  String.raw`\[\^?(?:\]|(?!\]))(?:\[:(?:${CLASSES}):\]|\[\.[^\]]\.\]|\[=[^\]]=\]|[^\][]|\[(?![:.=]))*\]|\\[\s\S]|\{\d+(?:,\d*)?\}|[\s\S]`,
  "y",
);
const MAX_BOUND = 255;

/** How far an expression is read. */
interface Reading {
  groups: number;
  open: number;
  /** Whether there is something to repeat, and whether an alternative may end here. */
  mayRepeat: boolean;
  mayEnd: boolean;
}

/** Groups of an extended regular expression; null where it is none. */
function countGroups(expression: string): number | null {
  const reading: Reading = { groups: 0, open: 0, mayRepeat: false, mayEnd: false };
  PIECE.lastIndex = 0;
  for (let piece = PIECE.exec(expression)?.[0]; piece !== undefined; piece = PIECE.exec(expression)?.[0]) {
    const isBehindOpen = endsWithOpen(expression, PIECE.lastIndex - 1);
    if (!mayFollow(piece, reading, isBehindOpen)) return null;
    advance(piece, reading);
  }
  return reading.open === 0 && reading.mayEnd ? reading.groups : null;
}

function isRepeat(piece: string): boolean {
  return /^[*+?]$|^\{\d/.test(piece);
}

function isClose(piece: string, { open }: Reading): boolean {
  return piece === ")" && open > 0;
}

function mayFollow(piece: string, reading: Reading, isBehindOpen: boolean): boolean {
  if (isRepeat(piece)) return reading.mayRepeat && isBound(piece);
  if (!isPiece(piece)) return false;
  if (piece === "|") return reading.mayEnd;
  return !isClose(piece, reading) || reading.mayEnd || isBehindOpen;
}

function advance(piece: string, reading: Reading): void {
  if (isClose(piece, reading)) reading.open -= 1;
  if (piece === "(") {
    reading.groups += 1;
    reading.open += 1;
  }
  reading.mayEnd = piece !== "(" && piece !== "|";
  reading.mayRepeat = reading.mayEnd && !isRepeat(piece) && piece !== "^";
}

/** `()` is a group of nothing. */
const endsWithOpen = (expression: string, at: number): boolean => expression[at - 1] === "(";

function isBound(piece: string): boolean {
  const [, from, comma, to] = /^\{(\d+)(,?)(\d*)\}$/.exec(piece) ?? [];
  if (from === undefined) return true;
  const last = comma === "" || to === "" ? from : (to ?? from);
  return Number(from) <= Number(last) && Number(last) <= MAX_BOUND;
}

function isPiece(piece: string): boolean {
  if (piece === "[" || piece === "\\") return false;
  if (!piece.startsWith("[")) return true;
  const inside = piece.slice(1, -1).replace(/\[[:.=].*?[:.=]\]/g, "");
  return [...inside.matchAll(/([\s\S])-([^\]])/g)].every(([, from = "", to = ""]) => from <= to);
}
