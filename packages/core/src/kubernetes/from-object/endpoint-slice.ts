import type { EndpointSlice, SliceEndpoint } from "../cluster-snapshot.ts";
import type { FieldReader } from "./field-reader.ts";
import { readMetadata } from "./metadata.ts";

const SERVICE_NAME = "kubernetes.io/service-name";

export function readEndpointSlice(object: FieldReader): EndpointSlice {
  const metadata = readMetadata(object);
  return {
    metadata: { ...metadata, namespace: metadata.namespace || "default" },
    serviceName: Object.hasOwn(metadata.labels, SERVICE_NAME) ? (metadata.labels[SERVICE_NAME] ?? "") : "",
    addressType: object.oneOf("addressType", ["IPv4", "IPv6", "FQDN"]) ?? "IPv4",
    endpoints: object.items("endpoints").map(readEndpoint),
    ports: object.items("ports").map((port) => ({
      name: port.text("name") ?? "",
      port: port.number("port"),
      protocol: port.oneOf("protocol", ["TCP", "UDP", "SCTP"]) ?? "TCP",
    })),
  };
}

function readEndpoint(endpoint: FieldReader): SliceEndpoint {
  const conditions = endpoint.at("conditions");
  const target = endpoint.at("targetRef");
  return {
    addresses: endpoint.addresses("addresses"),
    ready: conditions.flag("ready"),
    serving: conditions.flag("serving"),
    terminating: conditions.flag("terminating"),
    hostname: endpoint.text("hostname"),
    nodeName: endpoint.text("nodeName"),
    zone: endpoint.text("zone"),
    targetRef:
      endpoint.raw("targetRef") === undefined
        ? null
        : {
            kind: target.text("kind") ?? "",
            namespace: target.text("namespace") ?? "",
            name: target.text("name") ?? "",
          },
  };
}
