import type { DomainName } from "../dns/index.ts";

/** A name of a message, and how many pointers were followed to read it. */
export interface ReadName {
  readonly name: DomainName;
  readonly pointers: number;
}

/** So many are found by looking through a list, which suits most messages; later ones by a map. */
const LISTED = 32;

/** The names of one message by where they begin, so that none is read twice. */
export class OffsetNames {
  private readonly offsets: number[] = [];
  private readonly listed: ReadName[] = [];
  private mapped: Map<number, ReadName> | null = null;

  remember(offset: number, read: ReadName): void {
    if (this.offsets.length < LISTED) {
      this.offsets.push(offset);
      this.listed.push(read);
      return;
    }
    this.mapped ??= new Map();
    this.mapped.set(offset, read);
  }

  recall(offset: number): ReadName | undefined {
    const index = this.offsets.indexOf(offset);
    return index === -1 ? this.mapped?.get(offset) : this.listed[index];
  }
}
