import { checkZone, type Diagnostic, type FileTree, readZone } from "@splithorizon/core";
import { treeOfHost } from "./host-files.ts";
import type { SiteTwin } from "./twin.ts";

/** What is wrong with the zones that the BIND hosts of a site load from files; a file that two hosts share is read once. */
export function zoneDiagnostics({ settings, binds }: SiteTwin, files: FileTree): readonly Diagnostic[] {
  const seen = new Set<unknown>();
  return settings.hosts.flatMap((host) => {
    const bind = binds.get(host.name);
    if (bind === undefined) return [];
    const own = treeOfHost(files, host.files);
    return bind.views.flatMap(({ zones }) =>
      zones.flatMap((zone) => {
        if (zone.kind !== "primary" || zone.file === null) return [];
        const found = own.lookUp(zone.file.path);
        if (found.kind !== "file" || seen.has(found.source)) return [];
        seen.add(found.source);
        const { value, diagnostics } = readZone(found.source, {
          origin: zone.name,
          files: own,
          directory: bind.directory,
          checkNames: "fail",
        });
        return [...diagnostics, ...checkZone(value)];
      }),
    );
  });
}
