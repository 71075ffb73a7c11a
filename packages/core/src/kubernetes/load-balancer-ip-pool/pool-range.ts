import { type Address, addressNumber, isIpv6, parseAddress, parsePrefix } from "../../dns/index.ts";
import type { LoadBalancerIpPool } from "../cluster-snapshot.ts";
import { FreeBlocks } from "./free-blocks.ts";
import { addressFromNumber } from "./number-address.ts";

/** Where a block of a pool begins and ends. */
export interface RangeEnds {
  readonly first: Address;
  readonly last: Address;
  /** Blocks of `start` and `stop` keep their ends whatever `allowFirstLastIPs` says. */
  readonly isCidr: boolean;
  /** Addresses of two families, or the first behind the last: the allocator refuses it (pkg/ipalloc NewHashAllocator). */
  readonly isRefused: boolean;
}

/** The ends of a pool's blocks; null: the operator does not read one of them, and then none of the pool. */
export function rangesOf({ blocks }: LoadBalancerIpPool): readonly RangeEnds[] | null {
  const ends = blocks.map(endsOf);
  return ends.every((end) => end !== null) ? ends : null;
}

function endsOf(block: LoadBalancerIpPool["blocks"][number]): RangeEnds | null {
  if (block.kind === "range") {
    const first = parseAddress(block.start);
    const last = block.stop === null || block.stop === "" ? first : parseAddress(block.stop);
    if (first === null || last === null) return null;
    const isRefused = isIpv6(first) !== isIpv6(last) || addressNumber(first) > addressNumber(last);
    return { first, last, isCidr: false, isRefused };
  }
  const prefix = parsePrefix(block.cidr);
  if (typeof prefix === "string" || !/\/(?:0|[1-9]\d*)$/.test(block.cidr)) return null;
  const width = isIpv6(prefix.address) ? 128 : 32;
  const last = addressNumber(prefix.address) + (1n << BigInt(width - prefix.length)) - 1n;
  return {
    first: prefix.address,
    last: addressFromNumber(last, isIpv6(prefix.address)),
    isCidr: true,
    isRefused: false,
  };
}

/** A block of a pool, and who has which address of it. */
export class PoolRange<Holder> {
  readonly pool: string;
  readonly ends: RangeEnds;
  readonly isIpv6: boolean;
  /** By `disabled` of the pool. */
  isSwitchedOff: boolean;
  /** Because its pool conflicts with another one. */
  isInConflict = false;
  readonly #first: bigint;
  readonly #last: bigint;
  readonly #free: FreeBlocks;
  /** null: an end that is kept back. */
  readonly #taken = new Map<Address, Holder | null>();

  constructor(ends: RangeEnds, { metadata, disabled }: LoadBalancerIpPool) {
    this.pool = metadata.name;
    this.ends = ends;
    this.isIpv6 = isIpv6(ends.first);
    this.isSwitchedOff = disabled;
    this.#first = addressNumber(ends.first);
    this.#last = addressNumber(ends.last);
    this.#free = new FreeBlocks(this.#first, this.#last);
  }

  get isDisabled(): boolean {
    return this.isSwitchedOff || this.isInConflict;
  }

  get used(): bigint {
    return BigInt(this.#taken.size);
  }

  get total(): bigint {
    return this.#last - this.#first + 1n;
  }

  /** As the operator prints it in a conflict. */
  get text(): string {
    return `${this.ends.first} - ${this.ends.last}`;
  }

  covers(address: Address): boolean {
    if (isIpv6(address) !== this.isIpv6) return false;
    const number = addressNumber(address);
    return this.#first <= number && number <= this.#last;
  }

  overlaps(other: PoolRange<Holder>): boolean {
    return this.isIpv6 === other.isIpv6 && this.#first <= other.#last && other.#first <= this.#last;
  }

  isSame({ first, last }: RangeEnds): boolean {
    return this.ends.first === first && this.ends.last === last;
  }

  /** undefined: free. */
  holderOf(address: Address): Holder | null | undefined {
    return this.#taken.get(address);
  }

  /** Which address comes next; null: none is left. */
  get next(): Address | null {
    const { next } = this.#free;
    return next === null ? null : addressFromNumber(next, this.isIpv6);
  }

  /** @returns whether it was free. */
  take(address: Address, holder: Holder | null): boolean {
    if (this.#taken.has(address) || !this.#free.take(addressNumber(address))) return false;
    this.#taken.set(address, holder);
    return true;
  }

  release(address: Address): void {
    if (!this.#taken.has(address)) return;
    this.#free.put(addressNumber(address));
    this.#taken.delete(address);
  }

  /** Whether the first and last address could be kept back: blocks of one or two would be nothing but ends. */
  get hasMiddle(): boolean {
    return this.total > 2n;
  }
}
