import { kindOf } from "./json-patch.ts";
import { isJsonList, isJsonMap, type Json, type JsonMap, memberOf } from "./json-value.ts";

/** The type of a field, by its name in Go. */
type Shape =
  | { readonly kind: "plain"; readonly type: "string" | "bool" | "int32" | "int64"; readonly name: string }
  | { readonly kind: "map"; readonly of: Shape }
  | { readonly kind: "list"; readonly of: Shape; readonly name: string }
  | { readonly kind: "struct"; readonly name: string; readonly members: Readonly<Record<string, Shape>> }
  /** A number or a text, and whatever is read by code of its own. */
  | { readonly kind: "any" };

const text: Shape = { kind: "plain", type: "string", name: "string" };
const flag: Shape = { kind: "plain", type: "bool", name: "bool" };
const port: Shape = { kind: "plain", type: "int32", name: "int32" };
const any: Shape = { kind: "any" };

function word(name: string): Shape {
  return { kind: "plain", type: "string", name };
}

function list(of: Shape, name: string): Shape {
  return { kind: "list", of, name: `[]${name}` };
}

const texts = list(text, "string");
const labels: Shape = { kind: "map", of: text };

/** Members in the order of the Go types, which decides whose fault is told. */
const serviceShape: Shape = {
  kind: "struct",
  name: "Service",
  members: {
    kind: text,
    apiVersion: text,
    metadata: {
      kind: "struct",
      name: "ObjectMeta",
      members: {
        name: text,
        generateName: text,
        namespace: text,
        selfLink: text,
        uid: word("types.UID"),
        resourceVersion: text,
        generation: { kind: "plain", type: "int64", name: "int64" },
        creationTimestamp: any,
        deletionTimestamp: any,
        deletionGracePeriodSeconds: { kind: "plain", type: "int64", name: "int64" },
        labels,
        annotations: labels,
        ownerReferences: list(any, "v1.OwnerReference"),
        finalizers: texts,
        managedFields: list(any, "v1.ManagedFieldsEntry"),
      },
    },
    spec: {
      kind: "struct",
      name: "ServiceSpec",
      members: {
        ports: list(
          {
            kind: "struct",
            name: "ServicePort",
            members: {
              name: text,
              protocol: word("v1.Protocol"),
              appProtocol: text,
              port,
              targetPort: any,
              nodePort: port,
            },
          },
          "v1.ServicePort",
        ),
        selector: labels,
        clusterIP: text,
        clusterIPs: texts,
        type: word("v1.ServiceType"),
        externalIPs: texts,
        sessionAffinity: word("v1.ServiceAffinity"),
        loadBalancerIP: text,
        loadBalancerSourceRanges: texts,
        externalName: text,
        externalTrafficPolicy: word("v1.ServiceExternalTrafficPolicy"),
        healthCheckNodePort: port,
        publishNotReadyAddresses: flag,
        sessionAffinityConfig: any,
        ipFamilies: list(word("v1.IPFamily"), "v1.IPFamily"),
        ipFamilyPolicy: word("v1.IPFamilyPolicy"),
        allocateLoadBalancerNodePorts: flag,
        loadBalancerClass: text,
        internalTrafficPolicy: word("v1.ServiceInternalTrafficPolicy"),
        trafficDistribution: text,
      },
    },
    status: any,
  },
};

/** What a patched document is as a Service. */
export interface Decoded {
  readonly value: JsonMap;
  /** Where no field says anything, it is left out by the server; these it says are unknown, and drops. */
  readonly unknown: readonly string[];
}

/** How the server reads what a patch has made: from a map (strategic), or from JSON. */
export type Reading = "map" | "json";

/** A Service of what a patch has made, or the first thing that no Service can have, in the server's words. */
export function decodeService(document: Json, reading: Reading): Decoded | string {
  const unknown: string[] = [];
  const fault = faultIn(document, serviceShape, { path: [], struct: "", reading, unknown });
  if (fault !== null) return fault;
  const value = strip(document, serviceShape);
  return { value: isJsonMap(value) ? value : {}, unknown };
}

interface Where {
  /** Names alone, as encoding/json tells them. */
  readonly path: readonly string[];
  /** The Go type of the struct that holds the field. */
  readonly struct: string;
  readonly reading: Reading;
  readonly unknown: string[];
}

function faultIn(value: Json, shape: Shape, where: Where): string | null {
  if (value === null) return null;
  switch (shape.kind) {
    case "any":
      return null;
    case "plain":
      return isPlain(value, shape.type) ? null : wrongPlain(value, shape, where);
    case "map":
      if (!isJsonMap(value)) return wrongKind(value, "map", "map[string]string", where);
      return firstFault(Object.values(value), (item) => faultIn(item, shape.of, where));
    case "list":
      if (!isJsonList(value)) return wrongKind(value, "slice", shape.name, where);
      return firstFault([...value.entries()], ([at, item]) => faultIn(item, shape.of, atIndex(where, at)));
    case "struct":
      if (!isJsonMap(value)) return wrongKind(value, "struct", `v1.${shape.name}`, where);
      return faultInStruct(value, shape, where);
  }
}

/** Indices count for unknown fields alone. */
function atIndex(where: Where, at: number): Where {
  const last = where.path.at(-1) ?? "";
  return { ...where, path: [...where.path.slice(0, -1), `${last}[${at}]`] };
}

function faultInStruct(value: JsonMap, shape: Shape & { readonly kind: "struct" }, where: Where): string | null {
  const inside = { ...where, struct: shape.name };
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(shape.members, key)) where.unknown.push(`unknown field "${[...where.path, key].join(".")}"`);
  }
  // A map is read member by member of the Go type; JSON in its own order, which Go's maps sort.
  const keys = where.reading === "map" ? Object.keys(shape.members) : Object.keys(value).sort();
  return firstFault(keys, (key) => {
    const [member, of] = [memberOf(value, key), shape.members[key]];
    if (member === undefined || of === undefined || !Object.hasOwn(shape.members, key)) return null;
    return faultIn(member, of, { ...inside, path: [...where.path, key] });
  });
}

function firstFault<T>(items: readonly T[], faultOf: (item: T) => string | null): string | null {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== null) return fault;
  }
  return null;
}

function isPlain(value: Json, type: "string" | "bool" | "int32" | "int64"): boolean {
  if (type === "string") return typeof value === "string";
  if (type === "bool") return typeof value === "boolean";
  return (
    Number.isInteger(value) && Math.abs(Number(value)) <= (type === "int32" ? 0x7fffffff : Number.MAX_SAFE_INTEGER)
  );
}

function wrongPlain(value: Json, shape: Shape & { readonly kind: "plain" }, where: Where): string {
  if (where.reading === "json") return wrongJson(value, shape.name, where);
  const isNumber = typeof value === "number" && shape.type.startsWith("int");
  return isNumber ? `cannot convert float64 to ${shape.name}` : `unrecognized type: ${shape.type}`;
}

function wrongKind(value: Json, kind: "map" | "slice" | "struct", name: string, where: Where): string {
  if (where.reading === "json") return wrongJson(value, name, where);
  return `cannot restore ${kind} from${kind === "struct" ? ":" : ""} ${goKindOf(value)}`;
}

function wrongJson(value: Json, name: string, { struct, path }: Where): string {
  const found = typeof value === "number" ? `number${Number.isInteger(value) ? "" : ` ${value}`}` : kindOf(value);
  const field = path.map((part) => part.replace(/\[\d+\]$/, "")).join(".");
  return `json: cannot unmarshal ${found} into Go struct field ${struct}.${field} of type ${name}`;
}

function goKindOf(value: Json): string {
  if (isJsonList(value)) return "slice";
  if (isJsonMap(value)) return "map";
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  return typeof value === "boolean" ? "bool" : "string";
}

/** Without unknown fields, and without what a Go type leaves out when it is written: nulls, empty texts, lists and maps, zeros, false. */
function strip(value: Json, shape: Shape): Json | undefined {
  if (value === null) return undefined;
  switch (shape.kind) {
    case "any":
      return value;
    case "plain":
      return value === "" || value === 0 || isOmittedFlag(value, shape) ? undefined : value;
    case "map":
      return isJsonMap(value) && Object.keys(value).length > 0
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item ?? ""]))
        : undefined;
    case "list":
      return isJsonList(value) && value.length > 0 ? value.map((item) => strip(item, shape.of) ?? "") : undefined;
    case "struct":
      return isJsonMap(value) ? stripStruct(value, shape.members) : undefined;
  }
}

/** `allocateLoadBalancerNodePorts` is a pointer: false is said. The other flag is not. */
function isOmittedFlag(value: Json, { type }: Shape & { readonly kind: "plain" }): boolean {
  return type === "bool" && value === null;
}

function stripStruct(value: JsonMap, members: Readonly<Record<string, Shape>>): JsonMap {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const shape = Object.hasOwn(members, key) ? members[key] : undefined;
      const kept = shape === undefined ? undefined : strip(member, shape);
      return kept === undefined || (key === "publishNotReadyAddresses" && kept === false) ? [] : [[key, kept]];
    }),
  );
}
