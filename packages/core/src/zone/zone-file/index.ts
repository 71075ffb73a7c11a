export type { ZoneFileEntry, ZoneFilePart } from "./kept-file.ts";
export type { EntryKind } from "./line-listener.ts";
export { defaultZoneLimits, type ZoneFileOptions, type ZoneLimits } from "./options.ts";
export { PlacedRecord } from "./placed-record.ts";
export { type EditedEntry, printRecords, printZoneFile } from "./print-zone-file.ts";
export { readZone } from "./read-zone.ts";
export { parseZoneFile, ZoneFile } from "./zone-file.ts";
