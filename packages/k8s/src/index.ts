export type { ApiFailure, ApiReply, ApiRequest, ClusterApi } from "./cluster-api.ts";
export { type ObjectName, parseObjectName } from "./kubernetes-name.ts";
export { type ClusterWish, readCluster, usualWish } from "./read-cluster.ts";
export { PAGE_SIZE } from "./read-list.ts";
export { listedResources, listPath, type Resource } from "./resources.ts";
