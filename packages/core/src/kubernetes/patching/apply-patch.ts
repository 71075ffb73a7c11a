import { invalid } from "./field-error.ts";
import { applyJsonPatch, type Patched } from "./json-patch.ts";
import { goText, isJsonMap, type Json, type JsonMap, jsonFrom, jsonText } from "./json-value.ts";
import { mergePatch } from "./merge-patch.ts";
import { type ObjectUpdate, refusedFor } from "./object-outcome.ts";
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
      if (!isJsonMap(body)) return { kind: "malformed", why: "error decoding patch: json: cannot unmarshal" };
      return { kind: "patched", value: mergePatch(object, body) };
    case "strategic":
      return strategicPatch(object, body, lists);
  }
}

/** The patched document is no object of its kind: the server shows a strategic patch, else the whole document. */
export function undecodable({ type, body }: PatchBody, patched: Json, why: string): ObjectUpdate {
  const shown = type === "strategic" ? goText(jsonFrom(body)) : jsonText(patched);
  return refusedFor("", "", [invalid("patch", shown, why)]);
}
