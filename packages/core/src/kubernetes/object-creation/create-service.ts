import { decodeObject } from "../patching/go-shape.ts";
import { jsonFrom, memberOf } from "../patching/json-value.ts";
import type { ObjectUpdate } from "../patching/object-outcome.ts";
import { setDefaults } from "../service-update/service-defaults.ts";
import { serviceShape } from "../service-update/service-shape.ts";
import { ServiceDraft } from "../service-update/service-spec.ts";
import { serviceWarnings } from "../service-update/service-warnings.ts";
import { prepareService, type ServiceAllocations } from "../service-update/update-service.ts";
import { type Birth, begin, misshapen, nameErrors, strayFields } from "./birth.ts";

/**
 * A new Service, from manifest to stored object, in the API server's order: decode, default, allocate addresses and ports,
 * validate (kube-apiserver 1.36.3, registry/core/service/storage). Fields that it does not know are refused, as kubectl
 * asks for it (`--validate=strict`).
 */
export function createService(document: unknown, birth: Birth, allocations: ServiceAllocations): ObjectUpdate {
  const decoded = decodeObject(jsonFrom(document), serviceShape, "json");
  if (typeof decoded === "string") return misshapen("Service", "v1", decoded);
  if (decoded.unknown.length > 0) return strayFields("Service", "v1", decoded.unknown);
  const draft = new ServiceDraft(decoded.value);
  setDefaults(draft);
  begin(draft, birth);
  const refusal = prepareService(draft, nothing(draft), allocations, nameErrors(draft, "label"));
  if (refusal !== null) return refusal;
  draft.setTop("status", { loadBalancer: {} });
  return { kind: "updated", object: draft.object, warnings: serviceWarnings(draft) };
}

/** What has neither addresses nor ports: everything is handed out, and nothing may not be changed. */
function nothing({ object, metadata }: ServiceDraft): ServiceDraft {
  return new ServiceDraft({
    ...object,
    metadata,
    spec: { type: "ExternalName" },
    status: memberOf(object, "status") ?? {},
  });
}
