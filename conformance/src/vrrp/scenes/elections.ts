import type { Scene } from "../scene.ts";
import { globals } from "./config-text.ts";
import { at, scene, strong, weak } from "./parts.ts";

/** Deaf routers, preemption, gratuitous ARP. */
export const elections: readonly Scene[] = [
  scene("deaf backup", strong(), weak(), [at(6000, "dns2", "deafen"), at(13_200, "dns2", "undeafen")], 19_000),
  scene("deaf master", strong(), weak(), [at(6000, "dns1", "deafen"), at(12_000, "dns1", "undeafen")], 17_000),
  scene(
    "both deaf",
    strong(),
    weak(),
    [
      at(6000, "dns1", "deafen"),
      at(6010, "dns2", "deafen"),
      at(13_300, "dns1", "undeafen"),
      at(13_310, "dns2", "undeafen"),
    ],
    19_000,
  ),
  scene(
    "both deaf, nopreempt",
    strong("  nopreempt"),
    weak("  nopreempt"),
    [
      at(6000, "dns1", "deafen"),
      at(6010, "dns2", "deafen"),
      at(13_300, "dns1", "undeafen"),
      at(13_310, "dns2", "undeafen"),
    ],
    19_000,
  ),
  scene(
    "both deaf, higher_prio_send_advert",
    strong("  higher_prio_send_advert"),
    weak("  higher_prio_send_advert"),
    [
      at(6000, "dns1", "deafen"),
      at(6010, "dns2", "deafen"),
      at(13_300, "dns1", "undeafen"),
      at(13_310, "dns2", "undeafen"),
    ],
    19_000,
  ),
  scene(
    "lower_prio_no_advert",
    strong("  lower_prio_no_advert"),
    weak(),
    [at(6000, "dns2", "deafen"), at(13_200, "dns2", "undeafen")],
    19_000,
  ),
  scene(
    "garp_lower_prio",
    strong("  garp_lower_prio_repeat 2\n  garp_lower_prio_delay 2"),
    weak(),
    [at(6000, "dns2", "deafen"), at(13_200, "dns2", "undeafen")],
    19_000,
  ),
  scene(
    "garp_master",
    strong("  garp_master_delay 2\n  garp_master_repeat 3\n  garp_master_refresh 3\n  garp_master_refresh_repeat 2"),
    weak("  garp_master_delay 0"),
    [at(9000, "dns1", "stop")],
  ),
  scene(
    "garp_master_repeat 0",
    strong("  garp_master_repeat 0"),
    weak("  garp_master_repeat 0"),
    [at(6000, "dns1", "stop")],
    14_000,
  ),
  scene(
    "nopreempt",
    strong("  nopreempt"),
    weak(),
    [at(6000, "dns1", "stop"), at(9000, "dns1", "start"), at(15_000, "dns2", "stop")],
    19_000,
  ),
  scene(
    "preempt_delay",
    strong("  preempt_delay 3"),
    weak(),
    [at(6000, "dns1", "stop"), at(9000, "dns1", "start")],
    19_000,
  ),
  scene(
    "preempt_delay, dns2 stops meanwhile",
    strong("  preempt_delay 6"),
    weak(),
    [at(6000, "dns1", "stop"), at(9000, "dns1", "start"), at(12_000, "dns2", "stop"), at(14_500, "dns2", "start")],
    26_000,
  ),
  scene(
    "startup delay",
    globals("vrrp_startup_delay 3") + strong(),
    weak(),
    [at(10_000, "dns1", "stop"), at(13_000, "dns1", "start")],
    22_000,
  ),
  scene(
    "startup delay, the lower one is there first",
    globals("vrrp_startup_delay 3") + strong("  nopreempt"),
    weak(),
    [at(8000, "dns1", "stop"), at(11_000, "dns1", "start")],
    20_000,
  ),
  scene(
    "excluded addresses are announced",
    strong("  virtual_ipaddress_excluded {\n    192.168.13.30/24\n  }"),
    weak("  virtual_ipaddress_excluded {\n    192.168.13.30/24\n  }"),
    [at(6000, "dns1", "stop")],
    13_000,
  ),
];
