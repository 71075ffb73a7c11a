import {
  type Address,
  addressNumber,
  type DomainName,
  isAtOrBelow,
  isIpv4,
  type Prefix,
  type Question,
  type RrType,
} from "../../../dns/index.ts";
import type { AclAction, AclRule } from "./settings.ts";

/** A line of the configuration with the zones of its rule. */
interface FlatPolicy {
  readonly action: AclAction;
  readonly types: ReadonlySet<RrType> | null;
  readonly networks: readonly Prefix[] | null;
  readonly zones: readonly DomainName[];
}

/** One family's addresses cut at every network: the lines that hold for a piece stand in file order. */
interface Pieces {
  readonly starts: readonly bigint[];
  readonly policies: readonly (readonly FlatPolicy[])[];
}

const MOST_REMEMBERED = 4096;

/**
 * Rules as a search by address. Because a rule without a matching line leaves the decision to the next rule, and any
 * match ends it, the first matching line of the whole file decides (plugin/acl/acl.go ServeDNS).
 */
export class CompiledAcl {
  readonly #ipv4: Pieces;
  readonly #ipv6: Pieces;
  readonly #remembered = new Map<Address, readonly FlatPolicy[]>();

  constructor(rules: readonly AclRule[]) {
    const flat = rules.flatMap(({ zones, policies }) => policies.map((policy) => ({ ...policy, zones })));
    this.#ipv4 = cut(flat, "ipv4");
    this.#ipv6 = cut(flat, "ipv6");
  }

  /** What the first line that matches does; null where none does. */
  decide(source: Address, question: Question): AclAction | null {
    for (const { action, types, zones } of this.#policiesFor(source)) {
      if (types !== null && !types.has(question.type)) continue;
      if (zones.some((zone) => isAtOrBelow(question.name, zone))) return action;
    }
    return null;
  }

  #policiesFor(source: Address): readonly FlatPolicy[] {
    const known = this.#remembered.get(source);
    if (known !== undefined) return known;
    const mapped = addressNumber(source);
    const found = search(isIpv4(source) ? this.#ipv4 : this.#ipv6, mapped);
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(source, found);
    return found;
  }
}

function cut(flat: readonly FlatPolicy[], family: "ipv4" | "ipv6"): Pieces {
  const bits = family === "ipv4" ? 32 : 128;
  const ends = new Map<bigint, Change[]>();
  for (const [index, policy] of flat.entries()) {
    for (const [first, behind] of rangesOf(policy, family, bits)) {
      noteChange(ends, first, { index, by: 1 });
      noteChange(ends, behind, { index, by: -1 });
    }
  }
  return sweep(flat, ends);
}

interface Change {
  readonly index: number;
  readonly by: 1 | -1;
}

function noteChange(ends: Map<bigint, Change[]>, at: bigint, change: Change): void {
  const changes = ends.get(at);
  if (changes === undefined) ends.set(at, [change]);
  else changes.push(change);
}

/** Walks up the addresses and keeps which lines hold; a line may hold through several networks at once. */
function sweep(flat: readonly FlatPolicy[], ends: ReadonlyMap<bigint, readonly Change[]>): Pieces {
  const starts = [...ends.keys()].sort((left, right) => (left < right ? -1 : 1));
  const depth = new Map<number, number>();
  const policies = starts.map((start) => {
    for (const { index, by } of ends.get(start) ?? []) {
      const now = (depth.get(index) ?? 0) + by;
      if (now === 0) depth.delete(index);
      else depth.set(index, now);
    }
    return [...depth.keys()].sort((left, right) => left - right).flatMap((index) => flat[index] ?? []);
  });
  return { starts, policies };
}

function rangesOf(
  { networks }: FlatPolicy,
  family: "ipv4" | "ipv6",
  bits: number,
): readonly (readonly [bigint, bigint])[] {
  if (networks === null) return [[0n, 1n << BigInt(bits)]];
  return networks
    .filter(({ address }) => isIpv4(address) === (family === "ipv4"))
    .map(({ address, length }) => {
      const first = addressNumber(address);
      return [first, first + (1n << BigInt(bits - length))];
    });
}

function search({ starts, policies }: Pieces, address: bigint): readonly FlatPolicy[] {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0n) <= address) low = middle + 1;
    else high = middle;
  }
  return policies[low - 1] ?? [];
}
