import type { Advert, Hearing, VirtualRouter } from "../../vrrp/index.ts";

/** An advert that waits, since the process stands still. */
export interface Waiting {
  readonly advert: Advert;
  readonly to: VirtualRouter;
  readonly hearing: Hearing;
}
