import { defaultPlace, findPlace } from "../asking/index.ts";
import { type DigCommand, parseDigWords } from "../dig/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import { CliFault, type CliIo } from "./io.ts";
import { isSiteWord, type OpenedSite, openSite } from "./open-site.ts";

/** What `dig` and `trace` make of their words. */
export interface AskedWords {
  readonly site: OpenedSite;
  readonly place: Place;
  readonly command: DigCommand;
  /** As the question was put, without the site. */
  readonly text: string;
}

/** `[SITE] NAME [TYPE] [@SERVER] [+option...]`: the first word that names a path is the site. */
export function readAskedWords(words: readonly string[], from: string | null, io: CliIo): AskedWords {
  const at = words.findIndex((word) => isSiteWord(word, io));
  const site = openSite(at === -1 ? null : (words[at] ?? null), io);
  const rest = words.filter((_, index) => index !== at);
  const { command, faults } = parseDigWords(rest);
  if (faults.length > 0) throw new CliFault(faults.map(({ word, fault }) => `${word}: ${fault}.`).join("\n"));
  return { site, place: placeOf(site.twin, from), command, text: rest.join(" ") };
}

export function placeOf(twin: SiteTwin, name: string | null): Place {
  const found = name === null ? defaultPlace(twin) : findPlace(twin, name);
  if (found.kind === "missing") throw new CliFault(found.why);
  return found.value;
}
