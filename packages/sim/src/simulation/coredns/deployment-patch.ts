import type { ObjectPatch } from "../world/part.ts";

/** What a patch of a Deployment does to it. */
export type DeploymentChange =
  | { readonly kind: "none" }
  /** Labels and annotations of the Deployment itself: no pod learns of them. */
  | { readonly kind: "metadata" }
  /** `template`: whether pods are to be like something else, so that all of them are replaced; `replicas`: how many there are to be now, null: as many as before. */
  | { readonly kind: "pods"; readonly template: boolean; readonly replicas: number | null }
  /** The API server does not take it. */
  | { readonly kind: "invalid"; readonly cause: string }
  /** Something that is not modelled, by its path: `spec.paused`. */
  | { readonly kind: "unmodelled"; readonly field: string };

const TEMPLATE = "spec.template";
const REPLICAS = "spec.replicas";
/** Nobody has said how many (pkg/apis/apps/v1/defaults.go SetDefaults_Deployment). */
const USUAL_REPLICAS = 1;
/** More than that is nobody's cluster here. */
const MOST_REPLICAS = 500;
/** Who writes to these by a patch of the object itself changes nothing. */
const LEFT_ALONE: readonly string[] = ["apiVersion", "kind", "status"];

/** `replicas`: how many pods there are to be; who asks for as many changes nothing. */
export function deploymentChange(
  { type, body }: Pick<ObjectPatch, "type" | "body">,
  replicas: number,
): DeploymentChange {
  const fields = type === "json" ? fieldsOfSteps(body) : fieldsOfMap(body);
  if (fields === null) return { kind: "unmodelled", field: "a body that is no patch" };
  const asked = fields.findLast(({ field }) => field === REPLICAS);
  const wanted = asked === undefined ? replicas : (asked.value ?? USUAL_REPLICAS);
  const changed = fields.filter(({ field }) => field !== REPLICAS);
  const other = changed.find(({ field }) => !isBelow(field, "metadata") && !isBelow(field, TEMPLATE));
  if (other !== undefined) return { kind: "unmodelled", field: other.field };
  if (!isCount(wanted)) return { kind: "unmodelled", field: `${REPLICAS} ${JSON.stringify(wanted)}` };
  if (wanted < 0) {
    const cause = `${REPLICAS}: Invalid value: ${wanted}: must be greater than or equal to 0`;
    return { kind: "invalid", cause };
  }
  const template = changed.some(({ field }) => isBelow(field, TEMPLATE));
  if (template || wanted !== replicas) {
    return { kind: "pods", template, replicas: wanted === replicas ? null : wanted };
  }
  return changed.length > 0 ? { kind: "metadata" } : { kind: "none" };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= MOST_REPLICAS;
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
  if (!isMap(value) || field === REPLICAS) return [{ field, value }];
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
  const isFrom = (op === "move" || op === "copy") && typeof from === "string";
  const written: Changed = { field: fieldOf(path), value: isFrom ? `of ${from}` : op === "remove" ? null : value };
  return isFrom && op === "move" ? [written, { field: fieldOf(from), value: null }] : [written];
}

/** RFC 6901: `/spec/template/metadata` as people write it. */
function fieldOf(path: string): string {
  return path.split("/").slice(1).join(".");
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
