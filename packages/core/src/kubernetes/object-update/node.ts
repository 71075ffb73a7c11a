import { duplicate, type FieldError, forbidden, invalid, required, unsupported } from "../patching/field-error.ts";
import { any, decodeObject, flag, list, metadataShape, struct, text, texts, word } from "../patching/go-shape.ts";
import { isJsonList, isJsonMap, type JsonMap, memberOf } from "../patching/json-value.ts";
import { labelValueFaults, qualifiedNameFaults } from "../patching/names.ts";
import { type ObjectDraft, textIn } from "../patching/object-draft.ts";
import { METADATA_LISTS } from "../patching/strategic-patch.ts";
import type { ObjectKind } from "./object-kind.ts";

const shape = struct("Node", {
  kind: text,
  apiVersion: text,
  metadata: metadataShape,
  spec: struct("NodeSpec", {
    podCIDR: text,
    podCIDRs: texts,
    providerID: text,
    unschedulable: flag,
    taints: list(
      struct("Taint", { key: text, value: text, effect: word("v1.TaintEffect"), timeAdded: any }),
      "v1.Taint",
    ),
    configSource: any,
    externalID: text,
  }),
  status: any,
});

export const nodeKind: ObjectKind = {
  kind: "Node",
  resource: "nodes",
  printed: "node",
  lists: new Map([
    ["spec.podCIDRs", null],
    ["status.addresses", "type"],
    ["status.conditions", "type"],
    ...METADATA_LISTS,
  ]),
  decode: (document, reading) => decodeObject(document, shape, reading),
  prepare: (draft, old) => {
    draft.setTop("status", memberOf(old.object, "status"));
    joinCidrs(draft);
  },
  validate,
};

/** The first of the list is the field of the singular (apis/core/v1/conversion.go Convert_v1_NodeSpec_To_core_NodeSpec). */
function joinCidrs(draft: ObjectDraft): void {
  const [single, several] = [textIn(draft.spec, "podCIDR"), textsIn(draft.spec, "podCIDRs")];
  const joined = single === "" || single === several[0] ? several : [single];
  draft.setSpec("podCIDRs", joined.length === 0 ? undefined : joined);
  draft.setSpec("podCIDR", joined[0]);
}

function textsIn(map: JsonMap, key: string): readonly string[] {
  const items = memberOf(map, key);
  return isJsonList(items) ? items.filter((item) => typeof item === "string") : [];
}

/** validation.go ValidateNodeUpdate */
function validate(draft: ObjectDraft, old: ObjectDraft): readonly FieldError[] {
  const [before, after] = [textsIn(old.spec, "podCIDRs"), textsIn(draft.spec, "podCIDRs")];
  const isMoved =
    before.length > 0 && (before.length !== after.length || before.some((cidr, at) => cidr !== after[at]));
  const provider = textIn(old.spec, "providerID");
  const once = (field: string): FieldError =>
    forbidden(`spec.${field}s`.replace("IDs", "ID"), `node updates may not change ${field} except from "" to valid`);
  return [
    ...(isMoved ? [once("podCIDR")] : []),
    ...(provider !== "" && provider !== textIn(draft.spec, "providerID") ? [once("providerID")] : []),
    ...taintErrors(draft.spec),
    ...(textIn(old.spec, "externalID") === textIn(draft.spec, "externalID")
      ? []
      : [forbidden("spec.externalID", "may not be updated")]),
  ];
}

const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function taintErrors(spec: JsonMap): readonly FieldError[] {
  const taints = memberOf(spec, "taints");
  const all = isJsonList(taints) ? taints.filter(isJsonMap) : [];
  return all.flatMap((taint, at) => {
    // The path names the metadata, though taints stand in the spec.
    const path = `metadata.taints[${at}]`;
    const [key, value, effect] = [textIn(taint, "key"), textIn(taint, "value"), textIn(taint, "effect")];
    const isSame = (other: JsonMap): boolean => textIn(other, "key") === key && textIn(other, "effect") === effect;
    return [
      ...qualifiedNameFaults(key).map((fault) => invalid(`${path}.key`, key, fault)),
      ...joined(labelValueFaults(value)).map((fault) => invalid(`${path}.value`, value, fault)),
      ...effectErrors(effect, `${path}.effect`),
      ...(all.slice(0, at).some(isSame) ? [repeated(path, taint)] : []),
    ];
  });
}

function joined(faults: readonly string[]): readonly string[] {
  return faults.length === 0 ? [] : [faults.join(";")];
}

function effectErrors(effect: string, path: string): readonly FieldError[] {
  if (effect === "") return [required(path)];
  return EFFECTS.includes(effect) ? [] : [unsupported(path, effect, EFFECTS)];
}

function repeated(path: string, taint: JsonMap): FieldError {
  const { field, body } = duplicate(path, {
    Key: textIn(taint, "key"),
    Value: textIn(taint, "value"),
    Effect: textIn(taint, "effect"),
    TimeAdded: memberOf(taint, "timeAdded") ?? null,
  });
  return { field, body: `${body}: taints must be unique by key and effect pair` };
}
