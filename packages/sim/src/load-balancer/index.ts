export { type Announcement, announcementsTo, type BgpSpeaker, selectsService } from "./announcement.ts";
export { type ClusterNetwork, makeClusterNetwork, type NodeAddresses, nodeAddressesOf } from "./cluster-network.ts";
export { type Backend, backendsOf, readyBackendsOn } from "./endpoints.ts";
export { type Frontend, type Frontends, frontendKey, loadBalancerAddresses } from "./frontends.ts";
export { type HealthAnswer, healthAnswer, healthOf } from "./health-check.ts";
export type { OriginClass } from "./source-address.ts";
export { type ServiceVerdict, serviceVerdict, type TranslationCandidate } from "./traffic-policy.ts";
