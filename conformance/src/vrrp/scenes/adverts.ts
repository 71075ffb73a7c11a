import type { Scene } from "../scene.ts";
import { ah, globals, instance, pass, unicast } from "./config-text.ts";
import { at, link, reload, scene, strong, weak } from "./parts.ts";

/** How adverts are sent and what they hold: version 3, AH, unicast, other addresses. */
export const adverts: readonly Scene[] = [
  scene(
    "version 3, 100 ms",
    instance({ version: 3, interval: 0.1, priority: 150 }),
    instance({ version: 3, interval: 0.1 }),
    [at(3000, "dns1", "stop"), at(5000, "dns1", "start"), at(7000, "dns1", "hang"), at(8500, "dns1", "go-on")],
    10_000,
  ),
  scene(
    "version 3, 10 ms",
    instance({ version: 3, interval: 0.01, priority: 200 }),
    instance({ version: 3, interval: 0.01, priority: 10 }),
    [at(2000, "dns1", "stop"), at(3000, "dns1", "start")],
    6000,
  ),
  scene(
    "version 3, other intervals",
    instance({ version: 3, interval: 0.5, priority: 150 }),
    instance({ version: 3, interval: 2 }),
    [at(12_000, "dns1", "hang"), at(20_000, "dns1", "go-on")],
    23_000,
  ),
  scene(
    "version 3, slow one is stronger",
    instance({ version: 3, interval: 2, priority: 150 }),
    instance({ version: 3, interval: 0.5 }),
    [at(14_000, "dns1", "stop"), at(18_000, "dns1", "start")],
    30_000,
  ),
  scene("AH on both", strong(ah("1111")), weak(ah("1111")), [at(6000, "dns1", "stop"), at(9000, "dns1", "start")]),
  scene("AH and none", strong(ah("1111")), weak(), [], 12_000),
  scene("AH and PASS", strong(ah("1111")), weak(pass("1111")), [], 12_000),
  scene(
    "unicast",
    strong(unicast("192.168.13.11", "192.168.13.12")),
    weak(unicast("192.168.13.12", "192.168.13.11")),
    [
      at(6000, "dns1", "stop"),
      at(9300, "dns1", "start"),
      at(14_000, "dns1", link("unplug")),
      at(19_000, "dns1", link("plug")),
    ],
    26_000,
  ),
  scene(
    "unicast of one, the other does not list it",
    strong(unicast("192.168.13.11", "192.168.13.12")),
    weak(unicast("192.168.13.12", "192.168.13.77")),
    [at(8000, "dns1", "stop")],
    13_000,
  ),
  scene(
    "unicast, vrrp_check_unicast_src",
    globals("vrrp_check_unicast_src") + strong(unicast("192.168.13.11", "192.168.13.12")),
    globals("vrrp_check_unicast_src") + weak(unicast("192.168.13.12", "192.168.13.77")),
    [at(8000, "dns1", "stop")],
    13_000,
  ),
  scene(
    "skip_check_adv_addr, an address is added",
    strong(),
    weak("  skip_check_adv_addr"),
    [at(7000, "dns1", reload(instance({ priority: 150, addresses: ["192.168.13.10/24", "192.168.13.20/24"] })))],
    14_000,
  ),
];
