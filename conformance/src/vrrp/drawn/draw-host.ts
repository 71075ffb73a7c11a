import type { Random } from "@splithorizon/sim";
import type { Host } from "../scene.ts";
import { globals, instance, script, tracks, unicast } from "../scenes/config-text.ts";

/** What all hosts of a drawn scene have in common. */
export interface Shape {
  readonly hosts: readonly Host[];
  readonly version: 2 | 3;
  readonly interval: number;
  readonly casts: "multicast" | "unicast";
  /** One `vrrp_instance`; two, on a link each; or these two in a `vrrp_sync_group`. */
  readonly instances: "one" | "two" | "group";
}

/** Priorities whose skews lie so far apart that no two timers end together. */
const PRIORITIES = [250, 210, 170, 130, 90, 50, 10] as const;
const GROUP = "vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n";

export function oneOf<T>(random: Random, among: readonly T[]): T {
  const one = among[random.below(among.length)];
  if (one === undefined) throw new Error("there is nothing to choose from");
  return one;
}

/** One priority for each host, no two alike. */
export function drawPriorities(random: Random, hosts: readonly Host[]): ReadonlyMap<Host, number> {
  const left = [...PRIORITIES];
  return new Map(hosts.map((host) => [host, left.splice(random.below(left.length), 1)[0] ?? 100] as const));
}

/** keepalived.conf of one host; its script is `chk`. */
export function drawConfig(random: Random, shape: Shape, host: Host, priority: number): string {
  const { version, interval, instances } = shape;
  const ownInterval = version === 3 && random.happens(0.15) ? oneOf(random, [0.5, 1]) : interval;
  const state = random.happens(0.3) ? "MASTER" : "BACKUP";
  const common = { version, interval: ownInterval, state, priority } as const;
  const more = [...drawElection(random, state), ...drawTracking(random, shape), ...castOf(shape, host)].join("\n");
  const first = instance({ ...common, more });
  const delay = random.happens(0.1) ? globals(`vrrp_startup_delay ${1 + random.below(2)}`) : "";
  const scripts = more.includes("track_script") ? script("chk", drawScript(random)) : "";
  if (instances === "one") return delay + scripts + first;
  const second = instance({ ...common, name: "VI_2", link: "eth1", id: 52, addresses: ["192.168.14.10/24"] });
  return delay + scripts + first + second + (instances === "group" ? GROUP : "");
}

function drawElection(random: Random, state: "MASTER" | "BACKUP"): readonly string[] {
  const lines = [
    [0.2, state === "BACKUP" ? "  nopreempt" : ""],
    [0.15, state === "BACKUP" ? `  preempt_delay ${1 + random.below(4)}` : ""],
    [0.08, "  higher_prio_send_advert"],
    [0.06, "  lower_prio_no_advert"],
    [0.1, `  garp_master_refresh ${2 + random.below(3)}`],
    [0.1, `  garp_master_delay ${random.below(3)}`],
    [0.05, "  dont_track_primary"],
    [0.1, `  down_timer_adverts ${2 + random.below(3)}`],
  ] as const;
  return lines.flatMap(([likelihood, line]) => (random.happens(likelihood) && line !== "" ? [line] : []));
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
  if (instances === "one" && random.happens(0.2)) lines.push(tracks("track_interface", `eth1${weight()}`));
  return lines;
}

function drawScript(random: Random): string {
  return `  interval ${1 + random.below(2)}\n  rise ${1 + random.below(3)}\n  fall ${1 + random.below(3)}`;
}

function castOf({ casts, hosts }: Shape, host: Host): readonly string[] {
  if (casts === "multicast") return [];
  const addressOf = (one: Host): string => `192.168.13.1${one.slice(-1)}`;
  return [unicast(addressOf(host), ...hosts.filter((one) => one !== host).map(addressOf))];
}
