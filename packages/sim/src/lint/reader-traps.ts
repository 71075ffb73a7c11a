import type { DiagnosticCode } from "@splithorizon/core";

/** A row of the list of traps that the readers of single files find: one of these codes says so. */
export interface ReaderTrap {
  readonly id: string;
  readonly trap: string;
  readonly codes: readonly DiagnosticCode[];
  /** One sentence, with which its page starts. */
  readonly title: string;
}

/** In the order of the list. */
export const readerTraps: readonly ReaderTrap[] = [
  {
    id: "once-only-plugins",
    trap: "T9",
    codes: ["COREFILE_ONCE"],
    title: "A plugin that may stand once in a server block stands there twice: CoreDNS does not start.",
  },
  {
    id: "forwarders-over-tls",
    trap: "T10",
    codes: ["NAMED_CONF_NOT_IN_VERSION", "NAMED_CONF_SYNTAX"],
    title: "Forwarders over TLS are a syntax error before BIND 9.20: named does not start.",
  },
  {
    id: "zone-statements",
    trap: "T15",
    codes: ["NAMED_CONF_ALREADY_EXISTS", "NAMED_CONF_NO_FORWARDERS", "NAMED_CONF_ZONE_OPTION"],
    title: "Zone statements contradict each other: named does not start.",
  },
  {
    id: "origin-in-the-middle",
    trap: "T16",
    codes: ["ZONE_OCCLUDED"],
    title: "A record lands below a delegation, because $ORIGIN was changed above it.",
  },
  {
    id: "keys-of-a-block",
    trap: "T29",
    codes: ["COREFILE_STRANGE_ZONE", "COREFILE_BAD_ZONE", "COREFILE_SYNTAX"],
    title: "A key of a server block, or a brace, is read as something that was surely not meant.",
  },
  {
    id: "too-many-records",
    trap: "T36",
    codes: ["ZONE_TOO_MANY_RECORDS"],
    title: "More than 100 records of one name and type: the zone does not load, and named-checkzone says OK.",
  },
];
