export { type Chooser, Drive, type Frame, firstAlternative, type Mark } from "./drive.ts";
export { lotsFromSeed } from "./lots-from-seed.ts";
export { type OutgoingQuestion, outgoingOf, questionOf } from "./outgoing-question.ts";
export { type Arrival, choose, sendBack, sendOut } from "./sending.ts";
export { EndlessAsking, NotModelled } from "./signals.ts";
