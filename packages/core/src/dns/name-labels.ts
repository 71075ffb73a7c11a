import { DomainName, endOfLabel, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, type NameFault } from "./name.ts";

const BACKSLASH = 0x5c;
const DOT = 0x2e;

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
  for (const label of labels) {
    if (label.length === 0) return "empty-label";
    if (label.length > MAX_LABEL_OCTETS) return "label-too-long";
    octets += label.length + 1;
  }
  if (octets > MAX_NAME_OCTETS) return "name-too-long";
  if (labels.length === 0) return DomainName.root;
  const all = new Uint8Array(octets - 1);
  let at = 0;
  for (const label of labels) {
    all[at] = label.length;
    all.set(label, at + 1);
    at += label.length + 1;
  }
  return DomainName.fromCheckedLabels(all, 0, at, labels.length);
}

/** The labels of a name as octets in the spelling as read, leftmost first, without the root label: views that nobody may write to. */
export function labelsOf({ wire }: DomainName): readonly Uint8Array[] {
  const labels: Uint8Array[] = [];
  for (let at = 0, length = wire[0] ?? 0; length > 0; length = wire[at] ?? 0) {
    labels.push(wire.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
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
