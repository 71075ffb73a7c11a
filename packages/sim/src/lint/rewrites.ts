import type { Token } from "@splithorizon/core/coredns";
import { type BlockOfCluster, blocksWith, usesOf } from "./corefile-view.ts";
import type { SiteView } from "./site-view.ts";

/** `rewrite [stop|continue] name KIND FROM TO ...`. */
export interface NameRewrite extends BlockOfCluster {
  readonly kind: string;
  readonly pattern: Token;
  /** Everything behind the pattern. */
  readonly rest: readonly string[];
}

const MODES: readonly string[] = ["stop", "continue"];

/** Rewrites of names with a kind that is said. */
export function nameRewritesOf(view: SiteView): readonly NameRewrite[] {
  return blocksWith(view, "rewrite").flatMap((own) =>
    usesOf(own.block, "rewrite").flatMap((use): readonly NameRewrite[] => {
      const words = use.slice(1).filter(({ text }) => text !== "{" && text !== "}");
      const [field, kind, pattern, ...rest] = MODES.includes(words[0]?.text ?? "") ? words.slice(1) : words;
      if (field?.text !== "name" || kind === undefined || pattern === undefined) return [];
      return [{ ...own, kind: kind.text, pattern, rest: rest.map(({ text }) => text) }];
    }),
  );
}
