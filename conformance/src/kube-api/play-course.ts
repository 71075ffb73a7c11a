import type { JsonMap, PatchBody } from "@splithorizon/core";
import type { ControlPlane } from "./control-plane.ts";
import type { PatchCourse, PatchedKind, PatchReply, PatchRow } from "./patch-row.ts";

const PATHS: Readonly<Record<PatchedKind, string>> = {
  Service: "/api/v1/namespaces/kube-system/services",
  ConfigMap: "/api/v1/namespaces/kube-system/configmaps",
  EndpointSlice: "/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices",
  Pod: "/api/v1/namespaces/kube-system/pods",
  Node: "/api/v1/nodes",
  CiliumLoadBalancerIPPool: "/apis/cilium.io/v2/ciliumloadbalancerippools",
};

const TYPES = {
  strategic: "application/strategic-merge-patch+json",
  merge: "application/merge-patch+json",
  json: "application/json-patch+json",
} as const;

/** Makes the object anew, and tells what the server makes of each patch. */
export async function playCourse(
  plane: ControlPlane,
  course: PatchCourse,
  ranges: string,
): Promise<readonly PatchRow[]> {
  const { name, kind, object, patches } = course;
  const list = PATHS[kind];
  const path = `${list}/${nameOf(object)}`;
  await remove(plane, path);
  let before = made(await create(plane, list, object), course);
  const rows: PatchRow[] = [];
  for (const patch of patches) {
    const reply = await patchObject(plane, path, patch);
    rows.push({ course: name, ranges, kind, before, patch, reply });
    if ("object" in reply && reply.status === 200 && typeof reply.object === "object" && reply.object !== null)
      before = reply.object;
  }
  await remove(plane, path);
  return rows;
}

export async function create(plane: ControlPlane, list: string, object: JsonMap): Promise<JsonMap> {
  const reply = await plane.request("admin", "POST", list, JSON.stringify(object));
  return JSON.parse(reply.body);
}

export function nameOf(object: JsonMap): string {
  const metadata = object["metadata"];
  return typeof metadata === "object" && metadata !== null && !Array.isArray(metadata)
    ? String((metadata as JsonMap)["name"])
    : "";
}

/** What patches have made hard to delete goes as well. */
async function remove(plane: ControlPlane, path: string): Promise<void> {
  const patch = JSON.stringify({ metadata: { finalizers: null } });
  await plane.request("admin", "PATCH", path, patch, TYPES.merge);
  await plane.request("admin", "DELETE", path, JSON.stringify({ gracePeriodSeconds: 0 }));
}

function made(object: JsonMap, { name }: PatchCourse): JsonMap {
  if (object["kind"] === "Status") throw new Error(`${name}: ${JSON.stringify(object)}`);
  return withoutManagers(object);
}

async function patchObject(plane: ControlPlane, path: string, { type, body }: PatchBody): Promise<PatchReply> {
  const {
    status,
    headers,
    body: text,
  } = await plane.request("admin", "PATCH", path, JSON.stringify(body), TYPES[type]);
  const warnings = warningsIn(headers["warning"] ?? "");
  const value = JSON.parse(text);
  if (status === 200) return { status, object: withoutManagers(value), warnings };
  const { reason = "", message = "", details } = value;
  const causes = (details?.causes ?? []).map(
    (cause: { field: string; message: string }) => `${cause.field}: ${cause.message}`,
  );
  const object = details?.kind === undefined ? null : `${details.kind} "${details.name}"`;
  return {
    status,
    reason,
    message: withoutManagersIn(message),
    object,
    causes: causes.map(withoutManagersIn),
    warnings,
  };
}

/** `299 - "unknown field \"foo\""` */
function warningsIn(header: string): readonly string[] {
  return [...header.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text.replaceAll(/\\(.)/g, "$1"));
}

/** Who changed which field last is nothing that a twin knows. */
function withoutManagers(object: JsonMap): JsonMap {
  const { managedFields: _, ...metadata } = object["metadata"] as JsonMap;
  return { ...object, metadata };
}

/** In JSON, or in JSON that stands in a quoted text. */
const MANAGED = /,\\?"managedFields\\?":\[/;

/** A refusal may show the whole object. */
function withoutManagersIn(text: string): string {
  const found = MANAGED.exec(text);
  if (found === null) return text;
  let open = 1;
  let at = found.index + found[0].length;
  for (; open > 0 && at < text.length; at += 1) {
    if (text[at] === "[") open += 1;
    if (text[at] === "]") open -= 1;
  }
  return text.slice(0, found.index) + withoutManagersIn(text.slice(at));
}
