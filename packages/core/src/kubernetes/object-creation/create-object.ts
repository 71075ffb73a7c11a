import { objectKindOf, type PatchableKind } from "../object-update/update-object.ts";
import type { FieldError } from "../patching/field-error.ts";
import { type JsonMap, jsonFrom, memberOf } from "../patching/json-value.ts";
import { validateCoreFinalizers, validateMetadata } from "../patching/metadata-rules.ts";
import { ObjectDraft, textIn } from "../patching/object-draft.ts";
import { type ObjectUpdate, refusedDraft } from "../patching/object-outcome.ts";
import { type Birth, begin, misshapen, nameErrors, strayFields } from "./birth.ts";
import { newPodErrors } from "./new-pod-errors.ts";

/** The kinds that {@link createObject} makes: a Node registers itself, a Service has addresses to be handed out. */
export type CreatableKind = Exclude<PatchableKind, "Node">;

/** What an object's name must be (NameFn of its kind's validation). */
const NAMES: Readonly<Record<CreatableKind, "label" | "subdomain">> = {
  Namespace: "label",
  ConfigMap: "subdomain",
  EndpointSlice: "subdomain",
  Pod: "subdomain",
  CiliumLoadBalancerIPPool: "subdomain",
  CiliumBGPClusterConfig: "subdomain",
  CiliumBGPPeerConfig: "subdomain",
  CiliumBGPAdvertisement: "subdomain",
  CiliumL2AnnouncementPolicy: "subdomain",
};

/**
 * A new object, from manifest to what is stored, as kube-apiserver 1.36.3 does it: decode strictly, default, validate. It
 * begins without a status. `kind` "updated" is the outcome of an object that was made.
 */
export function createObject(name: CreatableKind, document: unknown, birth: Birth): ObjectUpdate {
  const kind = objectKindOf(name);
  const json = jsonFrom(document);
  const version = versionOf(json);
  const decoded = kind.decode(json, "json");
  if (typeof decoded === "string") return misshapen(name, version, decoded);
  if (decoded.unknown.length > 0) return strayFields(name, version, decoded.unknown);
  const draft = new ObjectDraft(decoded.value);
  begin(draft, birth);
  const nothing = nothingOf(draft);
  kind.prepare(draft, nothing);
  const errors: readonly FieldError[] = [
    ...nameErrors(draft, NAMES[name]),
    ...validateMetadata(draft.metadata, draft.metadata),
    ...(kind.lists === null ? [] : validateCoreFinalizers(draft.metadata)),
    ...(name === "Pod" ? newPodErrors(draft) : kind.validate(draft, nothing)),
  ];
  if (errors.length > 0) return refusedDraft(draft, errors);
  return { kind: "updated", object: draft.object, warnings: [] };
}

/** Nothing of it may not be changed yet; the type of a slice's addresses never may. */
function nothingOf({ object, metadata }: ObjectDraft): ObjectDraft {
  const type = textIn(object, "addressType");
  const { apiVersion = "", kind = "" } = object;
  return new ObjectDraft({ apiVersion, kind, metadata, ...(type === "" ? {} : { addressType: type }) });
}

/** `v1` of `discovery.k8s.io/v1`. */
function versionOf(document: unknown): string {
  const map: JsonMap = typeof document === "object" && document !== null ? (jsonFrom(document) as JsonMap) : {};
  const apiVersion = memberOf(map, "apiVersion");
  return typeof apiVersion === "string" ? apiVersion.slice(apiVersion.indexOf("/") + 1) : "";
}
