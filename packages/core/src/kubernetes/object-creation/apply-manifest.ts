import { objectKindOf, type PatchableKind } from "../object-update/update-object.ts";
import { applyPatch, type PatchBody, undecodable } from "../patching/apply-patch.ts";
import { type JsonMap, jsonText } from "../patching/json-value.ts";
import { printRefusal } from "../patching/kubectl-answer.ts";
import type { ObjectUpdate } from "../patching/object-outcome.ts";
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

/** What kubectl prints of an object that it has made from its standard input. */
export function printCreation(creation: ObjectUpdate, what: string, name: string): string {
  return creation.kind === "refused"
    ? printRefusal(creation, 'error when creating "STDIN": ')
    : `${what}/${name} created`;
}

/** What kubectl prints of an object that it has patched for a manifest; `patch` null: it had nothing to send. */
export function printApplied(update: ObjectUpdate | null, { what, name, namespace, patch }: AppliedObject): string {
  if (update === null) return `${what}/${name} unchanged`;
  if (update.kind !== "refused") return `${what}/${name} configured`;
  const object = `Name: ${jsonText(name)}, Namespace: ${jsonText(namespace)}`;
  const sent = `error when applying patch:\n${JSON.stringify(patch?.body)}\nto:\n${object}\nfor: "STDIN": `;
  return printRefusal(update, `${sent}error when patching "STDIN": `);
}

/** An object as kubectl speaks of it. */
export interface AppliedObject {
  readonly what: string;
  readonly name: string;
  /** Empty: it has none. */
  readonly namespace: string;
  readonly patch: PatchBody | null;
}

function listsOf(kind: AppliedKind): MergedLists | null {
  return kind === "Service" ? SERVICE_LISTS : objectKindOf(kind).lists;
}
