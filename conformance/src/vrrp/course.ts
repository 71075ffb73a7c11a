import type { Host } from "./scene.ts";

/** An instance has entered a state, as keepalived's log tells it. */
export interface StateChange {
  readonly atMs: number;
  readonly host: Host;
  readonly instance: string;
  readonly state: "backup" | "active" | "fault";
}

/** Adverts of one router with one priority, none of which is missing. */
export interface AdvertRun {
  readonly host: Host;
  /** Where they come from; older recordings do not say it. */
  readonly source?: string;
  readonly id: number;
  readonly priority: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
}

/** Gratuitous ARPs that follow each other at once. */
export interface Burst {
  readonly atMs: number;
  readonly host: Host;
  readonly address: string;
  readonly count: number;
}

/** An address was set on a host, or removed. */
export interface Holding {
  readonly atMs: number;
  readonly host: Host;
  readonly address: string;
  readonly isHeld: boolean;
}

/** What a scene came to. */
export interface Course {
  readonly states: readonly StateChange[];
  readonly adverts: readonly AdvertRun[];
  readonly bursts: readonly Burst[];
  readonly holdings: readonly Holding[];
}

export interface SeenAdvert {
  readonly atMs: number;
  readonly host: Host;
  readonly source?: string;
  readonly id: number;
  readonly priority: number;
}

/** An interval that is so much longer than the usual one is a gap, one that is so much shorter an advert out of turn. */
const GAP = 1.6;
/** Timers are late by less than this, whatever their interval. */
const SLACK_MS = 30;

/** Adverts in a row: as long as they come in the rhythm that is usual for them. */
export function runsOf(adverts: readonly SeenAdvert[]): readonly AdvertRun[] {
  const keys = [...new Set(adverts.map(keyOf))];
  const runs = keys.flatMap((key) => runsOfOne(adverts.filter((advert) => keyOf(advert) === key)));
  return runs.toSorted((one, other) => one.firstMs - other.firstMs);
}

/** Over IPv6 an id is another virtual router's than over IPv4 (RFC 9568 section 1.4). */
export function isOfOneRouter(one: Sender, other: Sender): boolean {
  return one.host === other.host && one.id === other.id && familyOf(one) === familyOf(other);
}

type Sender = Pick<SeenAdvert, "host" | "id" | "source">;

/** Older recordings have one router of each id. */
function familyOf({ source = "" }: Sender): "IPv4" | "IPv6" {
  return source.includes(":") ? "IPv6" : "IPv4";
}

function keyOf(advert: SeenAdvert): string {
  return `${advert.host} ${advert.id} ${familyOf(advert)}`;
}

function runsOfOne(adverts: readonly SeenAdvert[]): readonly AdvertRun[] {
  const gaps = adverts.slice(1).map(({ atMs }, place) => atMs - (adverts[place]?.atMs ?? 0));
  const usualMs = gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  const runs: AdvertRun[] = [];
  for (const { atMs, ...advert } of adverts) {
    const last = runs.at(-1);
    const gapMs = atMs - (last?.lastMs ?? 0);
    const isSteady = gapMs < usualMs * GAP + SLACK_MS && gapMs > usualMs / GAP - SLACK_MS;
    if (last?.priority === advert.priority && last.source === advert.source && isSteady)
      runs[runs.length - 1] = { ...last, lastMs: atMs, count: last.count + 1 };
    else runs.push({ ...advert, firstMs: atMs, lastMs: atMs, count: 1 });
  }
  return runs;
}

/** One burst lasts no longer. */
const BURST_MS = 60;

export function burstsOf(announcements: readonly Omit<Burst, "count">[]): readonly Burst[] {
  const bursts: Burst[] = [];
  const open = new Map<string, { place: number; lastMs: number }>();
  for (const { atMs, host, address } of announcements) {
    const key = `${host} ${address}`;
    const last = open.get(key);
    const burst = last === undefined ? undefined : bursts[last.place];
    if (last !== undefined && burst !== undefined && atMs - last.lastMs < BURST_MS) {
      bursts[last.place] = { ...burst, count: burst.count + 1 };
      last.lastMs = atMs;
    } else open.set(key, { place: bursts.push({ atMs, host, address, count: 1 }) - 1, lastMs: atMs });
  }
  return bursts;
}
