import { type FieldError, forbidden, invalid } from "../patching/field-error.ts";
import { memberOf } from "../patching/json-value.ts";
import { validateCoreFinalizers, validateMetadata } from "../patching/metadata-rules.ts";
import { classErrors } from "./class-errors.ts";
import type { ServiceDraft } from "./service-spec.ts";
import { validateService } from "./validate-service.ts";

/** Everything that the API server says of a change, in its order (validation.go ValidateServiceUpdate). */
export function validateUpdate(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  const isExternalName = draft.type === "ExternalName" || old.type === "ExternalName";
  return [
    ...validateMetadata(draft.metadata, old.metadata),
    ...validateCoreFinalizers(draft.metadata),
    ...(isExternalName ? [] : [...validateAddressChange(draft, old), ...validateFamilyChange(draft, old)]),
    ...validateClassChange(draft, old),
    ...validateHealthCheckChange(draft, old),
    ...validateService(draft, old),
  ];
}

const ONCE = "may not change once set";

/** Addresses may be added and the second one given back; the others stay. */
function validateAddressChange(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  if (draft.isHeadless && old.isHeadless) return [];
  const [before, after] = [old.texts("clusterIPs"), draft.texts("clusterIPs")];
  if (before.length === after.length) {
    return before.flatMap((ip, at) => (ip === after[at] ? [] : [invalid(`spec.clusterIPs[${at}]`, after, ONCE)]));
  }
  const errors: FieldError[] = [];
  if (before.length > 0 && after.length > 0 && before[0] !== after[0]) {
    errors.push(invalid("spec.clusterIPs[0]", after, ONCE));
  }
  if (after.length < before.length) {
    if (after.length === 0) errors.push(invalid("spec.clusterIPs[0]", after, "primary clusterIP can not be unset"));
    if (after.length === 1) errors.push(...needsSingleStack(draft, "clusterIP"));
  }
  return errors;
}

function validateFamilyChange(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  if (draft.isHeadless || old.isHeadless) return [];
  const [before, after] = [old.texts("ipFamilies"), draft.texts("ipFamilies")];
  const path = "spec.ipFamilies[0]";
  if (before.length === after.length) {
    return before.flatMap((family, at) => (family === after[at] ? [] : [invalid(path, after, ONCE)]));
  }
  const isMoved = before.length > 0 && after.length > 0 && before[0] !== after[0];
  // The server prints the addresses here, not the families.
  const errors = isMoved ? [invalid(path, draft.texts("clusterIPs"), ONCE)] : [];
  if (after.length === 1 && before.length > 1) errors.push(...needsSingleStack(draft, "ipFamily"));
  return errors;
}

function needsSingleStack(draft: ServiceDraft, what: string): readonly FieldError[] {
  const policy = draft.text("ipFamilyPolicy");
  if (policy === "SingleStack") return [];
  const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  return [invalid("spec.ipFamilyPolicy", policy === "" ? null : policy, detail)];
}

function validateClassChange(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  const areBalanced = draft.type === "LoadBalancer" && old.type === "LoadBalancer";
  const isSame = memberOf(draft.spec, "loadBalancerClass") === memberOf(old.spec, "loadBalancerClass");
  const isChanged = areBalanced && !isSame;
  const value = memberOf(draft.spec, "loadBalancerClass");
  const errors = isChanged ? [invalid("spec.loadBalancerClass", value, ONCE)] : [];
  return [...errors, ...classErrors(draft)];
}

function validateHealthCheckChange(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  const isChanged =
    old.needsHealthCheck &&
    draft.needsHealthCheck &&
    draft.number("healthCheckNodePort") !== old.number("healthCheckNodePort");
  return isChanged ? [forbidden("spec.healthCheckNodePort", "field is immutable")] : [];
}
