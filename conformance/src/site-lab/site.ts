import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resolvePath, sourceFromText } from "@splithorizon/core";
import { type HostSettings, parseSiteFile, type SiteSettings } from "@splithorizon/sim";
import { type LabObjects, readObjects } from "./objects.ts";
import { editSiteFile, REPOSITORY, type RecordedSite, recordedSiteOf } from "./variant.ts";

/** A site as the lab builds it: what site.yaml says, and where its files stand on the disk. */
export interface LabSite {
  readonly variant: RecordedSite;
  readonly settings: SiteSettings;
  /** By host: its folders, laid over each other. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly objects: LabObjects | null;
}

/** A site by its name, with its variant. */
export function readLabSite(name: string): LabSite {
  const variant = recordedSiteOf(name);
  const folder = join(REPOSITORY, variant.folder);
  const text = editSiteFile(variant, readFileSync(join(folder, "site.yaml"), "utf8"));
  const { value: settings, diagnostics } = parseSiteFile(sourceFromText("site.yaml", text), `/${variant.folder}`);
  const wrong = diagnostics.find(({ severity }) => severity === "error");
  if (wrong !== undefined) throw new Error(`${name}: ${wrong.message}`);
  const onDisk = (inner: string): string => join(REPOSITORY, resolvePath("/", inner));
  const [cluster] = settings.clusters;
  return {
    variant,
    settings,
    folders: new Map(settings.hosts.map((host) => [host.name, host.files.folders.map(onDisk)])),
    objects: cluster === undefined ? null : readObjects(cluster.objects.map((object) => onDisk(object.path))),
  };
}

/** The file of a host, as the host itself sees its path: in the last of its folders that has it. */
export function hostFile(site: LabSite, host: HostSettings, path: string): string | null {
  const folders = site.folders.get(host.name) ?? [];
  return folders.map((folder) => join(folder, path)).findLast((candidate) => existsSync(candidate)) ?? null;
}
