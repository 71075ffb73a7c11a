/** Linux sends a lost SYN again after so long, each time twice as long (net.ipv4.tcp_syn_retries, TCP_TIMEOUT_INIT). */
export const SYN_AGAIN_MS = 1000;
export const MOST_SYNS = 4;
/** A lost segment of an open connection (TCP_RTO_MIN; measured: 0.2, 0.6, 1.4, 3.0, 6.2 s). */
export const SEGMENT_AGAIN_MS = 200;
export const MOST_SEGMENTS = 5;
