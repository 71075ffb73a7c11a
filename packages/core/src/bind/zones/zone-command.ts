import type { DomainName, Instant } from "../../dns/index.ts";
import { withoutDot } from "../log-lines.ts";
import type { BindSettings } from "../settings.ts";
import type { BindSurroundings } from "../surroundings.ts";
import type { View } from "../view.ts";
import type { PrimaryZone, ZoneSettings } from "../zone-settings.ts";
import { fileZone } from "./configured-zones.ts";
import { dumpingLine, freezingLine, isChangedByUpdates, setFrozen, WORDS } from "./freezing.ts";
import { heldZones, ownerOf, replaceZone } from "./held-zones.ts";
import { occasionOf, type ReadAgain, takeAgain } from "./take-earlier.ts";
import type { Upkeep } from "./upkeep.ts";
import type { UpkeepPlace } from "./upkeep-place.ts";
import { isSigned, printZoneStatus } from "./zone-status.ts";
import type { LocalZone } from "./zone-table.ts";

/** What an administrator tells named of one zone; `view` where several have it. */
export interface ZoneCommand {
  readonly verb: "reload" | "refresh" | "retransfer" | "notify" | "freeze" | "thaw" | "sync" | "zonestatus";
  readonly zone: DomainName;
  readonly view: string | null;
  /** `sync -clean`: the journal is taken away as well. */
  readonly journal?: "removed";
  /** For `zonestatus`, which prints dates: milliseconds since 1970 at instant zero; absent: it is 1970. */
  readonly epochMs?: number;
}

/** What can be said of all zones at once. */
export type AllZonesVerb = "freeze" | "thaw" | "sync" | "sync -clean";

/** What a command works on. */
export interface CommandPlace extends UpkeepPlace {
  readonly bind: BindSettings;
  readonly surroundings: BindSurroundings;
  readonly upkeep: Upkeep | null;
}

/** Whose contents come from another server. */
const COPIED: ReadonlySet<ZoneSettings["kind"]> = new Set<ZoneSettings["kind"]>(["secondary", "mirror", "stub"]);

/** @returns what rndc prints (bin/named/server.c, zone_from_args and the commands themselves). */
export function carryOut(command: ZoneCommand, place: CommandPlace, now: Instant): string {
  const { verb, zone, view: wanted } = command;
  const named = place.views.filter(({ settings }) => wanted === null || settings.name === wanted);
  if (named.length === 0) return failed(verb, "not found", `no matching view '${wanted}'`);
  const found = named.flatMap((view) => {
    const settings = view.settings.zones.find(({ name }) => name.key === zone.key);
    return settings === undefined ? [] : [{ view, settings }];
  });
  const [first, second] = found;
  const name = withoutDot(zone);
  if (first === undefined) {
    const where = wanted === null ? "in any view" : `in view '${wanted}'`;
    return failed(verb, "not found", `no matching zone '${name}' ${where}`);
  }
  if (second !== undefined) return failed(verb, "multiple", `zone '${name}' was found in multiple views`);
  const { view, settings } = ownerOf(place.views, first.view, first.settings) ?? first;
  if (verb === "zonestatus") return tell(command, view, settings, place);
  if (verb === "sync") return sync(view, settings, command.journal ?? "kept", place);
  return obey(verb, view, settings, place, now);
}

function failed(verb: ZoneCommand["verb"], how: string, why: string | null = null): string {
  return `rndc: '${verb}' failed: ${how}${why === null ? "" : `\n${why}`}`;
}

function tell({ epochMs = 0 }: ZoneCommand, view: View, settings: ZoneSettings, { upkeep }: CommandPlace): string {
  const zone = view.zones.at(settings.name);
  if (zone === null) return unknown("zonestatus", settings);
  if (zone.data === null && zone.kind !== "static-stub") return failed("zonestatus", "zone not loaded");
  if (isSigned(zone.data)) return "rndc: 'zonestatus' of a signed zone is not modelled";
  return printZoneStatus({ settings, zone, times: upkeep?.timesOf(view, settings) ?? null, epochMs });
}

/** Of what is forwarded, and of hints, named keeps no zone. */
function unknown(verb: ZoneCommand["verb"], { name }: ZoneSettings): string {
  return failed(verb, "not found", `no matching zone '${withoutDot(name)}' in any view`);
}

/** Of a primary there is nothing to write: those of the twin change with their files alone (named_server_sync). */
function sync(view: View, settings: ZoneSettings, journal: "kept" | "removed", place: CommandPlace): string {
  const { views, say, upkeep } = place;
  const zone = view.zones.at(settings.name);
  if (zone === null) return unknown("sync", settings);
  say(dumpingLine(withoutDot(settings.name), view.settings.name, journal));
  upkeep?.sync(view, settings);
  if (journal === "removed") removeJournal(views, view, settings);
  return "";
}

function obey(
  verb: Exclude<ZoneCommand["verb"], "zonestatus" | "sync">,
  view: View,
  settings: ZoneSettings,
  place: CommandPlace,
  now: Instant,
): string {
  const isCopied = COPIED.has(settings.kind);
  switch (verb) {
    case "notify":
      place.upkeep?.tell(view, settings);
      return "zone notify queued";
    case "refresh":
      if (!isCopied) return failed(verb, "failure", "not a secondary, mirror, or stub zone");
      place.upkeep?.look(view, settings, "refresh", now);
      return "zone refresh queued";
    case "retransfer":
      if (!isCopied) return failed(verb, "failure", `retransfer: inappropriate zone type: ${settings.kind}`);
      place.upkeep?.look(view, settings, "retransfer", now);
      return "";
    case "reload":
      if (isCopied) {
        place.upkeep?.look(view, settings, "refresh", now);
        return "zone refresh queued";
      }
      return settings.kind === "primary" ? reloadPrimary(view, settings, place) : "zone reload queued";
    case "freeze":
    case "thaw":
      if (settings.kind !== "primary") return failed(verb, "not primary");
      return verb === "freeze" ? freeze(view, settings, place) : thaw(view, settings, place);
  }
}

/** After it the file may be edited: updates are refused, and it is read again (named_server_freeze). */
function freeze(view: View, settings: PrimaryZone, { views, say }: CommandPlace): string {
  const zone = view.zones.at(settings.name);
  if (!settings.isDynamic || zone === null) return failed("freeze", "not dynamic");
  const line = (how: string): string => freezingLine("freeze", withoutDot(settings.name), view.settings.name, how);
  if (zone.isFrozen) {
    say(line("already frozen"));
    return failed("freeze", "already frozen", ALREADY_FROZEN);
  }
  setFrozen(views, zone, true);
  say(line("success"));
  return "";
}

const ALREADY_FROZEN =
  "WARNING: The zone was already frozen.\nSomeone else may be editing it or it may still be re-loading.";

/** The file as it is now; a zone that does not load stays frozen. */
function thaw(view: View, settings: PrimaryZone, place: CommandPlace): string {
  const zone = view.zones.at(settings.name);
  place.say(freezingLine("thaw", withoutDot(settings.name), view.settings.name, "success"));
  if (zone === null || !zone.isFrozen) return "";
  return thawQuietly(view, settings, zone, place) === "untouched"
    ? "The zone reload and thaw was successful."
    : "A zone reload and thaw was started.\nCheck the logs to see the result.";
}

/** What rndc says without a zone. */
export function carryOutForAll(verb: AllZonesVerb, place: CommandPlace): string {
  return verb === "freeze" || verb === "thaw" ? freezeAll(verb, place) : syncAll(verb, place);
}

function removeJournal(views: readonly View[], view: View, { name }: Pick<LocalZone, "name">): void {
  const zone = view.zones.at(name);
  if (zone !== null) replaceZone(views, zone, { ...zone, journal: [] });
}

function syncAll(verb: "sync" | "sync -clean", { views, say, upkeep }: CommandPlace): string {
  say(`dumping all zones${verb === "sync" ? "" : ", removing journal files"}: success`);
  for (const { view, settings } of heldZones(views)) {
    upkeep?.sync(view, settings);
    if (verb === "sync -clean") removeJournal(views, view, settings);
  }
  return "";
}

/** Every primary that updates may change. */
function freezeAll(verb: "freeze" | "thaw", place: CommandPlace): string {
  const zones = place.views.flatMap((view) =>
    view.settings.zones.flatMap((settings) =>
      settings.kind === "primary" && settings.isDynamic ? [{ view, settings }] : [],
    ),
  );
  const held = zones.flatMap(({ view, settings }) => {
    const zone = view.zones.at(settings.name);
    return zone === null ? [] : [{ view, settings, zone }];
  });
  const how = verb === "freeze" && held.some(({ zone }) => zone.isFrozen) ? "already frozen" : "success";
  place.say(`${WORDS[verb]} all zones: ${how}`);
  for (const { view, settings, zone } of held) {
    if (verb === "freeze") setFrozen(place.views, zone, true);
    else if (zone.isFrozen) thawQuietly(view, settings, zone, place);
  }
  return how === "success" ? "" : failed(verb, how);
}

function thawQuietly(view: View, settings: PrimaryZone, zone: LocalZone, place: CommandPlace): ReadAgain {
  const read = readFile(view, settings, zone, place);
  const now = view.zones.at(settings.name);
  if (now !== null && (read === "fresh" || read === "untouched")) setFrozen(place.views, now, false);
  return read;
}

const TOLD = {
  fresh: "zone reload queued",
  untouched: "zone reload up-to-date",
  faulty: "zone reload queued",
} as const;

function reloadPrimary(view: View, settings: PrimaryZone, place: CommandPlace): string {
  const before = view.zones.at(settings.name);
  if (before === null) return failed("reload", "not found", "");
  if (before.data !== null && isChangedByUpdates(settings, before)) return failed("reload", "dynamic zone");
  const read = readFile(view, settings, before, place);
  return typeof read === "string" ? TOLD[read] : failed("reload", read.journal);
}

function readFile(view: View, settings: PrimaryZone, before: LocalZone, place: CommandPlace): ReadAgain {
  const { bind, surroundings, views, say, upkeep } = place;
  const zone = fileZone(settings, bind, surroundings);
  const read = takeAgain(views, { view, settings, zone }, before, say);
  if (read === "fresh") upkeep?.loaded({ view, settings, occasion: occasionOf(before) });
  return read;
}
