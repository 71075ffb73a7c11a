import type {
  KeepalivedSettings,
  Track,
  TrackedFile,
  VirtualAddress,
  VrrpInstance,
  VrrpScript,
} from "@splithorizon/core/keepalived";

/** What a configuration comes to, as lines that a real keepalived's dump and our settings can both be written as. */
export interface Configuration {
  readonly instances: readonly string[];
  readonly scripts: readonly string[];
  readonly files: readonly string[];
}

/** What decides who holds which address. */
export interface InstanceFacts {
  readonly name: string;
  readonly version: number;
  readonly state: string;
  readonly interface: string;
  readonly router: number;
  readonly priority: number;
  readonly everyMs: number;
  readonly preempts: boolean;
  readonly preemptDelayS: number;
  readonly authentication: string;
  readonly downAdverts: number;
  readonly answersHigher: boolean;
  readonly refreshS: number;
  readonly strict: boolean;
  readonly addresses: readonly string[];
  readonly excluded: readonly string[];
  readonly peers: readonly string[];
  readonly accepts: boolean;
  readonly files: readonly string[];
  readonly scripts: readonly string[];
}

export function instanceLine(facts: InstanceFacts): string {
  const { name, version, state, router, priority, everyMs, preempts, preemptDelayS, downAdverts, refreshS } = facts;
  return [
    `${name}: version ${version}, ${state} on ${facts.interface}, router ${router}, priority ${priority}, every ${everyMs} ms, down after ${downAdverts}`,
    preempts ? `preempts after ${preemptDelayS} s` : "does not preempt",
    `authentication ${facts.authentication}`,
    `refresh ${refreshS} s`,
    ...(facts.answersHigher ? ["answers a higher one"] : []),
    ...(facts.strict ? ["strict"] : []),
    ...listed("addresses", facts.addresses),
    ...listed("excluded", facts.excluded),
    ...listed("peers", facts.peers),
    ...(facts.accepts ? [] : ["refuses packets"]),
    ...listed("scripts", facts.scripts),
    ...listed("files", facts.files),
  ].join("; ");
}

function listed(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${title} ${items.join(", ")}`];
}

export function describeSettings(settings: KeepalivedSettings): Configuration {
  return {
    instances: settings.instances.map((instance) => instanceLine(factsOf(instance, settings))),
    scripts: settings.scripts.filter(({ name }) => isTracked(name, settings)).map(scriptLine),
    files: settings.files.filter(({ name }) => isTrackedFile(name, settings)).map(fileLine),
  };
}

/** keepalived forgets the scripts that no instance tracks. */
function isTracked(name: string, { instances }: KeepalivedSettings): boolean {
  return instances.some(({ trackScripts }) => trackScripts.some((track) => track.name === name));
}

function factsOf(instance: VrrpInstance, settings: KeepalivedSettings): InstanceFacts {
  const { authentication } = instance;
  return {
    name: instance.name,
    version: instance.vrrpVersion,
    state: instance.initialState,
    interface: instance.interface,
    router: instance.virtualRouterId,
    priority: instance.priority,
    everyMs: instance.advertIntervalMs,
    preempts: instance.preempts,
    preemptDelayS: Number((instance.preemptDelayMs / 1000).toPrecision(6)),
    authentication: authenticationText(authentication),
    downAdverts: instance.downTimerAdverts,
    answersHigher: instance.higherPrioSendAdvert,
    refreshS: instance.garpMasterRefreshMs / 1000,
    strict: instance.strict,
    addresses: instance.virtualAddresses.map((address) => addressText(address, instance)),
    excluded: instance.excludedAddresses.map((address) => addressText(address, instance)),
    peers: instance.unicastPeers,
    accepts: instance.accepts,
    files: instance.trackFiles.map(
      ({ name, weight, reverse }) => `${name}, weight ${weight}${reverse ? " reverse" : ""}`,
    ),
    scripts: instance.trackScripts.map((track) => trackText(track, settings)),
  };
}

/** A dump has no password of the type AH. */
function authenticationText(authentication: VrrpInstance["authentication"]): string {
  if (authentication === null) return "none";
  return authentication.type === "AH" ? "IPSEC_AH" : `PASS ${authentication.password}`;
}

function addressText({ address, prefixLength, device }: VirtualAddress, instance: VrrpInstance): string {
  return `${address}/${prefixLength} dev ${device ?? instance.interface}`;
}

function trackText({ name, weight, reverse }: Track, { scripts }: KeepalivedSettings): string {
  const own = scripts.find((script) => script.name === name)?.weight ?? 0;
  return `${name} weight ${weight ?? own}${reverse ? " reverse" : ""}`;
}

function scriptLine({ name, intervalMs, timeoutMs, weight, reverse, rise, fall }: VrrpScript): string {
  const every = `every ${intervalMs / 1000} s for ${(timeoutMs ?? 0) / 1000} s`;
  return `${name}: ${every}, weight ${weight}${reverse ? " reverse" : ""}, rise ${rise}, fall ${fall}`;
}

function isTrackedFile(name: string, { instances }: KeepalivedSettings): boolean {
  return instances.some(({ trackFiles }) => trackFiles.some((track) => track.name === name));
}

function fileLine({ name, path, weight, reverse }: TrackedFile): string {
  return `${name}: ${path}, weight ${weight}${reverse ? " reverse" : ""}`;
}
