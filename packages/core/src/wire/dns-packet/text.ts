import { DomainName, labelsOf, nameFromLabels } from "../../dns/index.ts";
import type { Place } from "./problems.ts";

const encoder = new TextEncoder();
/** As Buffer reads: U+FFFD for what is no UTF-8, and a byte order mark stays. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const DOT = ".";
/** The package trims dots with a regular expression that takes these for ends of the text. */
const LINE_END = /[\n\r\u2028\u2029]/;

export function octetsFromText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of octets that are UTF-8; null for others. */
function textOf(octets: Uint8Array): string | null {
  const text = decoder.decode(octets);
  const again = encoder.encode(text);
  return again.length === octets.length && again.every((octet, at) => octet === octets[at]) ? text : null;
}

export function textFromOctets(octets: Uint8Array, place: Place): string {
  const text = textOf(octets);
  if (text === null) place.report("string-not-text", "octets that are not UTF-8");
  return text ?? "";
}

/** `mail`: the first label is a mailbox, whose dots the package writes as `\.` (SOA's rname, RP's mbox). */
export type NameKind = "name" | "mail";

/** A name as the package writes it: no final dot, `.` for the root. */
export function packetNameOf(name: DomainName, kind: NameKind, place: Place): string {
  const all = labelsOf(name);
  const labels = all.map((octets, index) => {
    const isMailbox = kind === "mail" && index === 0;
    return packetLabelOf(octets, kind, isMailbox ? (all.length === 1 ? "alone" : "followed") : "none");
  });
  if (labels.includes(null)) place.report("name-not-text", name.text);
  return labels.length === 0 ? DOT : labels.join(DOT);
}

/** A label as the package writes and reads it again; null where it would be another. */
function packetLabelOf(octets: Uint8Array, kind: NameKind, mailbox: "alone" | "followed" | "none"): string | null {
  const label = textOf(octets);
  if (label === null || LINE_END.test(label)) return null;
  if (kind === "mail" && label.includes("\\")) return null;
  if (!label.includes(DOT)) return label;
  // It drops a dot at the front of a mailbox, and one at the end of the whole name.
  const isKept = !label.startsWith(DOT) && (mailbox === "followed" || !label.endsWith(DOT));
  return mailbox !== "none" && isKept ? label.replaceAll(DOT, "\\.") : null;
}

/** A name from the package's text, read as its `encode` reads it. */
export function nameFromPacket(text: unknown, kind: NameKind, place: Place): DomainName {
  const name = typeof text === "string" ? readName(text, kind) : null;
  if (name === null) place.report("bad-value", `${String(text)} is not a name`);
  return name ?? DomainName.root;
}

function readName(text: string, kind: NameKind): DomainName | null {
  const start = text.startsWith(DOT) ? 1 : 0;
  const end = text.endsWith(DOT) ? text.length - 1 : text.length;
  const trimmed = text.slice(start, Math.max(start, end));
  if (trimmed === "") return text === "" || text === DOT || text === ".." ? DomainName.root : null;
  const labels = kind === "mail" ? mailLabels(trimmed) : trimmed.split(DOT);
  const name = nameFromLabels(labels.map((label) => encoder.encode(label)));
  return typeof name === "string" ? null : name;
}

/** `\.` is a dot within the label, wherever the package's `decode` wrote it. */
function mailLabels(text: string): readonly string[] {
  const labels: string[] = [];
  let open = "";
  for (const part of text.split(DOT)) {
    if (part.endsWith("\\")) open += `${part.slice(0, -1)}.`;
    else {
      labels.push(open + part);
      open = "";
    }
  }
  return open === "" ? labels : [...labels, open];
}
