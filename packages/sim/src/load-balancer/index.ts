export { type Announcement, announcementsTo } from "./announcement.ts";
export {
  addressOfFamily,
  type ClusterNetwork,
  makeClusterNetwork,
  type NodeAddresses,
  nodeAddressesOf,
} from "./cluster-network.ts";
export { type Backend, backendsOf, readyBackendsOn } from "./endpoints.ts";
export { type Frontend, type Frontends, frontendKey, loadBalancerAddresses } from "./frontends.ts";
export { type HealthAnswer, type HealthChecked, healthAnswer, healthOf } from "./health-check.ts";
export { type L2Candidate, l2CandidatesOf } from "./l2-announcement.ts";
export { type BgpSpeaker, type Peering, peeringsOf } from "./peering.ts";
export { selectsService } from "./service-selector.ts";
export type { OriginClass } from "./source-address.ts";
export { type ServiceVerdict, serviceVerdict, type TranslationCandidate } from "./traffic-policy.ts";
