import type { Track, VrrpScript } from "@splithorizon/core/keepalived";
import type { Contender } from "./contender.ts";

/** The weights with which a script is watched, by the instance and by its group; null: that one does not watch it. */
export interface WatchedBy {
  readonly own: number | null;
  readonly group: number | null;
}

export function watchedBy({ instance, settings }: Contender, script: VrrpScript): WatchedBy {
  const group = settings.syncGroups.find(({ members }) => members.includes(instance.name));
  const weightIn = (tracks: readonly Track[]): number | null => {
    const track = tracks.find(({ name }) => name === script.name);
    return track === undefined ? null : (track.weight ?? script.weight);
  };
  return { own: weightIn(instance.trackScripts), group: weightIn(group?.trackScripts ?? []) };
}

/**
 * A script that both watch without a weight is waited for twice when keepalived starts, and heard of once: the instance
 * stays in FAULT until keepalived reads its files again (vrrp_track.c initialise_track_script_state, vrrp.c
 * add_vrrp_to_track_script). null: there is none.
 */
export function scriptWatchedTwice(contender: Contender): string | null {
  const isTwice = (script: VrrpScript): boolean => {
    const { own, group } = watchedBy(contender, script);
    return own === 0 && group === 0;
  };
  return contender.settings.scripts.find(isTwice)?.name ?? null;
}

export function whyTwice(name: string): string {
  return `it waits for ${name} twice, which its group watches too`;
}
