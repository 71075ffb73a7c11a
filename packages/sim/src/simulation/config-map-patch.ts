import type { ObjectPatch } from "./part.ts";

/** What a patch makes of a ConfigMap's Corefile, or why the API server does not take it. */
export type PatchedCorefile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refused"; readonly why: string };

/** `{ data: { Corefile: … } }`, or JSON patches of `/data/Corefile`; what else a patch says is not modelled, and changes nothing here. */
export function patchedCorefile(before: string, { type, body, name }: ObjectPatch): PatchedCorefile {
  if (type === "json") return jsonPatched(before, body, name);
  const data = fieldOf(body, "data");
  const text = fieldOf(data, "Corefile");
  if (text === null && hasField(data, "Corefile")) return { kind: "text", text: "" };
  if (text === undefined) return { kind: "text", text: before };
  return typeof text === "string" ? { kind: "text", text } : wrongType(name);
}

function jsonPatched(before: string, body: unknown, name: string): PatchedCorefile {
  let text = before;
  for (const step of Array.isArray(body) ? body : []) {
    if (fieldOf(step, "path") !== "/data/Corefile") continue;
    const [operation, value] = [fieldOf(step, "op"), fieldOf(step, "value")];
    if (operation === "test" && value !== text) {
      return {
        kind: "refused",
        why: `The request is invalid: the server rejected our request due to an error in our request`,
      };
    }
    if (operation !== "replace" && operation !== "add") continue;
    if (typeof value !== "string") return wrongType(name);
    text = value;
  }
  return { kind: "text", text };
}

function wrongType(name: string): PatchedCorefile {
  return { kind: "refused", why: `The ConfigMap "${name}" is invalid: data.Corefile is no text` };
}

function fieldOf(value: unknown, field: string): unknown {
  return hasField(value, field) ? value[field] : undefined;
}

function hasField(value: unknown, field: string): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, field);
}
