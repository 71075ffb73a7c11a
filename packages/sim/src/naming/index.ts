export {
  type ClusterMapping,
  mapAllInSite,
  mapNameInClusters,
  mapNameInSite,
  mappingsOf,
  type NameOfCluster,
} from "./naming.ts";
export { printMapping, printMappingTable, reasonTexts } from "./print-naming.ts";
