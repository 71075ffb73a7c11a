/** Something that ends once, and tells so to those who wait for it. */
export interface Awaitable {
  /** Calls `act` when it has ended, in the order in which was asked for it; what it gives back forgets that. */
  whenEnded(act: () => void): () => void;
}

/** What has ended when the first of several has. */
export function firstOf(all: readonly Awaitable[]): Awaitable {
  return {
    whenEnded(act) {
      const cancels: (() => void)[] = [];
      const forgetAll = (): void => {
        for (const cancel of cancels.splice(0)) cancel();
      };
      for (const one of all) {
        cancels.push(
          one.whenEnded(() => {
            forgetAll();
            act();
          }),
        );
      }
      return forgetAll;
    },
  };
}

/** Work that is done once for all who want it: one does it, the others wait. */
export class SharedWork<T> implements Awaitable {
  readonly #waiting = new Set<() => void>();
  #result: T | null = null;

  /** What came of it; null: it is still under way, or was broken off. */
  get result(): T | null {
    return this.#result;
  }

  whenEnded(act: () => void): () => void {
    // Each asking counts by itself, also of the same function.
    const own = (): void => act();
    this.#waiting.add(own);
    return () => void this.#waiting.delete(own);
  }

  /** null: it was broken off, and whoever waited has to do it himself. */
  end(result: T | null): void {
    this.#result = result;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const act of waiting) act();
  }
}
