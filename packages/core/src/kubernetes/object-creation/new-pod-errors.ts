import { duplicate, type FieldError, invalid, required, unsupported } from "../patching/field-error.ts";
import { isJsonList, isJsonMap, type JsonMap, memberOf } from "../patching/json-value.ts";
import { labelFaults, subdomainFaults } from "../patching/names.ts";
import { mapIn, type ObjectDraft, textIn } from "../patching/object-draft.ts";

const RESTART_POLICIES = ["Always", "OnFailure", "Never"];
const DNS_POLICIES = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];

/** What of a new Pod is looked at (validation.go ValidatePodCreate): containers, policies, names. */
export function newPodErrors({ spec }: ObjectDraft): readonly FieldError[] {
  const containers = mapsIn(spec, "containers");
  return [
    ...(containers.length === 0 ? [required("spec.containers")] : []),
    ...containers.flatMap((container, at) => containerErrors(container, at, containers)),
    ...policyErrors(spec, "restartPolicy", RESTART_POLICIES),
    ...policyErrors(spec, "dnsPolicy", DNS_POLICIES),
    ...dnsErrors(spec),
    ...faultsOf(spec, "nodeName", subdomainFaults),
    ...faultsOf(spec, "hostname", labelFaults),
    ...faultsOf(spec, "subdomain", labelFaults),
  ];
}

function containerErrors(container: JsonMap, at: number, all: readonly JsonMap[]): readonly FieldError[] {
  const path = `spec.containers[${at}]`;
  const [name, image] = [textIn(container, "name"), textIn(container, "image")];
  const isRepeated = name !== "" && all.slice(0, at).some((other) => textIn(other, "name") === name);
  const isPadded = image.trim() !== image;
  return [
    ...(name === ""
      ? [required(`${path}.name`)]
      : labelFaults(name).map((fault) => invalid(`${path}.name`, name, fault))),
    ...(isRepeated ? [duplicate(`${path}.name`, name)] : []),
    ...(image === "" ? [required(`${path}.image`)] : []),
    ...(isPadded ? [invalid(`${path}.image`, image, "must not have leading or trailing whitespace")] : []),
  ];
}

/** Where it says nothing the default is one of them. */
function policyErrors(spec: JsonMap, key: string, words: readonly string[]): readonly FieldError[] {
  const value = textIn(spec, key);
  return value === "" || words.includes(value) ? [] : [unsupported(`spec.${key}`, value, words)];
}

function dnsErrors(spec: JsonMap): readonly FieldError[] {
  if (textIn(spec, "dnsPolicy") !== "None") return [];
  const nameservers = memberOf(mapIn(spec, "dnsConfig"), "nameservers");
  const hasSome = isJsonList(nameservers) && nameservers.length > 0;
  const why = 'must provide at least one DNS nameserver when `dnsPolicy` is "None"';
  return hasSome ? [] : [required("spec.dnsConfig.nameservers", why)];
}

function faultsOf(spec: JsonMap, key: string, faults: (text: string) => readonly string[]): readonly FieldError[] {
  const value = textIn(spec, key);
  return value === "" ? [] : faults(value).map((fault) => invalid(`spec.${key}`, value, fault));
}

function mapsIn(map: JsonMap, key: string): readonly JsonMap[] {
  const items = memberOf(map, key);
  return isJsonList(items) ? items.filter(isJsonMap) : [];
}
