import { type Landmark, nameOf } from "../../../dns/index.ts";
import { LOCAL_ZONES, LOOPBACK_NAME } from "./zones.ts";

/** The four zones and the one name with a record of its own. That any name may begin with `localhost` has no landmark. */
export function localLandmarks(): readonly Landmark[] {
  return [...LOCAL_ZONES, LOOPBACK_NAME].map((text) => ({ kind: "name", name: nameOf(text), why: "plugin local" }));
}
