/** What takes a carrier away. */
export interface Darkness {
  /** The network; null: all of them. */
  readonly link: string | null;
  readonly by: "unplug" | "interface-down";
}

/** The links of which a machine has no carrier, by what took it away. */
export class DarkLinks {
  readonly #dark = new Map<string, Darkness>();
  readonly #missed: Darkness[] = [];
  #isLookingBack = false;

  struck(why: string, darkness: Darkness): void {
    this.#dark.set(why, darkness);
  }

  /** `missed`: whoever asks stands still, and is told of it when he goes on. */
  healed(why: string, how: "seen" | "missed"): void {
    const dark = this.#dark.get(why);
    if (how === "missed" && dark !== undefined) this.#missed.push(dark);
    this.#dark.delete(why);
  }

  /** He looks at what he has missed as if it were still so, and then at what is. */
  lookBack(look: () => void): void {
    if (this.#missed.length === 0) return;
    this.#isLookingBack = true;
    look();
    this.forgetMissed();
    look();
  }

  forgetMissed(): void {
    this.#isLookingBack = false;
    this.#missed.splice(0);
  }

  /** The machine has started anew: its interfaces are up. */
  booted(): void {
    for (const [why, { by }] of this.#dark) if (by === "interface-down") this.#dark.delete(why);
  }

  /** As far as he knows who is told of it. */
  has(link: string): boolean {
    return this.isDarkNow(link) || (this.#isLookingBack && this.#missed.some((dark) => isOf(dark, link)));
  }

  isDarkNow(link: string): boolean {
    return this.#of(link).length > 0;
  }

  /** Whether the interface itself is down: nothing has a route over it any more. */
  isDown(link: string): boolean {
    return this.#of(link).some(({ by }) => by === "interface-down");
  }

  #of(link: string): readonly Darkness[] {
    return [...this.#dark.values()].filter((dark) => isOf(dark, link));
  }
}

function isOf(dark: Darkness, link: string): boolean {
  return dark.link === null || dark.link === link;
}
