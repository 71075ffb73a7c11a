export { type Agenda, type Cancel, ManualAgenda } from "./agenda.ts";
export type { Breakdown } from "./errand.ts";
export { type Client, type LiveAnswer, type LiveAsking, LiveSite, untold } from "./live-site.ts";
export type { Fate } from "./wait.ts";
