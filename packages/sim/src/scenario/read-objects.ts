import { APPLIED_KINDS, appliedManifest, deletableKind } from "../simulation/index.ts";
import type { SettingsReader } from "../site/index.ts";
import type { ScenarioAction } from "./model.ts";

/** An object by its path: `service/kube-system/kube-dns`, `ippool/dns-pool`. */
interface ObjectPath {
  /** In lower case. */
  readonly kind: string;
  /** Empty where the kind has none. */
  readonly namespace: string;
  readonly name: string;
}

export function readObjectPath(reader: SettingsReader): ObjectPath | null {
  const [kind, namespace, name, ...rest] = reader.text?.split("/") ?? [];
  if (kind !== undefined && namespace !== undefined && rest.length === 0) {
    return { kind: kind.toLowerCase(), namespace: name === undefined ? "" : namespace, name: name ?? namespace };
  }
  if (reader.isPresent) reader.fault("SITE_WRONG_TYPE", "Expected kind/namespace/name, or kind/name.");
  return null;
}

/** Objects as a manifest has them, one or a list. */
export function readApply(reader: SettingsReader): ScenarioAction | null {
  const objects = reader.at("apply").items;
  const manifests = objects.flatMap((object) => readManifest(object) ?? []);
  if (objects.length === 0) return reader.at("apply").fault("SITE_MISSING_KEY", "A manifest has one object at least.");
  if (manifests.length < objects.length) return null;
  return { kind: "apply", manifests, cluster: reader.at("cluster").text, answer: reader.at("answer").text };
}

/** Whatever is wrong with its fields the API server says, at its moment. */
function readManifest(reader: SettingsReader): readonly unknown[] | null {
  const { plain } = reader;
  const applied = appliedManifest(plain);
  if (!("why" in applied)) return [plain];
  const isOfAKind = reader.at("kind").isPresent && reader.at("apiVersion").isPresent;
  const named = reader.at("metadata").at("name");
  if (!isOfAKind || !named.isPresent) return reader.fault("KUBERNETES_NOT_AN_OBJECT", applied.why);
  return reader.at("kind").fault("SITE_UNSUPPORTED", applied.why, `These can be applied: ${APPLIED_KINDS.join(", ")}.`);
}

/** `service/linkerd-viz/web`: one object, of a kind that nothing else hangs on. */
export function readObjectDeletion(reader: SettingsReader): ScenarioAction | null {
  const path = readObjectPath(reader.at("delete"));
  if (path === null) return null;
  if (deletableKind(path.kind) === null) {
    const why = `Of this kind nothing can be deleted here: ${path.kind}.`;
    return reader.at("delete").fault("SITE_UNSUPPORTED", why, "Pods are deleted by delete-pods.");
  }
  const cluster = reader.at("cluster").text;
  return { kind: "delete", deletion: { cluster, ...path }, answer: reader.at("answer").text };
}
