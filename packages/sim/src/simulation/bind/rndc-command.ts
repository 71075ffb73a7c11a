import { parseName } from "@splithorizon/core";
import type { AllZonesVerb, CacheScope, ZoneCommand } from "@splithorizon/core/bind";

/** What rndc is told, as far as it changes what named answers or sends. */
export type RndcCommand =
  | { readonly kind: "command"; readonly verb: "reload" | "reconfig" }
  | { readonly kind: "command"; readonly verb: "all-zones"; readonly what: AllZonesVerb }
  | { readonly kind: "command"; readonly verb: "flush"; readonly scope: CacheScope }
  | { readonly kind: "command"; readonly verb: "zone"; readonly command: ZoneCommand }
  /** rndc, or named, would not know what to do with it; or it is not modelled. */
  | { readonly kind: "usage"; readonly text: string };

const OF_A_ZONE: ReadonlySet<string> = new Set([
  "reload",
  "refresh",
  "retransfer",
  "notify",
  "freeze",
  "thaw",
  "sync",
  "zonestatus",
]);

/** `reload z.lan`, `retransfer z.lan IN internal`, `flushname www.ext` (bin/rndc/rndc.c). */
export function readRndc(words: readonly string[]): RndcCommand {
  const [said = "", ...more] = words;
  // One command under two names.
  const verb = said === "unfreeze" ? "thaw" : said;
  const isCleaning = verb === "sync" && more[0] === "-clean";
  const [name, ...rest] = isCleaning ? more.slice(1) : more;
  if (name === undefined) return readPlain(isCleaning ? "sync -clean" : verb);
  const read = parseName(name);
  if (typeof read === "string") return usage(`rndc: '${verb}' failed: bad name`);
  const about = read;
  if (isOfAZone(verb)) return readOfAZone({ verb, zone: about, ...(isCleaning ? CLEANING : {}) }, rest);
  const [view = null] = rest;
  if (verb === "flush") return { kind: "command", verb, scope: { view: name, below: null } };
  if (verb === "flushname")
    return { kind: "command", verb: "flush", scope: { view, below: { name: about, reach: "name" } } };
  if (verb === "flushtree")
    return { kind: "command", verb: "flush", scope: { view, below: { name: about, reach: "tree" } } };
  return notModelled(verb);
}

const CLEANING = { journal: "removed" } as const;

/** The class stands before the view, and may not be left out. */
function readOfAZone(command: Omit<ZoneCommand, "view">, [rrClass, view]: readonly string[]): RndcCommand {
  const isKnown = rrClass === undefined || CLASSES.has(rrClass.toUpperCase());
  if (!isKnown) return usage(`rndc: '${command.verb}' failed: unknown class/type`);
  return { kind: "command", verb: "zone", command: { ...command, view: view ?? null } };
}

function readPlain(verb: string): RndcCommand {
  if (verb === "reload" || verb === "reconfig") return { kind: "command", verb };
  if (isOfAllZones(verb)) return { kind: "command", verb: "all-zones", what: verb };
  if (verb === "flush") return { kind: "command", verb, scope: { view: null, below: null } };
  return OF_A_ZONE.has(verb) || verb.startsWith("flush")
    ? usage(`rndc: '${verb}' failed: unexpected end of input`)
    : notModelled(verb);
}

const CLASSES: ReadonlySet<string> = new Set(["IN", "CH", "CHAOS", "HS", "HESIOD"]);

function isOfAllZones(verb: string): verb is AllZonesVerb {
  return verb === "freeze" || verb === "thaw" || verb === "sync" || verb === "sync -clean";
}

function isOfAZone(verb: string): verb is ZoneCommand["verb"] {
  return OF_A_ZONE.has(verb);
}

function usage(text: string): RndcCommand {
  return { kind: "usage", text };
}

function notModelled(verb: string): RndcCommand {
  return usage(`rndc: '${verb}' is not modelled`);
}
