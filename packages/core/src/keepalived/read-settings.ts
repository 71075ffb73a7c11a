import type { Parsed } from "../text/index.ts";
import type { Statement } from "./ast.ts";
import { readInstance } from "./read-instance.ts";
import type {
  GlobalSettings,
  KeepalivedSettings,
  SyncGroup,
  Track,
  TrackedProcess,
  VrrpInstance,
  VrrpScript,
} from "./settings.ts";
import { StatementReader } from "./statement-reader.ts";

const DEFAULT_GLOBAL: GlobalSettings = {
  routerId: null,
  vrrpVersion: 2,
  startupDelayMs: 0,
  garpMasterRefreshMs: 0,
  higherPrioSendAdvert: false,
  unicastFaultNoPeer: false,
  strict: false,
  downTimerAdverts: 3,
};

/** Top-level keywords that have nothing to do with VRRP. */
const OTHER_BLOCKS: ReadonlySet<string> = new Set([
  "virtual_server",
  "virtual_server_group",
  "static_ipaddress",
  "static_routes",
  "static_rules",
  "bfd_instance",
  "net_namespace",
  "instance",
  "linkbeat_use_polling",
  "garp_group",
  "interface_up_down_delays",
  "track_file",
  "vrrp_track_file",
]);
const TOP_LEVEL = [
  "global_defs",
  "vrrp_instance",
  "vrrp_script",
  "vrrp_sync_group",
  "vrrp_track_process",
  "track_process",
  "include",
];

/** Global settings first, wherever they stand, then everything that uses them. */
export function readSettings(statements: readonly Statement[]): Parsed<KeepalivedSettings> {
  const reader = new StatementReader();
  const named = (...keywords: readonly string[]): readonly Statement[] =>
    statements.filter((statement) => keywords.includes(reader.keywordOf(statement)));
  const global = named("global_defs").reduce(
    (settings, statement) => readGlobal(statement, settings, reader),
    DEFAULT_GLOBAL,
  );
  const settings: KeepalivedSettings = {
    version: "2.2.7",
    global,
    scripts: named("vrrp_script").map((statement) => readScript(statement, reader)),
    processes: named("vrrp_track_process", "track_process").map((statement) => readProcess(statement, reader)),
    instances: named("vrrp_instance").map((statement) => readInstance(statement, global, reader)),
    syncGroups: named("vrrp_sync_group").map((statement) => readSyncGroup(statement)),
  };
  for (const statement of statements) {
    const keyword = reader.keywordOf(statement);
    if (keyword.startsWith("@") || keyword.startsWith("$") || OTHER_BLOCKS.has(keyword)) reader.unsupported(statement);
    else if (!TOP_LEVEL.includes(keyword)) reader.unknown(statement, TOP_LEVEL, "the configuration");
  }
  checkReferences(settings, reader);
  return { value: settings, diagnostics: reader.diagnostics };
}

const GLOBAL_OPERATIONAL =
  /^(notification_email|notification_email_from|smtp_|script_user|enable_script_security|router_id|lvs_|process_|vrrp_(mcast_group|garp_(master_delay|master_repeat|lower)|iptables|ipsets|check_unicast_src|skip_check_adv_addr|process|priority|no_swap|rlimit|rt_|notify)|checker_|bfd_|snmp|enable_|dbus|default_interface|max_auto_priority|nftables|use_pid_dir|child_wait|umask|instance|linkbeat|network_timestamp|dynamic_interfaces|startup_script|shutdown_script|reload_)/;

type Draft<Settings> = { -readonly [Field in keyof Settings]: Settings[Field] };
type ReadKeyword<Settings> = (draft: Draft<Settings>, statement: Statement, reader: StatementReader) => void;

const SECONDS_A_DAY = { least: 0, most: 86_400, fallback: 0 };
const AT_LEAST_ONE = { least: 1, most: 2_147_483, fallback: 1 };

const globalKeywords: ReadonlyMap<string, ReadKeyword<GlobalSettings>> = new Map<string, ReadKeyword<GlobalSettings>>([
  ["router_id", (draft, statement, reader) => (draft.routerId = reader.word(statement) ?? null)],
  [
    "vrrp_version",
    (draft, statement, reader) =>
      (draft.vrrpVersion = reader.wholeNumber(statement, { least: 2, most: 3, fallback: 2 }) === 3 ? 3 : 2),
  ],
  [
    "vrrp_startup_delay",
    (draft, statement, reader) => (draft.startupDelayMs = reader.seconds(statement, SECONDS_A_DAY)),
  ],
  [
    "vrrp_garp_master_refresh",
    (draft, statement, reader) => (draft.garpMasterRefreshMs = reader.seconds(statement, SECONDS_A_DAY)),
  ],
  ["vrrp_higher_prio_send_advert", (draft, statement, reader) => (draft.higherPrioSendAdvert = reader.flag(statement))],
  ["unicast_fault_no_peer", (draft, statement, reader) => (draft.unicastFaultNoPeer = reader.flag(statement))],
  ["vrrp_strict", (draft, statement, reader) => (draft.strict = reader.flag(statement))],
  [
    "vrrp_down_timer_adverts",
    (draft, statement, reader) =>
      (draft.downTimerAdverts = reader.wholeNumber(statement, { least: 1, most: 100, fallback: 3 })),
  ],
]);

function readGlobal(statement: Statement, before: GlobalSettings, reader: StatementReader): GlobalSettings {
  const draft: Draft<GlobalSettings> = { ...before };
  for (const inner of statement.block?.statements ?? []) {
    const keyword = reader.keywordOf(inner);
    const read = globalKeywords.get(keyword);
    if (read !== undefined) read(draft, inner, reader);
    else if (!GLOBAL_OPERATIONAL.test(keyword)) reader.unknown(inner, globalKeywords.keys(), "global_defs");
  }
  return draft;
}

const scriptKeywords: ReadonlyMap<string, ReadKeyword<VrrpScript>> = new Map<string, ReadKeyword<VrrpScript>>([
  ["script", (draft, statement) => (draft.command = restOf(statement))],
  ["interval", (draft, statement, reader) => (draft.intervalMs = reader.seconds(statement, AT_LEAST_ONE))],
  ["timeout", (draft, statement, reader) => (draft.timeoutMs = reader.seconds(statement, AT_LEAST_ONE))],
  [
    "weight",
    (draft, statement, reader) =>
      (draft.weight = reader.wholeNumber(statement, { least: -253, most: 253, fallback: 0 })),
  ],
  ["rise", (draft, statement, reader) => (draft.rise = reader.wholeNumber(statement, AT_LEAST_ONE))],
  ["fall", (draft, statement, reader) => (draft.fall = reader.wholeNumber(statement, AT_LEAST_ONE))],
  ["init_fail", (draft) => (draft.initFail = true)],
  ["user", () => {}],
]);

function readScript(statement: Statement, reader: StatementReader): VrrpScript {
  const draft: Draft<VrrpScript> = {
    name: statement.words[1]?.value ?? "",
    command: "",
    intervalMs: 1000,
    timeoutMs: null,
    weight: 0,
    rise: 1,
    fall: 1,
    initFail: false,
    span: statement.span,
  };
  for (const inner of statement.block?.statements ?? []) {
    const read = scriptKeywords.get(reader.keywordOf(inner));
    if (read !== undefined) read(draft, inner, reader);
    else reader.unknown(inner, scriptKeywords.keys(), "a vrrp_script");
  }
  if (draft.command === "") {
    reader.error(statement.span, "KEEPALIVED_MISSING_VALUE", `The script "${draft.name}" has no command.`);
  }
  return draft;
}

function restOf(statement: Statement): string {
  return statement.words
    .slice(1)
    .map((word) => word.value)
    .join(" ");
}

function readProcess(statement: Statement, reader: StatementReader): TrackedProcess {
  const inner = (name: string): Statement | undefined =>
    statement.block?.statements.find((candidate) => reader.keywordOf(candidate) === name);
  const process = inner("process");
  const weight = inner("weight");
  return {
    name: statement.words[1]?.value ?? "",
    process:
      process === undefined
        ? ""
        : process.words
            .slice(1)
            .map((word) => word.value)
            .join(" "),
    weight: weight === undefined ? 0 : reader.wholeNumber(weight, { least: -254, most: 254, fallback: 0 }),
    span: statement.span,
  };
}

function readSyncGroup(statement: Statement): SyncGroup {
  const group = statement.block?.statements.find((inner) => inner.words[0]?.value === "group");
  return {
    name: statement.words[1]?.value ?? "",
    members: (group?.block?.statements ?? []).flatMap((inner) => inner.words.map((word) => word.value)),
    span: statement.span,
  };
}

function checkReferences(settings: KeepalivedSettings, reader: StatementReader): void {
  const scripts = new Set(settings.scripts.map((script) => script.name));
  const processes = new Set(settings.processes.map((process) => process.name));
  for (const instance of settings.instances) {
    checkTracks(instance.trackScripts, scripts, "vrrp_script", reader);
    checkTracks(instance.trackProcesses, processes, "vrrp_track_process", reader);
  }
  checkDuplicates(settings.instances, reader);
  checkMembers(settings, reader);
}

function checkTracks(
  tracks: readonly Track[],
  known: ReadonlySet<string>,
  what: string,
  reader: StatementReader,
): void {
  for (const track of tracks) {
    if (known.has(track.name)) continue;
    reader.error(track.span, "KEEPALIVED_UNDEFINED", `No ${what} is called "${track.name}".`);
  }
}

function checkDuplicates(instances: readonly VrrpInstance[], reader: StatementReader): void {
  const seen = new Set<string>();
  for (const instance of instances) {
    const router = `virtual router ${instance.virtualRouterId} on ${instance.interface}`;
    for (const what of [`name ${instance.name}`, router]) {
      if (seen.has(what))
        reader.error(instance.span, "KEEPALIVED_DUPLICATE", `There is already an instance with the ${what}.`);
      seen.add(what);
    }
  }
}

function checkMembers(settings: KeepalivedSettings, reader: StatementReader): void {
  const names = new Set(settings.instances.map((instance) => instance.name));
  for (const group of settings.syncGroups) {
    for (const member of group.members.filter((name) => !names.has(name))) {
      reader.error(group.span, "KEEPALIVED_UNDEFINED", `No vrrp_instance is called "${member}".`);
    }
  }
}
