import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { fieldSelectorFault, matchesFields, matchesLabels } from "./selectors.ts";

/** A Kubernetes object as YAML gives it; the API server looks at its kind and metadata and hands the rest on as it is. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

interface Resource {
  readonly kind: string;
  readonly apiVersion: string;
}

/** What CoreDNS's kubernetes plugin lists and watches, by path. */
const KIND_BY_PATH: ReadonlyMap<string, Resource> = new Map([
  ["/api/v1/namespaces", { kind: "Namespace", apiVersion: "v1" }],
  ["/api/v1/services", { kind: "Service", apiVersion: "v1" }],
  ["/api/v1/pods", { kind: "Pod", apiVersion: "v1" }],
  ["/apis/discovery.k8s.io/v1/endpointslices", { kind: "EndpointSlice", apiVersion: "discovery.k8s.io/v1" }],
]);

const RESOURCE_VERSION = "1000";

/** A running API server: read only, without TLS, on loopback. */
export interface ApiServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves list and watch from a fixed set of objects; a watch stays open and says nothing after its initial events. */
export async function startApiServer(objects: readonly ApiObject[], port = 0): Promise<ApiServer> {
  const server = createServer((request, response) => answer(objects, request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the API server has no TCP address");
  return { port: bound.port, stop: () => stopServer(server) };
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.closeAllConnections();
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
}

function answer(objects: readonly ApiObject[], request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://localhost");
  const resource = KIND_BY_PATH.get(url.pathname);
  if (url.pathname === "/version") sendJson(response, 200, { major: "1", minor: "36", gitVersion: "v1.36.3" });
  else if (resource === undefined) sendJson(response, 404, failure("NotFound", `${url.pathname} not found`, 404));
  else answerResource(objects, resource, url.searchParams, response);
}

function answerResource(
  objects: readonly ApiObject[],
  resource: Resource,
  parameters: URLSearchParams,
  response: ServerResponse,
): void {
  const fields = parameters.get("fieldSelector") ?? "";
  const fault = fieldSelectorFault(resource.kind, fields);
  if (fault !== null) {
    sendJson(response, 400, failure("BadRequest", fault, 400));
    return;
  }
  const labels = parameters.get("labelSelector") ?? "";
  const items = objects
    .filter((object) => object.kind === resource.kind && matchesLabels(object, labels) && matchesFields(object, fields))
    .map(withResourceVersion);
  if (["true", "1"].includes(parameters.get("watch") ?? "")) {
    openWatch(response, items, resource, parameters.get("sendInitialEvents") === "true");
    return;
  }
  sendJson(response, 200, listOf(resource, items, parameters));
}

/** A page of `limit` objects behind `continue`; the token is the place where the next page begins. */
function listOf(resource: Resource, items: readonly ApiObject[], parameters: URLSearchParams): unknown {
  const from = Number(parameters.get("continue") ?? 0);
  const limit = Number(parameters.get("limit") ?? 0);
  const to = limit > 0 ? from + limit : items.length;
  const remains = to < items.length ? { continue: String(to), remainingItemCount: items.length - to } : {};
  return {
    kind: `${resource.kind}List`,
    apiVersion: resource.apiVersion,
    metadata: { resourceVersion: RESOURCE_VERSION, ...remains },
    items: items.slice(from, to),
  };
}

function withResourceVersion(object: ApiObject): ApiObject {
  const uid = `${object.kind}-${object.metadata.namespace ?? ""}-${object.metadata.name}`;
  return {
    ...object,
    metadata: { uid, ...object.metadata, resourceVersion: RESOURCE_VERSION } as ApiObject["metadata"],
  };
}

function openWatch(
  response: ServerResponse,
  items: readonly ApiObject[],
  resource: Resource,
  sendsInitialEvents: boolean,
): void {
  response.writeHead(200, { "content-type": "application/json", "transfer-encoding": "chunked" });
  if (sendsInitialEvents) {
    for (const object of items) response.write(`${JSON.stringify({ type: "ADDED", object })}\n`);
    const bookmark = {
      kind: resource.kind,
      apiVersion: resource.apiVersion,
      metadata: {
        resourceVersion: RESOURCE_VERSION,
        annotations: { "k8s.io/initial-events-end": "true" },
      },
    };
    response.write(`${JSON.stringify({ type: "BOOKMARK", object: bookmark })}\n`);
  } else response.flushHeaders();
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function failure(reason: string, message: string, code: number): unknown {
  return { kind: "Status", apiVersion: "v1", status: "Failure", reason, message, code };
}
