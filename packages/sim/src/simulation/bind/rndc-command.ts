import { parseName } from "@splithorizon/core";
import type { CacheScope, ZoneCommand } from "@splithorizon/core/bind";

/** What rndc is told, as far as it changes what named answers or sends. */
export type RndcCommand =
  | { readonly kind: "command"; readonly verb: "reload" | "reconfig" | "freeze" | "thaw" | "sync" }
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
  const [said = "", name, ...rest] = words;
  // One command under two names.
  const verb = said === "unfreeze" ? "thaw" : said;
  if (name === undefined) return readPlain(verb);
  if (verb === "sync" && name.startsWith("-")) return usage(`rndc: 'sync ${name}' is not modelled`);
  const read = parseName(name);
  if (typeof read === "string") return usage(`rndc: '${verb}' failed: bad name`);
  const about = read;
  if (isOfAZone(verb)) {
    // The class stands before the view, and may not be left out.
    const [, view = null] = rest;
    return { kind: "command", verb: "zone", command: { verb, zone: about, view } };
  }
  const [view = null] = rest;
  if (verb === "flush") return { kind: "command", verb, scope: { view: name, below: null } };
  if (verb === "flushname")
    return { kind: "command", verb: "flush", scope: { view, below: { name: about, reach: "name" } } };
  if (verb === "flushtree")
    return { kind: "command", verb: "flush", scope: { view, below: { name: about, reach: "tree" } } };
  return notModelled(verb);
}

function readPlain(verb: string): RndcCommand {
  if (verb === "reload" || verb === "reconfig" || verb === "freeze" || verb === "thaw" || verb === "sync")
    return { kind: "command", verb };
  if (verb === "flush") return { kind: "command", verb, scope: { view: null, below: null } };
  return OF_A_ZONE.has(verb) || verb.startsWith("flush")
    ? usage(`rndc: '${verb}' failed: unexpected end of input`)
    : notModelled(verb);
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
