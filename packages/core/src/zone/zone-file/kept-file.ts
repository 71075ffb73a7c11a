import type { RdataWord } from "../../dns/index.ts";
import type { Source } from "../../text/index.ts";
import { type ByteColumn, type Int32Column, longer8, longer32 } from "../store/columns.ts";
import type { LineLimits, Range, ZoneLine } from "./lexer.ts";
import type { EntryKind } from "./line-listener.ts";
import { SPACE, TAB } from "./octets.ts";
import type { OpenFile } from "./reader.ts";

/** One line of a file, or several that parentheses hold together. Nothing of it is lost: words and comments, and what stands between. */
export interface ZoneFileEntry extends Range {
  readonly kind: EntryKind;
  readonly words: readonly RdataWord[];
  /** From `;` to the end of the line. */
  readonly comments: readonly Range[];
  /** Begins with white space: the owner is that of the record before. */
  readonly startsBlank: boolean;
}

/** One file as it stands. */
export interface ZoneFilePart {
  readonly source: Source;
  readonly path: string;
  /** In the order of the file; together they are the whole file. */
  readonly entries: readonly ZoneFileEntry[];
}

const KINDS: readonly EntryKind[] = ["blank", "directive", "record", "unreadable"];

/** A file's lines by where they start; entries are made when somebody asks for them. */
export class KeptFile implements ZoneFilePart {
  readonly path: string;
  readonly file: OpenFile;
  readonly #limits: LineLimits;
  #starts: Int32Column;
  #kinds: ByteColumn;
  #count = 0;
  #entries: readonly ZoneFileEntry[] | null = null;

  constructor(path: string, file: OpenFile, limits: LineLimits, rows: number) {
    this.path = path;
    this.file = file;
    this.#limits = limits;
    this.#starts = new Int32Array(rows);
    this.#kinds = new Uint8Array(rows);
  }

  get source(): Source {
    return this.file.source;
  }

  /** The next line; each begins where the one before ends. */
  add(kind: EntryKind, start: number): void {
    if (this.#count === this.#starts.length) {
      this.#starts = longer32(this.#starts);
      this.#kinds = longer8(this.#kinds);
    }
    this.#starts[this.#count] = start;
    this.#kinds[this.#count] = KINDS.indexOf(kind);
    this.#count += 1;
  }

  get entries(): readonly ZoneFileEntry[] {
    this.#entries ??= Array.from({ length: this.#count }, (_, line) => this.#entryOf(line));
    return this.#entries;
  }

  #entryOf(line: number): ZoneFileEntry {
    const kind = KINDS[this.#kinds[line] ?? 0] ?? "blank";
    return new KeptEntry(this, kind, this.#starts[line] ?? 0, this.#endOf(line));
  }

  #endOf(line: number): number {
    return line + 1 < this.#count ? (this.#starts[line + 1] ?? 0) : this.source.bytes.length;
  }

  /** Where the line ends that starts there. */
  endOfLineAt(start: number): number {
    let low = 0;
    for (let high = this.#count - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    return this.#endOf(low);
  }

  /** As it was read at first. */
  lineAt(start: number): ZoneLine {
    return this.file.text.readLine(start, this.#limits);
  }
}

class KeptEntry implements ZoneFileEntry {
  readonly kind: EntryKind;
  readonly start: number;
  readonly end: number;
  readonly #file: KeptFile;
  #line: ZoneLine | null = null;

  constructor(file: KeptFile, kind: EntryKind, start: number, end: number) {
    this.#file = file;
    this.kind = kind;
    this.start = start;
    this.end = end;
  }

  get #read(): ZoneLine {
    this.#line ??= this.#file.lineAt(this.start);
    return this.#line;
  }

  get words(): readonly RdataWord[] {
    return this.#read.words;
  }

  get comments(): readonly Range[] {
    return this.#read.comments;
  }

  get startsBlank(): boolean {
    const first = this.#file.source.bytes[this.start];
    return first === SPACE || first === TAB;
  }
}
