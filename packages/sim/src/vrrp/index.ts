export { addressesOf, type Contender, isSameRouter } from "./contender.ts";
export { effectivePriority, elect, type Standing } from "./election.ts";
export { type Hearing, hearingOf, isMute } from "./hearing.ts";
export type { Advert, RouterActions } from "./router-actions.ts";
export { numberOfFile } from "./tracked-files.ts";
export { watchedBy, whyTwice } from "./tracked-scripts.ts";
export { trackedScripts } from "./tracked-together.ts";
export { VirtualRouter } from "./virtual-router.ts";
