import type { Scene } from "../scene.ts";
import { instance, script } from "./config-text.ts";
import { at, CHECK, fails, link, reload, scene, strong, watches, weak } from "./parts.ts";

/** SIGHUP with another file. */
export const reloads: readonly Scene[] = [
  scene("reload: priority falls", strong(), weak(), [at(6000, "dns1", reload(instance({ priority: 50 })))], 14_000),
  scene("reload: priority rises", strong(), weak(), [at(6000, "dns2", reload(instance({ priority: 200 })))], 14_000),
  scene(
    "reload: nothing has changed",
    strong(),
    weak(),
    [at(6300, "dns1", reload(strong())), at(9300, "dns2", reload(weak()))],
    14_000,
  ),
  scene(
    "reload: another interval",
    instance({ version: 3, priority: 150 }),
    instance({ version: 3 }),
    [at(6000, "dns1", reload(instance({ version: 3, priority: 150, interval: 0.5 })))],
    12_000,
  ),
  scene(
    "reload: another address",
    strong(),
    weak(),
    [at(6000, "dns1", reload(instance({ priority: 150, addresses: ["192.168.13.10/24", "192.168.13.20/24"] })))],
    13_000,
  ),
  scene(
    "reload: another virtual_router_id",
    strong(),
    weak(),
    [at(6000, "dns1", reload(instance({ priority: 150, id: 77 })))],
    14_000,
  ),
  scene(
    "reload: a script that fails",
    strong(),
    weak(),
    [
      at(5900, "dns1", fails("other")),
      at(6000, "dns1", reload(script("other", "  interval 1") + strong(watches("other")))),
    ],
    13_000,
  ),
  scene(
    "reload: a script that succeeds",
    CHECK + strong(watches("chk")),
    weak(),
    [
      at(6000, "dns1", reload(script("chk", "  interval 1\n  fall 2") + strong(watches("chk")))),
      at(9000, "dns1", fails("chk")),
    ],
    15_000,
  ),
  scene(
    "reload: in FAULT",
    strong(),
    weak(),
    [
      at(6000, "dns1", link("unplug")),
      at(9000, "dns1", reload(instance({ priority: 200 }))),
      at(12_000, "dns1", link("plug")),
    ],
    19_000,
  ),
  scene(
    "reload: garp_master_refresh",
    strong("  garp_master_refresh 4\n  garp_master_refresh_repeat 2"),
    weak(),
    [at(8000, "dns1", reload(strong("  garp_master_refresh 4\n  garp_master_refresh_repeat 3")))],
    15_000,
  ),
  scene(
    "reload: broken",
    strong(),
    weak(),
    [at(6000, "dns1", reload("vrrp_instance VI_1 {\n  interface eth0\n}\n"))],
    13_000,
  ),
  scene(
    "reload: nopreempt, backup",
    strong("  nopreempt"),
    weak(),
    [at(6000, "dns1", "stop"), at(9000, "dns1", "start"), at(12_000, "dns1", reload(strong()))],
    20_000,
  ),
];
