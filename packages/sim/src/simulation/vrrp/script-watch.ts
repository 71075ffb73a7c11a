import { type Instant, laterBy } from "@splithorizon/core";
import type { VrrpScript } from "@splithorizon/core/keepalived";
import type { ScriptRun } from "./script-command.ts";

/**
 * `unknown`: it has not ended once since keepalived started; `assumed`: nor since a reload has brought it, and until then
 * nothing is made of it (SCRIPT_INIT_STATE_INIT_RELOAD).
 */
export type ScriptState = "up" | "down" | "unknown" | "assumed";

/**
 * One script that keepalived runs over and over, whether or not the last run has ended: so many failures in a row make it
 * fail, so many successes let it rise; the first run of all decides alone (vrrp_scheduler.c vrrp_script_child_thread).
 */
export class ScriptWatch {
  readonly script: VrrpScript;
  /** Whether keepalived has been waiting for its first end since it started. */
  readonly isOfStart: boolean;
  #state: ScriptState;
  /** Runs in a row that speak against the present state. */
  #against = 0;
  #due: Instant;
  #running: readonly { readonly endsAt: Instant; readonly result: ScriptRun["result"] }[] = [];

  constructor(script: VrrpScript, state: ScriptState, firstRun: Instant, isOfStart: boolean = state === "unknown") {
    this.script = script;
    this.isOfStart = isOfStart;
    this.#state = state;
    this.#due = firstRun;
  }

  get state(): ScriptState {
    return this.#state;
  }

  /** How long a run may take. */
  get timeoutMs(): number {
    return this.script.timeoutMs ?? this.script.intervalMs;
  }

  /** When a run begins or ends. */
  get due(): Instant {
    return this.#running.reduce((earliest, { endsAt }) => (endsAt < earliest ? endsAt : earliest), this.#due);
  }

  /** @returns whether its state has changed. */
  wake(now: Instant, run: () => ScriptRun): boolean {
    if (this.#due <= now) {
      const { result, tookMs } = run();
      this.#due = laterBy(now, this.script.intervalMs);
      this.#running = [...this.#running, { endsAt: laterBy(now, tookMs), result }];
    }
    const before = this.#state;
    for (const { result } of this.#running.filter(({ endsAt }) => endsAt <= now)) this.#ended(result);
    this.#running = this.#running.filter(({ endsAt }) => endsAt > now);
    return this.#state !== before;
  }

  #ended(result: ScriptRun["result"]): void {
    const speaksFor = result === "ok" ? "up" : "down";
    if (this.#state === "unknown" || this.#state === "assumed") this.#state = speaksFor;
    else if (this.#state === speaksFor) this.#against = 0;
    else {
      this.#against += 1;
      if (this.#against < (this.#state === "up" ? this.script.fall : this.script.rise)) return;
      this.#state = speaksFor;
      this.#against = 0;
    }
  }
}
