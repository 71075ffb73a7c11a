export { type Contender, effectivePriority, elect, type Standing } from "./election.ts";
export { advertSource, type Hearing, hearingOf } from "./hearing.ts";
export { type Advert, type RouterActions, type RouterState, VirtualRouter } from "./virtual-router.ts";
