import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine, Deed, DeedKind } from "./course.ts";
import { ADDRESSES } from "./draw-course.ts";

const ZONES = ["z.lan", "y.lan", "x.lan"] as const;
const OF_PRIMARIES = ["no", "yes", "notify"] as const;
const OF_COPIES = ["yes", "yes", "notify", "notify-passive", "refresh", "passive"] as const;
const OF_STUBS = ["yes", "refresh", "passive"] as const;
const UNTIL_MS = 260_000;
/** named is a little late each time that a timer runs out, and its heartbeat begins when it has read its files. */
const TOLERANCE_MS = 750;

/** A primary and a copy of three zones, each with a `dialup` of its own, over four heartbeats. */
export function drawDialupCourse(seed: number): Course {
  const random = new Random(seed, "zone course dialup");
  const timers = `${4 + random.below(4)} ${1 + random.below(2)} ${40 + random.below(80)} 60`;
  const serials = new Map<string, number>(ZONES.map((zone) => [zone, 10]));
  const textOf = (zone: string): string =>
    `$TTL 60\n@ SOA p h ${serials.get(zone)} ${timers}\n@ NS p\n@ NS s\np A ${ADDRESSES.p}\ns A ${ADDRESSES.s}\n`;
  const copies = copiesConf(random);
  const machines = {
    p: machineOf("p", `${primariesConf(random)}`, Object.fromEntries(ZONES.map((zone) => [zone, textOf(zone)]))),
    s: machineOf("s", copies, {}),
  };
  const edit = (): readonly DeedKind[] => {
    const zone = oneOf(random, ZONES);
    serials.set(zone, (serials.get(zone) ?? 0) + 1);
    return [
      { do: "edit", on: "p", file: zone, text: textOf(zone) },
      { do: "rndc", on: "p", words: `reload ${zone}` },
    ];
  };
  const deeds: Deed[] = [
    { atMs: 0, do: "start", on: "p" },
    { atMs: 3000 + random.below(5000), do: "start", on: "s" },
  ];
  const draws = drawDeeds(random, edit, machines.s.files["named.conf"] ?? "");
  for (let atMs = 14_000 + random.below(20_000); atMs < UNTIL_MS - 20_000; atMs += 4000 + random.below(30_000)) {
    for (const [at, kind] of draws().entries()) deeds.push({ atMs: atMs + at * 60, ...kind });
  }
  return { title: `seed ${seed}, dialup`, machines, deeds, untilMs: UNTIL_MS, toleranceMs: TOLERANCE_MS };
}

function machineOf(name: "p" | "s", zones: string, files: Readonly<Record<string, string>>): CourseMachine {
  const more = "recursion no; min-refresh-time 1; min-retry-time 1; heartbeat-interval 1; empty-zones-enable no;";
  return {
    addresses: [ADDRESSES[name]],
    files: { "named.conf": `options { directory "/"; ${more} };\n${zones}`, ...files },
  };
}

function primariesConf(random: Random): string {
  return ZONES.map(
    (zone) => `zone "${zone}" { type primary; file "${zone}"; dialup ${oneOf(random, OF_PRIMARIES)}; };\n`,
  ).join("");
}

/** Mostly with a file; `also-notify` has somebody to be told. */
function copiesConf(random: Random): string {
  return ZONES.map((zone) => {
    const isStub = random.below(5) === 0;
    const mode = oneOf<string>(random, isStub ? OF_STUBS : OF_COPIES);
    const file = random.below(4) === 0 ? "" : `file "${zone}";`;
    const told = isStub ? "" : `also-notify { ${ADDRESSES.p}; };`;
    return `zone "${zone}" { type ${isStub ? "stub" : "secondary"}; primaries { ${ADDRESSES.p}; }; ${file} dialup ${mode}; ${told} };\n`;
  }).join("");
}

const BETWEEN = ["p", "s"] as const;

/** What happens next: the primary is away for some time, or packets are lost, and comes back. */
function drawDeeds(random: Random, edit: () => readonly DeedKind[], conf: string): () => readonly DeedKind[] {
  let back: DeedKind | null = null;
  const harm = (): readonly DeedKind[] => {
    if (back !== null) return [];
    const isLost = random.below(2) === 0;
    back = isLost ? { do: "pass", between: BETWEEN } : { do: "start", on: "p" };
    return [isLost ? { do: "lose", between: BETWEEN } : { do: "kill", on: "p" }];
  };
  const deed = (): readonly DeedKind[] => {
    const kind = random.below(9);
    if (kind < 2) return harm();
    if (kind < 5) return [...commands(random, kind, conf)];
    return back?.do === "start" ? [] : edit();
  };
  return () => {
    const healing = back;
    if (healing === null || random.below(3) === 0) return deed();
    back = null;
    return [healing];
  };
}

/** To the copy. */
function commands(random: Random, kind: number, conf: string): readonly DeedKind[] {
  if (kind === 2) {
    return [
      { do: oneOf(random, ["kill", "stop"] as const), on: "s" },
      { do: "start", on: "s" },
    ];
  }
  if (kind === 3) {
    const words = oneOf(random, ["reload", "reconfig", ...ZONES.map((zone) => `refresh ${zone}`)]);
    return [{ do: "rndc", on: "s", words }];
  }
  const text = conf.replace("heartbeat-interval 1", `heartbeat-interval ${oneOf(random, ["1", "2", "0"])}`);
  return [
    { do: "edit", on: "s", file: "named.conf", text },
    { do: "rndc", on: "s", words: "reconfig" },
  ];
}
