import type { DomainName, Instant } from "../../dns/index.ts";
import { withoutDot } from "../log-lines.ts";
import type { BindSettings } from "../settings.ts";
import type { BindSurroundings } from "../surroundings.ts";
import type { View } from "../view.ts";
import type { PrimaryZone, ZoneSettings } from "../zone-settings.ts";
import { fileZone } from "./configured-zones.ts";
import { type ReadAgain, takeAgain } from "./take-earlier.ts";
import type { Upkeep, UpkeepPlace } from "./upkeep.ts";

/** What an administrator tells named of one zone; `view` where several have it. */
export interface ZoneCommand {
  readonly verb: "reload" | "refresh" | "retransfer" | "notify";
  readonly zone: DomainName;
  readonly view: string | null;
}

/** What a command works on. */
export interface CommandPlace extends UpkeepPlace {
  readonly bind: BindSettings;
  readonly surroundings: BindSurroundings;
  readonly upkeep: Upkeep | null;
}

/** Whose contents come from another server. */
const COPIED: ReadonlySet<ZoneSettings["kind"]> = new Set<ZoneSettings["kind"]>(["secondary", "mirror", "stub"]);

/** @returns what rndc prints (bin/named/server.c, zone_from_args and the commands themselves). */
export function carryOut({ verb, zone, view: wanted }: ZoneCommand, place: CommandPlace, now: Instant): string {
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
  return obey(verb, first.view, first.settings, place, now);
}

function failed(verb: ZoneCommand["verb"], how: string, why: string): string {
  return `rndc: '${verb}' failed: ${how}\n${why}`;
}

function obey(
  verb: ZoneCommand["verb"],
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
  }
}

const TOLD: Readonly<Record<ReadAgain, string>> = {
  fresh: "zone reload queued",
  untouched: "zone reload up-to-date",
  faulty: "zone reload queued",
};

function reloadPrimary(
  view: View,
  settings: PrimaryZone,
  { bind, surroundings, views, say, upkeep }: CommandPlace,
): string {
  const before = view.zones.at(settings.name);
  if (before === null) return failed("reload", "not found", "");
  const zone = fileZone(settings, bind, surroundings);
  const read = takeAgain(views, { view, settings, zone }, before, say);
  if (read === "fresh") upkeep?.loaded(view, settings);
  return TOLD[read];
}
