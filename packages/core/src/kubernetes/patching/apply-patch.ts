import { invalid } from "./field-error.ts";
import { applyJsonPatch, kindOf, type Patched } from "./json-patch.ts";
import { goText, isJsonMap, type Json, type JsonMap, jsonFrom, jsonText } from "./json-value.ts";
import { mergePatch } from "./merge-patch.ts";
import { badRequest, type ObjectUpdate, refusedFor, serverFault, unprocessable } from "./object-outcome.ts";
import { type MergedLists, strategicPatch } from "./strategic-patch.ts";

/** The body of a patch, and how it is meant: kubectl sends `strategic` unless it is told otherwise. */
export interface PatchBody {
  readonly type: "strategic" | "merge" | "json";
  readonly body: unknown;
}

/** Nothing is decoded yet: what the patch makes of the object's JSON. */
export function applyPatch(object: JsonMap, { type, body: foreign }: PatchBody, lists: MergedLists): Patched {
  const body: Json = jsonFrom(foreign);
  switch (type) {
    case "json":
      return applyJsonPatch(object, body);
    case "merge":
      if (body === null) return { kind: "malformed", why: "Invalid JSON Patch" };
      if (!isJsonMap(body)) return { kind: "malformed", why: `error decoding patch: ${noMap(body)}` };
      return { kind: "patched", value: mergePatch(object, body) };
    case "strategic":
      if (!isJsonMap(body)) return { kind: "malformed", why: noMap(body) };
      return strategicPatch(object, body, lists);
  }
}

function noMap(body: Json): string {
  return `json: cannot unmarshal ${kindOf(body)} into Go value of type map[string]interface {}`;
}

/** A patch that is refused before anything is decoded. */
export function refusedPatch(patched: Exclude<Patched, { readonly kind: "patched" }>): ObjectUpdate {
  switch (patched.kind) {
    case "malformed":
      return badRequest(patched.why);
    case "broken":
      return serverFault(patched.why);
    case "failed":
      return unprocessable(patched.why);
  }
}

/** The patched document is no object of its kind: the server shows a strategic patch, else the whole document. */
export function undecodable({ type, body }: PatchBody, patched: Json, why: string): ObjectUpdate {
  const shown = type === "strategic" ? goText(jsonFrom(body)) : jsonText(patched);
  return refusedFor("", "", [invalid("patch", shown, why)]);
}
