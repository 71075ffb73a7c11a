export { Capture, type Frame } from "./capture.ts";
export { evenly } from "./leg.ts";
export { pcapngOf, pcapOf } from "./pcap.ts";
export type { ConversationKey, Hearer, Passage, Sighting, Tap } from "./sighting.ts";
