export { defaultZoneLimits, type ZoneFileOptions, type ZoneLimits } from "./options.ts";
export { type EditedEntry, printRecords, printZoneFile } from "./print-zone-file.ts";
export { readZone } from "./read-zone.ts";
export {
  type EntryKind,
  PlacedRecord,
  parseZoneFile,
  ZoneFile,
  type ZoneFileEntry,
  type ZoneFilePart,
} from "./zone-file.ts";
