import { type Landmark, parseName } from "../../../dns/index.ts";
import type { ViewSettings } from "./settings.ts";

const QUOTED = /'([^']*)'/g;

/** Names that stand in an expression's texts. */
export function viewLandmarks({ name, expressions }: ViewSettings): readonly Landmark[] {
  return expressions.flatMap(({ text }) =>
    [...text.matchAll(QUOTED)].flatMap(([, quoted = ""]): readonly Landmark[] => {
      const found = quoted.includes(".") && !quoted.includes("/") ? parseName(quoted.replace(/^\./, "")) : "none";
      return typeof found === "string" ? [] : [{ kind: "name", name: found, why: `an expression of view ${name}` }];
    }),
  );
}
