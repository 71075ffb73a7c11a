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

/** Groups of an extended regular expression; null where it is none. */
function countGroups(expression: string): number | null {
  let groups = 0;
  let open = 0;
  /** Whether there is something to repeat, and whether an alternative may end here. */
  let mayRepeat = false;
  let mayEnd = false;
  PIECE.lastIndex = 0;
  for (let piece = PIECE.exec(expression)?.[0]; piece !== undefined; piece = PIECE.exec(expression)?.[0]) {
    const isClose = piece === ")" && open > 0;
    const isRepeat = /^[*+?]$|^\{\d/.test(piece);
    if (isRepeat ? !mayRepeat || !isBound(piece) : !isPiece(piece)) return null;
    if (piece === "|" && !mayEnd) return null;
    if (isClose && !mayEnd && !endsWithOpen(expression, PIECE.lastIndex - 1)) return null;
    if (piece === "(") groups += 1;
    open += piece === "(" ? 1 : isClose ? -1 : 0;
    mayRepeat = !isRepeat && piece !== "(" && piece !== "|" && piece !== "^";
    mayEnd = piece !== "(" && piece !== "|";
  }
  return open === 0 && mayEnd ? groups : null;
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
