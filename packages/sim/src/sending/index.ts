export type { Cancel } from "./clock.ts";
export { type Chooser, Drive, type Frame, firstAlternative, type Mark } from "./drive.ts";
export type { Ether, Reception, Travel } from "./ether.ts";
export { type Loss, lossByDrop } from "./failure.ts";
export { lotsFromSeed } from "./lots-from-seed.ts";
export { type OutgoingQuestion, octetsOf, outgoingOf, questionOf } from "./outgoing-question.ts";
export { type Arrival, choose, fitReply, recordHops, sendBack, sendOut, whyAstray } from "./sending.ts";
export { EndlessAsking, NotModelled } from "./signals.ts";
export { wayOf } from "./ways.ts";
