import { invariant } from "../invariant.ts";

/** Octets of a name on the wire, root label included (RFC 1035 section 3.1). */
export const MAX_NAME_OCTETS = 255;
/** Octets of one label. */
export const MAX_LABEL_OCTETS = 63;

/** Why a text or a packet does not hold a name. */
export type NameFault =
  | "empty"
  | "empty-label"
  | "label-too-long"
  | "name-too-long"
  | "bad-escape"
  | "relative"
  | "not-latin1";

/**
 * An absolute domain name. Labels are octets, not text: any of the 256 values may stand in one (RFC 2181 section 11).
 * Made once when it is read; its key, its parent and its length are never computed twice.
 */
export class DomainName {
  /** Presentation format in the spelling as read, always absolute, with the escapes of RFC 1035 section 5.1 as BIND prints them. */
  readonly text: string;
  /** Equal names have equal keys: lower case, and every octet that is not a plain character as `\DDD`, so a bare `.` always ends a label. */
  readonly key: string;
  /** Labels without the root: 0 for the root, 3 for `www.kloud.lan.`. */
  readonly labelCount: number;
  /** Octets on the wire, 1 to 255. */
  readonly octets: number;
  #parent: DomainName | null | undefined;

  private constructor(text: string, key: string, labelCount: number, octets: number) {
    this.text = text;
    this.key = key;
    this.labelCount = labelCount;
    this.octets = octets;
  }

  /** The name without its leftmost label; null for the root. Made at the first use and kept. */
  get parent(): DomainName | null {
    if (this.#parent === undefined) this.#parent = makeParent(this);
    return this.#parent;
  }

  toString(): string {
    return this.text;
  }

  /** `JSON.stringify` writes names as their text. */
  toJSON(): string {
    return this.text;
  }

  static get root(): DomainName {
    return ROOT;
  }

  /** For this folder's converters alone, which have checked every part. */
  static unchecked(text: string, key: string, labelCount: number, octets: number): DomainName {
    return new DomainName(text, key, labelCount, octets);
  }
}

const ROOT = DomainName.unchecked(".", ".", 0, 1);

function makeParent(name: DomainName): DomainName | null {
  if (name.labelCount === 0) return null;
  if (name.labelCount === 1) return ROOT;
  const keyEnd = name.key.indexOf(".");
  const octets = name.octets - octetsOfLabel(name.key, 0, keyEnd) - 1;
  const text = name.text.slice(endOfLabel(name.text, 0) + 1);
  return DomainName.unchecked(text, name.key.slice(keyEnd + 1), name.labelCount - 1, octets);
}

/** End of the label that starts at `from`: the index of its unescaped dot. */
function endOfLabel(text: string, from: number): number {
  let at = from;
  while (text[at] !== "." && at < text.length) at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** Octets of the label of a *key* between two offsets: `\DDD` is one. */
function octetsOfLabel(key: string, from: number, to: number): number {
  let octets = 0;
  for (let at = from; at < to; at += key[at] === "\\" ? 4 : 1) octets += 1;
  return octets;
}

const BACKSLASH = 0x5c;
const DOT = 0x2e;
/** Printed with a backslash, as BIND and dig do. */
const SPECIAL = new Set([...'"().;\\@$'].map((character) => character.charCodeAt(0)));

const textOfOctet: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  if (SPECIAL.has(octet)) return `\\${String.fromCharCode(octet)}`;
  return octet > 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, "0")}`;
});
const keyOfOctet: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  const lower = octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
  const isPlain = lower > 0x20 && lower < 0x7f && lower !== BACKSLASH && lower !== DOT;
  return isPlain ? String.fromCharCode(lower) : `\\${String(lower).padStart(3, "0")}`;
});

/** Text that needs no escape and no look at each octet: letters, digits, `-`, `_`, `*`, `/`. */
const PLAIN_NAME = /^(?:[A-Za-z0-9_*/-]{1,63}\.)+$/;

/**
 * Reads an absolute name in presentation format (RFC 1035 section 5.1: `\.`, `\DDD`).
 * A name without the final dot is taken as absolute too; whoever has an origin joins it first ({@link joinNames}).
 */
export function parseName(text: string): DomainName | NameFault {
  if (text === ".") return DomainName.root;
  if (text === "") return "empty";
  const absolute = text.endsWith(".") ? text : `${text}.`;
  if (absolute.length < MAX_NAME_OCTETS && PLAIN_NAME.test(absolute)) {
    return DomainName.unchecked(absolute, absolute.toLowerCase(), countDots(absolute), absolute.length + 1);
  }
  const labels = labelsFromText(text);
  return typeof labels === "string" ? labels : nameFromLabels(labels);
}

function countDots(text: string): number {
  let count = 0;
  for (let at = text.indexOf("."); at !== -1; at = text.indexOf(".", at + 1)) count += 1;
  return count;
}

/** The labels of `left`, then those of `right`: neither is read again. */
export function concatenateNames(left: DomainName, right: DomainName): DomainName | NameFault {
  if (left.labelCount === 0) return right;
  if (right.labelCount === 0) return left;
  const octets = left.octets + right.octets - 1;
  if (octets > MAX_NAME_OCTETS) return "name-too-long";
  return DomainName.unchecked(left.text + right.text, left.key + right.key, left.labelCount + right.labelCount, octets);
}

/** A name that our own code writes down; a mistake in it is our bug. */
export function nameOf(text: string): DomainName {
  const name = parseName(text);
  invariant(typeof name !== "string", `not a domain name: ${text}`);
  return name;
}

/** The labels of a presentation-format name as octets, leftmost first; a final dot is optional. */
export function labelsFromText(text: string): readonly Uint8Array[] | NameFault {
  if (text === ".") return [];
  const labels: Uint8Array[] = [];
  let octets: number[] = [];
  for (let at = 0; at < text.length; ) {
    if (text.charCodeAt(at) === DOT) {
      if (octets.length === 0) return "empty-label";
      labels.push(Uint8Array.from(octets));
      octets = [];
      at += 1;
      continue;
    }
    const character = readCharacter(text, at);
    if (typeof character === "string") return character;
    octets.push(character.octet);
    at += character.length;
  }
  if (octets.length > 0) labels.push(Uint8Array.from(octets));
  return labels;
}

/** One octet of a label: a character, or an escape of two or four. */
function readCharacter(text: string, at: number): { readonly octet: number; readonly length: number } | NameFault {
  const octet = text.charCodeAt(at);
  if (octet > 0xff) return "not-latin1";
  return octet === BACKSLASH ? (readEscape(text, at) ?? "bad-escape") : { octet, length: 1 };
}

function readEscape(text: string, at: number): { readonly octet: number; readonly length: number } | null {
  const next = text[at + 1];
  if (next === undefined) return null;
  if (next < "0" || next > "9") {
    const octet = next.charCodeAt(0);
    return octet > 0xff ? null : { octet, length: 2 };
  }
  const digits = text.slice(at + 1, at + 4);
  if (digits.length < 3 || !/^[0-9]{3}$/.test(digits) || Number(digits) > 0xff) return null;
  return { octet: Number(digits), length: 4 };
}

/** A name of labels given as octets, leftmost first, without the root label. */
export function nameFromLabels(labels: readonly Uint8Array[]): DomainName | NameFault {
  let octets = 1;
  let text = "";
  let key = "";
  for (const label of labels) {
    if (label.length === 0) return "empty-label";
    if (label.length > MAX_LABEL_OCTETS) return "label-too-long";
    octets += label.length + 1;
    for (const octet of label) {
      text += textOfOctet[octet];
      key += keyOfOctet[octet];
    }
    text += ".";
    key += ".";
  }
  if (octets > MAX_NAME_OCTETS) return "name-too-long";
  return labels.length === 0 ? DomainName.root : DomainName.unchecked(text, key, labels.length, octets);
}

/** The labels of a name as octets in the spelling as read, leftmost first, without the root label. */
export function labelsOf(name: DomainName): readonly Uint8Array[] {
  const labels = labelsFromText(name.text);
  invariant(typeof labels !== "string", "a name holds well-formed text");
  return labels;
}

/** The labels of a name in presentation format and in the spelling as read, leftmost first. */
export function labelTexts(name: DomainName): readonly string[] {
  return splitLabels(name.text);
}

/** The labels of a name's key: lower case, leftmost first. */
export function labelKeys(name: DomainName): readonly string[] {
  return name.labelCount === 0 ? [] : name.key.slice(0, -1).split(".");
}

function splitLabels(text: string): readonly string[] {
  if (text === ".") return [];
  if (!text.includes("\\")) return text.slice(0, -1).split(".");
  const labels: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfLabel(text, at);
    labels.push(text.slice(at, end));
    at = end + 1;
  }
  return labels;
}

/** `relative` (presentation format, no final dot) below `origin`. */
export function joinNames(relative: string, origin: DomainName): DomainName | NameFault {
  if (relative === "") return "empty";
  return parseName(origin.labelCount === 0 ? `${relative}.` : `${relative}.${origin.text}`);
}

/** `label` (presentation format) as the leftmost label in front of `name`. */
export function childOf(name: DomainName, label: string): DomainName | NameFault {
  return joinNames(label, name);
}

export function sameName(left: DomainName, right: DomainName): boolean {
  return left.key === right.key;
}

/** Whether `name` is `ancestor` or stands below it. */
export function isAtOrBelow(name: DomainName, ancestor: DomainName): boolean {
  if (ancestor.labelCount === 0) return true;
  if (name.labelCount < ancestor.labelCount || !name.key.endsWith(ancestor.key)) return false;
  const boundary = name.key.length - ancestor.key.length;
  return boundary === 0 || name.key.charCodeAt(boundary - 1) === DOT;
}

export function isBelow(name: DomainName, ancestor: DomainName): boolean {
  return name.labelCount > ancestor.labelCount && isAtOrBelow(name, ancestor);
}

/** The ancestor of `name` (or itself) that has so many labels. */
export function ancestorWithLabels(name: DomainName, labelCount: number): DomainName {
  let current = name;
  while (current.labelCount > labelCount) {
    const { parent } = current;
    invariant(parent !== null, "only the root has no parent");
    current = parent;
  }
  return current;
}

/** The labels of `name` left of `ancestor`, in presentation format, leftmost first. */
export function labelsBelow(name: DomainName, ancestor: DomainName): readonly string[] {
  return labelTexts(name).slice(0, name.labelCount - ancestor.labelCount);
}

/** `name` with the suffix `from` replaced by `to`. */
export function moveName(name: DomainName, from: DomainName, to: DomainName): DomainName | NameFault {
  invariant(isAtOrBelow(name, from), `${name.text} is not below ${from.text}`);
  const left = labelsBelow(name, from).join(".");
  return left === "" ? to : joinNames(left, to);
}

/** `*.` in front of `name` (RFC 4592 section 2.1.1). */
export function wildcardBelow(name: DomainName): DomainName | NameFault {
  return childOf(name, "*");
}

export function isWildcard(name: DomainName): boolean {
  return name.key.startsWith("*.");
}

/** Canonical order of RFC 4034 section 6.1: by labels from the right, as octets, lower case. */
export function compareNames(left: DomainName, right: DomainName): number {
  const leftLabels = labelKeys(left);
  const rightLabels = labelKeys(right);
  for (let back = 1; back <= Math.min(leftLabels.length, rightLabels.length); back += 1) {
    const order = compareLabels(leftLabels.at(-back) ?? "", rightLabels.at(-back) ?? "");
    if (order !== 0) return order;
  }
  return leftLabels.length - rightLabels.length;
}

function compareLabels(left: string, right: string): number {
  if (left === right) return 0;
  if (!left.includes("\\") && !right.includes("\\")) return left < right ? -1 : 1;
  const decode = (label: string): string =>
    label.replace(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number(digits)));
  return decode(left) < decode(right) ? -1 : 1;
}
