import type { Scene } from "../scene.ts";
import { globals, instance, script, tracks } from "./config-text.ts";
import { at, CHECK, fails, link, scene, succeeds, watches, weak } from "./parts.ts";

const OWNER = instance({ priority: 255 });
const REAL_OWNER = instance({ priority: 255, state: "MASTER" });

/** Priority 255. */
export const owners: readonly Scene[] = [
  scene("owner", OWNER, weak(), [at(3000, "dns1", "stop"), at(6000, "dns1", "start")], 10_000),
  scene(
    "owner after its cable",
    OWNER,
    weak(),
    [at(3000, "dns1", link("unplug")), at(8000, "dns1", link("plug"))],
    12_000,
  ),
  scene(
    "owner with a script",
    script("chk", "  interval 1\n  rise 2\n  fall 2") +
      instance({ priority: 255, more: tracks("track_script", "chk") }),
    weak(),
    [at(3000, "dns1", fails("chk")), at(8000, "dns1", succeeds("chk"))],
    13_000,
  ),
  scene(
    "owner with a weighted script",
    script("chk", "  interval 1\n  weight -200") + instance({ priority: 255, more: tracks("track_script", "chk") }),
    weak(),
    [at(3000, "dns1", fails("chk")), at(8000, "dns1", succeeds("chk"))],
    12_000,
  ),
  scene("owner with state MASTER", REAL_OWNER, weak(), [at(3000, "dns1", "stop"), at(6000, "dns1", "start")], 10_000),
  scene(
    "owner with state MASTER after its cable",
    REAL_OWNER,
    weak(),
    [at(3000, "dns1", link("unplug")), at(8000, "dns1", link("plug"))],
    13_000,
  ),
  scene(
    "owner with state MASTER and a script",
    CHECK + instance({ priority: 255, state: "MASTER", more: watches("chk") }),
    weak(),
    [at(3000, "dns1", fails("chk")), at(8000, "dns1", succeeds("chk"))],
    13_000,
  ),
  scene("owner with state MASTER and a startup delay", globals("vrrp_startup_delay 2") + REAL_OWNER, weak(), [], 9000),
  scene("two owners", REAL_OWNER, REAL_OWNER, [], 9000),
];
