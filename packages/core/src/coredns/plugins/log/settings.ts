import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

export interface LogRule {
  readonly scope: string;
  readonly format: string;
  readonly classes: readonly string[];
}

const COMMON =
  '{remote}:{port} - {>id} "{type} {class} {name} {proto} {size} {>do} {>bufsize}" {rcode} {>rflags} {rsize} {duration}';
const COMBINED = `${COMMON} "{>opcode}"`;
const CLASSES: ReadonlySet<string> = new Set(["all", "success", "denial", "error"]);

/** plugin/log/setup.go. */
export function readLogSettings(dispenser: Dispenser): Parsed<readonly LogRule[]> {
  const rules: LogRule[] = [];
  while (dispenser.next()) {
    const { scopes, format } = readScopes(dispenser.remainingArguments());
    const classes = readClasses(dispenser);
    for (const scope of scopes) rules.push({ scope, format, classes });
  }
  return settled(rules, dispenser);
}

/** With two or more words the last one is a format if it holds a brace. */
function readScopes(words: readonly string[]): { readonly scopes: readonly string[]; readonly format: string } {
  const last = words.at(-1);
  if (words.length < 2 || last === undefined || !last.includes("{")) {
    return { scopes: words.length === 0 ? ["."] : words, format: COMMON };
  }
  const format = last.replaceAll("{common}", () => COMMON).replaceAll("{combined}", () => COMBINED);
  return { scopes: words.slice(0, -1), format };
}

function readClasses(dispenser: Dispenser): readonly string[] {
  const classes: string[] = [];
  while (dispenser.nextInBlock()) {
    if (dispenser.value !== "class") {
      dispenser.unknownProperty(["class"]);
      continue;
    }
    const words = dispenser.remainingTokens();
    if (words.length === 0) dispenser.wrongArguments();
    for (const { text, span } of words) {
      if (CLASSES.has(text)) classes.push(text);
      else dispenser.problem(`invalid Class: ${text}`, { at: span });
    }
  }
  return classes.length === 0 ? ["all"] : classes;
}
