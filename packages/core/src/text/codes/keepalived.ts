/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const keepalivedCodes = {
  KEEPALIVED_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
  KEEPALIVED_BRACE: "A brace has no partner.",
  KEEPALIVED_QUOTE: "A quoted string does not end on its line.",
  KEEPALIVED_INCLUDE: "A file to include is missing, refused, or includes itself.",
  KEEPALIVED_UNKNOWN_KEYWORD: "keepalived does not know this keyword here, and ignores it.",
  KEEPALIVED_UNSUPPORTED: "keepalived knows this keyword; splithorizon does not model what it does.",
  KEEPALIVED_MISSING_VALUE: "A keyword stands without the value that it needs.",
  KEEPALIVED_BAD_VALUE: "A value is not of the kind that its keyword takes; keepalived uses its default.",
  KEEPALIVED_BAD_ADDRESS: "This is not an address that keepalived can set on an interface.",
  KEEPALIVED_INCOMPLETE_INSTANCE: "A VRRP instance lacks something without which keepalived does not run it.",
  KEEPALIVED_DUPLICATE:
    "Two parts of the configuration have the same name, or the same virtual router on one interface.",
  KEEPALIVED_UNDEFINED: "A script, process or instance is used that is not defined.",
  KEEPALIVED_AUTH_TRUNCATED: "A VRRP password longer than eight characters is cut to eight.",
  KEEPALIVED_AUTH_VERSION_3: "VRRP version 3 has no authentication; the block is ignored.",
  KEEPALIVED_NO_PREEMPT_MASTER:
    "nopreempt and preempt_delay need the initial state BACKUP, and are cleared with MASTER.",
  KEEPALIVED_NO_PEERS: "A unicast source without unicast peers falls back to multicast.",
} as const;
