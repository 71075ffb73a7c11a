import type { Random } from "@splithorizon/sim";
import { oneOf } from "../../one-of.ts";
import type { Host } from "../scene.ts";
import { ah, globals, instance, pass, script, tracks, unicast } from "../scenes/config-text.ts";
import { drawLines } from "./draw-lines.ts";

/** What all hosts of a drawn scene have in common. */
export interface Shape {
  readonly hosts: readonly Host[];
  readonly version: 2 | 3;
  readonly interval: number;
  readonly casts: "multicast" | "unicast";
  readonly family: "IPv4" | "IPv6";
  readonly authentication: "none" | "PASS" | "AH";
  /** One `vrrp_instance`; two, on a link each; or these two in a `vrrp_sync_group`. */
  readonly instances: "one" | "two" | "group";
}

/** Of one host, as it is drawn now. */
export interface HostDraw {
  readonly host: Host;
  readonly priority: number;
  /** How many virtual addresses each has, which all must agree about. */
  readonly addresses: 1 | 2;
}

/** Priorities whose skews lie so far apart that no two timers end together. */
const PRIORITIES = [250, 210, 170, 130, 90, 50, 10] as const;
const OWNER = 255;
/** Version 3 says them in hundredths of a second. */
const OTHER_INTERVALS = [0.25, 0.5, 0.75, 1, 1.25] as const;

/** One priority for each host, no two alike; one of them may own the address. */
export function drawPriorities(random: Random, hosts: readonly Host[]): ReadonlyMap<Host, number> {
  const left: number[] = random.happens(0.1) ? [OWNER, ...PRIORITIES.slice(2, 2 + hosts.length)] : [...PRIORITIES];
  return new Map(hosts.map((host) => [host, left.splice(random.below(left.length), 1)[0] ?? 100] as const));
}

/** keepalived.conf of one host; its script is `chk`. */
export function drawConfig(random: Random, shape: Shape, draw: HostDraw): string {
  const { version, interval, instances } = shape;
  const ownInterval = version === 3 && random.happens(0.15) ? oneOf(random, OTHER_INTERVALS) : interval;
  const state = random.happens(0.3) ? "MASTER" : "BACKUP";
  const common = { version, interval: ownInterval, state, priority: draw.priority } as const;
  const lines = [
    ...drawElection(random, state),
    ...drawAnnouncing(random),
    ...drawTracking(random, shape),
    ...drawExcluded(random, shape),
    ...castOf(shape, draw.host),
    ...authenticationOf(shape),
  ];
  const more = lines.join("\n");
  const first = instance({ ...common, addresses: addressesOf(shape, draw), more });
  const group = instances === "group" ? drawGroup(random) : "";
  const scripts = `${more}${group}`.includes("track_script") ? script("chk", drawScript(random, shape)) : "";
  const beside = drawGlobals(random) + scripts;
  if (instances === "one") return beside + first + drawThird(random, common);
  const ofSecond = [...drawElection(random, state), ...drawAnnouncing(random), ...authenticationOf(shape)].join("\n");
  const onSecond = { name: "VI_2", link: "eth1", id: 52, addresses: ["192.168.14.10/24"], more: ofSecond } as const;
  return beside + first + instance({ ...common, ...onSecond }) + group;
}

function addressesOf({ family }: Shape, { addresses }: HostDraw): readonly string[] {
  const all = family === "IPv6" ? ["fd00:13::10/64", "fd00:13::20/64"] : ["192.168.13.10/24", "192.168.13.20"];
  return all.slice(0, addresses);
}

function drawGlobals(random: Random): string {
  const lines = drawLines(random, [
    [0.1, `vrrp_startup_delay ${1 + random.below(2)}`],
    [0.05, `vrrp_garp_master_delay ${1 + random.below(3)}`],
    [0.05, `vrrp_garp_master_repeat ${1 + random.below(3)}`],
    [0.05, `vrrp_garp_lower_prio_repeat ${random.below(3)}`],
    [0.04, "vrrp_higher_prio_send_advert true"],
    [0.04, "vrrp_skip_check_adv_addr"],
  ]);
  return lines.length === 0 ? "" : globals(lines.join("\n"));
}

function drawGroup(random: Random): string {
  const tracked = drawLines(random, [
    [0.15, tracks("track_interface", "eth1")],
    [0.15, tracks("track_script", "chk")],
  ]);
  return `vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n${tracked.join("\n")}\n}\n`;
}

/** A virtual router that comes and goes with the files. */
function drawThird(random: Random, common: Parameters<typeof instance>[0]): string {
  if (!random.happens(0.15)) return "";
  return instance({ ...common, name: "VI_3", id: 53, addresses: ["192.168.13.30/24"] });
}

function drawElection(random: Random, state: "MASTER" | "BACKUP"): readonly string[] {
  return drawLines(random, [
    [0.2, state === "BACKUP" ? "  nopreempt" : ""],
    [0.15, state === "BACKUP" ? `  preempt_delay ${1 + random.below(4)}` : ""],
    [0.08, "  higher_prio_send_advert"],
    [0.06, "  lower_prio_no_advert"],
    [0.05, "  dont_track_primary"],
    [0.1, `  down_timer_adverts ${2 + random.below(3)}`],
  ]);
}

function drawAnnouncing(random: Random): readonly string[] {
  return drawLines(random, [
    [0.1, `  garp_master_refresh ${2 + random.below(3)}`],
    [0.1, `  garp_master_refresh_repeat ${1 + random.below(3)}`],
    [0.1, `  garp_master_delay ${random.below(3)}`],
    [0.1, `  garp_master_repeat ${1 + random.below(4)}`],
    [0.1, `  garp_lower_prio_delay ${random.below(3)}`],
    [0.1, `  garp_lower_prio_repeat ${random.below(4)}`],
  ]);
}

function drawTracking(random: Random, { instances }: Shape): readonly string[] {
  const lines: string[] = [];
  // A sync group allows no weights.
  const weight = (): string =>
    instances === "group" || random.happens(0.4) ? "" : ` weight ${oneOf(random, [-100, -45, 45, 100])}`;
  const reverse = (): string => (random.happens(0.15) ? " reverse" : "");
  if (random.happens(0.4)) {
    const own = weight();
    lines.push(tracks("track_script", `chk${own === "" ? "" : own + reverse()}`));
  }
  if (instances !== "group" && random.happens(0.2)) lines.push(tracks("track_interface", `eth1${weight()}`));
  return lines;
}

function drawScript(random: Random, { instances }: Shape): string {
  const lines = drawLines(random, [
    [0.2, instances === "group" ? "" : `  weight ${oneOf(random, [-60, 60])}`],
    [0.1, "  init_fail"],
  ]);
  const counts = [
    `  interval ${1 + random.below(2)}`,
    `  rise ${1 + random.below(3)}`,
    `  fall ${1 + random.below(3)}`,
  ];
  return [...counts, ...lines].join("\n");
}

function drawExcluded(random: Random, { family }: Shape): readonly string[] {
  if (family === "IPv6" || !random.happens(0.15)) return [];
  return [tracks("virtual_ipaddress_excluded", "192.168.13.40/24")];
}

function castOf({ casts, hosts }: Shape, host: Host): readonly string[] {
  if (casts === "multicast") return [];
  const addressOf = (one: Host): string => `192.168.13.1${one.slice(-1)}`;
  return [unicast(addressOf(host), ...hosts.filter((one) => one !== host).map(addressOf))];
}

function authenticationOf({ authentication }: Shape): readonly string[] {
  switch (authentication) {
    case "none":
      return [];
    case "PASS":
      return [pass("1111")];
    case "AH":
      return [ah("1111")];
  }
}
