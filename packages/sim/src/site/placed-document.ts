import type { Span } from "@splithorizon/core";

/** A step into a value: a key or an index. */
export type ValuePath = readonly (string | number)[];

/** One document of a YAML file (JSON is YAML): its plain value, and where each part of it stands. */
export interface YamlDocument {
  readonly value: unknown;
  /** The value at this path, or the nearest thing around it that is there. */
  locate(path: ValuePath): Span;
  /** The key at this path. */
  locateKey(path: ValuePath): Span;
  /** The scalar at this path as it was written, with its offset in bytes; null where there is none. */
  scalarAt(path: ValuePath): WrittenScalar | null;
}

/** How a string was written. */
export interface WrittenScalar {
  readonly value: string;
  readonly style: ScalarStyle;
  /** In bytes, of the whole scalar with its quotes or its header. */
  readonly span: Span;
}

export type ScalarStyle = "block" | "double-quoted" | "single-quoted" | "plain";
