import type { ClusterSnapshot } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import type { ApiObject } from "./api-object.ts";
import { applyJsonPath, printValue, valuesAt } from "./json-path.ts";
import { parseLabelSelector } from "./label-selector.ts";
import { printJson } from "./print-json.ts";
import { printYaml } from "./print-yaml.ts";
import type { Resource, ResourceKind } from "./resources.ts";
import { badUsage, notFound, type Shown, text } from "./result.ts";
import { printTable } from "./table.ts";

/** `kubectl get KIND [NAME] [-n NAMESPACE | -A] [-l SELECTOR] [-o OUTPUT] [--no-headers]`. */
export interface GetRequest {
  readonly name: string | null;
  /** null: all of them, as `-A`. */
  readonly namespace: string | null;
  readonly selector: string | null;
  /** `wide`, `yaml`, `json`, `name`, `jsonpath=...`, `custom-columns=...`; null: the usual table. */
  readonly output: string | null;
  readonly headers: "shown" | "hidden";
}

/** What kubectl prints of a cluster's objects; `atSeconds` is the moment, in seconds since 1970, that AGE counts from. */
export function kubectlGet(
  snapshot: ClusterSnapshot,
  kind: ResourceKind,
  request: GetRequest,
  atSeconds: number,
): Shown {
  const { name, namespace, selector } = request;
  const isSelected = selector === null ? () => true : parseLabelSelector(selector);
  if (isSelected === null) return badUsage(`error: unable to parse requirement: ${selector}`);
  const found = kind
    .list(snapshot, atSeconds)
    .filter(({ metadata }) => !kind.isNamespaced || namespace === null || metadata.namespace === namespace)
    .filter(({ metadata }) => name === null || metadata.name === name)
    .filter(({ metadata }) => isSelected(metadata.labels));
  if (found.length > 0) return print(found, kind, request);
  if (name !== null) return notFound(`Error from server (NotFound): ${kind.plural} "${name}" not found`);
  // Whoever asks for a format that programs read gets an empty list in it (kubectl's get.go printGeneric).
  if (request.output !== null && request.output !== "wide") return print(found, kind, request);
  return notFound(
    kind.isNamespaced && namespace !== null ? `No resources found in ${namespace} namespace.` : "No resources found",
  );
}

function print(found: readonly Resource[], kind: ResourceKind, request: GetRequest): Shown {
  const { output, name } = request;
  const [first] = found;
  const root = name !== null && found.length === 1 && first !== undefined ? first.object : listOf(found);
  const [format = "", argument = ""] = output === null ? [] : splitOnce(output);
  switch (format) {
    case "":
    case "wide":
      return text(table(found, kind, request, format));
    case "yaml":
      return text(printYaml(root));
    case "json":
      return text(`${printJson(root, 4)}\n`);
    case "name":
      return text(found.map(({ metadata }) => `${singular(kind)}/${metadata.name}\n`).join(""));
    case "jsonpath":
      return jsonPath(argument, root);
    case "custom-columns":
      return customColumns(found, argument, request);
    default:
      return badUsage(`error: unable to match a printer suitable for the output format "${output}"`);
  }
}

function jsonPath(template: string, root: unknown): Shown {
  const rendered = applyJsonPath(template, root);
  switch (rendered.kind) {
    case "text":
      return text(rendered.text);
    case "bad-template":
      return badUsage(`error: error parsing jsonpath ${template}`);
    case "bad-index":
      return badUsage(`error: error executing jsonpath "${template}": Error executing template: ${rendered.message}.`);
    default:
      return assertNever(rendered);
  }
}

function splitOnce(output: string): readonly [string, string] {
  const equals = output.indexOf("=");
  return equals === -1 ? [output, ""] : [output.slice(0, equals), output.slice(equals + 1)];
}

function listOf(found: readonly Resource[]): ApiObject {
  return {
    apiVersion: "v1",
    items: found.map(({ object }) => object),
    kind: "List",
    metadata: { resourceVersion: "" },
  };
}

/** `service`, `ciliumloadbalancerippool.cilium.io`. */
function singular({ plural }: ResourceKind): string {
  return plural.replace(/s(?=\.|$)/, "");
}

function table(
  found: readonly Resource[],
  { headers, wideHeaders, isNamespaced }: ResourceKind,
  { namespace, headers: shown }: GetRequest,
  format: string,
): string {
  const isWide = format === "wide";
  const hasNamespace = isNamespaced && namespace === null;
  const head = [...(hasNamespace ? ["NAMESPACE"] : []), ...headers, ...(isWide ? wideHeaders : [])];
  const rows = found.map(({ metadata, cells, wide }) => [
    ...(hasNamespace ? [metadata.namespace] : []),
    ...cells,
    ...(isWide ? wide : []),
  ]);
  return printTable(shown === "shown" ? [head, ...rows] : rows);
}

function customColumns(found: readonly Resource[], argument: string, { headers }: GetRequest): Shown {
  const columns = argument.split(",").map((column) => {
    const colon = column.indexOf(":");
    return { header: column.slice(0, Math.max(0, colon)), path: column.slice(colon + 1) };
  });
  const bad = columns.find(({ header, path }) => header === "" || valuesAt(path, null) === null);
  if (bad !== undefined)
    return badUsage(`error: unexpected custom-columns spec: ${argument}, expected <header>:<json-path-expr>`);
  const rows = found.map(({ object }) =>
    columns.map(({ path }) => (valuesAt(path, object) ?? []).map(printValue).join(",") || "<none>"),
  );
  return text(printTable(headers === "shown" ? [columns.map(({ header }) => header), ...rows] : rows));
}
