/** What takes a carrier away. */
export interface Darkness {
  /** The network; null: all of them. */
  readonly link: string | null;
  readonly by: "unplug" | "interface-down";
}

/** The links of which a machine has no carrier, by what took it away. */
export class DarkLinks {
  readonly #dark = new Map<string, Darkness>();

  struck(why: string, darkness: Darkness): void {
    this.#dark.set(why, darkness);
  }

  healed(why: string): void {
    this.#dark.delete(why);
  }

  /** The machine has started anew: its interfaces are up. */
  booted(): void {
    for (const [why, { by }] of this.#dark) if (by === "interface-down") this.#dark.delete(why);
  }

  has(link: string): boolean {
    return this.#of(link).length > 0;
  }

  /** Whether the interface itself is down: nothing has a route over it any more. */
  isDown(link: string): boolean {
    return this.#of(link).some(({ by }) => by === "interface-down");
  }

  #of(link: string): readonly Darkness[] {
    return [...this.#dark.values()].filter((dark) => dark.link === null || dark.link === link);
  }
}
