import type { DomainName } from "../name.ts";
import type { Octets, Rdata, ResourceRecord } from "../record.ts";
import { isQuestionOnlyType, type RrType } from "../rr-type.ts";
import { digitsOnly, type NameReader, namesBelow, OctetCursor, WordCursor } from "./cursor.ts";
import type { RdataFault, RdataWord } from "./fault.ts";
import { type FieldValue, joinOctets } from "./field-forms.ts";
import { isModelled, type Layout, layoutOf, unmodelledFormats } from "./layouts.ts";
import { locationFromOctets, octetsOfLocation, printLocation, readLocation } from "./location.ts";
import { isOfOddKind, isSound } from "./octet-checks.ts";
import { octetsFromHex, printUnknown } from "./octet-text.ts";
import { checkWhole } from "./whole-checks.ts";

const MAX_RDATA_OCTETS = 0xffff;

/** A record's data in presentation format, octet for octet as named and dig print it; names absolute. */
export function printRdata(data: Rdata): string {
  switch (data.type) {
    case "A":
      return data.address;
    case "NS":
      return data.host.text;
    case "CNAME":
    case "DNAME":
    case "PTR":
      return data.target.text;
    case "LOC":
      return printLocation(data);
    default:
      return "octets" in data ? printOpaque(data.type, data.octets) : printFields(layoutOf(data.type) ?? [], data);
  }
}

function printFields(layout: Layout, data: Rdata): string {
  const values = data as Rdata & Fields;
  let text = "";
  for (const [field, form] of layout) text += form.print(values[field] ?? "");
  return text.slice(1);
}

/** A record's fields by name: the layouts' types bind names and forms. */
type Fields = Readonly<Record<string, FieldValue | undefined>>;

function printOpaque(type: RrType, octets: Octets): string {
  const layout = layoutOf(type);
  const fields = layout === undefined ? null : fieldsFromOctets(layout, octets);
  if (layout === undefined || fields === null) return printUnknown(octets);
  let text = "";
  for (const [field, form] of layout) text += form.print(fields[field] ?? "");
  return text.slice(1);
}

/** A record on one line: owner, TTL, class, type, data, with tabs between. */
export function printRecord(record: ResourceRecord): string {
  return `${record.owner.text}\t${record.ttl}\t${record.class}\t${record.data.type}\t${printRdata(record.data)}`;
}

/** Equal data of one type have equal keys: names compare without regard to case (RFC 2181 section 5, RFC 4034 section 6.2). */
export function rdataKey(data: Rdata): string {
  if (data.type === "LOC") return printRdata(data);
  const layout = layoutOf(data.type) ?? [];
  const values = "octets" in data ? fieldsFromOctets(layout, data.octets) : (data as Rdata & Fields);
  if (values === null || layout.length === 0) return printRdata(data);
  let text = "";
  for (const [field, form] of layout) {
    const value = values[field] ?? "";
    text += typeof value === "object" && "key" in value ? ` ${value.key}` : form.print(value);
  }
  return text;
}

/**
 * Reads the words behind a type (RFC 1035 section 5.1); `\#` and hexadecimal for any type (RFC 3597 section 5).
 * @param names how names are read where not simply below `origin`: a zone reader keeps those it has seen
 */
export function parseRdataText(
  type: RrType,
  words: readonly RdataWord[],
  origin: DomainName,
  names: NameReader = namesBelow(origin),
): Rdata | RdataFault {
  if (isQuestionOnlyType(type)) return { why: "invalid use of a meta type", word: null };
  if (isUnknownFormat(type, words)) return parseUnknown(type, words);
  const cursor = new WordCursor(words, names);
  const data = readData(type, cursor);
  if (cursor.fault !== null) return cursor.fault;
  if (data === null) return { why: unmodelledFormats.has(type) ? "not modelled" : "syntax error", word: 0 };
  return cursor.isAtEnd ? data : { why: "extra input text", word: cursor.at };
}

function readData(type: RrType, cursor: WordCursor): Rdata | null {
  if (type === "LOC") return readLocation(cursor);
  const layout = layoutOf(type);
  if (layout === undefined) return null;
  const fields: Record<string, FieldValue> = {};
  for (const [field, form] of layout) {
    fields[field] = form.read(cursor);
    if (cursor.fault !== null) return null;
  }
  const data = dataFromFields(type, layout, fields);
  if (cursor.fault === null) checkWhole(type, fields, cursor);
  return data;
}

/** `\#` is a string of its own in TXT when no number follows. */
function isUnknownFormat(type: RrType, words: readonly RdataWord[]): boolean {
  const [first, second] = words;
  if (first === undefined || first.isQuoted || first.text !== "\\#") return false;
  return type !== "TXT" || (second !== undefined && !second.isQuoted && digitsOnly(second.text));
}

function parseUnknown(type: RrType, words: readonly RdataWord[]): Rdata | RdataFault {
  const octets = parseGenericOctets(words);
  if ("why" in octets) return octets;
  const data = rdataFromOctets(type, octets);
  return "why" in data || isSound(type, octets) ? data : { why: "FORMERR", word: null };
}

/** `\#`, a length, and hexadecimal (RFC 3597 section 5). */
export function parseGenericOctets(words: readonly RdataWord[]): Octets | RdataFault {
  const cursor = new WordCursor(words, () => "relative");
  cursor.at = 1;
  const length = cursor.number(MAX_RDATA_OCTETS);
  if (cursor.fault !== null) return cursor.fault;
  const octets = octetsFromHex(cursor.rest());
  if (octets === null) return { why: "bad hex encoding", word: null };
  if (octets.length < length) return { why: "unexpected end of input", word: null };
  if (octets.length > length) return { why: "ran out of space", word: null };
  return octets;
}

/** Data as on the wire, names uncompressed. */
export function rdataFromOctets(type: RrType, octets: Octets): Rdata | RdataFault {
  if (type === "LOC") return locationFromOctets(octets) ?? { why: "unexpected end of input", word: null };
  const layout = layoutOf(type);
  if (layout === undefined) return { type, octets } as Rdata;
  const cursor = new OctetCursor(octets);
  const fields = readFields(layout, cursor);
  if (cursor.isBroken && isOfOddKind(type, octets)) return { type, octets } as Rdata;
  if (cursor.isBroken) return { why: "unexpected end of input", word: null };
  if (cursor.left > 0) return { why: "extra input data", word: null };
  return dataFromFields(type, layout, fields);
}

function fieldsFromOctets(layout: Layout, octets: Octets): Fields | null {
  const cursor = new OctetCursor(octets);
  const fields = readFields(layout, cursor);
  return cursor.isBroken || cursor.left > 0 ? null : fields;
}

function readFields(layout: Layout, cursor: OctetCursor): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const [field, form] of layout) fields[field] = form.fromOctets(cursor);
  return fields;
}

/** Types without fields keep their octets. */
function dataFromFields(type: RrType, layout: Layout, fields: Record<string, FieldValue>): Rdata {
  if (isModelled(type)) return { type, ...fields } as { readonly type: RrType } as Rdata;
  return { type, octets: joinOctets(layout.map(([field, form]) => form.toOctets(fields[field] ?? ""))) } as Rdata;
}

/** Data as on the wire, names uncompressed and in their own spelling. */
export function octetsOfRdata(data: Rdata): Octets {
  if ("octets" in data) return data.octets;
  if (data.type === "LOC") return octetsOfLocation(data);
  const values = data as Rdata & Fields;
  return joinOctets((layoutOf(data.type) ?? []).map(([field, form]) => form.toOctets(values[field] ?? "")));
}
