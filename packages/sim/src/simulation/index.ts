export { agreedTerms } from "./bgp/bgp-terms.ts";
export { ClusterPart } from "./cluster/cluster-part.ts";
export { deletableKind } from "./cluster/object-deletion.ts";
export { CoreDnsPart } from "./coredns/coredns-part.ts";
export { settingsOf } from "./coredns/coredns-settings.ts";
export { answerTo, portOf } from "./coredns/probe-target.ts";
export type { PartMaker, SimulationOptions } from "./options.ts";
export type { OpenQuestion, OpenQuestionListener } from "./past.ts";
export type { RunEnd } from "./run-end.ts";
export { Simulation } from "./simulation.ts";
export { standardParts } from "./standard-parts.ts";
export { runWhileNamedHangs } from "./vrrp/script-command.ts";
export type { VrrpListener } from "./vrrp/vrrp-link.ts";
export { VrrpPart } from "./vrrp/vrrp-part.ts";
export { APPLIED_KINDS, appliedManifest } from "./world/applied-manifest.ts";
export { youngestObject } from "./world/beginning.ts";
export { type Fault, type FaultKind, type LinkWeather, type Program, printFault } from "./world/fault.ts";
export type { EqualRoutes } from "./world/flows.ts";
export type { RouteChange } from "./world/host-routes.ts";
export { lostWith } from "./world/interface-routes.ts";
export { Journal, type JournalEntry, type JournalKind, printJournalEntry } from "./world/journal.ts";
export type {
  ObjectDeletion,
  ObjectPatch,
  PatchAnswer,
  PodDeletion,
  SimulationContext,
  SimulationPart,
} from "./world/part.ts";
export { Random } from "./world/random.ts";
export type { WaysSeen } from "./world/ways-seen.ts";
export type { World } from "./world/world.ts";
