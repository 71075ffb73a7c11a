import { type Diagnostic, errorAt, type Span } from "../../../text/index.ts";
import type { AddressMatchElement, AddressMatchList } from "../../acl.ts";
import { type Block, type QuotedString, tokenSpan, type Value, valueSpan, type Word } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { type MatchWord, type PrefixWord, readMatchWord } from "../grammar/match-word.ts";
import { faultOfGeoIp } from "./geo-ip.ts";
import { ListLimiter, type ListPlace, type MutableList } from "./limit-lists.ts";
import { blockIn, textAt, textOf } from "./scope.ts";

/** Makes address match lists of blocks; a named list is one object wherever it is used. */
export interface MatchListReader {
  /** The acls by lower-case name. */
  readonly acls: ReadonlyMap<string, AddressMatchList>;
  /** Elements that look clients up in a database of places, which match nobody here. */
  readonly geoIp: readonly Span[];
  /** A list that a statement uses. Findings inside it and the acls that it names are reported at the first use. */
  read(block: Block): AddressMatchList;
}

type MakeElement = (negated: boolean) => AddressMatchElement;

const BUILT_IN: ReadonlyMap<string, MakeElement> = new Map<string, MakeElement>([
  ["any", (negated) => ({ kind: "any", negated })],
  ["none", (negated) => ({ kind: "any", negated: !negated })],
  ["localhost", (negated) => ({ kind: "localhost", negated })],
  ["localnets", (negated) => ({ kind: "localnets", negated })],
]);

export const BUILT_IN_ACLS: ReadonlySet<string> = new Set(BUILT_IN.keys());

/** Reads the `acl` statements of a file; a loop and a list that is too large admit nobody and are reported. */
export function makeMatchListReader(
  clauses: readonly Clause[],
  maxElements: number,
  diagnostics: Diagnostic[],
): MatchListReader {
  const places = new Map<AddressMatchList, ListPlace>();
  const undefinedIn = new Map<AddressMatchList, Diagnostic[]>();
  const named = namedLists(clauses);
  const acls = new Map([...named].map(([name, { list }]) => [name, list]));
  const geoIp: Span[] = [];
  const noteGeoIp = (values: readonly Value[], at: Value): void => {
    const fault = faultOfGeoIp(values);
    if (fault === null) geoIp.push(valueSpan(at));
    else diagnostics.push(errorAt(valueSpan(at), "NAMED_CONF_VALUE", fault));
  };
  const filling = { acls, undefinedIn, diagnostics, noteGeoIp };
  const limiter = new ListLimiter(places, maxElements, diagnostics);
  for (const { list, block, place } of named.values()) {
    places.set(list, place);
    fillList(list, block, filling);
  }
  for (const { list } of named.values()) limiter.limit(list);
  const reported = new Set<AddressMatchList>();
  const known = new Map<Block, AddressMatchList>();
  const read = (block: Block): AddressMatchList => {
    const before = known.get(block);
    if (before !== undefined) return before;
    const list: MutableList = { elements: [] };
    known.set(block, list);
    places.set(list, { name: "here", span: tokenSpan(block.open) });
    fillList(list, block, filling);
    limiter.limit(list);
    reportUse(list, undefinedIn, reported, diagnostics);
    return list;
  };
  return { acls, geoIp, read };
}

interface NamedList {
  readonly list: MutableList;
  readonly block: Block;
  readonly place: ListPlace;
}

/** The lists of `acl` statements by lower-case name, empty as yet: they may name each other in any order. */
function namedLists(clauses: readonly Clause[]): ReadonlyMap<string, NamedList> {
  const lists = new Map<string, NamedList>();
  for (const clause of clauses) {
    const name = clause.name === "acl" ? textAt(clause, 0) : undefined;
    const block = blockIn(clause.values);
    const key = name?.toLowerCase();
    if (name === undefined || key === undefined || block === undefined || lists.has(key) || BUILT_IN.has(key)) continue;
    lists.set(key, { list: { elements: [] }, block, place: { name, span: tokenSpan(clause.word.token) } });
  }
  return lists;
}

interface Filling {
  readonly acls: ReadonlyMap<string, AddressMatchList>;
  readonly undefinedIn: Map<AddressMatchList, Diagnostic[]>;
  readonly diagnostics: Diagnostic[];
  /** Where clients stand on the globe is not known here. */
  readonly noteGeoIp: (values: readonly Value[], at: Value) => void;
}

/** Recursive in lists inside lists; the parser has limited the depth. */
function fillList(list: MutableList, block: Block, filling: Filling): void {
  for (const { values } of block.statements) {
    const negated = values[0]?.kind === "not";
    const element = readElement(values, negated, list, filling);
    if (element !== null) list.elements.push(element);
  }
}

function readElement(
  values: readonly Value[],
  negated: boolean,
  into: AddressMatchList,
  filling: Filling,
): AddressMatchElement | null {
  const value = values[negated ? 1 : 0];
  if (value?.kind === "block") {
    const list: MutableList = { elements: [] };
    fillList(list, value, filling);
    return { kind: "list", negated, list };
  }
  // What is quoted is the name of a list, whatever it looks like.
  if (value?.kind === "string")
    return readNamedOrPrefix({ kind: "name", name: value.text }, value, negated, into, filling);
  return value?.kind === "word" ? readWord(value, values.slice(negated ? 1 : 0), negated, into, filling) : null;
}

function readWord(
  word: Word,
  values: readonly Value[],
  negated: boolean,
  into: AddressMatchList,
  filling: Filling,
): AddressMatchElement | null {
  const lower = word.text.toLowerCase();
  if (lower === "key") return { kind: "key", negated, name: textOf(values[1]) ?? "" };
  if (lower !== "geoip") return readNamedOrPrefix(readMatchWord(word.text), word, negated, into, filling);
  filling.noteGeoIp(values, word);
  return null;
}

function readNamedOrPrefix(
  read: MatchWord,
  value: Word | QuotedString,
  negated: boolean,
  into: AddressMatchList,
  filling: Filling,
): AddressMatchElement | null {
  const { text } = value;
  if (read.kind === "fault") return null;
  if (read.kind === "prefix") {
    if (read.hasHostBits) reportHostBits(read, valueSpan(value), filling.diagnostics);
    return { kind: "prefix", negated, prefix: read.prefix };
  }
  const key = text.toLowerCase();
  const builtIn = BUILT_IN.get(key);
  if (builtIn !== undefined) return builtIn(negated);
  const list = filling.acls.get(key);
  if (list !== undefined) return { kind: "list", negated, list };
  const finding = errorAt(valueSpan(value), "NAMED_CONF_ACL_UNDEFINED", `undefined ACL '${text}'`);
  filling.undefinedIn.set(into, [...(filling.undefinedIn.get(into) ?? []), finding]);
  return null;
}

function reportHostBits(read: PrefixWord, span: Span, diagnostics: Diagnostic[]): void {
  const message = `'${read.addressText}/${read.lengthText}': address/prefix length mismatch '${read.lengthText}'`;
  diagnostics.push(
    errorAt(span, "NAMED_CONF_PREFIX", message, "The address has bits set beyond the prefix; named does not start."),
  );
}

/** Reports what is undefined in a list and in those that it uses, each list once. Iterative: acls may be long chains. */
function reportUse(
  list: AddressMatchList,
  undefinedIn: ReadonlyMap<AddressMatchList, readonly Diagnostic[]>,
  reported: Set<AddressMatchList>,
  diagnostics: Diagnostic[],
): void {
  const open = [list];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (reported.has(current)) continue;
    reported.add(current);
    for (const finding of undefinedIn.get(current) ?? []) diagnostics.push(finding);
    for (const element of current.elements) if (element.kind === "list") open.push(element.list);
  }
}
