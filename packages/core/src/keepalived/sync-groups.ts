import type { Statement } from "./ast.ts";
import { isUnsupported } from "./keepalived-support.ts";
import { filesOf, processesOf, readInterfaces, readTracks, scriptsOf, type Watched } from "./read-tracks.ts";
import type { SyncGroup, Track, VrrpInstance } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** The priority of a virtual router that owns its address (RFC 9568 section 5.2.4). */
const OWNER = 255;

/** vrrp_parser.c: what a `vrrp_sync_group` says, with members that may not exist. The first `group` that is not empty counts. */
export function readSyncGroup(statement: Statement, watched: Watched, reader: StatementReader): SyncGroup {
  const draft: { -readonly [Field in keyof SyncGroup]: SyncGroup[Field] } = {
    name: statement.words[1]?.value ?? "",
    members: [],
    tracksWeights: false,
    trackScripts: [],
    trackProcesses: [],
    trackInterfaces: [],
    trackFiles: [],
    span: statement.span,
  };
  for (const inner of statement.block?.statements ?? []) {
    const keyword = reader.keywordOf(inner);
    if (isUnsupported("vrrp_sync_group", keyword)) reader.unsupported(inner);
    switch (keyword) {
      case "group":
        draft.members = readMembers(inner, draft, reader);
        break;
      case "sync_group_tracking_weight":
      case "global_tracking":
        draft.tracksWeights = true;
        break;
      case "track_script":
        draft.trackScripts = readTracks(inner, draft.trackScripts, scriptsOf(watched), reader);
        break;
      case "track_process":
        draft.trackProcesses = readTracks(inner, draft.trackProcesses, processesOf(watched), reader);
        break;
      case "track_interface":
        draft.trackInterfaces = readInterfaces(inner, draft.trackInterfaces, reader);
        break;
      case "track_file":
        draft.trackFiles = readTracks(inner, draft.trackFiles, filesOf(watched), reader);
        break;
      default:
    }
  }
  return draft;
}

function readMembers(statement: Statement, { members, name }: SyncGroup, reader: StatementReader): readonly string[] {
  if (members.length === 0)
    return (statement.block?.statements ?? []).flatMap(({ words }) => words.map((word) => word.value));
  reader.ignored(statement, "KEEPALIVED_DUPLICATE", `The group "${name}" has members already`);
  return members;
}

/** vrrp_sync.c vrrp_sync_set_group: a member must exist and be in no other group, and a group without members is removed. */
export function completeGroups(
  groups: readonly SyncGroup[],
  instances: readonly VrrpInstance[],
  reader: StatementReader,
): readonly SyncGroup[] {
  const names = new Set(instances.map(({ name }) => name));
  const taken = new Set<string>();
  return groups.flatMap((group) => {
    const members = group.members.filter((member) => {
      const isMember = names.has(member) && !taken.has(member);
      if (!names.has(member)) reader.ignored(group, "KEEPALIVED_UNDEFINED", `No vrrp_instance is called "${member}"`);
      else if (!isMember) reader.ignored(group, "KEEPALIVED_DUPLICATE", `"${member}" is in a sync group already`);
      taken.add(member);
      return isMember;
    });
    if (members.length === 0) {
      const message = `The group "${group.name}" has no members: keepalived removes it.`;
      reader.warn(group.span, "KEEPALIVED_UNDEFINED", message);
      return [];
    }
    return [withoutWeightsOfOwners({ ...group, members }, instances, reader)];
  });
}

/** vrrp.c sync_group_tracking_init: the priority of an owner never changes, so nothing that the group watches has a weight. */
function withoutWeightsOfOwners(
  group: SyncGroup,
  instances: readonly VrrpInstance[],
  reader: StatementReader,
): SyncGroup {
  if (!instances.some(({ name, priority }) => priority === OWNER && group.members.includes(name))) return group;
  const cleared = (track: Track): Track => {
    if ((track.weight ?? 0) === 0) return track;
    const message = `A member of "${group.name}" has priority ${OWNER}: keepalived takes the weight of "${track.name}" for 0.`;
    reader.warn(track.span, "KEEPALIVED_BAD_VALUE", message);
    return { ...track, weight: 0 };
  };
  return {
    ...group,
    trackScripts: group.trackScripts.map(cleared),
    trackProcesses: group.trackProcesses.map(cleared),
    trackInterfaces: group.trackInterfaces.map(cleared),
    trackFiles: group.trackFiles.map(cleared),
  };
}

/** What being in a group does to an instance. */
export function completeMembers(
  instances: readonly VrrpInstance[],
  groups: readonly SyncGroup[],
  reader: StatementReader,
): readonly VrrpInstance[] {
  const groupOf = new Map(groups.flatMap((group) => group.members.map((member) => [member, group] as const)));
  const backups = new Set(groups.filter((group) => !isOfOwners(group, instances)));
  return instances.map((instance) => {
    const group = groupOf.get(instance.name);
    if (group === undefined) return instance;
    reportWatchedTwice(instance, group, reader);
    const { initialState } = instance;
    const member = { ...instance, initialState: backups.has(group) ? "BACKUP" : initialState } as const;
    return group.tracksWeights ? member : withoutWeights(member, reader);
  });
}

/** vrrp.c add_vrrp_to_track_script: its first end is waited for twice, and comes once. */
function reportWatchedTwice({ name, trackScripts }: VrrpInstance, group: SyncGroup, reader: StatementReader): void {
  for (const track of trackScripts) {
    const isTwice = (track.weight ?? 0) === 0 && group.trackScripts.some((other) => other.name === track.name);
    const message = `"${track.name}" is watched by "${name}" and by its group "${group.name}": without a weight the instance stays in FAULT after each start, since keepalived waits for the script twice.`;
    if (isTwice) reader.warn(track.span, "KEEPALIVED_DUPLICATE", message, "Leave it to the group.");
  }
}

/** vrrp.c vrrp_complete_init: unless all of them own their addresses and begin with MASTER, they begin with BACKUP. */
function isOfOwners(group: SyncGroup, instances: readonly VrrpInstance[]): boolean {
  return instances.every(
    ({ name, priority, initialState }) =>
      !group.members.includes(name) || (priority === OWNER && initialState === "MASTER"),
  );
}

/**
 * vrrp.c vrrp_complete_instance: members of a group share their state, so their priorities do not float unless the group
 * says so. Scripts with a weight are not watched then; of processes keepalived does not think. What it says of interfaces
 * comes too late: their weights have been counted in before (add_vrrp_to_interface).
 */
function withoutWeights(instance: VrrpInstance, reader: StatementReader): VrrpInstance {
  const isWeighted = ({ weight }: Track): boolean => (weight ?? 0) !== 0;
  const report = (track: Track, effect: string): void => {
    const message = `"${instance.name}" is in a sync group: keepalived ${effect} "${track.name}".`;
    reader.warn(track.span, "KEEPALIVED_BAD_VALUE", message, "Write `sync_group_tracking_weight` into the group.");
  };
  for (const track of instance.trackScripts.filter(isWeighted)) report(track, "does not watch the weighted script");
  for (const track of instance.trackInterfaces.filter(isWeighted))
    report(track, "says that it ignores the weight of an interface, and counts it all the same:");
  return {
    ...instance,
    trackScripts: instance.trackScripts.filter((track) => !isWeighted(track)),
    trackFiles: instance.trackFiles.flatMap((track) => unweighted(track, report)),
  };
}

/** A weight of 1 is that of a file for which none is written, and counts as 0; with another one it is not watched (vrrp.c vrrp_complete_instance). */
export function unweighted(track: Track, report: (track: Track, effect: string) => void): readonly Track[] {
  if (track.weight === 0) return [track];
  const isDefault = track.weight === 1;
  report(track, isDefault ? "takes any number but 0 for a failure in" : "does not watch the weighted file");
  return isDefault ? [{ ...track, weight: 0 }] : [];
}
