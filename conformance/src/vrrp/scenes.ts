import type { Appointment, Deed, Host, Scene } from "./scene.ts";

/** A `vrrp_instance`, as far as it differs from priority 100, one second, version 2, one address, no authentication. */
interface Instance {
  readonly name?: string;
  readonly state?: "MASTER" | "BACKUP";
  readonly link?: "eth0" | "eth1";
  readonly id?: number;
  readonly priority?: number;
  readonly interval?: number;
  readonly version?: 2 | 3;
  readonly addresses?: readonly string[];
  /** Further lines. */
  readonly more?: string;
}

export function instance(own: Instance = {}): string {
  const { name = "VI_1", state = "BACKUP", link = "eth0", id = 51, priority = 100, interval = 1, version = 2 } = own;
  const { addresses = ["192.168.13.10/24"], more = "" } = own;
  return `vrrp_instance ${name} {
  state ${state}
  interface ${link}
  virtual_router_id ${id}
  priority ${priority}
  advert_int ${interval}
  version ${version}
  virtual_ipaddress {
    ${addresses.join("\n    ")}
  }
${more}
}
`;
}

export const pass = (password: string): string =>
  `  authentication {\n    auth_type PASS\n    auth_pass ${password}\n  }`;
export const ah = (password: string): string => `  authentication {\n    auth_type AH\n    auth_pass ${password}\n  }`;
export const unicast = (own: string, ...peers: readonly string[]): string =>
  `  unicast_src_ip ${own}\n  unicast_peer {\n    ${peers.join("\n    ")}\n  }`;
export const tracks = (block: string, ...entries: readonly string[]): string =>
  `  ${block} {\n    ${entries.join("\n    ")}\n  }`;
export const script = (name: string, lines: string): string =>
  `vrrp_script ${name} {\n  script "/usr/bin/test -e /run/lab/${name}"\n${lines}\n}\n`;
export const globals = (lines: string): string => `global_defs {\n${lines}\n}\n`;

export const at = (atMs: number, host: Host, deed: Deed | Deed["kind"]): Appointment => ({
  atMs,
  host,
  deed: typeof deed === "string" ? ({ kind: deed } as Deed) : deed,
});
const fails = (name: string): Deed => ({ kind: "script-fails", script: name });
const succeeds = (name: string): Deed => ({ kind: "script-succeeds", script: name });
const BOTH: readonly Appointment[] = [at(0, "dns1", "start"), at(300, "dns2", "start")];
const reload = (config: string): Deed => ({ kind: "reload", config });
const link = (kind: "interface-down" | "interface-up" | "unplug" | "plug", name: "eth0" | "eth1" = "eth0"): Deed => ({
  kind,
  link: name,
});

function scene(name: string, dns1: string, dns2: string, appointments: readonly Appointment[], forMs = 16_000): Scene {
  return { name, configs: { dns1, dns2 }, appointments: [...BOTH, ...appointments], forMs };
}

const strong = (more = "", beside = ""): string => beside + instance({ priority: 150, more });
const weak = (more = "", beside = ""): string => beside + instance({ priority: 100, more });
const OWNER = instance({ priority: 255 });
const REAL_OWNER = instance({ priority: 255, state: "MASTER" });
const CHECK = script("chk", "  interval 1");
const watches = (...entries: readonly string[]): string => tracks("track_script", ...entries);
const group = (lines: string): string => `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n${lines}\n}\n`;
const pair = (priority: number, more = "", second = ""): string =>
  instance({ priority, more }) +
  instance({ priority, name: "VI_2", link: "eth1", id: 52, addresses: ["192.168.14.10/24"], more: second });
const grouped = (priority: number, lines = "", more = "", second = ""): string =>
  pair(priority, more, second) + group(lines);

export const scenes: readonly Scene[] = [
  scene("stop and start again", strong(), weak(), [at(6000, "dns1", "stop"), at(9000, "dns1", "start")]),
  scene("parent killed", strong(), weak(), [at(6000, "dns1", "kill-parent"), at(9000, "dns1", "start")]),
  scene("child killed", strong(), weak(), [at(6000, "dns1", "kill-child")]),
  scene("child of the backup killed", strong(), weak(), [at(6000, "dns2", "kill-child")]),
  scene(
    "all killed and started again",
    strong(),
    weak(),
    [at(6000, "dns1", "kill-all"), at(12_000, "dns1", "start")],
    18_000,
  ),
  scene("hangs and goes on", strong(), weak(), [at(6000, "dns1", "hang"), at(12_300, "dns1", "go-on")]),
  scene("backup hangs and goes on", strong(), weak(), [at(6000, "dns2", "hang"), at(12_300, "dns2", "go-on")]),
  scene("backup hangs and goes on, nopreempt", strong("  nopreempt"), weak("  nopreempt"), [
    at(6000, "dns2", "hang"),
    at(12_300, "dns2", "go-on"),
  ]),
  scene(
    "interface down and up",
    strong(),
    weak(),
    [at(6000, "dns1", link("interface-down")), at(11_000, "dns1", link("interface-up"))],
    18_000,
  ),
  scene(
    "cable out and in",
    strong(),
    weak(),
    [at(6000, "dns1", link("unplug")), at(11_000, "dns1", link("plug"))],
    18_000,
  ),
  scene(
    "cable of the backup out and in",
    strong(),
    weak(),
    [at(6000, "dns2", link("unplug")), at(11_000, "dns2", link("plug"))],
    18_000,
  ),
  scene("the other cable out and in", strong(), weak(), [
    at(6000, "dns1", link("unplug", "eth1")),
    at(9000, "dns1", link("plug", "eth1")),
  ]),
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
  scene(
    "startup delay",
    globals("vrrp_startup_delay 3") + strong(),
    weak(),
    [at(10_000, "dns1", "stop"), at(13_000, "dns1", "start")],
    22_000,
  ),
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
  scene(
    "startup delay, the lower one is there first",
    globals("vrrp_startup_delay 3") + strong("  nopreempt"),
    weak(),
    [at(8000, "dns1", "stop"), at(11_000, "dns1", "start")],
    20_000,
  ),
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
  scene(
    "skip_check_adv_addr, an address is added",
    strong(),
    weak("  skip_check_adv_addr"),
    [at(7000, "dns1", reload(instance({ priority: 150, addresses: ["192.168.13.10/24", "192.168.13.20/24"] })))],
    14_000,
  ),
  scene(
    "excluded addresses are announced",
    strong("  virtual_ipaddress_excluded {\n    192.168.13.30/24\n  }"),
    weak("  virtual_ipaddress_excluded {\n    192.168.13.30/24\n  }"),
    [at(6000, "dns1", "stop")],
    13_000,
  ),
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
