import { fileTreeFromSources, type Instant, sourceFromText } from "@splithorizon/core";
import { loadSite, type SiteTwin } from "../../site/index.ts";
import { BindPart } from "../bind/bind-part.ts";
import { Simulation } from "../simulation.ts";
import { VrrpPart } from "../vrrp/vrrp-part.ts";
import type { Fault } from "../world/fault.ts";

/** One host's `vrrp_instance`, as far as it differs from the base configuration of vrrp-measured.md. */
export interface Router {
  readonly state?: "MASTER" | "BACKUP";
  readonly priority?: number;
  readonly interval?: number;
  readonly version?: 2 | 3;
  readonly id?: number;
  /** Lines of the block `authentication`; empty: there is none. */
  readonly authentication?: string;
  /** Lines of the block `virtual_ipaddress`. */
  readonly addresses?: string;
  /** Further lines of the instance. */
  readonly more?: string;
  /** Further blocks of the file. */
  readonly beside?: string;
}

export interface LabOptions {
  readonly dns1?: Router;
  readonly dns2?: Router;
  /** Lines of both `global_defs`. */
  readonly global?: string;
  /** Blocks of both files. */
  readonly blocks?: string;
  /** What scripts come to, as site.yaml says it: `chk: named`. */
  readonly scripts?: string;
  /** Lines of `options` of both named.conf. */
  readonly bind?: string;
  readonly listenOn?: string;
  /** Of both hosts, as site.yaml has them. */
  readonly sysctls?: string;
  readonly seed?: number;
}

const BASE: Required<Router> = {
  state: "BACKUP",
  priority: 100,
  interval: 1,
  version: 2,
  id: 51,
  authentication: "auth_type PASS\nauth_pass 1111",
  addresses: "192.168.13.10/24",
  more: "",
  beside: "",
};

export const SITE = `
version: 1
networks: { lan: 192.168.13.0/24, beyond: 192.168.20.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: dns1/named.conf }, keepalived: { version: "2.2.7", config: dns1/keepalived.conf, scripts: { SCRIPTS } } }
  dns2: { addresses: [192.168.13.12], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: dns2/named.conf }, keepalived: { version: "2.2.7", config: dns2/keepalived.conf, scripts: { SCRIPTS } } }
  router: { addresses: [192.168.13.1, 192.168.20.1], forwards: true }
  cl: { addresses: [192.168.13.50], routes: { default: 192.168.13.1 }, nameservers: [192.168.13.10] }
  far: { addresses: [192.168.20.77], routes: { default: 192.168.20.1 }, nameservers: [192.168.13.10] }
`;

/** dns1 with priority 101 and state MASTER, dns2 with 100 and BACKUP. */
export function instanceText(host: string, router: Router = {}): string {
  const own = host === "dns1" ? ({ state: "MASTER", priority: 101 } as const) : {};
  const { state, priority, interval, version, id, authentication, addresses, more, beside } = {
    ...BASE,
    ...own,
    ...router,
  };
  return `vrrp_instance VI_1 {
state ${state}
interface eth0
virtual_router_id ${id}
priority ${priority}
advert_int ${interval}
version ${version}
${authentication === "" ? "" : `authentication {\n${authentication}\n}`}
virtual_ipaddress {
${addresses}
}
${more}
}
${beside}
`;
}

export type Files = readonly (readonly [path: string, text: string])[];

/** A site of these files. */
export function twinOf(files: Files): SiteTwin {
  const { value, diagnostics } = loadSite(
    fileTreeFromSources(new Map(files.map(([path, text]) => [path, sourceFromText(path, text)]))),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return value;
}

function filesOf(host: "dns1" | "dns2", options: LabOptions): Files {
  const { global = "", blocks = "", bind = "", listenOn = "listen-on { any; };" } = options;
  return [
    [
      `/${host}/named.conf`,
      `options { directory "/"; recursion no; ${listenOn} ${bind} };\nzone "lab" { type primary; file "/lab.db"; };\n`,
    ],
    [`/${host}/lab.db`, `$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.168.13.10\nwho TXT "${host}"\n`],
    [`/${host}/keepalived.conf`, `global_defs {\n${global}\n}\n${blocks}\n${instanceText(host, options[host])}`],
  ];
}

export interface Seen {
  readonly at: Instant;
  readonly by: string;
  /** Of an advert. */
  readonly priority: number;
  /** Gratuitous ARPs for each address. */
  readonly garps: number;
}

/** The laboratory is one bridge of one machine. */
const BRIDGE_MS = 0.05;

/** A simulation, and what somebody sees who listens to keepalived on its link. */
export class Lab {
  readonly simulation: Simulation;
  /** Adverts and announcements, in order. */
  readonly seen: Seen[] = [];

  constructor(twin: SiteTwin, seed: number) {
    const see = (by: string, priority: number, garps: number): void =>
      void this.seen.push({ at: this.simulation.now, by, priority, garps });
    const listener = {
      advert: ({ from, priority }: { from: { host: string }; priority: number }) => see(from.host, priority, 0),
      announcement: ({ host }: { host: string }, times: number) => see(host, -1, times),
    };
    this.simulation = new Simulation(twin, { seed, latencyMs: BRIDGE_MS }, [
      (context) => new VrrpPart(context, listener),
      (context) => new BindPart(context),
    ]);
  }

  adverts(by: string, since = 0): readonly Seen[] {
    return this.seen.filter((one) => one.by === by && one.priority >= 0 && one.at >= since);
  }

  /** How many gratuitous ARPs. */
  garps(by: string, since: number, until = Number.POSITIVE_INFINITY): number {
    return this.seen
      .filter((one) => one.by === by && one.at >= since && one.at < until)
      .reduce((sum, { garps }) => sum + garps, 0);
  }

  /** Seconds from a moment to somebody's first advert after it; null: there is none. */
  firstAdvert(by: string, since: number): number | null {
    const [first] = this.adverts(by, since);
    return first === undefined ? null : (first.at - since) / 1000;
  }

  /** Who has the virtual address set. */
  get holders(): string {
    return this.simulation.world.standings
      .filter(({ holds }) => holds)
      .map(({ contender }) => contender.host)
      .join(" and ");
  }

  runFor(seconds: number): void {
    this.simulation.runFor(seconds * 1000);
  }

  inject(...faults: readonly Fault[]): void {
    for (const fault of faults) this.simulation.inject(fault);
  }

  heal(...faults: readonly Fault[]): void {
    for (const fault of faults) this.simulation.heal(fault);
  }
}

export function lab(options: LabOptions = {}): Lab {
  const site = SITE.replaceAll("SCRIPTS", options.scripts ?? "").replaceAll(
    "bind:",
    `sysctls: { ${options.sysctls ?? ""} }, bind:`,
  );
  const twin = twinOf([["/site.yaml", site], ...filesOf("dns1", options), ...filesOf("dns2", options)]);
  return new Lab(twin, options.seed ?? 1);
}

export const keepalivedOf = (machine: string): Fault => ({ kind: "stop", machine, program: "keepalived" });

/** Nobody runs keepalived yet. */
export function coldLab(options: LabOptions = {}): Lab {
  const own = lab(options);
  own.inject(keepalivedOf("dns1"), keepalivedOf("dns2"));
  own.runFor(10);
  own.seen.splice(0);
  return own;
}

export const SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** What was measured in the laboratory: least and most, in seconds. */
export type Measured = readonly [least: number, most: number];

/** The values that lie further than `tolerance` from what was measured; none: they agree. */
export function outside(
  values: readonly (number | null)[],
  [least, most]: Measured,
  tolerance: number,
): readonly (number | null)[] {
  return values.filter((value) => value === null || value < least - tolerance || value > most + tolerance);
}
