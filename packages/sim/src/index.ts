export { type Answered, FlatNetwork, type Resident } from "./network/flat-network.ts";
export { readManifests } from "./site/manifests.ts";
