/** Linux sends a lost SYN again after a second (TCP_TIMEOUT_INIT) ... */
const FIRST_MS = 1000;
/** ... so often in the same time before each takes twice as long as the one before (net.ipv4.tcp_syn_linear_timeouts, since 6.5). */
const LINEAR = 4;
const MOST_SYNS = 9;

/** After how long a SYN is sent again that nobody answers: at 1, 2, 3, 4, 5, 7, 11 (measured so far), 19 and 35 s; null: never again. */
export function synAgainMs(attempt: number): number | null {
  if (attempt >= MOST_SYNS) return null;
  return FIRST_MS * 2 ** Math.max(0, attempt - LINEAR);
}

/** A lost segment of an open connection (TCP_RTO_MIN; measured: 0.2, 0.6, 1.4, 3.0, 6.2 s). */
export const SEGMENT_AGAIN_MS = 200;
export const MOST_SEGMENTS = 5;
