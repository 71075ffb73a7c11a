import type { DiagnosticCode } from "@splithorizon/core";
import { pageTexts } from "./pages.ts";
import { propertyTraps } from "./property-traps.ts";
import { readerTraps } from "./reader-traps.ts";
import { lintRules } from "./rules.ts";

/** Something that has a page: a rule, a row that the readers of files find, or one that is how a server is. */
interface Explained {
  readonly id: string;
  readonly codes: readonly DiagnosticCode[];
  readonly traps: readonly string[];
  readonly title: string;
}

const explained: readonly Explained[] = [
  ...lintRules.map(({ id, code, traps, title }) => ({ id, codes: [code], traps, title })),
  ...readerTraps.map(({ id, codes, trap, title }) => ({ id, codes, traps: [trap], title })),
  ...propertyTraps.map(({ id, trap, title }) => ({ id, codes: [], traps: [trap], title })),
];

/**
 * The pages that a word stands for: an id (`pair-answers-differ`), a code (`LINT_PAIR_ANSWERS_DIFFER`), or a row of the
 * list of traps (`T12`), whatever the case. Empty: it stands for none.
 */
export function explain(word: string): readonly string[] {
  const wanted = word.toLowerCase();
  const meant = explained.filter(({ id, codes, traps }) =>
    [id, ...codes, ...traps].some((name) => name.toLowerCase() === wanted),
  );
  return meant.flatMap(({ id }) => pageTexts.get(id) ?? []);
}

/** Every page in a line: `pair-answers-differ (T12): ...`. */
export function explainList(): readonly string[] {
  return explained.map(({ id, traps, title }) => `${id} (${traps.join(", ")}): ${title}`);
}

/** What `explain` takes. */
export const explainWords: readonly string[] = explained.flatMap(({ id, codes, traps }) => [id, ...codes, ...traps]);
