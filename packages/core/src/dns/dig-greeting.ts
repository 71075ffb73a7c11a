import { escapeForTerminal } from "../text/index.ts";
import { parseRrClass, parseRrType } from "./rr-type.ts";

/** What dig's command line has said by the time that it comes to the name: it writes its greeting then. */
interface GreetingState {
  readonly showsCommand: boolean;
  readonly isShort: boolean;
  readonly namesServer: boolean;
}

/** Options that take the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(["-b", "-c", "-f", "-k", "-p", "-t", "-y"]);
const START: GreetingState = { showsCommand: true, isShort: false, namesServer: false };

/**
 * The lines in front of everything else; empty where an option before the name hides them. What stands behind the name
 * hides them from an answer alone, so that `dig NAME +short` greets when nobody answers (bin/dig/dig.c, printgreeting).
 */
export function greetingLines(words: string, version: string): string {
  const { showsCommand, isShort, namesServer } = stateAtName(words.split(" ").filter((word) => word !== ""));
  if (!showsCommand) return "";
  const found = namesServer ? "; (1 server found)\n" : "";
  return `\n; <<>> DiG ${version} <<>> ${escapeForTerminal(words)}\n${found};; global options:${isShort ? " +short" : ""} +cmd\n`;
}

function stateAtName(words: readonly string[]): GreetingState {
  const namesServer = words.some((word) => word.startsWith("@"));
  let state: GreetingState = { ...START, namesServer };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word.startsWith("+")) state = afterOption(state, word.slice(1));
    else if (WITH_VALUE.has(word)) at += 1;
    else if (isName(word)) return state;
  }
  return state;
}

/** A word that is neither a server, an option, a type nor a class; `-q` and `-x` say that a name follows. */
function isName(word: string): boolean {
  if (word === "-q" || word === "-x") return true;
  if (word.startsWith("@") || word.startsWith("-")) return false;
  return parseRrType(word) === null && parseRrClass(word) === null && !/^ixfr=/i.test(word);
}

function afterOption(state: GreetingState, option: string): GreetingState {
  switch (option) {
    case "cmd":
    case "all":
      return { ...state, showsCommand: true };
    case "nocmd":
    case "noall":
      return { ...state, showsCommand: false };
    case "short":
      return { ...state, showsCommand: false, isShort: true };
    case "noshort":
      return { ...state, isShort: false };
    default:
      return state;
  }
}
