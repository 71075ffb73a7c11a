import type { KubeConfig } from "@kubernetes/client-node";
import type { ApiReply, ApiRequest, ClusterApi } from "../cluster-api.ts";
import { codeOf } from "./code-of.ts";

type Library = typeof import("@kubernetes/client-node");
type Reply = Awaited<ReturnType<ReturnType<InstanceType<Library["IsomorphicFetchHttpLibrary"]>["send"]>["toPromise"]>>;

/** Of one request with its whole answer; a page of 500 objects took 0.1 s where it was measured. */
const LONGEST_REQUEST_MS = 60_000;

/**
 * Requests by the client library's own HTTP, with its authentication, and without its models: they would turn moments
 * into dates, drop what they do not know and let an answer of another shape pass as an empty list.
 * The library makes a new pool of connections for each request; here one is made and kept.
 */
export async function makeRequests(library: Library, config: KubeConfig, server: string): Promise<ClusterApi["get"]> {
  const { HttpMethod, IsomorphicFetchHttpLibrary, RequestContext } = library;
  const model = new RequestContext(server, HttpMethod.GET);
  await config.applySecurityAuthentication(model);
  const dispatcher = model.getDispatcher();
  const http = new IsomorphicFetchHttpLibrary();
  return async ({ path, query }: ApiRequest): Promise<ApiReply> => {
    const request = new RequestContext(`${server}${path}`, HttpMethod.GET);
    for (const [name, value] of Object.entries(query)) request.setQueryParam(name, value);
    for (const [name, value] of Object.entries(model.getHeaders())) request.setHeaderParam(name, value);
    request.setHeaderParam("Accept", "application/json");
    if (dispatcher !== undefined) request.setDispatcher(dispatcher);
    request.setSignal(AbortSignal.timeout(LONGEST_REQUEST_MS));
    try {
      return await replyOf(await http.send(request).toPromise());
    } catch (fault) {
      return { kind: "unreachable", why: codeOf(fault) };
    }
  };
}

async function replyOf({ httpStatusCode, headers, body }: Reply): Promise<ApiReply> {
  const text = await body.text();
  if (httpStatusCode !== 200) {
    return { kind: "status", status: httpStatusCode, retryAfterMs: retryAfterOf(headers["retry-after"]) };
  }
  try {
    return { kind: "document", value: JSON.parse(text) };
  } catch {
    return { kind: "garbled", why: "it is no JSON" };
  }
}

/** Seconds; the API server sends no dates. */
function retryAfterOf(header: string | undefined): number | null {
  const seconds = /^\d{1,6}$/.test(header ?? "") ? Number(header) : null;
  return seconds === null ? null : seconds * 1000;
}
