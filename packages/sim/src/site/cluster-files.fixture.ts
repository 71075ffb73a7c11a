import { printPrefix } from "@splithorizon/core";
import type { Station } from "../network/index.ts";

/** A Node with one InternalIP each; `spec` is YAML flow. */
export function nodeOf(name: string, addresses: string, spec: string = "{}"): string {
  const list = addresses.split(" ").map((address) => `{ type: InternalIP, address: "${address}" }`);
  return `---\napiVersion: v1\nkind: Node\nmetadata: { name: ${name} }\nspec: ${spec}\nstatus: { addresses: [${list.join(", ")}] }\n`;
}

/** A running Pod `namespace/name` with addresses; `spec` and `labels` are YAML flow. */
export function podOf(path: string, addresses: string, spec: string = "{}", labels: string = "{}"): string {
  const [namespace, name] = path.split("/");
  const list = addresses.split(" ").map((address) => `{ ip: "${address}" }`);
  return `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }\nspec: ${spec}\nstatus: { phase: Running, podIPs: [${list.join(", ")}] }\n`;
}

/** An EndpointSlice of a Service `namespace/name`; each endpoint as YAML flow. */
export function sliceOf(service: string, suffix: string, ...endpoints: readonly string[]): string {
  const [namespace, name] = service.split("/");
  const type = endpoints.some((endpoint) => endpoint.includes("::")) ? "IPv6" : "IPv4";
  return `---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\naddressType: ${type}\nmetadata: { name: ${name}-${suffix}, namespace: ${namespace}, labels: { kubernetes.io/service-name: ${name} } }\nports: [{ port: 53, protocol: UDP }]\nendpoints: [${endpoints.join(", ")}]\n`;
}

/** A Service `namespace/name`; `spec` and `labels` are YAML flow. */
export function serviceOf(path: string, spec: string, labels: string = "{}"): string {
  const [namespace, name] = path.split("/");
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }\nspec: ${spec}\n`;
}

/** `100.64.1.0/24 to n2 src 100.64.0.9 (cluster)`, as near to `ip route` as a station's routes are. */
export function printRoutes({ routes }: Station): readonly string[] {
  return routes.map(({ prefix, next, source, origin }) => {
    const how =
      next.kind === "link"
        ? "dev link"
        : next.kind === "station"
          ? `to ${next.name}`
          : `via ${next.addresses.join(" or ")}`;
    return `${printPrefix(prefix)} ${how}${source === null ? "" : ` src ${source}`} (${origin})`;
  });
}

/** `192.0.2.1/24`, with a `*` behind what is held for a virtual router. */
export function printAddresses({ addresses }: Station): readonly string[] {
  return addresses.map(({ address, prefixLength, isVirtual }) => `${address}/${prefixLength}${isVirtual ? "*" : ""}`);
}
