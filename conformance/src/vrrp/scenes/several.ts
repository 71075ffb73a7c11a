import type { Scene } from "../scene.ts";
import { instance, tracks, unicast } from "./config-text.ts";
import { at, BOTH, CHECK, fails, link, scene, strong, succeeds, watches, weak } from "./parts.ts";

const group = (lines: string): string => `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n${lines}\n}\n`;
const pair = (priority: number, more = "", second = ""): string =>
  instance({ priority, more }) +
  instance({ priority, name: "VI_2", link: "eth1", id: 52, addresses: ["192.168.14.10/24"], more: second });
const grouped = (priority: number, lines = "", more = "", second = ""): string =>
  pair(priority, more, second) + group(lines);

/** Several instances on a host, with and without a `vrrp_sync_group`, and three hosts. */
export const several: readonly Scene[] = [
  scene(
    "sync group, one cable",
    grouped(150),
    grouped(100),
    [at(6000, "dns1", link("unplug", "eth1")), at(13_000, "dns1", link("plug", "eth1"))],
    20_000,
  ),
  scene(
    "sync group of the stronger alone, one cable",
    grouped(150),
    pair(100),
    [at(6000, "dns1", link("unplug", "eth1")), at(13_000, "dns1", link("plug", "eth1"))],
    20_000,
  ),
  scene(
    "sync group of the weaker alone, one cable",
    pair(150),
    grouped(100),
    [at(6000, "dns1", link("unplug", "eth1")), at(13_000, "dns1", link("plug", "eth1"))],
    20_000,
  ),
  scene(
    "sync group, a script of one",
    CHECK + grouped(150, "", watches("chk")),
    grouped(100),
    [at(6500, "dns1", fails("chk")), at(12_500, "dns1", succeeds("chk"))],
    19_000,
  ),
  scene(
    "sync group, a script of the group",
    CHECK + grouped(150, watches("chk")),
    grouped(100),
    [at(6500, "dns1", fails("chk")), at(12_500, "dns1", succeeds("chk"))],
    19_000,
  ),
  scene(
    "sync group that watches its members' interfaces with weights",
    grouped(150, tracks("track_interface", "eth0 weight 30", "eth1 weight 40")),
    grouped(100),
    [at(6000, "dns1", link("unplug", "eth1")), at(12_000, "dns1", link("plug", "eth1"))],
    19_000,
  ),
  scene(
    "sync group, watched by it and by one with weights",
    CHECK +
      grouped(
        150,
        `  sync_group_tracking_weight\n${tracks("track_interface", "eth1 weight 25")}\n${watches("chk weight -70")}`,
        `${tracks("track_interface", "eth1 weight 60")}\n${watches("chk weight -20")}`,
      ),
    grouped(50),
    [at(6500, "dns1", fails("chk")), at(11_500, "dns1", succeeds("chk"))],
    16_000,
  ),
  scene(
    "sync group, watched by it with a weight and by one without",
    CHECK + grouped(150, watches("chk weight 40"), watches("chk")),
    grouped(100),
    [at(6500, "dns1", fails("chk")), at(11_500, "dns1", succeeds("chk"))],
    18_000,
  ),
  scene(
    "sync group, stopped and started",
    grouped(150),
    grouped(100),
    [at(6000, "dns1", "stop"), at(9000, "dns1", "start")],
    16_000,
  ),
  scene(
    "sync group, deaf backup",
    grouped(150),
    grouped(100),
    [at(6000, "dns2", "deafen"), at(13_200, "dns2", "undeafen")],
    18_000,
  ),
  scene(
    "two instances, one cable",
    pair(150),
    pair(100),
    [at(6000, "dns1", link("unplug", "eth1")), at(12_000, "dns1", link("plug", "eth1"))],
    18_000,
  ),
  {
    name: "three hosts",
    configs: { dns1: strong(), dns2: weak(), dns3: instance({ priority: 50 }) },
    appointments: [
      ...BOTH,
      at(600, "dns3", "start"),
      at(6000, "dns1", "stop"),
      at(10_000, "dns2", link("unplug")),
      at(15_000, "dns1", "start"),
      at(16_000, "dns2", link("plug")),
    ],
    forMs: 22_000,
  },
  {
    name: "three hosts, adverts of the first are heard by the second alone",
    configs: {
      dns1: strong(unicast("192.168.13.11", "192.168.13.12")),
      dns2: weak(unicast("192.168.13.12", "192.168.13.11", "192.168.13.13")),
      dns3: instance({ priority: 50, more: unicast("192.168.13.13", "192.168.13.12") }),
    },
    appointments: [...BOTH, at(600, "dns3", "start"), at(8000, "dns1", "stop")],
    forMs: 14_000,
  },
];
