import { addressNumber } from "@splithorizon/core";
import type { Contender } from "./contender.ts";
import { hearingOf } from "./hearing.ts";
import { effectOfNumber, trackedFilesOf } from "./tracked-files.ts";
import { scriptWatchedTwice, whyTwice } from "./tracked-scripts.ts";
import { groupOf, trackedInterfaces, trackedProcesses, trackedScripts } from "./tracked-together.ts";

/** Where an instance stands: at rest the state that it comes to when nothing changes any more (RFC 9568 section 6.4). */
export interface Standing {
  readonly contender: Contender;
  /** `init`: its keepalived does not run. */
  readonly state: "active" | "backup" | "fault" | "init";
  /** Whether its addresses are set on the host: at rest the active one's are; a killed keepalived leaves them where they are. */
  readonly holds: boolean;
  /** After the scripts' weights. */
  readonly priority: number;
  readonly why: string;
}

/**
 * Who holds which virtual addresses once every timer has run out, all having started together; elections through time
 * are the simulation's. An instance yields to a stronger one that it hears and that is active: one that is a backup
 * itself sends nothing. Members of a sync group share their state.
 */
export function elect(contenders: readonly Contender[]): readonly Standing[] {
  const rated = contenders.map(rate);
  const standings = new Map<Contender, Standing>();
  const active: Rated[] = [];
  for (const unit of unitsOf(rated)) {
    const judged = judge(unit, active);
    for (const own of unit) standings.set(own.contender, judged(own));
    if (unit.some(({ contender }) => standings.get(contender)?.state === "active")) active.push(...unit);
  }
  return contenders.flatMap((contender) => standings.get(contender) ?? []);
}

interface Rated {
  readonly contender: Contender;
  readonly priority: number;
  readonly fault: string | null;
}

function rate(contender: Contender): Rated {
  const rated = effectivePriority(contender);
  const twice = scriptWatchedTwice(contender);
  return { contender, ...rated, fault: rated.fault ?? (twice === null ? null : whyTwice(twice)) };
}

/** Sync groups and lone instances, the strongest first. */
function unitsOf(rated: readonly Rated[]): readonly (readonly Rated[])[] {
  const units = new Map<string, Rated[]>();
  for (const own of rated) {
    const { host, instance } = own.contender;
    const key = `${host} ${groupOf(own.contender)?.name ?? `instance ${instance.name}`}`;
    const known = units.get(key);
    if (known === undefined) units.set(key, [own]);
    else known.push(own);
  }
  return [...units.values()].toSorted((left, right) => compareStrength(strongestOf(right), strongestOf(left)));
}

function strongestOf(unit: readonly Rated[]): Rated | undefined {
  return unit.toSorted((left, right) => compareStrength(right, left))[0];
}

function judge(unit: readonly Rated[], active: readonly Rated[]): (own: Rated) => Standing {
  const broken = unit.find(({ fault }) => fault !== null);
  if (broken !== undefined) return (own) => standing(own, "fault", faultOf(own, broken));
  const yields = unit.flatMap((own) => {
    const stronger = active.find(
      (other) => hearingOf(own.contender, other.contender).kind === "heard" && compareStrength(other, own) > 0,
    );
    return stronger === undefined ? [] : [{ own, why: comparison(stronger, own) }];
  });
  const [first] = yields;
  if (first === undefined) {
    return (own) => standing(own, "active", `no active one that it hears is stronger than priority ${own.priority}`);
  }
  const whole = `its sync group yields with ${first.own.contender.instance.name}: ${first.why}`;
  return (own) => standing(own, "backup", yields.find((candidate) => candidate.own === own)?.why ?? whole);
}

function standing({ contender, priority }: Rated, state: Standing["state"], why: string): Standing {
  return { contender, state, holds: state === "active", priority, why };
}

function faultOf(own: Rated, broken: Rated): string {
  return own.fault ?? `its sync group fails with ${broken.contender.instance.name}: ${broken.fault}`;
}

function comparison(stronger: Rated, own: Rated): string {
  const [theirs, mine] = [stronger.contender, own.contender];
  if (stronger.priority !== own.priority) {
    return `${theirs.host} has priority ${stronger.priority}, ${mine.host} ${own.priority}`;
  }
  return `${theirs.host} and ${mine.host} have priority ${own.priority}: of two that start together the higher address stays, else whoever was first`;
}

/** 1 to 254, whatever the weights say; 255, the owner of the address, is never changed (vrrp_track.c vrrp_set_effective_priority). */
export function effectivePriority(
  contender: Contender,
  downInterfaces: ReadonlySet<string> = new Set(),
): Omit<Rated, "contender"> {
  const { instance, scripts } = contender;
  let priority = instance.priority;
  const effects = [
    ...[...trackedScripts(contender), ...trackedProcesses(contender)].map(({ name, weight, reverse }) => ({
      name,
      effect: effectOfWeight(weight, reverse, scripts.get(name) === "fail" ? "fail" : "ok"),
    })),
    ...trackedInterfaces(contender).map(({ name, weight, reverse }) => ({
      name,
      effect: effectOfWeight(weight, reverse, downInterfaces.has(name) ? "fail" : "ok"),
    })),
  ];
  for (const { name, effect } of effects) {
    if (effect === "fault") return { priority, fault: `${name} fails, and has no weight` };
    priority += effect;
  }
  for (const track of trackedFilesOf(instance, groupOf(contender))) {
    const number = contender.numbers.get(track.name) ?? 0;
    const effect = effectOfNumber(number, track);
    if (effect === "fault") return { priority, fault: `${track.name} says ${number}` };
    priority += effect;
  }
  if (instance.unicast === "fault-without-peers" && instance.unicastPeers.length === 0) {
    return { priority, fault: "unicast without any peers" };
  }
  if (instance.unicastPeers.length > 0 && contender.sourceIs === "foreign") {
    return { priority, fault: `its host does not have ${contender.source}, from which its adverts should come` };
  }
  return { priority: instance.priority === 255 ? 255 : Math.min(254, Math.max(1, priority)), fault: null };
}

/**
 * What something that is watched does to the priority: a positive weight counts while it is well, a negative one while it
 * is not; turned round by `reverse` (vrrp_track.c process_script_update_priority).
 */
function effectOfWeight(weight: number, reverse: boolean, state: "ok" | "fail"): number | "fault" {
  const isOk = state === "ok";
  if (weight === 0) return isOk === reverse ? "fault" : 0;
  if (isOk !== weight > 0) return 0;
  return reverse ? -weight : weight;
}

/** The higher priority, of equal ones the higher address that adverts come from (RFC 9568 section 6.4.3). */
function compareStrength(left: Rated | undefined, right: Rated | undefined): number {
  const difference = (left?.priority ?? 0) - (right?.priority ?? 0);
  if (difference !== 0 || left === undefined || right === undefined) return difference;
  const [leftNumber, rightNumber] = [left.contender.source, right.contender.source].map(addressNumber);
  return (leftNumber ?? 0n) > (rightNumber ?? 0n) ? 1 : leftNumber === rightNumber ? 0 : -1;
}
