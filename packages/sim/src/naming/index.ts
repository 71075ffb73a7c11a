export { type ClusterMapping, mapAllInSite, mapNameInSite, mappingsOf } from "./naming.ts";
export { printMapping, printMappingTable, reasonTexts } from "./print-naming.ts";
