export { canonicalKey } from "./canonical-order.ts";
export { spelledAs } from "./owner-spelling.ts";
export { type PlacedSource, setOf, signaturesAt, Zone, type ZoneNode } from "./zone.ts";
export { zoneFromRecords, zoneOfDelegation } from "./zone-builder.ts";
export { checkZone, type ZoneCheckOptions } from "./zone-check.ts";
export {
  defaultZoneLimits,
  type EditedEntry,
  type EntryKind,
  PlacedRecord,
  parseZoneFile,
  printRecords,
  printZoneFile,
  readZone,
  ZoneFile,
  type ZoneFileEntry,
  type ZoneFileOptions,
  type ZoneFilePart,
  type ZoneLimits,
} from "./zone-file/index.ts";
export { lookUp, type ZoneAnswer } from "./zone-lookup.ts";
