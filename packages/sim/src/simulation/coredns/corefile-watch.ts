import { laterBy } from "@splithorizon/core";
import type { ReloadPeriod } from "@splithorizon/core/coredns";
import type { Cancel } from "../../sending/index.ts";
import type { SimulationContext } from "../world/part.ts";

/** The ticker of the reload plugin: each process has its own period, drawn when it starts, and looks only so often. */
export class CorefileWatch {
  readonly #context: SimulationContext;
  readonly #look: () => void;
  #periodMs: number | null = null;
  #epoch = 0;
  #cancel: Cancel | null = null;

  constructor(context: SimulationContext, look: () => void) {
    this.#context = context;
    this.#look = look;
  }

  /** A configuration has come up; null: nobody looks at the Corefile any more. */
  begin(reload: ReloadPeriod | null): void {
    this.stop();
    this.#epoch = this.#context.now();
    this.#periodMs = reload === null ? null : this.#draw(reload);
  }

  /** It came up long ago, nobody knows when. */
  rest(reload: ReloadPeriod | null): void {
    this.begin(reload);
    if (this.#periodMs !== null) this.#epoch -= this.#context.random.between(0, this.#periodMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#periodMs = null;
  }

  /** There is something to look at, at the next tick; where there is not, ticks come to nothing and are left out. */
  expect(): "expected" | "nobody-looks" {
    const period = this.#periodMs;
    if (period === null) return "nobody-looks";
    this.#cancel?.();
    const now = this.#context.now();
    const turns = Math.floor((now - this.#epoch) / period) + 1;
    this.#cancel = this.#context.agenda.at(laterBy(now, this.#epoch + turns * period - now), () => {
      this.#cancel = null;
      this.#look();
    });
    return "expected";
  }

  /** plugin/reload/setup.go: the interval, moved by a part of the jitter to either side. */
  #draw({ intervalMs, jitterMs }: ReloadPeriod): number {
    return intervalMs + (jitterMs === 0 ? 0 : this.#context.random.between(-jitterMs / 2, jitterMs / 2));
  }
}
