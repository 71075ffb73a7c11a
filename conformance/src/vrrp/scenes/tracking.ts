import type { Scene } from "../scene.ts";
import { instance, script, tracks } from "./config-text.ts";
import { at, CHECK, fails, link, scene, strong, succeeds, watches, weak } from "./parts.ts";

/** `track_script` and `track_interface`. */
export const tracking: readonly Scene[] = [
  scene(
    "weight 30 and a script that fails",
    CHECK + instance({ priority: 80, more: watches("chk weight 30") }),
    weak(),
    [at(7000, "dns1", fails("chk")), at(13_000, "dns1", succeeds("chk"))],
    20_000,
  ),
  scene(
    "weight -60 and a script that fails",
    CHECK + strong(watches("chk weight -60")),
    weak(),
    [at(7000, "dns1", fails("chk")), at(13_000, "dns1", succeeds("chk"))],
    20_000,
  ),
  scene(
    "weight 60 reverse",
    CHECK + strong(watches("chk weight 60 reverse")),
    weak(),
    [at(7000, "dns1", fails("chk")), at(13_000, "dns1", succeeds("chk"))],
    20_000,
  ),
  scene(
    "weight -60 reverse",
    CHECK + instance({ priority: 80, more: watches("chk weight -60 reverse") }),
    weak(),
    [at(7000, "dns1", fails("chk")), at(13_000, "dns1", succeeds("chk"))],
    20_000,
  ),
  scene(
    "reverse without weight",
    CHECK + strong(watches("chk weight 0 reverse")),
    weak(),
    [at(6000, "dns1", fails("chk")), at(12_000, "dns1", succeeds("chk"))],
    17_000,
  ),
  scene(
    "rise 3, fall 2",
    script("chk", "  interval 1\n  rise 3\n  fall 2") + strong(watches("chk")),
    weak(),
    [at(6500, "dns1", fails("chk")), at(12_500, "dns1", succeeds("chk"))],
    20_000,
  ),
  scene(
    "a script that fails from the start",
    CHECK + strong(watches("chk")),
    weak(),
    [{ ...at(0, "dns1", fails("chk")), atMs: 0 }, at(8500, "dns1", succeeds("chk"))],
    15_000,
  ),
  scene(
    "track_interface",
    strong(tracks("track_interface", "eth1")),
    weak(),
    [at(6000, "dns1", link("unplug", "eth1")), at(10_000, "dns1", link("plug", "eth1"))],
    16_000,
  ),
  scene(
    "track_interface with a weight",
    strong(tracks("track_interface", "eth1 weight -60")),
    weak(),
    [at(7000, "dns1", link("unplug", "eth1")), at(13_000, "dns1", link("plug", "eth1"))],
    20_000,
  ),
  scene(
    "track_interface with a positive weight",
    instance({ priority: 80, more: tracks("track_interface", "eth1 weight 60") }),
    weak(),
    [at(7000, "dns1", link("interface-down", "eth1")), at(13_000, "dns1", link("interface-up", "eth1"))],
    20_000,
  ),
  scene(
    "dont_track_primary",
    strong("  dont_track_primary"),
    weak(),
    [at(6000, "dns1", link("unplug")), at(12_000, "dns1", link("plug"))],
    17_000,
  ),
];
