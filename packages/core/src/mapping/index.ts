export { type Collision, type MappingTable, mapAll } from "./map-all.ts";
export { mapName } from "./map-name.ts";
export type { MappedName, Mapping, MappingSettings, NoMappingReason, Subject } from "./mapping.ts";
