/**
 * Arbitraries for property tests of one's own: whatever they give is valid, and shrinks to something small.
 * fast-check is a peer that whoever uses this entry brings along.
 */

export { type ClusterObject, type ClusterState, clusterStates } from "./clusters.ts";
export { type CorefileOptions, corefiles } from "./corefiles.ts";
export { ipv4Addresses, ipv6Addresses, labels, names, queries, questions, types, wireNames } from "./names.ts";
export { shownAs } from "./shown-as.ts";
export { recordLines, records, type ZoneText, zones } from "./zones.ts";
