import type { ApiObject } from "./api-server.ts";

/** Label selectors in the form that client-go sends: `a=b`, `a!=b`, `a in (x,y)`, `a notin (x)`, `a`, `!a`. */
export function matchesLabels(object: ApiObject, selector: string): boolean {
  const labels = object.metadata.labels ?? {};
  return splitRequirements(selector).every((requirement) => matchesRequirement(labels, requirement));
}

function splitRequirements(selector: string): readonly string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function matchesRequirement(labels: Readonly<Record<string, string>>, requirement: string): boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(requirement);
  if (set !== null) {
    const values = (set[3] ?? "").split(",").map((value) => value.trim());
    const found = values.includes(labels[set[1] ?? ""] ?? "");
    return set[2] === "in" ? found : !found;
  }
  const equality = parseEquality(requirement);
  if (equality !== null) return (labels[equality.key] === equality.value) === equality.isEqual;
  return requirement.startsWith("!") ? !(requirement.slice(1) in labels) : requirement in labels;
}

interface Equality {
  readonly key: string;
  readonly value: string;
  readonly isEqual: boolean;
}

function parseEquality(text: string): Equality | null {
  const match = /^([^!=]+)(==|=|!=)(.*)$/.exec(text);
  if (match === null) return null;
  return { key: (match[1] ?? "").trim(), value: (match[3] ?? "").trim(), isEqual: match[2] !== "!=" };
}

const EVERYWHERE: readonly string[] = ["metadata.name", "metadata.namespace"];
/** What a real API server lets a client choose by, beside name and namespace (pkg/registry of each kind, GetAttrs). */
const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.nominatedNodeName",
  ],
  Service: ["spec.clusterIP", "spec.type"],
  Namespace: ["status.phase"],
};

/** What is wrong with a field selector for objects of a kind, in the API server's words; null: nothing. */
export function fieldSelectorFault(kind: string, selector: string): string | null {
  for (const part of splitRequirements(selector)) {
    const equality = parseEquality(part);
    if (equality === null) return `invalid selector: '${selector}'; can't understand '${part}'`;
    if (![...EVERYWHERE, ...(BY_KIND[kind] ?? [])].includes(equality.key))
      return `field label not supported: ${equality.key}`;
  }
  return null;
}

/** Field selectors know `=`, `==` and `!=` alone; a field that is not set is an empty string. */
export function matchesFields(object: ApiObject, selector: string): boolean {
  return splitRequirements(selector).every((part) => {
    const equality = parseEquality(part);
    return equality === null || (fieldOf(object, equality.key) === equality.value) === equality.isEqual;
  });
}

function fieldOf(object: ApiObject, path: string): string {
  let value: unknown = object;
  for (const key of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value === undefined || value === null ? "" : String(value);
}
