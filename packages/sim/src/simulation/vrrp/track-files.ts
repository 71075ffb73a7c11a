import type { KeepalivedSettings } from "@splithorizon/core/keepalived";
import { numberOnHost, pathOfTrackFile } from "../../site/index.ts";
import type { World } from "../world/world.ts";

/** The number in each tracked file of a machine; one that keepalived ignores leaves what was there. */
export function readTrackFiles(
  world: World,
  machine: string,
  { files }: KeepalivedSettings,
  numbers: Map<string, number>,
): void {
  if (files.length === 0) return;
  const host = world.settings.hosts.find(({ name }) => name === machine);
  if (host === undefined) return;
  for (const file of files) {
    const number = numberOnHost(host, world.files, file);
    if (number !== null) numbers.set(file.name, number === "missing" ? 0 : number);
  }
}

/** `init_file`: a missing file is written whenever the configuration is read, an old one at a start alone (track_file_end_handler). */
export function initTrackFiles(
  world: World,
  machine: string,
  { files }: KeepalivedSettings,
  when: "start" | "reload",
): void {
  const host = world.settings.hosts.find(({ name }) => name === machine);
  const folder = host?.files.folders.at(-1);
  if (host === undefined || folder === undefined) return;
  for (const file of files) {
    if (file.init === null) continue;
    const isMissing = numberOnHost(host, world.files, file) === "missing";
    if (!isMissing && (when === "reload" || !file.init.overwrites)) continue;
    world.edit(`${folder === "/" ? "" : folder}${pathOfTrackFile(file)}`, `${file.init.value}\n`);
  }
}
