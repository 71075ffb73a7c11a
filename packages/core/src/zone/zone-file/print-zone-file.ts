import { printRecord, type ResourceRecord } from "../../dns/index.ts";
import type { ZoneFileEntry, ZoneFilePart } from "./kept-file.ts";

/** An entry as it was read, or a text in its place. */
export type EditedEntry = ZoneFileEntry | string;

const encoder = new TextEncoder();

/** The octets of a file; unchanged entries are printed octet for octet as they were read. */
export function printZoneFile(part: ZoneFilePart, entries: readonly EditedEntry[] = part.entries): Uint8Array {
  const pieces = entries.map((entry) =>
    typeof entry === "string" ? encoder.encode(entry) : part.source.bytes.subarray(entry.start, entry.end),
  );
  const octets = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    octets.set(piece, at);
    at += piece.length;
  }
  return octets;
}

/** Records as a zone file that any server reads: one on each line, nothing left out, nothing relative. */
export function printRecords(records: Iterable<ResourceRecord>): string {
  let text = "";
  for (const record of records) text += `${printRecord(record)}\n`;
  return text;
}
