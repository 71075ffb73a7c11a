/** What one run of a script comes to, and how long it takes. `timed-out`: it had to be ended, and died of that. */
export interface ScriptRun {
  readonly result: "ok" | "fail" | "timed-out";
  readonly tookMs: number;
}

/** How a command behaves that is not ended by anybody; `endures`: what it comes to when SIGTERM ends it. */
interface Behaviour {
  /** When it ends by itself; null: never. */
  readonly endsAfterMs: number | null;
  readonly result: "ok" | "fail";
  readonly endures: "ok" | "timed-out";
}

/** They look whether the process is there, and a process that is stopped is there. */
const LOOKERS = ["kill", "pgrep", "pidof", "systemctl", "killall", "test", "true"] as const;

/** dig's own defaults (dighost.c: timeout, tries). */
const DIG_SECONDS = 5;
const DIG_TRIES = 3;

/** A script that is never done, by itself: it dies of the SIGTERM that keepalived sends when its time is over. */
export function endlessRun(timeoutMs: number): ScriptRun {
  return { result: "timed-out", tookMs: timeoutMs };
}

/**
 * What a script makes of a named that hangs, by its command (vrrp-measured.md section 2): dig gives up with an error when
 * its own time is over, but exits 0 when keepalived's SIGTERM comes first; who only looks for the process finds it; all
 * others wait for an answer until they are ended.
 */
export function runWhileNamedHangs(command: string, timeoutMs: number): ScriptRun {
  const { limitMs, words } = withoutTimeout(withoutBash(command.replaceAll(/["']/g, " ").trim().split(/\s+/)));
  const { endsAfterMs, result, endures } = behaviourOf(words);
  const endsMs = Math.min(endsAfterMs ?? Number.POSITIVE_INFINITY, limitMs ?? Number.POSITIVE_INFINITY);
  // When both come together keepalived's timer is the first (measured: dig +time=1 with an interval of 1).
  if (endsMs >= timeoutMs) return { result: endures, tookMs: timeoutMs };
  // coreutils' timeout says 124, or dies as its command does: a failure either way.
  const isLimited = limitMs !== null && limitMs === endsMs;
  return { result: isLimited ? "fail" : result, tookMs: endsMs };
}

function behaviourOf([program = "", ...words]: readonly string[]): Behaviour {
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (name === "dig") return { endsAfterMs: digPatienceMs(words), result: "fail", endures: "ok" };
  if (LOOKERS.some((looker) => looker === name)) return { endsAfterMs: 0, result: "ok", endures: "ok" };
  return { endsAfterMs: null, result: "fail", endures: "timed-out" };
}

/** So long dig waits, all its tries together. */
function digPatienceMs(words: readonly string[]): number {
  const seconds = numberAfter(words, "+time=") ?? numberAfter(words, "+timeout=") ?? DIG_SECONDS;
  const retries = numberAfter(words, "+retry=");
  const tries = numberAfter(words, "+tries=") ?? (retries === null ? DIG_TRIES : retries + 1);
  return 1000 * Math.max(1, seconds) * Math.max(1, tries);
}

function numberAfter(words: readonly string[], option: string): number | null {
  const found = words.find((word) => word.startsWith(option));
  const value = found === undefined ? Number.NaN : Number(found.slice(option.length));
  return Number.isInteger(value) ? value : null;
}

/**
 * `bash -c 'dig ...'`: of a lone command bash becomes that command. dash (Debian's sh) stays, and dies of SIGTERM; so does a
 * shell that has more to do afterwards (measured with Debian 12's).
 */
function withoutBash(words: readonly string[]): readonly string[] {
  const [shell = "", flag, ...command] = words;
  const isLone = !command.some((word) => /[|;&<>]/.test(word));
  return /(^|\/)bash$/.test(shell) && flag === "-c" && isLone ? command : words;
}

/** `timeout -s KILL 0.8 dig ...`: coreutils' timeout, as far as it is used here. */
function withoutTimeout(words: readonly string[]): { limitMs: number | null; words: readonly string[] } {
  if (!/(^|\/)timeout$/.test(words[0] ?? "")) return { limitMs: null, words };
  const at = words.findIndex((word) => /^\d+(\.\d+)?s?$/.test(word));
  if (at === -1) return { limitMs: null, words };
  return { limitMs: 1000 * Number.parseFloat(words[at] ?? ""), words: words.slice(at + 1) };
}
