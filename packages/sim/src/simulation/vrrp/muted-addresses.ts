import type { Address } from "@splithorizon/core";
import type { KeepalivedSettings } from "@splithorizon/core/keepalived";
import { addressesOf, type Contender } from "../../vrrp/index.ts";
import type { World } from "../world/world.ts";

/**
 * What keepalived's nftables tables drop on each machine (vrrp_nftables.c). The tables are the kernel's: they outlive a
 * process that is killed, and one that has read a file which needs no table forgets that it has one. Then not even its
 * end takes the table away, and only who writes one again begins with an empty one (seen with 2.2.7).
 */
export class MutedAddresses {
  readonly #world: World;
  readonly #tables = new Map<string, Set<Address>>();
  /** Machines on which the keepalived that runs has written its table. */
  readonly #own = new Set<string>();

  /** Whoever holds addresses at rest has written its table. */
  constructor(world: World) {
    this.#world = world;
    for (const { contender, holds } of world.standings) if (holds) this.#add(contender);
  }

  changed(contender: Contender, how: "held" | "not-held"): void {
    if (how === "held") this.#add(contender);
    else if (!contender.instance.accepts) this.#remove(contender.host, addressesOf(contender), contender.settings);
  }

  /** An active instance has another configuration from now on (vrrp.c clear_diff_vrrp_vip). */
  succeeded(before: Contender, after: Contender): void {
    const kept = after.instance.accepts ? [] : addressesOf(after);
    const gone = before.instance.accepts ? [] : addressesOf(before).filter((address) => !kept.includes(address));
    this.#remove(after.host, gone, after.settings);
    this.#add(after);
  }

  started(host: string): void {
    this.#own.delete(host);
  }

  /** SIGTERM; killed, it leaves its table. */
  stopped(host: string, settings: KeepalivedSettings): void {
    if (hasTable(settings)) this.lost(host);
  }

  /** Its machine has lost its power. */
  lost(host: string): void {
    if (this.#tables.delete(host)) this.#world.hostRoutes.mute(host, []);
  }

  #add(contender: Contender): void {
    const { host, instance } = contender;
    if (instance.accepts) return;
    const table = (this.#own.has(host) ? this.#tables.get(host) : null) ?? new Set();
    this.#own.add(host);
    for (const address of addressesOf(contender)) table.add(address);
    this.#write(host, table);
  }

  #remove(host: string, addresses: readonly Address[], settings: KeepalivedSettings): void {
    const table = this.#tables.get(host);
    if (table === undefined || !this.#own.has(host) || !hasTable(settings)) return;
    for (const address of addresses) table.delete(address);
    this.#write(host, table);
  }

  #write(host: string, table: Set<Address>): void {
    this.#tables.set(host, table);
    this.#world.hostRoutes.mute(host, [...table]);
  }
}

/** vrrp.c vrrp_complete_instance: whether this configuration has the name of a table. */
function hasTable({ global, instances }: KeepalivedSettings): boolean {
  return global.usesNftables || instances.some(({ accepts, usesVmac }) => !accepts || usesVmac);
}
