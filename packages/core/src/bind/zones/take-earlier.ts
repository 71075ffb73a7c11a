import { compareSerials, type SerialOrder } from "../../dns/index.ts";
import type { Source } from "../../text/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { View } from "../view.ts";
import type { MirrorZone, PrimaryZone, SecondaryZone, StubZone, ZoneSettings } from "../zone-settings.ts";
import { compactJournal } from "./compact-journal.ts";
import { soaOf } from "./copy.ts";
import { isChangedByUpdates, setFrozen } from "./freezing.ts";
import { goesOnAs, inOrderOfNames, replaceZone } from "./held-zones.ts";
import { addDelta, deltaBetween, isUnchanged, type ZoneJournal } from "./journal.ts";
import type { Occasion } from "./notices.ts";
import { goOnByJournal } from "./roll-forward.ts";
import { journalFor, type SavedJournal } from "./saved-zones.ts";
import { zoneTitle } from "./zone-lines.ts";
import type { LocalZone } from "./zone-table.ts";

/** A zone of which named now has another version, or one at all. */
export interface FreshZone {
  readonly view: View;
  readonly settings: PrimaryZone;
  /** `start`: there was no version before. */
  readonly occasion: Occasion;
}

/** What there was before a reload. */
export interface Earlier {
  readonly views: readonly View[];
  /** Of primaries that are there, and of those that have gone. */
  readonly journals: readonly SavedJournal[];
}

/**
 * What new views have of the old ones: copies as they were, and of primaries what has not been touched or does not load any
 * more (lib/dns/zone.c, zone_load and zone_postload). @returns the primaries that have been read.
 */
export function takeEarlier(
  views: readonly View[],
  { views: earlier, journals }: Earlier,
  how: "reload" | "reconfig",
  say: (line: string) => void,
): readonly FreshZone[] {
  return views.flatMap((view) => {
    for (const settings of view.settings.zones)
      if (isCopied(settings)) keepCopy(views, view, sameZone(earlier, view, settings));
    return inOrderOfNames(view.settings.zones.filter(isPrimary)).flatMap((settings) => {
      const before = sameZone(earlier, view, settings);
      const journal = before?.journal ?? journalFor(settings, journals);
      const isRead = isFresh(views, { view, settings, journal }, before, how, say);
      return isRead ? [{ view, settings, occasion: occasionOf(before) }] : [];
    });
  });
}

/** Whether a primary has been read; one that is there stays as it is for `reconfig`, and where updates may have changed it. */
function isFresh(
  views: readonly View[],
  { view, settings, journal }: Pick<ReadZone, "view" | "settings" | "journal">,
  before: LocalZone | null,
  how: "reload" | "reconfig",
  say: (line: string) => void,
): boolean {
  const zone = view.zones.at(settings.name);
  if (zone === null) return false;
  if (hasData(before) && (how === "reconfig" || isChangedByUpdates(settings, before))) {
    stayAs(views, zone, before, before.sources);
    return false;
  }
  const now = before?.isFrozen === true ? setFrozen(views, zone, true) : zone;
  return takePrimary(views, { view, zone: now, settings, journal }, before, say) === "fresh";
}

function isPrimary(settings: ZoneSettings): settings is PrimaryZone {
  return settings.kind === "primary";
}

function isCopied(settings: ZoneSettings): settings is SecondaryZone | MirrorZone | StubZone {
  return hasFile(settings) && settings.kind !== "primary";
}

function keepCopy(views: readonly View[], view: View, before: LocalZone | null): void {
  const zone = before === null ? null : view.zones.at(before.name);
  if (zone !== null && before !== null) stayAs(views, zone, before, zone.sources);
}

/** Of a zone's first version others are told as at the start (zone_postload). */
export function occasionOf(before: LocalZone | null): Occasion {
  return hasData(before) ? "change" : "start";
}

function hasData(zone: LocalZone | null): zone is LocalZone & { readonly data: Zone } {
  return zone !== null && zone.data !== null;
}

type ZoneWithFile = PrimaryZone | SecondaryZone | MirrorZone | StubZone;

const WITH_FILE: ReadonlySet<ZoneSettings["kind"]> = new Set(["primary", "secondary", "mirror", "stub"] as const);

export function hasFile(settings: ZoneSettings): settings is ZoneWithFile {
  return WITH_FILE.has(settings.kind);
}

/** The zone that a statement goes on with. */
function sameZone(earlier: readonly View[], view: View, settings: ZoneWithFile): LocalZone | null {
  const old = earlier.find((candidate) => candidate.settings.name === view.settings.name);
  const before = old?.settings.zones.find(({ name }) => name.key === settings.name.key);
  const goesOn = before !== undefined && goesOnAs(before, settings);
  return old !== undefined && goesOn ? old.zones.at(settings.name) : null;
}

interface ReadZone {
  readonly view: View;
  readonly zone: LocalZone;
  readonly settings: PrimaryZone;
  /** What lies beside its file. */
  readonly journal: ZoneJournal;
}

/** Whether the zone is another now, its files were not touched, it does not load, or not go on by its journal: what rndc prints of that. */
export type ReadAgain = "fresh" | "untouched" | "faulty" | { readonly journal: string };

function takePrimary(
  views: readonly View[],
  read: ReadZone,
  before: LocalZone | null,
  say: (line: string) => void,
): ReadAgain {
  const { view, zone, journal } = read;
  if (hasData(before)) return takeInPlace(views, read, before, say);
  if (zone.data === null) {
    sayBroken(read, say);
    replaceZone(views, zone, { ...zone, journal });
    return "faulty";
  }
  const why = goOnByJournal(views, { view, zone, data: zone.data }, journal, say);
  return why === null ? "fresh" : { journal: why };
}

/** In place of what was loaded before. */
function takeInPlace(
  views: readonly View[],
  read: ReadZone,
  before: LocalZone,
  say: (line: string) => void,
): ReadAgain {
  const { view, zone, settings } = read;
  const title = zoneTitle(zone.name, view.settings.name);
  if (areSame(zone.sources, before.sources)) {
    replaceZone(views, zone, { ...zone, data: before.data, journal: before.journal });
    return "untouched";
  }
  if (zone.data === null) {
    sayBroken(read, say);
    // What is asked for next is compared with the files that the old data came from.
    stayAs(views, zone, before, before.sources);
    return "faulty";
  }
  if (settings.contents.journalsDifferences) {
    return takeDifferences(views, { read, fresh: zone.data }, before, say);
  }
  // Its journal stays on the disk, and leads to a version that is gone: nobody goes on by it any more.
  replaceZone(views, zone, { ...zone, journal: before.journal });
  const order = serialOrder(before.data, zone.data);
  if (order !== null) for (const line of serialComplaint(order, before.sources.size)) say(`zone ${title}: ${line}`);
  return "fresh";
}

/** Of a file that named cannot load, also when it starts. */
export function sayBroken({ view, zone, settings }: Omit<ReadZone, "journal">, say: (line: string) => void): void {
  const title = zoneTitle(zone.name, view.settings.name);
  for (const line of brokenLines(title, settings.file?.text ?? "", zone.problem)) say(line);
}

/** `title`: {@link zoneTitle}. */
export function brokenLines(title: string, file: string, problem: string | null): readonly string[] {
  return [
    `zone ${title}: loading from master file ${file} failed: ${reasonIn(problem ?? "")}`,
    `zone ${title}: not loaded due to errors.`,
  ];
}

/** `rndc reload ZONE`: of a zone that is there already. */
export function takeAgain(
  views: readonly View[],
  read: { readonly view: View; readonly settings: PrimaryZone; readonly zone: LocalZone },
  before: LocalZone,
  say: (line: string) => void,
): ReadAgain {
  const { view, settings, zone } = read;
  const now = { ...zone, isFrozen: before.isFrozen };
  replaceZone(views, before, now);
  return takePrimary(views, { view, zone: now, settings, journal: before.journal }, before, say);
}

/** The old data lives on. */
function stayAs(views: readonly View[], zone: LocalZone, before: LocalZone, sources: LocalZone["sources"]): void {
  const { data, unasked, journal, isFrozen } = before;
  replaceZone(views, zone, { ...zone, data, unasked, journal, isFrozen, sources });
}

/** `ixfr-from-differences`: a serial that is not raised is a fault (lib/dns/zone.c, zone_postload). */
function takeDifferences(
  views: readonly View[],
  { read, fresh }: { readonly read: ReadZone; readonly fresh: Zone },
  before: LocalZone,
  sayLine: (line: string) => void,
): ReadAgain {
  const { zone, view, settings } = read;
  const say = (text: string): void => sayLine(`zone ${zoneTitle(zone.name, view.settings.name)}: ${text}`);
  const held = before.data;
  const delta = held === null ? null : deltaBetween(held, fresh);
  if (held === null || delta === null) return "fresh";
  if (compareSerials(delta.to, delta.from) === "newer") {
    const end = before.journal.at(-1)?.to ?? delta.from;
    if (end !== delta.from) {
      const file = `${settings.file?.text ?? ""}.jnl`;
      sayLine(`malformed transaction: ${file} last serial ${end} != transaction first serial ${delta.from}`);
      say("ixfr-from-differences: failed: Success");
    }
    const journal =
      end === delta.from ? compactJournal(addDelta(before.journal, delta), zone.journalLimit, held) : before.journal;
    replaceZone(views, zone, { ...zone, journal });
    return "fresh";
  }
  if (isUnchanged(held, fresh)) {
    say("ixfr-from-differences: unchanged");
    stayAs(views, zone, before, zone.sources);
    return "untouched";
  }
  const [least, most] = [(delta.from + 1) % MODULUS, (delta.from + HALF) % MODULUS];
  say(`ixfr-from-differences: new serial (${delta.to}) out of range [${least} - ${most}]`);
  say("not loaded due to errors.");
  stayAs(views, zone, before, before.sources);
  return "faulty";
}

const MODULUS = 2 ** 32;
const HALF = 2 ** 31 - 1;

/** Where in the file it is stands in another line of the log. */
function reasonIn(problem: string): string {
  return problem
    .slice(problem.lastIndexOf(": ") + 1)
    .trim()
    .replace(/\.$/, "");
}

interface SerialChange {
  readonly order: SerialOrder;
  readonly before: number;
  readonly now: number;
}

function serialOrder(held: Zone | null, fresh: Zone): SerialChange | null {
  const [before, now] = [soaOf(held)?.serial, soaOf(fresh)?.serial];
  if (before === undefined || now === undefined) return null;
  return { order: compareSerials(now, before), before, now };
}

/** Where files are included named says nothing of a serial that stays: it may stand in one of them. */
function serialComplaint({ order, before, now }: SerialChange, files: number): readonly string[] {
  switch (order) {
    case "newer":
      return [];
    case "same":
      return files > 1 ? [] : [`zone serial (${now}) unchanged. zone may fail to transfer to secondaries.`];
    default:
      return [`zone serial (${now}/${before}) has gone backwards`];
  }
}

function areSame(one: ReadonlyMap<string, Source>, other: ReadonlyMap<string, Source>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([path, source]) => isSame(source, other.get(path)));
}

function isSame(one: Source, other: Source | undefined): boolean {
  if (other === undefined) return false;
  if (one === other || one.bytes === other.bytes) return true;
  return one.bytes.length === other.bytes.length && one.bytes.every((octet, at) => octet === other.bytes[at]);
}
