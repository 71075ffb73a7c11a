import type { Landmark } from "../../../dns/index.ts";
import type { AutopathSettings } from "./settings.ts";

/** Zones, and the first element of a file's list: below it names are tried with all elements. */
export function autopathLandmarks({ zones, search }: AutopathSettings): readonly Landmark[] {
  const first = search.kind === "file" ? search.path.slice(0, 1) : [];
  return [...zones, ...first].map((name) => ({ kind: "name", name, why: "a search list of autopath" }));
}
