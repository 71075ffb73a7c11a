import { type FieldError, forbidden, invalid } from "./field-error.ts";
import { isJsonMap, type JsonMap, memberOf } from "./json-value.ts";
import { labelValueFaults, qualifiedNameFaults } from "./names.ts";
import { textIn } from "./object-draft.ts";
import type { ServiceDraft } from "./service-spec.ts";

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

/** Asked twice: with the change, and with the object. */
export function classErrors(draft: ServiceDraft): readonly FieldError[] {
  const name = draft.text("loadBalancerClass");
  if (name === "") return [];
  if (draft.type !== "LoadBalancer") {
    return [forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'")];
  }
  return qualifiedNameFaults(name).map((fault) => invalid("spec.loadBalancerClass", name, fault));
}
