export { CoreDnsPart } from "./coredns-part.ts";
export { type Fault, type FaultKind, type LinkWeather, type Program, printFault } from "./fault.ts";
export { Journal, type JournalEntry, type JournalKind, printJournalEntry } from "./journal.ts";
export type { ObjectPatch, PatchAnswer, SimulationContext, SimulationPart } from "./part.ts";
export { Random } from "./random.ts";
export { type PartMaker, type RunEnd, Simulation, type SimulationOptions, youngestObject } from "./simulation.ts";
export { standardParts } from "./standard-parts.ts";
export { VrrpPart } from "./vrrp-part.ts";
export type { World } from "./world.ts";
