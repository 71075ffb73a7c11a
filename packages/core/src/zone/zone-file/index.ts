export type { ZoneFileEntry, ZoneFilePart } from "./kept-file.ts";
export { defaultZoneLimits, type ZoneFileOptions, type ZoneLimits } from "./options.ts";
export { printRecords, printZoneFile } from "./print-zone-file.ts";
export { readZone } from "./read-zone.ts";
export { parseZoneFile, ZoneFile } from "./zone-file.ts";
