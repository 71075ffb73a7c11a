export { type GoZone, makeGoZone } from "./go-zone.ts";
export { loadGoZone } from "./load.ts";
export { longestZone } from "./longest-zone.ts";
export { readGoRecord } from "./reader.ts";
export { serveGoZone, type ZoneServer } from "./serve.ts";
export { transferGoZone } from "./transfer.ts";
