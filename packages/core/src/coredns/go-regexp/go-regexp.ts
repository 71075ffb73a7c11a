import { compileSyntax } from "./compile.ts";
import { parseSyntax } from "./parse.ts";
import { runProgram } from "./run.ts";
import { RegexpFault } from "./syntax.ts";

/** A regular expression of a Corefile, run in time linear to text and expression as Go's are: never by the host's own engine. */
export interface GoRegexp {
  readonly source: string;
  /** By index, the whole match first; empty: without a name. */
  readonly groupNames: readonly string[];
  /** Whole match and groups of the leftmost match, as Go's FindStringSubmatch: a group that took no part is empty. */
  match(text: string): readonly string[] | null;
}

/** Why there is none: `wrong` in Go's words, or not modelled. */
export interface GoRegexpFault {
  readonly fault: "wrong" | "unsupported";
  readonly message: string;
}

/** Go's regexp.Compile (RE2's syntax). */
export function parseGoRegexp(source: string): GoRegexp | GoRegexpFault {
  try {
    const { node, groupNames } = parseSyntax(source);
    const { program, start } = compileSyntax(node);
    return {
      source,
      groupNames,
      match: (text) => {
        const slots = runProgram(program, start, text);
        return slots && groupNames.map((_, index) => text.slice(slots[2 * index] ?? 0, slots[2 * index + 1] ?? 0));
      },
    };
  } catch (fault) {
    if (!(fault instanceof RegexpFault)) throw fault;
    return { fault: fault.kind, message: fault.message };
  }
}
