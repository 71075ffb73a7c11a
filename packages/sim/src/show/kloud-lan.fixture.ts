import { join } from "node:path";
import { unixSecondsFromTimestamp } from "@splithorizon/core";
import { readFolder } from "../node/index.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { runShow } from "./run-show.ts";

const files = readFolder(join(import.meta.dirname, "../../../../examples"));

/** The moment of the tutorial's last dig. */
export const TUTORIAL_MOMENT = unixSecondsFromTimestamp("2024-01-02T16:39:12Z") ?? 0;

/** One of the tutorial's stages. */
export function stage(name = "kloud-lan"): SiteTwin {
  return loadSite(files, `/${name}/site.yaml`).value;
}

/** What a command line shows; a fault stands behind `!`. */
export function shown(line: string, twin: SiteTwin = stage(), atSeconds = TUTORIAL_MOMENT): string {
  const result = runShow(twin, line.split(/ (?![^{]*\})/), atSeconds);
  return result.kind === "text" ? result.text : `! ${result.fault} ${result.message}`;
}
