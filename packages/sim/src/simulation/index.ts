export { APPLIED_KINDS, appliedManifest } from "./applied-manifest.ts";
export { youngestObject } from "./beginning.ts";
export { agreedTerms } from "./bgp-terms.ts";
export { ClusterPart } from "./cluster-part.ts";
export { CoreDnsPart } from "./coredns-part.ts";
export { settingsOf } from "./coredns-settings.ts";
export { type Fault, type FaultKind, type LinkWeather, type Program, printFault } from "./fault.ts";
export type { EqualRoutes } from "./flows.ts";
export type { RouteChange } from "./host-routes.ts";
export { lostWith } from "./interface-routes.ts";
export { Journal, type JournalEntry, type JournalKind, printJournalEntry } from "./journal.ts";
export { deletableKind } from "./object-deletion.ts";
export type { PartMaker, SimulationOptions } from "./options.ts";
export type {
  ObjectDeletion,
  ObjectPatch,
  PatchAnswer,
  PodDeletion,
  SimulationContext,
  SimulationPart,
} from "./part.ts";
export type { OpenQuestion, OpenQuestionListener } from "./past.ts";
export { answerTo, portOf } from "./probe-target.ts";
export { Random } from "./random.ts";
export type { RunEnd } from "./run-end.ts";
export { runWhileNamedHangs } from "./script-command.ts";
export { Simulation } from "./simulation.ts";
export { standardParts } from "./standard-parts.ts";
export type { VrrpListener } from "./vrrp-link.ts";
export { VrrpPart } from "./vrrp-part.ts";
export type { World } from "./world.ts";
