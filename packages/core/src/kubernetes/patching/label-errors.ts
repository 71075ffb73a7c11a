import { type FieldError, invalid } from "./field-error.ts";
import { isJsonMap, type JsonMap, memberOf } from "./json-value.ts";
import { labelValueFaults, qualifiedNameFaults } from "./names.ts";
import { textIn } from "./object-draft.ts";

/** Of labels, and of a selector. */
export function labelErrors(map: JsonMap, path: string, key: string): readonly FieldError[] {
  const labels = memberOf(map, key);
  if (!isJsonMap(labels)) return [];
  return Object.keys(labels)
    .sort()
    .flatMap((name) => [
      ...qualifiedNameFaults(name).map((fault) => invalid(path, name, fault)),
      ...labelValueFaults(textIn(labels, name)).map((fault) => invalid(path, textIn(labels, name), fault)),
    ]);
}
