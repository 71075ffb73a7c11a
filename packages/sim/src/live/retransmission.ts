/** Linux sends a lost SYN again after a second (TCP_TIMEOUT_INIT) ... */
const FIRST_MS = 1000;
/** ... so often in the same time before each takes twice as long as the one before (net.ipv4.tcp_syn_linear_timeouts, since 6.5) ... */
const LINEAR = 4;
/** ... and ten times in all: six, and the four (net.ipv4.tcp_syn_retries). */
const MOST_SYNS = 10;

/** An open connection's repetitions begin at TCP_RTO_MIN, of which the round trip is a part. */
const RTO_MS = 204;
/** Before them goes a probe (net.ipv4.tcp_early_retrans, RFC 8985 section 7): in a quiet connection after this. */
const PROBE_MS = 200;
/** No two repetitions lie further apart (TCP_RTO_MAX). */
const MOST_RTO_MS = 120_000;
/** net.ipv4.tcp_retries2, and the probe. */
const MOST_SEGMENTS = 16;

/** A tick of the kernel's (HZ 250, as Debian builds it), and by how many ticks timers are late that wait so long. */
const TICK_MS = 4;
const LEVELS: readonly (readonly [belowTicks: number, granularity: number])[] = [
  [64, 1],
  [512, 8],
  [4096, 64],
];
const COARSEST = 512;

/** The longer a timer waits, the coarser is its end (kernel/time/timer.c, the timer wheel). */
function onTheWheel(ms: number): number {
  const ticks = ms / TICK_MS;
  const granularity = LEVELS.find(([below]) => ticks < below)?.[1] ?? COARSEST;
  return (Math.floor(ticks / granularity) + 1) * granularity * TICK_MS;
}

/**
 * After how long a SYN is sent again that nobody answers; null: never again.
 * Measured (Linux 6.18): at 1.03, 2.05, 3.07, 4.10, 5.12, 7.14, 11.27, 19.46, 35.59 and 68.35 s.
 */
export function synAgainMs(attempt: number): number | null {
  if (attempt >= MOST_SYNS) return null;
  return onTheWheel(FIRST_MS * 2 ** Math.max(0, attempt - LINEAR));
}

/**
 * After how long what an open connection carries is sent again that nobody has acknowledged; null: never again.
 * Measured (Linux 6.18): at 0.21, 0.41, 0.84, 1.67, 3.34, 6.79 and 13.45 s.
 */
export function segmentAgainMs(attempt: number): number | null {
  if (attempt >= MOST_SEGMENTS) return null;
  return onTheWheel(attempt === 0 ? PROBE_MS : Math.min(MOST_RTO_MS, RTO_MS * 2 ** (attempt - 1)));
}
