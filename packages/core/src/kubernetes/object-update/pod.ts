import { type FieldError, forbidden, invalid, required, unsupported } from "../patching/field-error.ts";
import {
  any,
  decodeObject,
  int64,
  list,
  metadataShape,
  openStruct,
  pointer,
  struct,
  text,
  word,
} from "../patching/go-shape.ts";
import {
  isJsonList,
  isJsonMap,
  isSameJson,
  type Json,
  type JsonMap,
  memberOf,
  withMember,
} from "../patching/json-value.ts";
import { labelValueFaults, qualifiedNameFaults } from "../patching/names.ts";
import { numberIn, type ObjectDraft, textIn } from "../patching/object-draft.ts";
import { METADATA_LISTS } from "../patching/strategic-patch.ts";
import type { ObjectKind } from "./object-kind.ts";

const containers = list(openStruct("Container", { name: text, image: text }), "v1.Container");
const tolerations = list(
  struct("Toleration", {
    key: text,
    operator: word("v1.TolerationOperator"),
    value: text,
    effect: word("v1.TaintEffect"),
    tolerationSeconds: pointer(int64),
  }),
  "v1.Toleration",
);

/** What of a Pod a patch may change; of the rest is only looked whether it is another. Members in the order of the Go type. */
const shape = struct("Pod", {
  kind: text,
  apiVersion: text,
  metadata: metadataShape,
  spec: struct("PodSpec", {
    volumes: any,
    initContainers: any,
    containers: containers,
    ephemeralContainers: any,
    restartPolicy: any,
    terminationGracePeriodSeconds: any,
    activeDeadlineSeconds: pointer(int64),
    dnsPolicy: any,
    nodeSelector: any,
    serviceAccountName: any,
    serviceAccount: any,
    automountServiceAccountToken: any,
    nodeName: any,
    hostNetwork: any,
    hostPID: any,
    hostIPC: any,
    shareProcessNamespace: any,
    securityContext: any,
    imagePullSecrets: any,
    hostname: any,
    subdomain: any,
    affinity: any,
    schedulerName: any,
    tolerations: tolerations,
    hostAliases: any,
    priorityClassName: any,
    priority: any,
    dnsConfig: any,
    readinessGates: any,
    runtimeClassName: any,
    enableServiceLinks: any,
    preemptionPolicy: any,
    overhead: any,
    topologySpreadConstraints: any,
    setHostnameAsFQDN: any,
    os: any,
    hostUsers: any,
    schedulingGates: any,
    resourceClaims: any,
    resources: any,
    hostnameOverride: any,
    workloadRef: any,
    schedulingGroup: any,
  }),
  status: any,
});

export const podKind: ObjectKind = {
  kind: "Pod",
  resource: "pods",
  printed: "pod",
  lists: new Map([
    ["spec.containers", "name"],
    ["spec.containers[].ports", "containerPort"],
    ["spec.containers[].env", "name"],
    ["spec.containers[].volumeMounts", "mountPath"],
    ["spec.initContainers", "name"],
    ["spec.volumes", "name"],
    ["spec.imagePullSecrets", "name"],
    ["spec.hostAliases", "ip"],
    ...METADATA_LISTS,
  ]),
  decode: (document, reading) => decodeObject(document, shape, reading),
  prepare,
  validate,
};

const LIFETIME_SECONDS = 300;

/** The status stays; the DefaultTolerationSeconds plugin sees to how long a Pod stays on a node that is lost. */
function prepare(draft: ObjectDraft, old: ObjectDraft): void {
  draft.setTop("status", memberOf(old.object, "status"));
  draft.setSpec("containers", containersIn(draft).map(withDefaults));
  const tolerations = mapsIn(draft.spec, "tolerations");
  const missing = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].filter(
    (key) => !tolerations.some((toleration) => tolerates(toleration, key)),
  );
  const added = missing.map((key) => ({
    key,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: LIFETIME_SECONDS,
  }));
  const all = [...tolerations, ...added];
  draft.setSpec("tolerations", all.length > 0 ? all : undefined);
  if (isSameJson(draft.spec, old.spec)) return;
  draft.setMetadata("generation", numberIn(old.metadata, "generation") + 1);
}

/** plugin/pkg/admission/defaulttolerationseconds/admission.go */
function tolerates(toleration: JsonMap, key: string): boolean {
  const [own, effect] = [textIn(toleration, "key"), textIn(toleration, "effect")];
  return (own === key || own === "") && (effect === "NoExecute" || effect === "");
}

function mapsIn(map: JsonMap, key: string): readonly JsonMap[] {
  const items = memberOf(map, key);
  return isJsonList(items) ? items.filter(isJsonMap) : [];
}

function containersIn({ spec }: ObjectDraft): readonly JsonMap[] {
  return mapsIn(spec, "containers");
}

/** apis/core/v1/defaults.go SetDefaults_Container, of what a patch may leave out. */
function withDefaults(container: JsonMap): JsonMap {
  const image = textIn(container, "image");
  const isLatest = image.endsWith(":latest") || !/:[^/]*$/.test(image);
  const defaults: readonly (readonly [string, Json])[] = [
    ["resources", {}],
    ["terminationMessagePath", "/dev/termination-log"],
    ["terminationMessagePolicy", "File"],
    ["imagePullPolicy", isLatest ? "Always" : "IfNotPresent"],
  ];
  return defaults.reduce(
    (filled, [key, value]) => (memberOf(filled, key) === undefined ? withMember(filled, key, value) : filled),
    container,
  );
}

const CHANGEABLE = [
  "`spec.containers[*].image`",
  "`spec.initContainers[*].image`",
  "`spec.activeDeadlineSeconds`",
  "`spec.tolerations` (only additions to existing tolerations)",
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
].join(",");

/** validation.go ValidatePodUpdate; the server goes on with a comparison of both specs, in which no two runs are alike. */
function validate(draft: ObjectDraft, old: ObjectDraft): readonly FieldError[] {
  const whole = specErrors(draft);
  const images = imageErrors(draft, old);
  if (images.isLast) return [...whole, ...images.errors];
  const deadline = deadlineErrors(draft.spec, old.spec);
  if (deadline.isLast) return [...whole, ...images.errors, ...deadline.errors];
  const rest = isSameJson(fixedPart(draft, old), fixedPart(old, old))
    ? []
    : [forbidden("spec", `pod updates may not change fields other than ${CHANGEABLE}`)];
  return [...whole, ...images.errors, ...deadline.errors, ...tolerationErrors(draft.spec, old.spec), ...rest];
}

/** What no Pod may be, changed or not (ValidatePodSpec), as far as it is looked at. */
function specErrors(draft: ObjectDraft): readonly FieldError[] {
  const deadline = memberOf(draft.spec, "activeDeadlineSeconds");
  const isNoDeadline = typeof deadline === "number" && (deadline < 1 || deadline > LONGEST_SECONDS);
  const between = `must be between 1 and ${LONGEST_SECONDS}, inclusive`;
  return [
    ...(containersIn(draft).length === 0 ? [required("spec.containers")] : []),
    ...(isNoDeadline ? [invalid("spec.activeDeadlineSeconds", deadline, between)] : []),
  ];
}

const LONGEST_SECONDS = 2_147_483_647;

/** What is wrong, and whether the server looks no further. */
interface Found {
  readonly errors: readonly FieldError[];
  readonly isLast: boolean;
}

function imageErrors(draft: ObjectDraft, old: ObjectDraft): Found {
  const containers = containersIn(draft);
  if (containers.length !== containersIn(old).length) {
    const errors = [forbidden("spec.containers", "pod updates may not add or remove containers")];
    return { errors, isLast: true };
  }
  const errors = containers.flatMap((container, at) => {
    const [path, image] = [`spec.containers[${at}].image`, textIn(container, "image")];
    const isPadded = image.trim() !== image;
    return [
      ...(image === "" ? [required(path)] : []),
      ...(isPadded ? [invalid(path, image, "must not have leading or trailing whitespace")] : []),
    ];
  });
  return { errors, isLast: false };
}

function deadlineErrors(spec: JsonMap, old: JsonMap): Found {
  const path = "spec.activeDeadlineSeconds";
  const [before, after] = [memberOf(old, "activeDeadlineSeconds"), memberOf(spec, "activeDeadlineSeconds")];
  if (typeof after !== "number") {
    const isGone = typeof before === "number";
    return {
      errors: isGone ? [invalid(path, null, "must not update from a positive integer to nil value")] : [],
      isLast: false,
    };
  }
  if (after < 0 || after > LONGEST_SECONDS) {
    return { errors: [invalid(path, after, `must be between 0 and ${LONGEST_SECONDS}, inclusive`)], isLast: true };
  }
  const isLater = typeof before === "number" && before < after;
  return {
    errors: isLater ? [invalid(path, after, "must be less than or equal to previous value")] : [],
    isLast: isLater,
  };
}

function tolerationErrors(spec: JsonMap, old: JsonMap): readonly FieldError[] {
  const path = "spec.tolerations";
  const [before, after] = [mapsIn(old, "tolerations"), mapsIn(spec, "tolerations")];
  const timeless = (toleration: JsonMap): JsonMap => withMember(toleration, "tolerationSeconds", undefined);
  const isKept = (known: JsonMap): boolean => after.some((other) => isSameJson(timeless(other), timeless(known)));
  if (!before.every(isKept)) {
    return [forbidden(path, "existing toleration can not be modified except its tolerationSeconds")];
  }
  return after.flatMap((toleration, at) => oneTolerationErrors(toleration, `${path}[${at}]`));
}

const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function oneTolerationErrors(toleration: JsonMap, path: string): readonly FieldError[] {
  const [key, operator] = [textIn(toleration, "key"), textIn(toleration, "operator")];
  const [value, effect] = [textIn(toleration, "value"), textIn(toleration, "effect")];
  const isTimed = memberOf(toleration, "tolerationSeconds") !== undefined && effect !== "NoExecute";
  const all = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
  return [
    ...(key === "" ? [] : qualifiedNameFaults(key).map((fault) => invalid(`${path}.key`, key, fault))),
    ...(key === "" && operator !== "Exists" ? [invalid(`${path}.operator`, operator, all)] : []),
    ...(isTimed
      ? [invalid(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")]
      : []),
    ...operatorErrors(operator, value, `${path}.operator`),
    ...(effect === "" || EFFECTS.includes(effect) ? [] : [unsupported(`${path}.effect`, effect, EFFECTS)]),
  ];
}

function operatorErrors(operator: string, value: string, path: string): readonly FieldError[] {
  switch (operator) {
    case "":
    case "Equal": {
      const faults = labelValueFaults(value);
      return faults.length === 0 ? [] : [invalid(path, value, faults.join(";"))];
    }
    case "Exists":
      return value === "" ? [] : [invalid(path, value, "value must be empty when `operator` is 'Exists'")];
    default:
      return [unsupported(path, operator, ["Equal", "Exists"])];
  }
}

/** Without what may change. */
function fixedPart({ spec }: ObjectDraft, old: ObjectDraft): JsonMap {
  const known = containersIn(old);
  const containers = mapsIn(spec, "containers").map((container, at) =>
    withMember(container, "image", memberOf(known[at] ?? {}, "image")),
  );
  const { activeDeadlineSeconds: _, tolerations: __, ...rest } = spec;
  return { ...rest, containers };
}
