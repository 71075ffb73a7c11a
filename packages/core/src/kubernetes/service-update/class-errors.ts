import { type FieldError, forbidden, invalid } from "../patching/field-error.ts";
import { memberOf } from "../patching/json-value.ts";
import { qualifiedNameFaults } from "../patching/names.ts";
import type { ServiceDraft } from "./service-spec.ts";

/** Asked twice: with the change, and with the object. */
export function classErrors(draft: ServiceDraft): readonly FieldError[] {
  const name = memberOf(draft.spec, "loadBalancerClass");
  if (typeof name !== "string") return [];
  if (draft.type !== "LoadBalancer") {
    return [forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'")];
  }
  return qualifiedNameFaults(name).map((fault) => invalid("spec.loadBalancerClass", name, fault));
}
