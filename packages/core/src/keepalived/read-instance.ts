import type { Address } from "../dns/index.ts";
import type { Statement } from "./ast.ts";
import type { Authentication, GlobalSettings, Track, VirtualAddress, VirtualRoute, VrrpInstance } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** What an instance's block has said so far. */
type Draft = { -readonly [Field in keyof VrrpInstance]: VrrpInstance[Field] } & { preemptStatement: Statement | null };
type ReadKeyword = (draft: Draft, statement: Statement, reader: StatementReader) => void;

/** keepalived's own limit of a password (vrrp.h, VRRP_AUTH_LEN). */
const PASSWORD_OCTETS = 8;
const DEFAULT_PRIORITY = 100;

const keywords: ReadonlyMap<string, ReadKeyword> = new Map<string, ReadKeyword>([
  [
    "state",
    (draft, statement, reader) => (draft.initialState = reader.oneOf(statement, ["MASTER", "BACKUP"], "BACKUP")),
  ],
  ["interface", (draft, statement, reader) => (draft.interface = reader.word(statement) ?? "")],
  [
    "virtual_router_id",
    (draft, statement, reader) =>
      (draft.virtualRouterId = reader.wholeNumber(statement, { least: 1, most: 255, fallback: 0 })),
  ],
  [
    "priority",
    (draft, statement, reader) =>
      (draft.priority = reader.wholeNumber(statement, { least: 1, most: 255, fallback: DEFAULT_PRIORITY })),
  ],
  [
    "advert_int",
    (draft, statement, reader) =>
      (draft.advertIntervalMs = reader.seconds(statement, { least: 0.01, most: 255, fallback: 1 })),
  ],
  [
    "version",
    (draft, statement, reader) =>
      (draft.vrrpVersion = reader.wholeNumber(statement, { least: 2, most: 3, fallback: 2 }) === 3 ? 3 : 2),
  ],
  ["authentication", readAuthentication],
  ["virtual_ipaddress", (draft, statement, reader) => (draft.virtualAddresses = readAddresses(statement, reader))],
  [
    "virtual_ipaddress_excluded",
    (draft, statement, reader) => (draft.excludedAddresses = readAddresses(statement, reader)),
  ],
  ["virtual_routes", (draft, statement, reader) => (draft.virtualRoutes = readRoutes(statement, reader))],
  ["track_script", (draft, statement) => (draft.trackScripts = readTracks(statement))],
  ["track_process", (draft, statement) => (draft.trackProcesses = readTracks(statement))],
  ["track_interface", (draft, statement) => (draft.trackInterfaces = readTracks(statement))],
  ["unicast_src_ip", (draft, statement, reader) => (draft.unicastSource = reader.address(statement, 1))],
  ["unicast_peer", (draft, statement, reader) => (draft.unicastPeers = readPeers(statement, reader))],
  ["nopreempt", (draft, statement) => Object.assign(draft, { preempts: false, preemptStatement: statement })],
  ["preempt", (draft) => (draft.preempts = true)],
  [
    "preempt_delay",
    (draft, statement, reader) =>
      Object.assign(draft, {
        preemptDelayMs: reader.seconds(statement, { least: 0, most: 1000, fallback: 0 }),
        preemptStatement: statement,
      }),
  ],
  [
    "garp_master_refresh",
    (draft, statement, reader) =>
      (draft.garpMasterRefreshMs = reader.seconds(statement, { least: 0, most: 86_400, fallback: 0 })),
  ],
  ["higher_prio_send_advert", (draft, statement, reader) => (draft.higherPrioSendAdvert = reader.flag(statement))],
  [
    "down_timer_adverts",
    (draft, statement, reader) =>
      (draft.downTimerAdverts = reader.wholeNumber(statement, { least: 1, most: 100, fallback: 3 })),
  ],
  ["use_vmac", (draft) => (draft.usesVmac = true)],
  ["strict_mode", (draft, statement, reader) => (draft.strict = reader.flag(statement))],
]);

/** Known to keepalived, and without effect on who holds the address. */
const OPERATIONAL: ReadonlySet<string> = new Set([
  "notify",
  "notify_master",
  "notify_backup",
  "notify_fault",
  "notify_stop",
  "notify_deleted",
  "notify_master_rx_lower_pri",
  "smtp_alert",
  "debug",
  "garp_master_delay",
  "garp_master_repeat",
  "garp_lower_prio_delay",
  "garp_lower_prio_repeat",
  "garp_master_refresh_repeat",
  "dont_track_primary",
  "mcast_src_ip",
  "native_ipv6",
  "accept",
  "no_accept",
  "skip_check_adv_addr",
  "promote_secondaries",
  "vmac_xmit_base",
  "kernel_rx_buf_size",
  "old_unicast_checksum",
]);
/** Known to keepalived, and able to change who holds the address. */
const NOT_MODELLED: ReadonlySet<string> = new Set([
  "virtual_rules",
  "track_file",
  "track_bfd",
  "lower_prio_no_advert",
  "linkbeat_use_polling",
  "check_unicast_src",
  "unicast_fault_no_peer",
]);

export function readInstance(statement: Statement, global: GlobalSettings, reader: StatementReader): VrrpInstance {
  const draft = emptyInstance(statement, global);
  for (const inner of statement.block?.statements ?? []) {
    const keyword = reader.keywordOf(inner);
    const read = keywords.get(keyword);
    if (read !== undefined) read(draft, inner, reader);
    else if (NOT_MODELLED.has(keyword)) reader.unsupported(inner);
    else if (!OPERATIONAL.has(keyword)) reader.unknown(inner, [...keywords.keys(), ...OPERATIONAL], "a vrrp_instance");
  }
  return finish(draft, reader);
}

function emptyInstance(statement: Statement, global: GlobalSettings): Draft {
  return {
    name: statement.words[1]?.value ?? "",
    initialState: "BACKUP",
    interface: "",
    virtualRouterId: 0,
    priority: DEFAULT_PRIORITY,
    advertIntervalMs: 1000,
    vrrpVersion: global.vrrpVersion,
    authentication: null,
    virtualAddresses: [],
    excludedAddresses: [],
    virtualRoutes: [],
    trackScripts: [],
    trackProcesses: [],
    trackInterfaces: [],
    unicastSource: null,
    unicastPeers: [],
    preempts: true,
    preemptDelayMs: 0,
    garpMasterRefreshMs: global.garpMasterRefreshMs,
    higherPrioSendAdvert: global.higherPrioSendAdvert,
    downTimerAdverts: global.downTimerAdverts,
    usesVmac: false,
    strict: global.strict,
    span: statement.span,
    preemptStatement: null,
  };
}

/** What keepalived decides when the block ends: rules between its keywords (vrrp.c, vrrp_complete_instance). */
function finish(draft: Draft, reader: StatementReader): VrrpInstance {
  const { preemptStatement, ...instance } = draft;
  if (preemptStatement !== null && instance.initialState === "MASTER") {
    const message = `${reader.keywordOf(preemptStatement)} does not work with the initial state MASTER: keepalived clears it, and the better router takes the address back.`;
    reader.warn(preemptStatement.span, "KEEPALIVED_NO_PREEMPT_MASTER", message, "Write `state BACKUP`.");
    instance.preempts = true;
    instance.preemptDelayMs = 0;
  }
  if (instance.vrrpVersion === 3 && instance.authentication !== null) {
    const message = "VRRP version 3 has no authentication; keepalived ignores the block.";
    reader.warn(instance.span, "KEEPALIVED_AUTH_VERSION_3", message);
    instance.authentication = null;
  }
  if (instance.strict) instance.authentication = null;
  for (const [isMissing, what] of [
    [instance.interface === "", "an interface"],
    [instance.virtualRouterId === 0, "a virtual_router_id"],
    [instance.virtualAddresses.length === 0, "a virtual_ipaddress"],
  ] as const) {
    if (isMissing)
      reader.error(
        instance.span,
        "KEEPALIVED_INCOMPLETE_INSTANCE",
        `The instance "${instance.name}" has no ${what.slice(what.indexOf(" ") + 1)}.`,
      );
  }
  if (instance.unicastSource !== null && instance.unicastPeers.length === 0) {
    const message = "unicast_src_ip without unicast_peer: keepalived falls back to multicast.";
    reader.warn(instance.span, "KEEPALIVED_NO_PEERS", message);
  }
  return instance;
}

function readAuthentication(draft: Draft, statement: Statement, reader: StatementReader): void {
  let type: Authentication["type"] = "PASS";
  let password: string | null = null;
  for (const inner of statement.block?.statements ?? []) {
    const keyword = reader.keywordOf(inner);
    if (keyword === "auth_type") type = reader.oneOf(inner, ["PASS", "AH"], "PASS");
    else if (keyword === "auth_pass") password = readPassword(inner, reader);
    else reader.unknown(inner, ["auth_type", "auth_pass"], "authentication");
  }
  draft.authentication = password === null ? null : { type, password };
}

function readPassword(statement: Statement, reader: StatementReader): string | null {
  const password = reader.word(statement);
  if (password === undefined) return null;
  if (password.length > PASSWORD_OCTETS) {
    const message = `The password is cut to its first ${PASSWORD_OCTETS} characters.`;
    reader.warn(statement.span, "KEEPALIVED_AUTH_TRUNCATED", message);
  }
  return password.slice(0, PASSWORD_OCTETS);
}

function readAddresses(statement: Statement, reader: StatementReader): readonly VirtualAddress[] {
  return (statement.block?.statements ?? []).flatMap((inner) => {
    const read = reader.interfaceAddress(inner, 0);
    const device = optionOf(inner, "dev");
    return read === null ? [] : [{ address: read.address, prefixLength: read.length, device }];
  });
}

function readRoutes(statement: Statement, reader: StatementReader): readonly VirtualRoute[] {
  return (statement.block?.statements ?? []).map((inner) => ({
    destination: reader.keywordOf(inner),
    via: addressOption(inner, "via", reader),
    device: optionOf(inner, "dev"),
    source: addressOption(inner, "src", reader),
  }));
}

function optionOf(statement: Statement, name: string): string | null {
  const at = statement.words.findIndex((word) => word.value === name);
  return at === -1 ? null : (statement.words[at + 1]?.value ?? null);
}

function addressOption(statement: Statement, name: string, reader: StatementReader): Address | null {
  const at = statement.words.findIndex((word) => word.value === name);
  return at === -1 ? null : reader.address(statement, at + 1);
}

function readPeers(statement: Statement, reader: StatementReader): readonly Address[] {
  return (statement.block?.statements ?? []).flatMap((inner) => reader.address(inner, 0) ?? []);
}

function readTracks(statement: Statement): readonly Track[] {
  return (statement.block?.statements ?? []).map((inner) => {
    const weight = optionOf(inner, "weight");
    const isNumber = weight !== null && /^-?\d{1,3}$/.test(weight);
    return {
      name: inner.words[0]?.value ?? "",
      weight: isNumber ? Number(weight) : null,
      reverse: inner.words.some((word) => word.value === "reverse"),
      span: inner.span,
    };
  });
}
