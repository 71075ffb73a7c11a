import { isIpv4, isIpv6, parseAddress } from "../../dns/index.ts";
import { duplicate, type FieldError, invalid, required, tooMany, unsupported } from "../patching/field-error.ts";
import {
  decodeObject,
  flag,
  int32,
  list,
  metadataShape,
  pointer,
  struct,
  text,
  textMap,
  texts,
  word,
} from "../patching/go-shape.ts";
import { ipFaults, specialAddressFaults } from "../patching/ip-texts.ts";
import { isJsonList, isJsonMap, isSameJson, type JsonMap, memberOf, withMember } from "../patching/json-value.ts";
import { labelFaults, labelValueFaults, qualifiedNameFaults, subdomainFaults } from "../patching/names.ts";
import { mapIn, numberIn, type ObjectDraft, textIn } from "../patching/object-draft.ts";
import { METADATA_LISTS } from "../patching/strategic-patch.ts";
import type { ObjectKind } from "./object-kind.ts";

const flagSaid = pointer(flag);
const textSaid = pointer(text);
const zone = struct("ForZone", { name: textSaid });

const shape = struct("EndpointSlice", {
  kind: text,
  apiVersion: text,
  metadata: metadataShape,
  addressType: word("v1.AddressType"),
  endpoints: list(
    struct("Endpoint", {
      addresses: texts,
      conditions: struct("EndpointConditions", { ready: flagSaid, serving: flagSaid, terminating: flagSaid }),
      hostname: textSaid,
      targetRef: struct("ObjectReference", {
        kind: text,
        namespace: text,
        name: text,
        uid: word("types.UID"),
        apiVersion: text,
        resourceVersion: text,
        fieldPath: text,
      }),
      deprecatedTopology: textMap,
      nodeName: textSaid,
      zone: textSaid,
      hints: struct("EndpointHints", { forZones: list(zone, "v1.ForZone"), forNodes: list(zone, "v1.ForNode") }),
    }),
    "v1.Endpoint",
  ),
  ports: list(
    struct("EndpointPort", {
      name: textSaid,
      protocol: pointer(word("v1.Protocol")),
      port: pointer(int32),
      appProtocol: textSaid,
    }),
    "v1.EndpointPort",
  ),
});

export const endpointSliceKind: ObjectKind = {
  kind: "EndpointSlice",
  resource: "endpointslices.discovery.k8s.io",
  printed: "endpointslice.discovery.k8s.io",
  // Endpoints and ports are atomic: a patch replaces them all.
  lists: new Map(METADATA_LISTS),
  decode: (document, reading) => decodeObject(document, shape, reading),
  prepare,
  validate: ({ object }, { object: old }) => [
    ...typeErrors(object, old),
    ...portErrors(mapsIn(object, "ports")),
    ...(isSameJson(memberOf(object, "endpoints"), memberOf(old, "endpoints")) ? [] : endpointErrors(object)),
    ...changeErrors(object, old),
  ],
};

function mapsIn(map: JsonMap, key: string): readonly JsonMap[] {
  const items = memberOf(map, key);
  return isJsonList(items) ? items.filter(isJsonMap) : [];
}

/** `deprecatedTopology` cannot be written any more. Lists are written even where they are empty: then as null (no omitempty in the Go types). */
function prepare(draft: ObjectDraft, old: ObjectDraft): void {
  const ports = mapsIn(draft.object, "ports").map((port) => {
    const named = memberOf(port, "name") === undefined ? withMember(port, "name", "") : port;
    return memberOf(named, "protocol") === undefined ? withMember(named, "protocol", "TCP") : named;
  });
  draft.setTop("ports", ports.length > 0 ? ports : null);
  const endpoints = mapsIn(draft.object, "endpoints").map((endpoint) => ({
    ...endpoint,
    addresses: memberOf(endpoint, "addresses") ?? null,
    conditions: mapIn(endpoint, "conditions"),
  }));
  const isWritten = !isSameJson(endpoints, memberOf(old.object, "endpoints"));
  const kept = isWritten
    ? endpoints.map((endpoint) => withMember(endpoint, "deprecatedTopology", undefined))
    : endpoints;
  draft.setTop("endpoints", kept.length > 0 ? kept : null);
  const isChanged = contentOf(draft) !== contentOf(old);
  if (isChanged) draft.setMetadata("generation", numberIn(old.metadata, "generation") + 1);
}

/** Anything but annotations and the like counts for the generation (registry/discovery/endpointslice/strategy.go). */
function contentOf({ object, metadata }: ObjectDraft): string {
  const sorted = (map: JsonMap): unknown => Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([
    sorted(mapIn(metadata, "labels")),
    ...["addressType", "endpoints", "ports"].map((key) => object[key] ?? null),
  ]);
}

const TYPES = ["FQDN", "IPv4", "IPv6"];

function typeErrors(object: JsonMap, _old: JsonMap): readonly FieldError[] {
  const type = textIn(object, "addressType");
  if (type === "") return [required("addressType")];
  return TYPES.includes(type) ? [] : [unsupported("addressType", type, TYPES)];
}

function changeErrors(object: JsonMap, old: JsonMap): readonly FieldError[] {
  const type = textIn(object, "addressType");
  return type === textIn(old, "addressType") ? [] : [invalid("addressType", type, "field is immutable")];
}

const PROTOCOLS = ["SCTP", "TCP", "UDP"];
const MOST_PORTS = 20_000;

function portErrors(ports: readonly JsonMap[]): readonly FieldError[] {
  if (ports.length > MOST_PORTS) return [tooMany("ports", ports.length, MOST_PORTS)];
  return ports.flatMap((port, at) => {
    const [name, protocol, application] = [textIn(port, "name"), textIn(port, "protocol"), textIn(port, "appProtocol")];
    const isRepeated = ports.slice(0, at).some((other) => textIn(other, "name") === name);
    return [
      ...(name === "" ? [] : labelFaults(name).map((fault) => invalid(`ports[${at}].name`, name, fault))),
      ...(isRepeated ? [duplicate(`ports[${at}].name`, name)] : []),
      ...(PROTOCOLS.includes(protocol) ? [] : [unsupported(`ports[${at}].protocol`, protocol, PROTOCOLS)]),
      ...(memberOf(port, "appProtocol") === undefined ? [] : qualifiedNameFaults(application)).map((fault) =>
        invalid(`ports[${at}].appProtocol`, application, fault),
      ),
    ];
  });
}

const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;

function endpointErrors(object: JsonMap): readonly FieldError[] {
  const endpoints = mapsIn(object, "endpoints");
  if (endpoints.length > MOST_ENDPOINTS) return [tooMany("endpoints", endpoints.length, MOST_ENDPOINTS)];
  const type = textIn(object, "addressType");
  return endpoints.flatMap((endpoint, at) => oneEndpointErrors(endpoint, `endpoints[${at}]`, type));
}

function oneEndpointErrors(endpoint: JsonMap, path: string, type: string): readonly FieldError[] {
  const addresses = memberOf(endpoint, "addresses");
  const all = isJsonList(addresses) ? addresses.filter((item) => typeof item === "string") : [];
  const said = (key: string, faultsOf: (value: string) => readonly string[]): readonly FieldError[] => {
    const value = memberOf(endpoint, key);
    return typeof value === "string" ? faultsOf(value).map((fault) => invalid(`${path}.${key}`, value, fault)) : [];
  };
  return [
    ...(all.length === 0 ? [required(`${path}.addresses`, "must contain at least 1 address")] : []),
    ...(all.length > MOST_ADDRESSES ? [tooMany(`${path}.addresses`, all.length, MOST_ADDRESSES)] : []),
    ...all.flatMap((address, at) => addressErrors(address, `${path}.addresses`, at, type)),
    ...said("nodeName", subdomainFaults),
    ...said("hostname", labelFaults),
    ...hintErrors(mapIn(endpoint, "hints"), `${path}.hints`),
  ];
}

function addressErrors(address: string, path: string, at: number, type: string): readonly FieldError[] {
  if (type === "FQDN") return subdomainFaults(address).map((fault) => invalid(`${path}[${at}]`, address, fault));
  const faults = ipFaults(address);
  if (faults.length > 0) return faults.map((fault) => invalid(`${path}[${at}]`, address, fault));
  const parsed = parseAddress(address);
  const isOfType = parsed !== null && (type === "IPv6" ? isIpv6(parsed) : isIpv4(parsed));
  return [
    ...(isOfType ? [] : [invalid(path, address, `must be an ${type} address`)]),
    ...specialAddressFaults(address).map((fault) => invalid(`${path}[${at}]`, address, fault)),
  ];
}

const MOST_HINTS = 8;

function hintErrors(hints: JsonMap, path: string): readonly FieldError[] {
  return (["forZones", "forNodes"] as const).flatMap((key) => {
    const names = mapsIn(hints, key).map((hint) => textIn(hint, "name"));
    if (names.length > MOST_HINTS) return [tooMany(`${path}.${key}`, names.length, MOST_HINTS)];
    return names.flatMap((name, at) => {
      const place = `${path}.${key}[${at}].name`;
      const faults = key === "forZones" ? labelValueFaults(name) : subdomainFaults(name);
      return [
        ...(names.indexOf(name) < at ? [duplicate(place, name)] : []),
        ...faults.map((fault) => invalid(place, name, fault)),
      ];
    });
  });
}
