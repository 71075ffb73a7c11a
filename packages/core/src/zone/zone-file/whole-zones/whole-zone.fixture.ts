/** A zone as people write it, and the records that named-checkzone 9.18.49 (`-i local -D -s full`) makes of it, with single spaces. */
export interface WholeZone {
  readonly origin: string;
  /** What $INCLUDE finds, by path. Each text begins behind its first line end. */
  readonly files: Readonly<Record<string, string>>;
  readonly text: string;
  readonly records: string;
}
