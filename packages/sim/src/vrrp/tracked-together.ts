import type { KeepalivedSettings, SyncGroup, Track, VrrpInstance } from "@splithorizon/core/keepalived";
import type { Contender } from "./contender.ts";

/** Something that is watched, by what it does to an instance; 0: FAULT. */
export interface Tracked extends Track {
  readonly weight: number;
}

/**
 * What an instance watches, and its group for it: of what both watch the group's weight counts, unless the instance's is 0
 * (vrrp.c add_vrrp_to_track_script, add_vrrp_to_interface; track_file.c add_obj_to_track_file).
 */
export function trackedTogether<T extends Track>(own: readonly T[], ofGroup: readonly T[]): readonly T[] {
  const mine = own.map((track) => {
    const other = ofGroup.find(({ name }) => name === track.name);
    return other === undefined || (track.weight ?? 0) === 0 ? track : { ...other, span: track.span };
  });
  return [...mine, ...ofGroup.filter(({ name }) => !own.some((track) => track.name === name))];
}

export function groupOf({ instance, settings }: Contender): SyncGroup | undefined {
  return settings.syncGroups.find(({ members }) => members.includes(instance.name));
}

export function trackedScripts(contender: Contender): readonly Tracked[] {
  const { scripts } = contender.settings;
  const [own, ofGroup] = partsOf(contender).map(({ trackScripts }) => weighed(trackScripts, scripts));
  return trackedTogether(own ?? [], ofGroup ?? []);
}

/** Of what both watch the instance says how the weight counts (add_vrrp_to_track_process). */
export function trackedProcesses(contender: Contender): readonly Tracked[] {
  const { processes } = contender.settings;
  const [own = [], ofGroup = []] = partsOf(contender).map(({ trackProcesses }) => weighed(trackProcesses, processes));
  return trackedTogether(own, ofGroup).map((track) => {
    const mine = own.find(({ name }) => name === track.name);
    return mine === undefined ? track : { ...track, reverse: mine.reverse };
  });
}

/** The instance's own interface is watched without a weight, whatever the group says of it. */
export function trackedInterfaces(contender: Contender): readonly Tracked[] {
  const { instance } = contender;
  const [own = [], ofGroup = []] = partsOf(contender).map(({ trackInterfaces }) => weighed(trackInterfaces, []));
  const isOwn = ({ name }: Track): boolean => instance.tracksOwnInterface && name === instance.interface;
  return trackedTogether(
    own,
    ofGroup.filter((track) => !isOwn(track)),
  );
}

function partsOf(contender: Contender): readonly (VrrpInstance | SyncGroup)[] {
  const group = groupOf(contender);
  return [contender.instance, ...(group === undefined ? [] : [group])];
}

type Watched = KeepalivedSettings["scripts" | "processes"][number];

function weighed(tracks: readonly Track[], watched: readonly Pick<Watched, "name" | "weight">[]): readonly Tracked[] {
  return tracks.map((track) => {
    const weight = track.weight ?? watched.find(({ name }) => name === track.name)?.weight ?? 0;
    return { ...track, weight };
  });
}
