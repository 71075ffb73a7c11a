import { type Instant, laterBy } from "@splithorizon/core";
import type { VrrpScript } from "@splithorizon/core/keepalived";

/** What a script came to, run once. `timed-out`: it was still running when its time was over. */
export type ScriptRun = "ok" | "fail" | "timed-out";

/**
 * One script that keepalived runs over and over: so many failures in a row make it fail, so many successes let it rise
 * (vrrp_track.c; a run that times out is a failure, unless what was run exits 0 when it is told to end, as dig does).
 */
export class ScriptWatch {
  readonly script: VrrpScript;
  #isUp: boolean;
  /** Runs in a row that speak against the present state. */
  #against = 0;
  #due: Instant;

  constructor(script: VrrpScript, isUp: "up" | "down", firstRun: Instant) {
    this.script = script;
    this.#isUp = isUp === "up";
    this.#due = firstRun;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  get due(): Instant {
    return this.#due;
  }

  /** @returns whether its state has changed. */
  ran(run: ScriptRun, now: Instant): boolean {
    this.#due = laterBy(now, this.script.intervalMs);
    const speaksFor = (run === "ok") === this.#isUp;
    if (speaksFor) {
      this.#against = 0;
      return false;
    }
    this.#against += 1;
    if (this.#against < (this.#isUp ? this.script.fall : this.script.rise)) return false;
    this.#isUp = !this.#isUp;
    this.#against = 0;
    return true;
  }
}
