export { type Agenda, type Cancel, ManualAgenda } from "./agenda.ts";
export type { Breakdown } from "./errand.ts";
export { type LiveAnswer, type LiveAsking, LiveSite } from "./live-site.ts";
