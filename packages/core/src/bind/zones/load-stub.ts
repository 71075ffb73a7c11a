import { readZone, type Zone, zoneOfDelegation } from "../../zone/index.ts";
import type { BindSettings } from "../settings.ts";
import type { BindSurroundings } from "../surroundings.ts";
import type { StubZone } from "../zone-settings.ts";

/** A stub zone's file: SOA, NS and the servers' addresses; null: there is none, or none that is of use. */
export function loadStub(
  { name, file }: StubZone,
  { directory }: BindSettings,
  { files }: BindSurroundings,
): Zone | null {
  const found = file === null ? null : files.lookUp(file.path);
  if (found?.kind !== "file") return null;
  const { value: zone, diagnostics } = readZone(found.source, { origin: name, files, directory });
  if (zone.soa === null || zone.nameServers === null || diagnostics.some(({ severity }) => severity === "error"))
    return null;
  return zoneOfDelegation(name, zone.records());
}
