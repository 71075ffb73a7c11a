import type { Parsed } from "../text/index.ts";
import type { Statement } from "./ast.ts";
import { checkRouters } from "./check-routers.ts";
import { completeInstance } from "./complete-instance.ts";
import { isUnsupported } from "./keepalived-support.ts";
import { rootKeywords } from "./keywords.ts";
import {
  type Announcing,
  announcingKeywords,
  completeGlobalAnnouncing,
  DEFAULT_ANNOUNCING,
  readMinimum,
} from "./read-garp.ts";
import { type InstanceDraft, readInstance } from "./read-instance.ts";
import { readTrackedFile } from "./read-tracked-file.ts";
import type { Watched } from "./read-tracks.ts";
import { readProcess, readScript } from "./read-watched.ts";
import type {
  GlobalSettings,
  KeepalivedSettings,
  SyncGroup,
  TrackedFile,
  TrackedProcess,
  VrrpScript,
} from "./settings.ts";
import { StatementReader } from "./statement-reader.ts";
import { asKeepalivedReads } from "./structure.ts";
import { completeGroups, completeMembers, readSyncGroup } from "./sync-groups.ts";

type GlobalDraft = Omit<Draft<GlobalSettings>, keyof Announcing> & Announcing;

const DEFAULT_GLOBAL: GlobalDraft = {
  routerId: null,
  vrrpVersion: 2,
  startupDelayMs: 0,
  ...DEFAULT_ANNOUNCING,
  higherPrioSendAdvert: false,
  strict: false,
  usesNftables: false,
  downTimerAdverts: 3,
  checksUnicastSource: false,
  skipsAddressCheck: false,
};

/** keepalived reads `global_defs` first, wherever they stand, then everything in order: what is used must stand above. */
export function readSettings(statements: readonly Statement[]): Parsed<KeepalivedSettings> {
  const reader = new StatementReader();
  const read = asKeepalivedReads(statements, rootKeywords, reader);
  const isGlobal = (statement: Statement): boolean => reader.keywordOf(statement) === "global_defs";
  const said = read.filter(isGlobal).reduce((before, one) => readGlobal(one, before, reader), DEFAULT_GLOBAL);
  const global = { ...said, ...completeGlobalAnnouncing(said) };
  const reading = new SettingsReading(reader, global);
  for (const statement of read) if (!isGlobal(statement)) reading.take(statement);
  const settings = reading.finish();
  checkRouters(settings.instances, reader);
  return { value: { ...settings, starts: !reader.refuses }, diagnostics: reader.diagnostics };
}

class SettingsReading {
  readonly #reader: StatementReader;
  readonly #scripts: VrrpScript[] = [];
  readonly #processes: TrackedProcess[] = [];
  readonly #files: TrackedFile[] = [];
  readonly #instances: InstanceDraft[] = [];
  readonly #syncGroups: SyncGroup[] = [];
  readonly #global: GlobalSettings;

  constructor(reader: StatementReader, global: GlobalSettings) {
    this.#reader = reader;
    this.#global = global;
  }

  take(statement: Statement): void {
    const reader = this.#reader;
    switch (reader.keywordOf(statement)) {
      case "vrrp_script":
        if (this.#isNew(statement, this.#scripts)) this.#scripts.push(...readScript(statement, reader));
        return;
      case "vrrp_track_process":
        this.#processes.push(...readProcess(statement, reader));
        return;
      case "track_file":
      case "vrrp_track_file":
        this.#files.push(...readTrackedFile(statement, reader));
        return;
      case "vrrp_instance":
        if (this.#isNew(statement, this.#instances)) this.#instances.push(this.#readInstance(statement));
        return;
      case "vrrp_sync_group":
        if (this.#isNew(statement, this.#syncGroups)) {
          this.#syncGroups.push(readSyncGroup(statement, this.#watched(), reader));
        }
        return;
      default:
        reader.unsupported(statement);
    }
  }

  finish(): Omit<KeepalivedSettings, "starts"> {
    const instances = this.#instances.map((draft) => completeInstance(draft, this.#global, this.#reader));
    const syncGroups = completeGroups(this.#syncGroups, instances, this.#reader);
    return {
      version: "2.2.7",
      global: this.#global,
      scripts: this.#scripts,
      processes: this.#processes,
      files: this.#files,
      instances: completeMembers(instances, syncGroups, this.#reader),
      syncGroups,
    };
  }

  #readInstance(statement: Statement): InstanceDraft {
    return readInstance(statement, this.#global, { reader: this.#reader, ...this.#watched() });
  }

  #watched(): Watched {
    return { scripts: this.#scripts, processes: this.#processes, files: this.#files };
  }

  /** vrrp_handler: a block without a name, or of a name that is taken, is passed over. */
  #isNew(statement: Statement, before: readonly { readonly name: string }[]): boolean {
    const [, name, ...more] = statement.words;
    const keyword = this.#reader.keywordOf(statement);
    if (name === undefined || more.length > 0) {
      this.#reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", `"${keyword}" needs one name`);
      return false;
    }
    if (!before.some((other) => other.name === name.value)) return true;
    this.#reader.ignored(statement, "KEEPALIVED_DUPLICATE", `There is already a ${keyword} called "${name.value}"`);
    return false;
  }
}

type Draft<Settings> = { -readonly [Field in keyof Settings]: Settings[Field] };
type ReadKeyword = (draft: GlobalDraft, statement: Statement, reader: StatementReader) => void;

const globalKeywords: ReadonlyMap<string, ReadKeyword> = new Map<string, ReadKeyword>([
  ...[...announcingKeywords].map(([word, read]) => [`vrrp_${word}`, read] as const),
  ["vrrp_min_garp", readMinimum],
  ["router_id", readRouterId],
  [
    "vrrp_version",
    (draft, statement, reader) => {
      const version = reader.wholeNumber(statement, { least: 2, most: 3, fallback: draft.vrrpVersion });
      draft.vrrpVersion = version === 3 ? 3 : 2;
    },
  ],
  [
    "vrrp_startup_delay",
    (draft, statement, reader) => {
      const rule = { least: 0.001, most: 4294.967295, fallback: draft.startupDelayMs / 1000 };
      draft.startupDelayMs = reader.seconds(statement, rule);
    },
  ],
  [
    "vrrp_higher_prio_send_advert",
    (draft, statement, reader) => (draft.higherPrioSendAdvert = reader.flag(statement, draft.higherPrioSendAdvert)),
  ],
  ["vrrp_strict", (draft) => (draft.strict = true)],
  ["nftables", (draft) => (draft.usesNftables = true)],
  ["vrrp_check_unicast_src", (draft) => (draft.checksUnicastSource = true)],
  ["vrrp_skip_check_adv_addr", (draft) => (draft.skipsAddressCheck = true)],
  [
    "vrrp_down_timer_adverts",
    (draft, statement, reader) => {
      const rule = { least: 1, most: 100, fallback: draft.downTimerAdverts };
      draft.downTimerAdverts = reader.wholeNumber(statement, rule);
    },
  ],
]);

/** routerid_handler: without a name the host's own stays. */
function readRouterId(draft: GlobalDraft, statement: Statement, reader: StatementReader): void {
  const name = statement.words[1]?.value;
  if (name === undefined) reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", '"router_id" has no name');
  else draft.routerId = name;
}

function readGlobal(statement: Statement, before: GlobalDraft, reader: StatementReader): GlobalDraft {
  const draft: GlobalDraft = { ...before };
  for (const inner of statement.block?.statements ?? []) {
    const keyword = reader.keywordOf(inner);
    globalKeywords.get(keyword)?.(draft, inner, reader);
    if (isUnsupported("global_defs", keyword)) reader.unsupported(inner);
  }
  return draft;
}
