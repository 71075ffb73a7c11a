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
}

/** keepalived.conf of one host. */
export function printHost(shape: FieldShape, host: Host, own: FieldHost): string {
  const { ways } = own;
  const top = ways.globals.length === 0 ? "" : globals(ways.globals.join("\n"));
  const scripts = ways.watches === "nothing" ? "" : script("chk", ways.script);
  return (
    top + scripts + shape.parts.map((part) => printPart(shape, host, own, part)).join("") + printGroups(shape, own)
  );
}

function printGroups({ groups }: FieldShape, { ways }: FieldHost): string {
  const watched = ways.watches === "by-group" ? [tracks("track_script", "chk")] : [];
  const lines = [...ways.groupLines, ...watched].join("\n");
  return groups
    .map(
      (members, place) =>
        `vrrp_sync_group G${place + 1} {\n  group {\n    ${members.join("\n    ")}\n  }\n${lines}\n}\n`,
    )
    .join("");
}

function printPart(shape: FieldShape, host: Host, { addresses, moved, interval, ways }: FieldHost, part: Part): string {
  const { hosts, priorities, states, version } = shape;
  const order = part.of === "first" ? hosts : hosts.toReversed();
  const place = order.indexOf(host);
  const priority = Math.min(254, Math.max(1, (priorities[place] ?? 100) + moved));
  const isMaster = states === "all-master" || (states === "by-priority" && place === 0);
  const preempts = { always: [], never: ["  nopreempt"], late: [`  preempt_delay ${ways.delay}`] }[ways.preempts];
  const watched = ways.watches === "by-instance" ? [tracks("track_script", "chk")] : [];
  const more = [...ways.lines, ...preempts, ...watched, ...castOf(shape, host, part), ...checksumOf(shape, host)];
  const { name, link, id } = part;
  const state = isMaster ? "MASTER" : "BACKUP";
  const own = part.addresses.slice(0, addresses);
  return instance({ name, state, link, id, priority, interval, version, addresses: own, more: more.join("\n") });
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
