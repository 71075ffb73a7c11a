import { duplicate, type FieldError, invalid, required, unsupported } from "../patching/field-error.ts";
import { type JsonMap, memberOf } from "../patching/json-value.ts";
import { labelFaults, portNameFaults, qualifiedNameFaults } from "../patching/names.ts";
import { numberIn, textIn } from "../patching/object-draft.ts";
import type { ServiceDraft } from "./service-spec.ts";

const PROTOCOLS = ["SCTP", "TCP", "UDP"];
const RANGE = "must be between 1 and 65535, inclusive";

export function validatePorts({ ports }: ServiceDraft): readonly FieldError[] {
  return ports.flatMap((port, at) => {
    const before = ports.slice(0, at).map((other) => textIn(other, "name"));
    return validatePort(port, `spec.ports[${at}]`, ports.length > 1 ? "several" : "one", before);
  });
}

/** Several ports are told apart by name. */
function validatePort(
  port: JsonMap,
  path: string,
  among: "one" | "several",
  names: readonly string[],
): readonly FieldError[] {
  const number = numberIn(port, "port");
  const protocol = textIn(port, "protocol");
  const appProtocol = textIn(port, "appProtocol");
  return [
    ...validateName(textIn(port, "name"), `${path}.name`, among, names),
    ...(isPort(number) ? [] : [invalid(`${path}.port`, number, RANGE)]),
    ...(PROTOCOLS.includes(protocol) ? [] : [unsupported(`${path}.protocol`, protocol, PROTOCOLS)]),
    ...validateTarget(port, `${path}.targetPort`),
    ...(appProtocol === ""
      ? []
      : qualifiedNameFaults(appProtocol).map((fault) => invalid(`${path}.appProtocol`, appProtocol, fault))),
  ];
}

function validateName(
  name: string,
  path: string,
  among: "one" | "several",
  names: readonly string[],
): readonly FieldError[] {
  if (name === "") return among === "several" ? [required(path)] : [];
  const faults = labelFaults(name).map((fault) => invalid(path, name, fault));
  return names.includes(name) ? [...faults, duplicate(path, name)] : faults;
}

function validateTarget(port: JsonMap, path: string): readonly FieldError[] {
  const target = memberOf(port, "targetPort");
  if (typeof target === "string") return portNameFaults(target).map((fault) => invalid(path, target, fault));
  return typeof target === "number" && !isPort(target) ? [invalid(path, target, RANGE)] : [];
}

function isPort(number: number): boolean {
  return number >= 1 && number <= 65_535;
}
