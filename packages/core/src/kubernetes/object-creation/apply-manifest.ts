import { objectKindOf, type PatchableKind, printedKind } from "../object-update/update-object.ts";
import { applyPatch, type PatchBody, undecodable } from "../patching/apply-patch.ts";
import { type JsonMap, jsonFrom, jsonText, quotedText, sortedDeep } from "../patching/json-value.ts";
import { printRefusal } from "../patching/kubectl-answer.ts";
import { pathSegmentFaults } from "../patching/names.ts";
import { type ObjectUpdate, oversized } from "../patching/object-outcome.ts";
import type { MergedLists } from "../patching/strategic-patch.ts";
import { SERVICE_LISTS } from "../service-update/service-shape.ts";
import { lastAppliedOf, threeWayPatch, withLastApplied } from "./three-way-patch.ts";

/** The kinds that `kubectl apply` is followed for. */
export type AppliedKind = PatchableKind | "Service";

/** What `kubectl apply` patches an object with that is there; null: nothing, the object is as the manifest wants it. */
export function patchOfManifest(kind: AppliedKind, manifest: JsonMap, current: JsonMap): PatchBody | null {
  const lists = listsOf(kind);
  const body = threeWayPatch(lastAppliedOf(current), withLastApplied(manifest), current, lists);
  if (Object.keys(body).length === 0) return null;
  return { type: lists === null ? "merge" : "strategic", body };
}

/** `kubectl apply` wants fields that the server does not know refused, `kubectl patch` is warned of them. */
export function strictUpdate(
  kind: AppliedKind,
  update: ObjectUpdate,
  { patch, current }: { readonly patch: PatchBody; readonly current: JsonMap },
): ObjectUpdate {
  if (update.kind === "refused") return update;
  const stray = update.warnings.filter((warning) => warning.startsWith("unknown field "));
  if (stray.length === 0) return update;
  const patched = applyPatch(current, patch, listsOf(kind) ?? new Map());
  const value = patched.kind === "patched" ? patched.value : update.object;
  return undecodable(patch, value, `strict decoding error: ${stray.join(", ")}`);
}

/** `kubectl apply` reads the manifest from its standard input. */
const CREATING = 'error when creating "STDIN": ';

/** What kubectl prints of an object that it has made from its standard input. */
export function printCreation(creation: ObjectUpdate, what: string, name: string): string {
  return creation.kind === "refused" ? printRefusal(creation, CREATING) : `${what}/${name} created`;
}

/** What kubectl prints of a document that is too large to be read; null: it is not. */
export function whyTooLargeToCreate(sent: JsonMap): string | null {
  const refusal = oversized(`${jsonText(sent)}\n`);
  return refusal && printRefusal(refusal, CREATING);
}

/** What the API server says of a patch that is too large to be read; null: it is not. */
export function tooLargeToPatch(patch: PatchBody): ObjectUpdate | null {
  return oversized(printBody(patch));
}

/** Why nobody can be asked for such an object (client-go rest/request.go); null: somebody can. */
export function whyUnaskable({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string;
}): string | null {
  const [own, around] = [pathSegmentFaults(name), pathSegmentFaults(namespace)];
  if (around.length > 0) return `invalid namespace ${quotedText(namespace)}: [${around.join(" ")}]`;
  return own.length > 0 ? `invalid resource name ${quotedText(name)}: [${own.join(" ")}]` : null;
}

/** What kubectl prints where it cannot ask for what a manifest names. */
export function printUnaskable(object: Omit<AppliedObject, "patch">, why: string): string {
  return `error: error when retrieving current configuration of:\n${infoOf(object)}\nfrom server for: "STDIN": ${why}`;
}

/** What kubectl prints of an object that it has patched for a manifest; `patch` null: it had nothing to send. */
export function printApplied(update: ObjectUpdate | null, object: AppliedObject): string {
  const { kind, name, patch } = object;
  const what = kind === "Service" ? "service" : printedKind(kind);
  if (update === null) return `${what}/${name} unchanged`;
  if (update.kind !== "refused") return `${what}/${name} configured`;
  const sent = `error when applying patch:\n${printBody(patch)}\nto:\n${infoOf(object)}\nfor: "STDIN": `;
  return printRefusal(update, `${sent}error when patching "STDIN": `);
}

/** As Go writes its maps. */
function printBody(patch: PatchBody | null): string {
  return jsonText(sortedDeep(jsonFrom(patch?.body)));
}

/** cli-runtime pkg/resource/visitor.go, Info.String. */
function infoOf({ kind, apiVersion, name, namespace }: Omit<AppliedObject, "patch">): string {
  const version = apiVersion.includes("/") ? apiVersion : `/${apiVersion}`;
  const [resource = ""] = (kind === "Service" ? "services" : objectKindOf(kind).resource).split(".");
  const mapping = `Resource: "${version}, Resource=${resource}", GroupVersionKind: "${version}, Kind=${kind}"`;
  return `${mapping}\nName: ${quotedText(name)}, Namespace: ${quotedText(namespace)}`;
}

/** An object as kubectl speaks of it. */
export interface AppliedObject {
  readonly kind: AppliedKind;
  /** Of its manifest. */
  readonly apiVersion: string;
  readonly name: string;
  /** Empty: it has none. */
  readonly namespace: string;
  readonly patch: PatchBody | null;
}

function listsOf(kind: AppliedKind): MergedLists | null {
  return kind === "Service" ? SERVICE_LISTS : objectKindOf(kind).lists;
}
