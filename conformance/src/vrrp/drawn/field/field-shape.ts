import type { Random } from "@splithorizon/sim";
import { oneOf } from "../../../one-of.ts";
import type { Host, Link, Scene } from "../../scene.ts";

/** A `vrrp_instance` that all hosts have. */
export interface Part {
  readonly name: string;
  readonly link: Link;
  readonly id: number;
  readonly family: "IPv4" | "IPv6";
  /** The second comes and goes. */
  readonly addresses: readonly [string, string];
  /** Whose the virtual router is while all are well: the first host's, or the last one's. */
  readonly of: "first" | "last";
}

/** Members of a `vrrp_sync_group`, by their names. */
export type Group = readonly string[];

/** What all hosts of a site have in common. */
export interface FieldShape {
  readonly hosts: readonly Host[];
  readonly version: 2 | 3;
  readonly parts: readonly Part[];
  readonly groups: readonly Group[];
  readonly casts: "multicast" | "unicast" | "unicast-to-link-local";
  readonly linkLocals?: NonNullable<Scene["linkLocals"]>;
  /** Of the stronger host first. */
  readonly priorities: readonly number[];
  readonly states: "by-priority" | "all-backup" | "all-master";
  readonly preempts: "always" | "never" | "late" | "late-or-never";
  /** By `old_unicast_checksum`. */
  readonly checksums: "new" | "old" | "old-of-one" | "never-old-of-one";
}

const V4 = { name: "VI_1", link: "eth0", id: 51, family: "IPv4", of: "first" } as const;
const FIRST: Part = { ...V4, addresses: ["192.168.13.10/24", "192.168.13.20/24"] };
const ACROSS: Part = { ...V4, name: "VI_2", link: "eth1", id: 52, addresses: ["192.168.14.10/24", "192.168.14.20/24"] };
const SECOND: Part = { ...V4, name: "VI_3", id: 53, of: "last", addresses: ["192.168.13.30/24", "192.168.13.40/24"] };
const SECOND_ACROSS: Part = {
  ...ACROSS,
  name: "VI_4",
  id: 54,
  of: "last",
  addresses: ["192.168.14.30/24", "192.168.14.40/24"],
};
/** The same id as over IPv4, as RFC 9568 section 1.4 has it. */
const SIX: Part = { ...FIRST, name: "VI_6", family: "IPv6", addresses: ["fd00:13::10/64", "fd00:13::20/64"] };

type Layout = Pick<FieldShape, "parts" | "groups">;
const LAYOUTS: readonly Layout[] = [
  { parts: [FIRST], groups: [] },
  { parts: [FIRST, SECOND], groups: [] },
  { parts: [FIRST, { ...ACROSS, of: "last" }], groups: [] },
  {
    parts: [FIRST, ACROSS, SECOND, SECOND_ACROSS],
    groups: [
      ["VI_1", "VI_2"],
      ["VI_3", "VI_4"],
    ],
  },
  { parts: [FIRST, { ...ACROSS, of: "last" }], groups: [["VI_1", "VI_2"]] },
];
const DUAL: readonly Layout[] = [
  { parts: [FIRST, SIX], groups: [] },
  { parts: [FIRST, SIX], groups: [["VI_1", "VI_6"]] },
  { parts: [SIX, { ...SECOND, of: "first" }], groups: [["VI_6", "VI_3"]] },
];

const OF_TWO: readonly (readonly number[])[] = [
  [150, 100],
  [101, 100],
  [100, 100],
  [100, 100],
  [200, 90],
];
/** Skews so far apart that no two timers end together. */
const OF_THREE: readonly number[] = [200, 120, 40];
const TURNED = { dns1: "fe80::c", dns2: "fe80::b", dns3: "fe80::a" } as const;

export function drawFieldShape(random: Random): FieldShape {
  const hosts: readonly Host[] = random.happens(0.15) ? ["dns1", "dns2", "dns3"] : ["dns1", "dns2"];
  const priorities = hosts.length === 3 ? OF_THREE : oneOf(random, OF_TWO);
  const states = oneOf(random, ["by-priority", "by-priority", "all-backup", "all-backup", "all-master"] as const);
  const preempts = oneOf(random, ["always", "always", "always", "never", "late", "late", "late-or-never"] as const);
  const own = { hosts, priorities, states, preempts } as const;
  switch (oneOf(random, ["IPv4", "IPv4", "unicast", "IPv6", "IPv6-unicast", "both"] as const)) {
    case "IPv4":
      return {
        ...own,
        ...oneOf(random, LAYOUTS),
        version: oneOf(random, [2, 3] as const),
        casts: "multicast",
        checksums: "new",
      };
    case "unicast":
      return { ...own, ...oneOf(random, LAYOUTS.slice(0, 3)), ...drawUnicast(random) };
    case "IPv6":
      return {
        ...own,
        parts: [SIX],
        groups: [],
        version: 3,
        casts: "multicast",
        checksums: "new",
        ...drawLinkLocals(random),
      };
    case "IPv6-unicast": {
      const casts = oneOf(random, ["unicast", "unicast-to-link-local"] as const);
      return { ...own, parts: [SIX], groups: [], version: 3, casts, checksums: "new", linkLocals: TURNED };
    }
    case "both":
      return { ...own, ...oneOf(random, DUAL), version: 3, casts: "multicast", checksums: "new" };
  }
}

function drawUnicast(random: Random): Pick<FieldShape, "version" | "casts" | "checksums"> {
  const version = oneOf(random, [2, 3, 3] as const);
  const drawn = oneOf(random, ["new", "old", "old-of-one", "never-old-of-one"] as const);
  return { version, casts: "unicast", checksums: version === 2 ? "new" : drawn };
}

function drawLinkLocals(random: Random): Pick<FieldShape, "linkLocals"> {
  return random.happens(0.5) ? { linkLocals: TURNED } : {};
}
