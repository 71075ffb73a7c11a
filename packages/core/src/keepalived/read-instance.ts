import type { Statement } from "./ast.ts";
import { isUnsupported } from "./keepalived-support.ts";
import { readAddresses } from "./read-addresses.ts";
import {
  readOldChecksum,
  readPeers,
  readSource,
  readSourceCheck,
  readUnicastSource,
  readVirtualAddresses,
} from "./read-ends.ts";
import { type Announcing, announcingKeywords } from "./read-garp.ts";
import { readRoutes } from "./read-routes.ts";
import { filesOf, processesOf, readInterfaces, readTracks, scriptsOf, type Watched } from "./read-tracks.ts";
import type { Authentication, GlobalSettings, VrrpInstance } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** What an instance's block has said so far; null where it said nothing yet. */
export type InstanceDraft = {
  -readonly [Field in keyof Omit<VrrpInstance, Open | keyof Announcing>]: VrrpInstance[Field];
} & Announcing & {
    initialState: VrrpInstance["initialState"] | null;
    priority: number | null;
    advertIntervalMs: number | null;
    vrrpVersion: 2 | 3 | null;
    higherPrioSendAdvert: boolean | null;
    strict: boolean | null;
    accepts: boolean | null;
    acceptStatement: Statement | null;
    authType: Authentication["type"] | null;
    password: string;
    /** Of the first address that is read: all others must be of it. */
    family: "IPv4" | "IPv6" | null;
    preemptStatement: Statement | null;
  };
/** What only the whole configuration decides. */
type Open =
  | "initialState"
  | "priority"
  | "advertIntervalMs"
  | "vrrpVersion"
  | "higherPrioSendAdvert"
  | "strict"
  | "accepts"
  | "authentication";
type ReadKeyword = (draft: InstanceDraft, statement: Statement, context: InstanceContext) => void;

/** What has been read before the instance: keepalived knows nothing of what stands behind it. */
interface InstanceContext extends Watched {
  readonly reader: StatementReader;
}

/** keepalived's own limit of a password (vrrp.h, VRRP_AUTH_LEN). */
const PASSWORD_OCTETS = 8;
/** vrrp.h VRRP_PRIO_DFL. */
export const DEFAULT_PRIORITY = 100;

const keywords: ReadonlyMap<string, ReadKeyword> = new Map<string, ReadKeyword>([
  ["state", readState],
  ["interface", (draft, statement, { reader }) => (draft.interface = reader.word(statement) ?? "")],
  [
    "virtual_router_id",
    (draft, statement, { reader }) =>
      (draft.virtualRouterId = reader.strictNumber(statement, {
        least: 1,
        most: 255,
        fallback: draft.virtualRouterId,
      })),
  ],
  [
    "priority",
    (draft, statement, { reader }) =>
      (draft.priority = reader.strictNumber(statement, { least: 1, most: 255, fallback: DEFAULT_PRIORITY })),
  ],
  [
    "advert_int",
    (draft, statement, { reader }) =>
      (draft.advertIntervalMs = reader.seconds(statement, {
        least: 0.01,
        most: 255,
        fallback: (draft.advertIntervalMs ?? 1000) / 1000,
      })),
  ],
  ["version", readVersion],
  ["authentication", readAuthentication],
  ["virtual_ipaddress", readVirtualAddresses],
  [
    "virtual_ipaddress_excluded",
    (draft, statement, { reader }) =>
      (draft.excludedAddresses = [...draft.excludedAddresses, ...readAddresses(statement, reader)]),
  ],
  [
    "virtual_routes",
    (draft, statement, { reader }) =>
      (draft.virtualRoutes = [...draft.virtualRoutes, ...readRoutes(statement, reader)]),
  ],
  [
    "track_script",
    (draft, statement, context) =>
      (draft.trackScripts = readTracks(statement, draft.trackScripts, scriptsOf(context), context.reader)),
  ],
  [
    "track_process",
    (draft, statement, context) =>
      (draft.trackProcesses = readTracks(statement, draft.trackProcesses, processesOf(context), context.reader)),
  ],
  [
    "track_file",
    (draft, statement, context) =>
      (draft.trackFiles = readTracks(statement, draft.trackFiles, filesOf(context), context.reader)),
  ],
  [
    "track_interface",
    (draft, statement, { reader }) =>
      (draft.trackInterfaces = readInterfaces(statement, draft.trackInterfaces, reader)),
  ],
  ["unicast_src_ip", readUnicastSource],
  ["mcast_src_ip", readSource],
  ["unicast_peer", readPeers],
  ["unicast_fault_no_peer", (draft) => (draft.unicast = "fault-without-peers")],
  ["nopreempt", (draft, statement) => Object.assign(draft, { preempts: false, preemptStatement: statement })],
  ["preempt", (draft) => (draft.preempts = true)],
  [
    "preempt_delay",
    (draft, statement, { reader }) =>
      Object.assign(draft, {
        preemptDelayMs: reader.seconds(statement, { least: 0, most: 1000, fallback: 0 }),
        preemptStatement: statement,
      }),
  ],
  ...[...announcingKeywords].map(([word, read]): [string, ReadKeyword] => [
    word,
    (draft, statement, { reader }) => read(draft, statement, reader),
  ]),
  [
    "higher_prio_send_advert",
    (draft, statement, { reader }) => (draft.higherPrioSendAdvert = reader.flag(statement, draft.higherPrioSendAdvert)),
  ],
  [
    "down_timer_adverts",
    (draft, statement, { reader }) =>
      (draft.downTimerAdverts = reader.wholeNumber(statement, {
        least: 1,
        most: 100,
        fallback: draft.downTimerAdverts,
      })),
  ],
  ["check_unicast_src", readSourceCheck],
  ["old_unicast_checksum", readOldChecksum],
  ["skip_check_adv_addr", readAddressCheck],
  ["dont_track_primary", (draft) => (draft.tracksOwnInterface = false)],
  ["use_vmac", readVmac],
  ["strict_mode", (draft, statement, { reader }) => (draft.strict = reader.flag(statement, draft.strict))],
  ["accept", (draft, statement) => Object.assign(draft, { accepts: true, acceptStatement: statement })],
  ["no_accept", (draft) => (draft.accepts = false)],
]);

/** Reads the block, whose keywords are all known. */
export function readInstance(statement: Statement, global: GlobalSettings, context: InstanceContext): InstanceDraft {
  const draft = emptyInstance(statement, global);
  for (const inner of statement.block?.statements ?? []) {
    const keyword = context.reader.keywordOf(inner);
    const read = keywords.get(keyword);
    if (read !== undefined) read(draft, inner, context);
    else if (isUnsupported("vrrp_instance", keyword)) context.reader.unsupported(inner);
  }
  return draft;
}

/** vrrp_data.c alloc_vrrp. */
function emptyInstance(statement: Statement, global: GlobalSettings): InstanceDraft {
  return {
    name: statement.words[1]?.value ?? "",
    initialState: null,
    interface: "",
    virtualRouterId: 0,
    priority: null,
    advertIntervalMs: null,
    vrrpVersion: null,
    authType: null,
    password: "",
    family: null,
    virtualAddresses: [],
    excludedAddresses: [],
    virtualRoutes: [],
    trackScripts: [],
    trackProcesses: [],
    trackInterfaces: [],
    trackFiles: [],
    source: null,
    unicastPeers: [],
    unicast: "none",
    preempts: true,
    preemptDelayMs: 0,
    garpMasterDelayMs: global.garpMasterDelayMs,
    garpMasterRepeat: global.garpMasterRepeat,
    garpMasterRefreshMs: global.garpMasterRefreshMs,
    garpMasterRefreshRepeat: global.garpMasterRefreshRepeat,
    garpLowerPrioDelayMs: null,
    garpLowerPrioRepeat: null,
    lowerPrioNoAdvert: null,
    higherPrioSendAdvert: null,
    downTimerAdverts: global.downTimerAdverts,
    usesVmac: false,
    strict: null,
    accepts: null,
    acceptStatement: null,
    checksUnicastSource: global.checksUnicastSource,
    unicastChecksum: "new",
    skipsAddressCheck: global.skipsAddressCheck,
    tracksOwnInterface: true,
    span: statement.span,
    preemptStatement: null,
  };
}

/** vrrp_state_handler: MASTER is not taken back. */
function readState(draft: InstanceDraft, statement: Statement, { reader }: InstanceContext): void {
  const state = reader.oneOf(statement, ["MASTER", "BACKUP"]);
  if (state !== "BACKUP" || draft.initialState !== "MASTER") draft.initialState = state ?? "BACKUP";
  else reader.ignored(statement, "KEEPALIVED_BAD_VALUE", "The state was MASTER before");
}

/** vrrp_skip_check_adv_addr_handler: any word that it understands turns it on, "off" as well. */
function readAddressCheck(draft: InstanceDraft, statement: Statement, { reader }: InstanceContext): void {
  if (reader.flag(statement, null) !== null) draft.skipsAddressCheck = true;
}

function readVmac(draft: InstanceDraft, statement: Statement, { reader }: InstanceContext): void {
  draft.usesVmac = true;
  reader.unsupported(statement);
}

/** vrrp_version_handler: the first one counts, and version 2 is not for IPv6. */
function readVersion(draft: InstanceDraft, statement: Statement, { reader }: InstanceContext): void {
  const version = reader.wholeNumber(statement, { least: 2, most: 3, fallback: 0 });
  if (version !== 2 && version !== 3) return;
  const isOther = draft.vrrpVersion !== null && draft.vrrpVersion !== version;
  if (isOther || (version === 2 && draft.family === "IPv6")) {
    reader.ignored(statement, "KEEPALIVED_BAD_VALUE", "The version conflicts with what stands before");
  } else draft.vrrpVersion = version;
}

function readAuthentication(draft: InstanceDraft, statement: Statement, { reader }: InstanceContext): void {
  for (const inner of statement.block?.statements ?? []) {
    if (reader.keywordOf(inner) === "auth_type") draft.authType = reader.oneOf(inner, ["PASS", "AH"]) ?? draft.authType;
    else draft.password = readPassword(inner, reader);
  }
}

function readPassword(statement: Statement, reader: StatementReader): string {
  const password = reader.word(statement) ?? "";
  if (password.length > PASSWORD_OCTETS) {
    const message = `The password is cut to its first ${PASSWORD_OCTETS} characters.`;
    reader.warn(statement.span, "KEEPALIVED_AUTH_TRUNCATED", message);
  }
  return password.slice(0, PASSWORD_OCTETS);
}
