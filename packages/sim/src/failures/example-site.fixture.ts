import { join } from "node:path";
import { readFolder } from "../node/index.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";

export const exampleFiles = readFolder(join(import.meta.dirname, "../../../../examples"));

/** The twin of an example's site, by its folder. */
export function exampleTwin(name: string): SiteTwin {
  return loadSite(exampleFiles, `/${name}/site.yaml`).value;
}
