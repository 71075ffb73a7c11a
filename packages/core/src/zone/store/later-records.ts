import type { DomainName, Rdata, RrType } from "../../dns/index.ts";

/** Records that are made when somebody asks for them, from lines that were found to be good. */
export interface LaterRecords {
  /** Added to a line's start in its file, its place. */
  readonly base: number;
  /** The owner that a line begins with. */
  ownerAt(start: number): DomainName;
  /** Whether a line begins with none, and means that of the line before. */
  beginsBlank(start: number): boolean;
  dataAt(start: number, type: RrType): Rdata;
}
