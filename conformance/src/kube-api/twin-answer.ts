import {
  type Json,
  type JsonMap,
  type ObjectUpdate,
  type Prefix,
  parsePrefix,
  updateObject,
  updateService,
} from "@splithorizon/core";
import type { PatchReply, PatchRow } from "./patch-row.ts";
import { otherService } from "./services.ts";

/** What the twin makes of the same patch, where it is not what the real server did; null: the same. */
export function twinDifference(row: PatchRow): string | null {
  const twin = shownUpdate(twinAnswer(row), row);
  const real = shownReply(row.reply, row);
  if (twin === real) return null;
  const { course, kind, patch } = row;
  return `${course}: ${kind} ${patch.type} ${JSON.stringify(patch.body).slice(0, 300)}\n  real ${real}\n  twin ${twin}`;
}

export function twinAnswer({ kind, before, patch, ranges }: PatchRow): ObjectUpdate {
  if (kind !== "Service") return updateObject(kind, before, patch);
  const [spec, other] = [memberOf(before, "spec"), memberOf(otherService, "spec")];
  return updateService(before, patch, {
    nodePorts: [...numbersOf("nodePort", spec), ...numbersOf("nodePort", other)],
    clusterIps: [...textsOf(spec["clusterIPs"]), ...textsOf(other["clusterIP"]), "198.18.0.1"],
    serviceCidrs: ranges.split(",").map(prefixOf),
    choose: () => 0,
  });
}

function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (typeof prefix === "string") throw new Error(`${text} is no prefix`);
  return prefix;
}

function memberOf(map: JsonMap, key: string): JsonMap {
  const value = map[key];
  return isMap(value) ? value : {};
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textsOf(value: Json | undefined): readonly string[] {
  return [value ?? []].flat().filter((item) => typeof item === "string");
}

/** Every number of that name, however deep. */
export function numbersOf(key: string, value: Json): readonly number[] {
  if (Array.isArray(value)) return value.flatMap((item) => numbersOf(key, item));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === key && typeof member === "number" ? [member] : numbersOf(key, member),
  );
}

function shownReply(reply: PatchReply, row: PatchRow): string {
  if ("reason" in reply) {
    const { status, reason, object, causes, message } = reply;
    return shownRefusal(status, reason, object, causes, message);
  }
  return shownObject(isChanged(reply.object, row.before) ? "updated" : "unchanged", reply.object, reply.warnings, row);
}

/** Who manages which field is no part of a twin: where nothing else is another, there is a new version all the same. */
function isChanged(object: JsonMap, before: JsonMap): boolean {
  const [one, other] = [object, before].map((version) => JSON.stringify(sorted(withoutVersion(version))));
  return one !== other;
}

function withoutVersion(object: JsonMap): JsonMap {
  const { resourceVersion: _, ...metadata } = memberOf(object, "metadata");
  return { ...object, metadata };
}

function shownUpdate(update: ObjectUpdate, row: PatchRow): string {
  if (update.kind !== "refused") return shownObject(update.kind, update.object, update.warnings, row);
  const { code, reason, object, causes, message } = update;
  return shownRefusal(code, reason, object, causes, message);
}

/** The server tells the object and the fields of whatever it refuses; kubectl looks at them where the object is invalid, and prints each once. */
function shownRefusal(
  code: number,
  reason: string,
  object: string | null,
  causes: readonly string[],
  message: string,
): string {
  if (reason !== "Invalid") return `refused ${JSON.stringify([code, reason, message])}`;
  const once = [...new Set(causes.map(withoutComparison))];
  const [head = ""] = message.split(" is invalid: ");
  const told = `${head} is invalid: ${once.length === 1 ? once[0] : `[${once.join(", ")}]`}`;
  const isAsUsual = told.replace(/\]$/, "") === withoutComparison(message).replace(/\]$/, "");
  return `refused ${JSON.stringify([code, reason, object, isAsUsual ? head : message, inSomeOrder(once)])}`;
}

/** Of a Pod whose spec is another the server shows both, line by line. */
function withoutComparison(text: string): string {
  return text.replace(/\n@@ .*$/s, "");
}

/** Go goes through a map in any order: what it says of labels, annotations and a selector stands in another one each time. */
const OF_MAPS = /^(?:metadata\.labels|metadata\.annotations|spec\.selector|data|binaryData|spec\.serviceSelector)\b/;

function inSomeOrder(causes: readonly string[]): readonly string[] {
  const ofMaps = causes.filter((cause) => OF_MAPS.test(cause)).sort();
  return causes.map((cause) => (OF_MAPS.test(cause) ? (ofMaps.shift() ?? cause) : cause));
}

/** The version counts up with everything that is stored, and lots are no one's to repeat. */
function shownObject(kind: string, object: JsonMap, warnings: readonly string[], row: PatchRow): string {
  const said = JSON.stringify([row.before, row.patch.body]);
  return `${kind} ${JSON.stringify(withoutLots(withoutVersion(object), said))} ${JSON.stringify(warnings)}`;
}

function sorted(value: Json): Json {
  return withoutLots(value, null);
}

const ALLOCATED = ["nodePort", "healthCheckNodePort", "clusterIP", "clusterIPs"];

/** Sorted by names; ports and addresses that neither the object had nor the patch says are the server's choice. */
function withoutLots(value: Json, said: string | null, key = ""): Json {
  if (Array.isArray(value)) return value.map((item) => withoutLots(item, said, key));
  if (isMap(value)) {
    const names = Object.keys(value).sort();
    return Object.fromEntries(names.map((name) => [name, withoutLots(value[name] ?? null, said, name)]));
  }
  return said !== null && ALLOCATED.includes(key) && !said.includes(JSON.stringify(value)) ? "drawn" : value;
}
