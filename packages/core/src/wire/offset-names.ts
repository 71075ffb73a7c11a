import type { DomainName } from "../dns/index.ts";

/** So many are found by looking through a list, which suits most messages; later ones by a map. */
const LISTED = 32;
/** Messages are read one at a time, so the list is the same for all. */
const offsets = new Int32Array(LISTED);
const pointersOf = new Int32Array(LISTED);
const listed: (DomainName | undefined)[] = new Array(LISTED).fill(undefined);

interface ReadName {
  readonly name: DomainName;
  readonly pointers: number;
}

/** The names of the message that is read now by where they begin, so that none is read twice. */
export class OffsetNames {
  /** How many pointers were followed to read the name that was recalled last. */
  pointers = 0;
  private count = 0;
  private mapped: Map<number, ReadName> | null = null;

  remember(offset: number, name: DomainName, pointers: number): void {
    if (this.count === LISTED) {
      this.mapped ??= new Map();
      this.mapped.set(offset, { name, pointers });
      return;
    }
    offsets[this.count] = offset;
    pointersOf[this.count] = pointers;
    listed[this.count] = name;
    this.count += 1;
  }

  recall(offset: number): DomainName | undefined {
    for (let at = 0; at < this.count; at += 1) {
      if (offsets[at] !== offset) continue;
      this.pointers = pointersOf[at] ?? 0;
      return listed[at];
    }
    return this.mapped === null ? undefined : this.recallMapped(offset, this.mapped);
  }

  private recallMapped(offset: number, mapped: ReadonlyMap<number, ReadName>): DomainName | undefined {
    const read = mapped.get(offset);
    this.pointers = read?.pointers ?? 0;
    return read?.name;
  }
}
