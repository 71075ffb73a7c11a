export type { Contender } from "./contender.ts";
export { effectivePriority, elect, type Standing } from "./election.ts";
export { advertSource, type Hearing, hearingOf } from "./hearing.ts";
export { type Advert, type RouterActions, VirtualRouter } from "./virtual-router.ts";
