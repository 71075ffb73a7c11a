/** plugin/local: what it answers for. */
export const LOCAL_ZONES: readonly string[] = [
  "localhost.",
  "0.in-addr.arpa.",
  "127.in-addr.arpa.",
  "255.in-addr.arpa.",
];
/** The only name below them that exists. */
export const LOOPBACK_NAME = "1.0.0.127.in-addr.arpa.";
