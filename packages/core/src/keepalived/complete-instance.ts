import { completeAnnouncing } from "./read-garp.ts";
import { DEFAULT_PRIORITY, type InstanceDraft } from "./read-instance.ts";
import type { Authentication, GlobalSettings, Track, VrrpInstance } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";
import { unweighted } from "./sync-groups.ts";

/** The priority of a virtual router that owns its address (RFC 9568 section 5.2.4). */
const OWNER = 255;
const DOWN_TIMER_ADVERTS = 3;

/** What keepalived decides once everything is read (vrrp.c vrrp_complete_instance). */
export function completeInstance(draft: InstanceDraft, global: GlobalSettings, reader: StatementReader): VrrpInstance {
  const strict = draft.strict ?? global.strict;
  const vrrpVersion = versionOf(draft, global, strict);
  const priority = draft.priority ?? (draft.initialState === "MASTER" ? OWNER : DEFAULT_PRIORITY);
  const { authType, password, family, preemptStatement, acceptStatement, ...rest } = draft;
  const initialState = stateOf(draft, priority, strict);
  const authentication = authenticationOf(draft, { vrrpVersion, strict }, reader);
  const isHeld = authentication?.type === "AH" && priority !== OWNER;
  const completed = {
    ...rest,
    strict,
    accepts: acceptsOf(draft, { vrrpVersion, strict, priority }, reader),
    vrrpVersion,
    priority,
    authentication,
    ...trackedBy(draft, priority, reader),
    // An advert must have been heard before an AH sequence number is known.
    initialState: isHeld ? "BACKUP" : initialState,
    advertIntervalMs: intervalOf(draft, vrrpVersion, reader),
    downTimerAdverts: strict ? DOWN_TIMER_ADVERTS : draft.downTimerAdverts,
    higherPrioSendAdvert: !strict && (draft.higherPrioSendAdvert ?? global.higherPrioSendAdvert),
    ...completeAnnouncing(draft, global, strict),
    ...preemptionOf(draft, { initialState: isHeld ? "BACKUP" : initialState, priority, strict }, reader),
  } as const;
  reportMissing(completed, reader);
  return completed;
}

function versionOf({ vrrpVersion, family }: InstanceDraft, global: GlobalSettings, strict: boolean): 2 | 3 {
  if (family === "IPv6") return vrrpVersion === 2 && !strict ? 2 : 3;
  return vrrpVersion ?? global.vrrpVersion;
}

function stateOf({ initialState }: InstanceDraft, priority: number, strict: boolean): VrrpInstance["initialState"] {
  const byPriority = priority === OWNER ? "MASTER" : "BACKUP";
  return initialState === null || strict ? byPriority : initialState;
}

interface Mode {
  readonly vrrpVersion: 2 | 3;
  readonly strict: boolean;
}

function authenticationOf(draft: InstanceDraft, mode: Mode, reader: StatementReader): Authentication | null {
  const { authType, password, family, span } = draft;
  if (authType === null || mode.strict) return null;
  if (mode.vrrpVersion === 3) {
    const message = "VRRP version 3 has no authentication; keepalived ignores the block.";
    reader.warn(span, "KEEPALIVED_AUTH_VERSION_3", message);
    return null;
  }
  if (password === "" || (family === "IPv6" && authType === "AH")) {
    const why = password === "" ? "without a password" : "of type AH over IPv6";
    reader.warn(span, "KEEPALIVED_MISSING_VALUE", `keepalived ignores authentication ${why}.`);
    return null;
  }
  return { type: authType, password };
}

/** Version 2 of the protocol has no accept mode (RFC 3768 section 6.4.3), and `vrrp_strict` keeps to that. */
function acceptsOf(
  { accepts, acceptStatement }: InstanceDraft,
  { vrrpVersion, strict, priority }: Mode & Pick<VrrpInstance, "priority">,
  reader: StatementReader,
): boolean {
  if (priority === OWNER) return true;
  if (!strict) return accepts ?? true;
  if (accepts !== true || vrrpVersion === 3) return accepts ?? false;
  const message =
    "With `vrrp_strict` version 2 has no `accept`: keepalived drops what is sent to the virtual addresses.";
  if (acceptStatement !== null) reader.warn(acceptStatement.span, "KEEPALIVED_BAD_VALUE", message);
  return false;
}

/** Version 2 counts in seconds, version 3 in hundredths of 40.95 seconds at most; rounded. */
function intervalOf(draft: InstanceDraft, version: 2 | 3, reader: StatementReader): number {
  const asked = draft.advertIntervalMs ?? 1000;
  const unit = version === 2 ? 1000 : 10;
  const most = version === 2 ? 255_000 : 40_950;
  const interval = Math.min(most, Math.max(unit, Math.round(asked / unit) * unit));
  if (interval !== asked) {
    const message = `VRRP version ${version} cannot say ${asked / 1000} seconds between adverts; keepalived takes ${interval / 1000}.`;
    reader.warn(draft.span, "KEEPALIVED_BAD_VALUE", message);
  }
  return interval;
}

function preemptionOf(
  draft: InstanceDraft,
  completed: Pick<VrrpInstance, "initialState" | "priority" | "strict">,
  reader: StatementReader,
): Pick<VrrpInstance, "preempts" | "preemptDelayMs"> {
  const { preemptStatement, preempts, preemptDelayMs } = draft;
  if (completed.initialState === "MASTER") {
    if (preemptStatement !== null && (!preempts || preemptDelayMs > 0)) {
      const message = `${reader.keywordOf(preemptStatement)} does not work with the initial state MASTER: keepalived clears it, and the better router takes the address back.`;
      reader.warn(preemptStatement.span, "KEEPALIVED_NO_PREEMPT_MASTER", message, "Write `state BACKUP`.");
    }
    return { preempts: true, preemptDelayMs: 0 };
  }
  const stays = preempts || completed.priority === OWNER;
  return { preempts: stays, preemptDelayMs: completed.strict || !stays ? 0 : preemptDelayMs };
}

/** The owner's priority never changes: no script and no interface with a weight is watched (vrrp.c, "address owner"), nor ever its own one. */
function trackedBy(
  draft: InstanceDraft,
  priority: number,
  reader: StatementReader,
): Pick<VrrpInstance, "trackScripts" | "trackInterfaces" | "trackFiles"> {
  const isWatched = (track: Track): boolean => {
    if (priority !== OWNER || (track.weight ?? 0) === 0) return true;
    const message = `With priority ${OWNER} keepalived does not track "${track.name}", which has a weight.`;
    reader.warn(track.span, "KEEPALIVED_BAD_VALUE", message);
    return false;
  };
  const isForeign = (track: Track): boolean => {
    if (track.name !== draft.interface) return true;
    const message = `"${track.name}" is the instance's own interface, which is watched anyway; keepalived ignores it.`;
    reader.warn(track.span, "KEEPALIVED_DUPLICATE", message);
    return false;
  };
  const ofOwner = (track: Track, effect: string): void =>
    reader.warn(track.span, "KEEPALIVED_BAD_VALUE", `With priority ${OWNER} keepalived ${effect} "${track.name}".`);
  return {
    trackFiles: priority === OWNER ? draft.trackFiles.flatMap((track) => unweighted(track, ofOwner)) : draft.trackFiles,
    trackScripts: draft.trackScripts.filter(isWatched),
    trackInterfaces: draft.trackInterfaces.filter((track) => isForeign(track) && isWatched(track)),
  };
}

/** Without these keepalived runs no instance at all (vrrp.c chk_min_cfg); version 2 may be without an address. */
function reportMissing(instance: VrrpInstance, reader: StatementReader): void {
  const mayBeWithoutAddress = instance.vrrpVersion === 2 && !instance.strict;
  for (const [isMissing, what] of [
    [instance.interface === "", "interface"],
    [instance.virtualRouterId === 0, "virtual_router_id"],
    [instance.virtualAddresses.length === 0 && !mayBeWithoutAddress, "virtual_ipaddress"],
  ] as const) {
    const message = `The instance "${instance.name}" has no ${what}.`;
    if (isMissing) reader.refuse(instance.span, "KEEPALIVED_INCOMPLETE_INSTANCE", message);
  }
  if (instance.virtualAddresses.length === 0 && mayBeWithoutAddress) {
    const message = `The instance "${instance.name}" has no virtual_ipaddress: it stands for nothing.`;
    reader.warn(instance.span, "KEEPALIVED_INCOMPLETE_INSTANCE", message);
  }
  if (instance.unicast !== "none" && instance.unicastPeers.length === 0) {
    const effect = instance.unicast === "configured" ? "falls back to multicast" : "goes into the state FAULT";
    const message = `A word about unicast without unicast_peer: keepalived ${effect}.`;
    reader.warn(instance.span, "KEEPALIVED_NO_PEERS", message);
  }
}
