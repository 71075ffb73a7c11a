import type { Address, KeepalivedSettings, VrrpInstance } from "@splithorizon/core";

/** A host's part in one virtual router. */
export interface Contender {
  readonly host: string;
  /** The host's own address on the link. */
  readonly address: Address;
  /** Name of the link. */
  readonly link: string;
  readonly instance: VrrpInstance;
  readonly settings: KeepalivedSettings;
  /** What each script comes to; `ok` where nothing is said. */
  readonly scripts: ReadonlyMap<string, "ok" | "fail">;
}

/** The state that instances come to rest in when nothing changes any more (RFC 9568 section 6.4). */
export interface Standing {
  readonly contender: Contender;
  readonly state: "active" | "backup" | "fault";
  /** After the scripts' weights. */
  readonly priority: number;
  readonly why: string;
}

/** Who holds which virtual addresses once every timer has run out; elections through time are the simulation's. */
export function elect(contenders: readonly Contender[]): readonly Standing[] {
  const rated = contenders.map((contender) => ({ contender, ...effectivePriority(contender) }));
  return rated.map((own): Standing => {
    const { contender, priority } = own;
    if (own.fault !== null) return { contender, state: "fault", priority, why: own.fault };
    const stronger = rated.find(
      (other) => other.fault === null && hears(contender, other.contender) && beats(other, own),
    );
    return stronger === undefined
      ? { contender, state: "active", priority, why: `priority ${priority} is the highest it hears` }
      : {
          contender,
          state: "backup",
          priority,
          why: `${stronger.contender.host} has priority ${stronger.priority}, ${contender.host} ${priority}`,
        };
  });
}

interface Rated {
  readonly contender: Contender;
  readonly priority: number;
  readonly fault: string | null;
}

/** 1 to 254, whatever the weights say; 255, the owner of the address, is never changed (vrrp_track.c vrrp_set_effective_priority). */
function effectivePriority(contender: Contender): Omit<Rated, "contender"> {
  const { instance, settings } = contender;
  let priority = instance.priority;
  for (const track of instance.trackScripts) {
    const effect = effectOf(track, contender);
    if (effect === "fault") return { priority, fault: `${track.name} fails, and has no weight` };
    priority += effect;
  }
  if (instance.unicastSource !== null && instance.unicastPeers.length === 0 && settings.global.unicastFaultNoPeer) {
    return { priority, fault: "unicast without any peers" };
  }
  return { priority: instance.priority === 255 ? 255 : Math.min(254, Math.max(1, priority)), fault: null };
}

/** What one script does to the priority: a positive weight counts while it succeeds, a negative one while it fails. */
function effectOf(track: VrrpInstance["trackScripts"][number], { settings, scripts }: Contender): number | "fault" {
  const script = settings.scripts.find(({ name }) => name === track.name);
  const weight = track.weight ?? script?.weight ?? 0;
  const isOk = (scripts.get(track.name) ?? "ok") === "ok";
  const succeeds = track.reverse ? !isOk : isOk;
  if (weight === 0) return succeeds ? 0 : "fault";
  return succeeds === weight > 0 ? weight : 0;
}

function beats(other: Rated, own: Rated): boolean {
  if (other.priority !== own.priority) return other.priority > own.priority;
  return compareAddresses(other.contender.address, own.contender.address) > 0;
}

function compareAddresses(left: Address, right: Address): number {
  const [leftParts, rightParts] = [left.split("."), right.split(".")];
  for (const [at, part] of leftParts.entries()) {
    const order = Number(part) - Number(rightParts[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** Whether `own` gets `other`'s adverts and takes them (vrrp-measured.md section 7). */
function hears(own: Contender, other: Contender): boolean {
  if (own.host === other.host || own.link !== other.link) return false;
  const [mine, theirs] = [own.instance, other.instance];
  if (mine.virtualRouterId !== theirs.virtualRouterId || mine.vrrpVersion !== theirs.vrrpVersion) return false;
  if (mine.vrrpVersion === 2 && mine.advertIntervalMs !== theirs.advertIntervalMs) return false;
  if (!sendsTo(theirs, own.address, mine)) return false;
  return sameAuthentication(mine, theirs) && sameAddresses(mine, theirs);
}

function sendsTo(theirs: VrrpInstance, address: Address, mine: VrrpInstance): boolean {
  const isUnicast = theirs.unicastPeers.length > 0;
  return isUnicast ? theirs.unicastPeers.includes(address) : mine.unicastPeers.length === 0;
}

/** Version 3 has none (RFC 9568 section 9). */
function sameAuthentication(mine: VrrpInstance, theirs: VrrpInstance): boolean {
  if (mine.vrrpVersion === 3) return true;
  const [left, right] = [mine.authentication, theirs.authentication];
  return left?.type === right?.type && left?.password === right?.password;
}

function sameAddresses(mine: VrrpInstance, theirs: VrrpInstance): boolean {
  const key = ({ virtualAddresses }: VrrpInstance): string =>
    virtualAddresses
      .map(({ address }) => address)
      .sort()
      .join(" ");
  return key(mine) === key(theirs);
}
