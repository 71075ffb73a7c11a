/** Neighbouring free addresses, linked in their order. */
interface Block {
  from: bigint;
  to: bigint;
  /** What the heap goes by: one less than there are addresses, except for a block that a returned address began. */
  size: bigint;
  previous: Block | null;
  next: Block | null;
}

function blockOf(from: bigint, to: bigint, previous: Block | null, next: Block | null): Block {
  return { from, to, size: to - from, previous, next };
}

/**
 * The free addresses of a range, as Cilium keeps them (pkg/ipalloc): a heap of blocks from which the smallest gives its
 * first address. Which of two equal blocks stands first, and that a block which grows to the left is not moved, decides
 * which address comes next, so both are as there.
 */
export class FreeBlocks {
  readonly #heap: Block[];

  constructor(first: bigint, last: bigint) {
    this.#heap = [blockOf(first, last, null, null)];
  }

  /** The address that is given to who asks for none in particular; null: all are taken. */
  get next(): bigint | null {
    return this.#heap[0]?.from ?? null;
  }

  /** @returns whether it was free. */
  take(address: bigint): boolean {
    const at = this.#heap.findIndex(({ from, to }) => from <= address && address <= to);
    const block = this.#heap[at];
    if (block === undefined) return false;
    if (block.from === block.to) this.#unlink(at, block);
    else if (block.from === address) this.#resize(at, block, address + 1n, block.to);
    else if (block.to === address) this.#resize(at, block, block.from, address - 1n);
    else this.#split(at, block, address);
    return true;
  }

  put(address: bigint): void {
    let [here] = this.#heap;
    if (here === undefined) {
      this.#insert(null, null, address);
      return;
    }
    let before: Block | null = null;
    for (let steps = 0; !this.#grow(here, address, steps); steps += 1) {
      const isLeft: boolean = address < here.from;
      const beyond: Block | null = isLeft ? here.previous : here.next;
      if (beyond === null || beyond === before) {
        this.#insert(isLeft ? beyond : here, isLeft ? here : beyond, address);
        return;
      }
      before = here;
      here = beyond;
    }
  }

  /** @returns whether the address is the block's neighbour. */
  #grow(block: Block, address: bigint, steps: number): boolean {
    if (block.from - 1n === address) this.#growLeft(block);
    else if (block.to + 1n === address) this.#growRight(block, steps);
    else return false;
    return true;
  }

  /** Its place in the heap stays. */
  #growLeft(block: Block): void {
    block.from -= 1n;
    block.size = block.to - block.from;
    if (block.previous?.to === block.from - 1n) this.#merge(block.previous, block);
  }

  /** The place that is looked at again is the number of steps it took to get here, not the block's. */
  #growRight(block: Block, steps: number): void {
    block.to += 1n;
    block.size = block.to - block.from;
    this.#fix(steps);
    if (block.next?.from === block.to + 1n) this.#merge(block, block.next);
  }

  #resize(at: number, block: Block, from: bigint, to: bigint): void {
    block.from = from;
    block.to = to;
    block.size = to - from;
    this.#fix(at);
  }

  #split(at: number, block: Block, address: bigint): void {
    this.#remove(at);
    const left = blockOf(block.from, address - 1n, block.previous, null);
    const right = blockOf(address + 1n, block.to, left, block.next);
    left.next = right;
    if (block.previous !== null) block.previous.next = left;
    if (block.next !== null) block.next.previous = right;
    this.#push(left);
    this.#push(right);
  }

  #unlink(at: number, block: Block): void {
    this.#remove(at);
    if (block.previous !== null) block.previous.next = block.next;
    if (block.next !== null) block.next.previous = block.previous;
  }

  #merge(left: Block, right: Block): void {
    const merged = blockOf(left.from, right.to, left.previous, right.next);
    if (left.previous !== null) left.previous.next = merged;
    if (right.next !== null) right.next.previous = merged;
    this.#remove(this.#heap.indexOf(left));
    this.#remove(this.#heap.indexOf(right));
    this.#push(merged);
  }

  #insert(previous: Block | null, next: Block | null, address: bigint): void {
    const block = { ...blockOf(address, address, previous, next), size: 1n };
    if (previous !== null) previous.next = block;
    if (next !== null) next.previous = block;
    this.#push(block);
  }

  // A binary heap as Go's container/heap keeps it.

  #push(block: Block): void {
    this.#heap.push(block);
    this.#up(this.#heap.length - 1);
  }

  #remove(at: number): void {
    const last = this.#heap.length - 1;
    if (at !== last) {
      this.#swap(at, last);
      this.#down(at, last) || this.#up(at);
    }
    this.#heap.pop();
  }

  #fix(at: number): void {
    this.#down(at, this.#heap.length) || this.#up(at);
  }

  #up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isLess(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** @returns whether it has moved. */
  #down(from: number, length: number): boolean {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= length) break;
      const right = left + 1;
      const child = right < length && this.#isLess(right, left) ? right : left;
      if (!this.#isLess(child, at)) break;
      this.#swap(at, child);
      at = child;
    }
    return at > from;
  }

  #isLess(one: number, other: number): boolean {
    const left = this.#heap[one];
    const right = this.#heap[other];
    return left !== undefined && right !== undefined && left.size < right.size;
  }

  #swap(one: number, other: number): void {
    const left = this.#heap[one];
    const right = this.#heap[other];
    if (left === undefined || right === undefined) return;
    this.#heap[one] = right;
    this.#heap[other] = left;
  }
}
