import type { Random } from "@splithorizon/sim";
import { oneOf } from "../../../one-of.ts";
import { HOSTS, type Host } from "../../scene.ts";
import { globals, instance, peers, script, tracks, unicast } from "../../scenes/config-text.ts";
import { drawLines } from "../draw-lines.ts";
import type { FieldShape, Part } from "./field-shape.ts";

/** How a host goes about it, as its file says now. */
export interface Ways {
  readonly globals: readonly string[];
  /** Of each instance. */
  readonly lines: readonly string[];
  readonly script: string;
  readonly watches: "nothing" | "by-instance" | "by-group";
  /** Of each `vrrp_sync_group`. */
  readonly groupLines: readonly string[];
  readonly preempts: "always" | "never" | "late";
  readonly delay: number;
}

export function drawWays(random: Random, shape: FieldShape): Ways {
  const { preempts, groups } = shape;
  const isWeighed = random.happens(0.5);
  const watches = random.happens(0.3)
    ? groups.length > 0 && random.happens(0.5)
      ? "by-group"
      : "by-instance"
    : "nothing";
  return {
    globals: drawLines(random, [
      [0.12, `vrrp_garp_master_delay ${random.below(4)}`],
      [0.12, `vrrp_garp_master_repeat ${1 + random.below(4)}`],
      [0.15, `vrrp_garp_master_refresh ${2 + random.below(5)}`],
      [0.1, `vrrp_garp_master_refresh_repeat ${1 + random.below(3)}`],
      [0.1, `vrrp_garp_lower_prio_delay ${random.below(3)}`],
      [0.08, `vrrp_garp_lower_prio_repeat ${random.below(3)}`],
      [0.12, "vrrp_lower_prio_no_advert"],
      [0.12, "vrrp_higher_prio_send_advert"],
      [0.1, "vrrp_check_unicast_src"],
      [0.06, `vrrp_min_garp`],
      [0.06, `vrrp_down_timer_adverts ${2 + random.below(3)}`],
      [0.06, `vrrp_startup_delay ${oneOf(random, [1.5, 3])}`],
    ]),
    lines: drawLines(random, [
      [0.12, `  garp_master_delay ${random.below(4)}`],
      [0.12, `  garp_master_repeat ${1 + random.below(4)}`],
      [0.15, `  garp_master_refresh ${2 + random.below(4)}`],
      [0.1, `  garp_master_refresh_repeat ${1 + random.below(3)}`],
      [0.08, `  garp_lower_prio_repeat ${random.below(3)}`],
      [0.12, `  lower_prio_no_advert${random.happens(0.3) ? " false" : ""}`],
      [0.12, `  higher_prio_send_advert${random.happens(0.3) ? " false" : ""}`],
      [0.06, "  check_unicast_src"],
    ]),
    script: `  interval ${1 + random.below(2)}\n  fall ${1 + random.below(2)}\n  rise ${1 + random.below(2)}${isWeighed ? `\n  weight ${oneOf(random, [-60, -2, 2, 60])}` : ""}`,
    watches,
    groupLines: drawLines(random, [[0.4, "  sync_group_tracking_weight"]]),
    preempts: preempts === "late-or-never" ? oneOf(random, ["late", "never"] as const) : preempts,
    delay: oneOf(random, [2, 3.5, 5, 8]),
  };
}

/** What is true of a host now. */
export interface FieldHost {
  readonly addresses: 1 | 2;
  /** By how much its priorities are others than at first. */
  readonly moved: number;
  readonly interval: number;
  readonly ways: Ways;
  readonly structure: Structure;
}

/** What its file has more, or less, than those of sites mostly have. */
export interface Structure {
  /** Names of instances. */
  readonly without: readonly string[];
  readonly isGrouped: boolean;
  /** Behind the names of instances. */
  readonly suffix: string;
  /** Of the first instance. */
  readonly excluded: readonly string[];
  /** An entry of `track_interface`. */
  readonly tracksSecond: string | null;
  /** An entry of `track_file`. */
  readonly tracksFile: string | null;
  /** Whether the strongest host's priority is 255. */
  readonly owns: boolean;
  readonly tracksOwnInterface: boolean;
  readonly source: "mcast_src_ip" | null;
}

export const PLAIN: Structure = {
  without: [],
  isGrouped: true,
  suffix: "",
  excluded: [],
  tracksSecond: null,
  tracksFile: null,
  owns: false,
  tracksOwnInterface: true,
  source: null,
};

/** keepalived.conf of one host. */
export function printHost(shape: FieldShape, host: Host, own: FieldHost): string {
  const { ways, structure } = own;
  const top = ways.globals.length === 0 ? "" : globals(ways.globals.join("\n"));
  const scripts = ways.watches === "nothing" ? "" : script("chk", ways.script);
  const file = structure.tracksFile === null ? "" : 'track_file load {\n  file "/run/numbers/load"\n}\n';
  const parts = shape.parts.filter(({ name }) => !structure.without.includes(name));
  return (
    top + scripts + file + parts.map((part) => printPart(shape, host, own, part)).join("") + printGroups(shape, own)
  );
}

function printGroups({ groups }: FieldShape, { ways, structure }: FieldHost): string {
  const { isGrouped, suffix } = structure;
  const watched = ways.watches === "by-group" ? [tracks("track_script", "chk")] : [];
  const lines = [...ways.groupLines, ...watched].join("\n");
  const names = (isGrouped ? groups : []).map((members) => members.map((name) => `${name}${suffix}`).join("\n    "));
  return names
    .map((members, place) => `vrrp_sync_group G${place + 1} {\n  group {\n    ${members}\n  }\n${lines}\n}\n`)
    .join("");
}

function printPart(shape: FieldShape, host: Host, own: FieldHost, part: Part): string {
  const { addresses, interval, ways, structure } = own;
  const place = placeOf(shape, host, part);
  const more = [
    ...ways.lines,
    ...PREEMPTION[ways.preempts](ways),
    ...(ways.watches === "by-instance" ? [tracks("track_script", "chk")] : []),
    ...structureOf(shape, host, structure, part),
    ...castOf(shape, host, part),
    ...checksumOf(shape, host),
  ];
  const { link, id } = part;
  const isMaster = shape.states === "all-master" || (shape.states === "by-priority" && place === 0);
  return instance({
    name: `${part.name}${structure.suffix}`,
    ...{ link, id, interval, version: shape.version, state: isMaster ? "MASTER" : "BACKUP" },
    priority: structure.owns && place === 0 ? 255 : priorityOf(shape, place, own.moved),
    addresses: part.addresses.slice(0, addresses),
    more: more.join("\n"),
  });
}

const PREEMPTION = {
  always: () => [],
  never: () => ["  nopreempt"],
  late: ({ delay }: Ways) => [`  preempt_delay ${delay}`],
} as const;

/** 0: the strongest, while nothing has been changed. */
function placeOf({ hosts }: FieldShape, host: Host, part: Part): number {
  return (part.of === "first" ? hosts : hosts.toReversed()).indexOf(host);
}

function priorityOf({ priorities }: FieldShape, place: number, moved: number): number {
  return Math.min(254, Math.max(1, (priorities[place] ?? 100) + moved));
}

function structureOf({ parts, casts }: FieldShape, host: Host, own: Structure, part: Part): readonly string[] {
  const isFirst = part === parts[0];
  const { excluded, tracksSecond, tracksFile, tracksOwnInterface, source } = own;
  const mine = `192.168.${part.link === "eth0" ? 13 : 14}.${11 + HOSTS.indexOf(host)}`;
  return [
    ...(isFirst && excluded.length > 0 ? [tracks("virtual_ipaddress_excluded", ...excluded)] : []),
    ...(isFirst && tracksSecond !== null ? [tracks("track_interface", tracksSecond)] : []),
    ...(tracksFile === null ? [] : [tracks("track_file", tracksFile)]),
    ...(tracksOwnInterface ? [] : ["  dont_track_primary"]),
    ...(source !== null && casts === "multicast" && part.family === "IPv4" ? [`  ${source} ${mine}`] : []),
  ];
}

function castOf({ casts, hosts, linkLocals }: FieldShape, host: Host, { link, family }: Part): readonly string[] {
  if (casts === "multicast") return [];
  const addressOf = (one: Host): string => {
    const last = 11 + HOSTS.indexOf(one);
    if (casts === "unicast-to-link-local") return linkLocals?.[one] ?? "";
    if (family === "IPv6") return `fd00:13::${last}`;
    return `192.168.${link === "eth0" ? 13 : 14}.${last}`;
  };
  const others = hosts.filter((one) => one !== host).map(addressOf);
  return [casts === "unicast" ? unicast(addressOf(host), ...others) : peers(...others)];
}

function checksumOf({ checksums, hosts }: FieldShape, host: Host): readonly string[] {
  const isFirst = host === hosts[0];
  if (checksums === "old" || (checksums === "old-of-one" && isFirst)) return ["  old_unicast_checksum"];
  return checksums === "never-old-of-one" && isFirst ? ["  old_unicast_checksum never"] : [];
}
