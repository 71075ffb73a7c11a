import { type DomainName, nameOf, parseName } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";

export interface AutopathSettings {
  readonly zones: readonly DomainName[];
  /** The list of a file, the root last; or that of a plugin, for each client its own; `none`: that plugin is not there. */
  readonly search:
    | { readonly kind: "file"; readonly path: readonly DomainName[] }
    | { readonly kind: "plugin" }
    | { readonly kind: "none" };
}

const ROOT = nameOf(".");
/** Plugins that have an AutoPath of their own. */
const AUTO_PATHERS: ReadonlySet<string> = new Set(["kubernetes", "erratic"]);

/** plugin/autopath/setup.go: the last use counts. */
export function readAutopathSettings(dispenser: Dispenser, context: SettingsContext): Parsed<AutopathSettings> {
  let zones = context.zones;
  let search: AutopathSettings["search"] = { kind: "none" };
  while (dispenser.next()) {
    const words = dispenser.remainingArguments();
    const last = words.at(-1);
    if (last === undefined) {
      dispenser.problem("no resolv-conf specified");
      continue;
    }
    search = last.startsWith("@") ? fromPlugin(last.slice(1), dispenser, context) : fromFile(last, dispenser, context);
    zones = zonesFromArguments(words.slice(0, -1), context.zones);
  }
  return settled({ zones, search }, dispenser);
}

function fromPlugin(name: string, dispenser: Dispenser, { siblings }: SettingsContext): AutopathSettings["search"] {
  if (![...siblings].some((sibling) => sibling === name)) {
    dispenser.warning(`autopath does nothing: this block has no plugin ${name}`);
    return { kind: "none" };
  }
  if (!AUTO_PATHERS.has(name)) dispenser.problem(`${name} does not implement the AutoPather interface`);
  return { kind: "plugin" };
}

/** miekg/dns ClientConfigFromFile: the last `search` or `domain` line. */
function fromFile(path: string, dispenser: Dispenser, context: SettingsContext): AutopathSettings["search"] {
  const found = context.files.lookUp(context.resolveFile(path));
  if (found.kind === "file") {
    const path = searchOf(new TextDecoder().decode(found.source.bytes));
    return { kind: "file", path: [...path, ROOT] };
  }
  if (path === "/etc/resolv.conf") return { kind: "file", path: [...context.hostSearch, ROOT] };
  dispenser.problem(`failed to parse "${path}": open ${path}: no such file or directory`);
  return { kind: "none" };
}

function searchOf(text: string): readonly DomainName[] {
  let search: readonly DomainName[] = [];
  for (const line of text.split("\n")) {
    const [keyword, ...words] = line.trim().split(/\s+/);
    if (keyword === "search" || (keyword === "domain" && words.length > 0)) {
      const names = keyword === "domain" ? words.slice(0, 1) : words;
      search = names.flatMap((word) => lowerCaseName(word) ?? []);
    }
  }
  return search;
}

function lowerCaseName(text: string): DomainName | null {
  const name = parseName(text.toLowerCase());
  return typeof name === "string" ? null : name;
}
