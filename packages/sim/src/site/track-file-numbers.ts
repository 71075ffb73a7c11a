import { type FileTree, resolvePath } from "@splithorizon/core";
import type { TrackedFile } from "@splithorizon/core/keepalived";
import { numberOfFile } from "../vrrp/index.ts";
import { treeOfHost } from "./host-files.ts";
import type { HostSettings } from "./model.ts";

/** Where a host has a file, from its own root. */
export function pathOfTrackFile({ path }: TrackedFile): string {
  return resolvePath("/", path);
}

/** What is in a host's tracked file; `missing`, or null for a number that keepalived ignores. */
export function numberOnHost(host: HostSettings, files: FileTree, file: TrackedFile): number | "missing" | null {
  const found = treeOfHost(files, host.files).lookUp(pathOfTrackFile(file));
  return found.kind === "file" ? numberOfFile(new TextDecoder().decode(found.source.bytes)) : "missing";
}

/** At rest a missing file has been written long ago, if keepalived does so. */
export function numbersAtRest(
  host: HostSettings,
  files: FileTree,
  tracked: readonly TrackedFile[],
): ReadonlyMap<string, number> {
  return new Map(
    tracked.map((file) => {
      const number = numberOnHost(host, files, file);
      return [file.name, number === "missing" ? (file.init?.value ?? 0) : (number ?? 0)];
    }),
  );
}
