import { directoryOf, resolvePath } from "@splithorizon/core";
import type { SiteTwin } from "../site/index.ts";

/** A file's path as site.yaml would write it: a relative one begins where that file stands. */
export function pathInSite({ settings }: Pick<SiteTwin, "settings">, path: string): string {
  const file = (settings.hosts[0] ?? settings.clusters[0])?.span.source.name ?? "/";
  return resolvePath(directoryOf(file), path);
}
