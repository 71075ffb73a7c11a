import { defaultPlace, findPlace } from "../asking/index.ts";
import { type DigCommand, parseDigWords } from "../dig/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import { CliFault, type CliIo } from "./io.ts";
import { type MomentOptions, openSiteAt } from "./open-scenario.ts";
import { isFolder, isSiteWord } from "./open-site.ts";

/** What `dig` and `trace` make of their words. */
export interface AskedWords {
  readonly twin: SiteTwin;
  readonly place: Place;
  readonly command: DigCommand;
  /** As the question was put, without the site. */
  readonly text: string;
}

/** `[SITE] NAME [TYPE] [@SERVER] [+option...]`: the first word that names a path is the site. */
export function readAskedWords(
  words: readonly string[],
  { from, ...moment }: MomentOptions & { readonly from?: string },
  io: CliIo,
): AskedWords {
  const at = words.findIndex((word) => isSiteWord(word, io));
  const hint = at === -1 ? folderHint(words, io) : "";
  const { twin } = hinted(hint, () => openSiteAt(at === -1 ? null : (words[at] ?? null), moment, io));
  const rest = words.filter((_, index) => index !== at);
  const { command, faults } = parseDigWords(rest);
  if (faults.length > 0) throw new CliFault(faults.map(({ word, fault }) => `${word}: ${fault}.`).join("\n") + hint);
  return { twin, place: placeOf(twin, from ?? null), command, text: rest.join(" ") };
}

/** A folder without site.yaml may be meant, or a name that happens to be called so. */
function folderHint(words: readonly string[], io: CliIo): string {
  const folder = words.find((word) => isFolder(word, io));
  return folder === undefined ? "" : `\nThe folder ${folder}? Say ./${folder}.`;
}

function hinted<T>(hint: string, open: () => T): T {
  try {
    return open();
  } catch (fault) {
    throw fault instanceof CliFault && hint !== "" ? new CliFault(fault.message + hint, fault.code) : fault;
  }
}

export function placeOf(twin: SiteTwin, name: string | null): Place {
  const found = name === null ? defaultPlace(twin) : findPlace(twin, name);
  if (found.kind === "missing") throw new CliFault(found.why);
  return found.value;
}
