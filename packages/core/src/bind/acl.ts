import {
  type Address,
  addressNumber,
  type DomainName,
  isIpv4,
  maskAddress,
  type Prefix,
  parseName,
} from "../dns/index.ts";
import { invariant } from "../invariant.ts";

/**
 * An address match list (BIND ARM, "address_match_list"): the first element that matches decides.
 * Named lists are the same object wherever they are used, so a list is compiled once.
 */
export interface AddressMatchList {
  readonly elements: readonly AddressMatchElement[];
}

export type AddressMatchElement = { readonly negated: boolean } & (
  | { readonly kind: "any" }
  | { readonly kind: "prefix"; readonly prefix: Prefix }
  /** All addresses of this host. */
  | { readonly kind: "localhost" }
  /** The networks of all addresses of this host. */
  | { readonly kind: "localnets" }
  /** Whoever signs with this key, wherever he is; an unsigned question never matches. */
  | { readonly kind: "key"; readonly name: string }
  /** Matches if the list inside says yes; a no inside is no match here, whether or not this element is negated. */
  | { readonly kind: "list"; readonly list: AddressMatchList }
);

/** An address of the host and how many bits of it are its network's. */
export interface OwnAddress {
  readonly address: Address;
  readonly prefixLength: number;
}

export type MatchOutcome = "yes" | "no" | "no-match";

export const anyAddress: AddressMatchList = { elements: [{ kind: "any", negated: false }] };
/** `none` is a negated `any`: as an element of a list it refuses whatever comes to it. */
export const noAddress: AddressMatchList = { elements: [{ kind: "any", negated: true }] };
/** Who may recurse when nothing is said. */
export const localNetworks: AddressMatchList = {
  elements: [
    { kind: "localnets", negated: false },
    { kind: "localhost", negated: false },
  ],
};

/** Whether a list admits an address of one family is a search in sorted ranges. */
export interface CompiledAcl {
  /** What the first matching element says. */
  match(address: Address): MatchOutcome;
  permits(address: Address): boolean;
}

/**
 * Compiles a list for a host that has these addresses; compile again when they change (localhost and localnets follow at once).
 * `signer`: the key with which questions are signed; null: they are not.
 * Work: ranges of all lists inside, each list once; `bindSettings` has limited their number.
 */
export function compileAcl(
  list: AddressMatchList,
  own: readonly OwnAddress[],
  signer: DomainName | null = null,
): CompiledAcl {
  const compiler = makeCompiler({ own, signer });
  const ipv4 = compiler(list, 4);
  const ipv6 = compiler(list, 16);
  const everywhere = sameOutcome(ipv4, ipv6);
  if (everywhere !== null) return { match: () => everywhere, permits: () => everywhere === "yes" };
  const known = new Map<Address, MatchOutcome>();
  const match = (address: Address): MatchOutcome => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const outcome = find(isIpv4(address) ? ipv4 : ipv6, addressNumber(address));
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(address, outcome);
    return outcome;
  };
  return { match, permits: (address) => match(address) === "yes" };
}

/** What a list says of every address, as `any` and `none` do; null: it depends on the address. */
function sameOutcome(one: RangeMap, other: RangeMap): MatchOutcome | null {
  const outcome = one.outcomes[0] ?? null;
  const isSame = one.outcomes.length === 1 && other.outcomes.length === 1 && other.outcomes[0] === outcome;
  return isSame ? outcome : null;
}

/** Clients come again; of so many all are forgotten. */
const MOST_REMEMBERED = 256;

type FamilyOctets = 4 | 16;

/** `outcomes[i]` holds from `starts[i]` until the next start; `starts[0]` is 0. */
interface RangeMap {
  readonly starts: readonly bigint[];
  readonly outcomes: readonly MatchOutcome[];
}

/** `end` is exclusive. */
interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

type Compiler = (list: AddressMatchList, family: FamilyOctets) => RangeMap;

/** Who is asked, and who signs. */
interface Standpoint {
  readonly own: readonly OwnAddress[];
  readonly signer: DomainName | null;
}

function makeCompiler(standpoint: Standpoint): Compiler {
  const done = { 4: new Map<AddressMatchList, RangeMap>(), 16: new Map<AddressMatchList, RangeMap>() } as const;
  const compile: Compiler = (list, family) => {
    const known = done[family].get(list);
    if (known !== undefined) return known;
    const parts = list.elements.map((element) => ({
      outcome: element.negated ? ("no" as const) : ("yes" as const),
      ranges: rangesOf(element, family, standpoint, compile),
    }));
    const map = paint(parts, 1n << BigInt(family * 8));
    done[family].set(list, map);
    return map;
  };
  return compile;
}

function rangesOf(
  element: AddressMatchElement,
  family: FamilyOctets,
  { own, signer }: Standpoint,
  compile: Compiler,
): readonly Range[] {
  const space = 1n << BigInt(family * 8);
  switch (element.kind) {
    case "any":
      return [{ start: 0n, end: space }];
    case "prefix":
      return ofFamily([element.prefix], family);
    case "localhost":
      return ofFamily(
        own.map(({ address }) => ({ address, length: isIpv4(address) ? 32 : 128 })),
        family,
      );
    case "localnets":
      return ofFamily(own.map(networkOf), family);
    case "key":
      return isNamed(signer, element.name) ? [{ start: 0n, end: space }] : [];
    case "list":
      return positiveRanges(compile(element.list, family), space);
  }
}

function isNamed(signer: DomainName | null, text: string): boolean {
  const name = signer === null ? "" : parseName(text);
  return signer !== null && typeof name !== "string" && name.key === signer.key;
}

function networkOf(own: OwnAddress): Prefix {
  return { address: maskAddress(own.address, own.prefixLength), length: own.prefixLength };
}

function ofFamily(prefixes: readonly Prefix[], family: FamilyOctets): readonly Range[] {
  return prefixes
    .filter(({ address }) => isIpv4(address) === (family === 4))
    .map(({ address, length }) => {
      const start = addressNumber(address);
      return { start, end: start + (1n << BigInt(family * 8 - length)) };
    });
}

function positiveRanges(map: RangeMap, space: bigint): readonly Range[] {
  const ranges: Range[] = [];
  for (const [at, outcome] of map.outcomes.entries()) {
    if (outcome === "yes") ranges.push({ start: startAt(map, at), end: map.starts[at + 1] ?? space });
  }
  return ranges;
}

interface Layer {
  readonly outcome: "yes" | "no";
  readonly ranges: readonly Range[];
}

/** Lays the layers over each other, the first on top. Each slot between two boundaries is painted once. */
function paint(layers: readonly Layer[], space: bigint): RangeMap {
  const starts = boundaries(layers, space);
  const slotAt = new Map(starts.map((start, slot) => [start, slot]));
  const outcomes: MatchOutcome[] = starts.map(() => "no-match");
  const nextFree = starts.map((_, slot) => slot);
  nextFree.push(starts.length);
  for (const { outcome, ranges } of layers) {
    for (const { start, end } of ranges) {
      const until = slotAt.get(end) ?? starts.length;
      for (let slot = freeFrom(nextFree, slotAt.get(start) ?? 0); slot < until; slot = freeFrom(nextFree, slot)) {
        outcomes[slot] = outcome;
        nextFree[slot] = slot + 1;
      }
    }
  }
  return joinEqual(starts, outcomes);
}

function boundaries(layers: readonly Layer[], space: bigint): readonly bigint[] {
  const found = new Set<bigint>([0n]);
  for (const { ranges } of layers) {
    for (const { start, end } of ranges) {
      found.add(start);
      if (end < space) found.add(end);
    }
  }
  return [...found].sort((left, right) => (left < right ? -1 : 1));
}

/** The first unpainted slot from here on; paths are halved on the way (union-find). */
function freeFrom(nextFree: number[], from: number): number {
  let slot = from;
  for (let next = nextFree[slot] ?? slot; next !== slot; next = nextFree[slot] ?? slot) {
    nextFree[slot] = nextFree[next] ?? next;
    slot = next;
  }
  return slot;
}

function joinEqual(starts: readonly bigint[], outcomes: readonly MatchOutcome[]): RangeMap {
  const kept = starts.map((_, at) => at).filter((at) => at === 0 || outcomes[at] !== outcomes[at - 1]);
  return {
    starts: kept.map((at) => starts[at] ?? 0n),
    outcomes: kept.map((at) => outcomes[at] ?? "no-match"),
  };
}

function find(map: RangeMap, value: bigint): MatchOutcome {
  let low = 0;
  let high = map.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startAt(map, middle) <= value) low = middle;
    else high = middle - 1;
  }
  return map.outcomes[low] ?? "no-match";
}

function startAt(map: RangeMap, at: number): bigint {
  const start = map.starts[at];
  invariant(start !== undefined, "a range map has a start for each outcome");
  return start;
}
