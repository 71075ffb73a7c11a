import { type Diagnostic, errorAt, type Source, wholeSpan } from "@splithorizon/core";
import { SettingsReader } from "./settings-reader.ts";
import { readYaml } from "./yaml-document.ts";
import type { YamlLimits } from "./yaml-limits.ts";

/**
 * A file that is one document of YAML. `what`: `A site`. Who reads on tells `problems` what else is wrong.
 * `reader` null: there is no document, which has been told.
 */
export function readOneDocument(
  source: Source,
  what: string,
  limits: Partial<YamlLimits> = {},
): { readonly reader: SettingsReader | null; readonly problems: Diagnostic[] } {
  const { value: documents, diagnostics } = readYaml(source, limits);
  const [document, second] = documents;
  const problems: Diagnostic[] = [...diagnostics];
  if (second !== undefined) {
    problems.push(errorAt(second.locate([]), "SITE_WRONG_TYPE", `${what} is one document; nothing behind it is read.`));
  }
  if (document === undefined) {
    if (problems.length === 0) problems.push(errorAt(wholeSpan(source), "SITE_MISSING_KEY", "The file is empty."));
    return { reader: null, problems };
  }
  return { reader: new SettingsReader(document, document.value, [], problems), problems };
}
