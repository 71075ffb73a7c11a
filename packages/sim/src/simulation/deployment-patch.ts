import type { ObjectPatch } from "./part.ts";

/** What a patch of a Deployment does to it. */
export type DeploymentChange =
  | { readonly kind: "none" }
  /** Labels and annotations of the Deployment itself: no pod learns of them. */
  | { readonly kind: "metadata" }
  /** What pods are like: all of them are replaced. */
  | { readonly kind: "template" }
  /** Something that is not modelled, by its path: `spec.replicas`. */
  | { readonly kind: "unmodelled"; readonly field: string };

const TEMPLATE = "spec.template";
/** Who writes to these by a patch of the object itself changes nothing. */
const LEFT_ALONE: readonly string[] = ["apiVersion", "kind", "status"];

/** `replicas`: how many pods there are to be; who asks for as many changes nothing. */
export function deploymentChange(
  { type, body }: Pick<ObjectPatch, "type" | "body">,
  replicas: number,
): DeploymentChange {
  const fields = type === "json" ? fieldsOfSteps(body) : fieldsOfMap(body);
  if (fields === null) return { kind: "unmodelled", field: "a body that is no patch" };
  const changed = fields.filter(({ field, value }) => !(field === "spec.replicas" && value === replicas));
  const other = changed.find(({ field }) => !isBelow(field, "metadata") && !isBelow(field, TEMPLATE));
  if (other !== undefined) return { kind: "unmodelled", field: other.field };
  if (changed.some(({ field }) => isBelow(field, TEMPLATE))) return { kind: "template" };
  return changed.length > 0 ? { kind: "metadata" } : { kind: "none" };
}

interface Changed {
  readonly field: string;
  readonly value: unknown;
}

function isBelow(field: string, top: string): boolean {
  return field === top || field.startsWith(`${top}.`);
}

/** Of a merge patch and of a strategic one: every field with a value. An empty map changes nothing. */
function fieldsOfMap(body: unknown): readonly Changed[] | null {
  return isMap(body) ? leaves(body, "").filter(({ field }) => !LEFT_ALONE.some((top) => isBelow(field, top))) : null;
}

function leaves(value: unknown, field: string): readonly Changed[] {
  if (!isMap(value)) return [{ field, value }];
  return Object.entries(value).flatMap(([key, own]) => leaves(own, field === "" ? key : `${field}.${key}`));
}

/** Of a JSON patch: where its steps write; null where one of them is none. */
function fieldsOfSteps(body: unknown): readonly Changed[] | null {
  if (!Array.isArray(body)) return null;
  const steps = body.map(fieldsOfStep);
  return steps.includes(null) ? null : steps.flatMap((step) => step ?? []);
}

function fieldsOfStep(step: unknown): readonly Changed[] | null {
  if (!isMap(step)) return null;
  const { op, path, from, value } = step;
  if (typeof op !== "string" || typeof path !== "string") return null;
  if (op === "test") return [];
  const written: Changed = { field: fieldOf(path), value: op === "add" || op === "replace" ? value : undefined };
  return op === "move" && typeof from === "string" ? [written, { field: fieldOf(from), value: undefined }] : [written];
}

/** RFC 6901: `/spec/template/metadata` as people write it. */
function fieldOf(path: string): string {
  return path.split("/").slice(1).join(".");
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
