import nock from "nock";
import { listedResources, listPath } from "./resources.ts";

export const SERVER = "https://192.0.2.1:6443";
/** As a kubeconfig carries it; no request of these tests reaches a network. */
export const TOKEN = "token-of-the-tests";

/** What a path answers, page by page: each reply serves one request, the last all others. */
export type Replies = readonly (readonly [number, unknown, Readonly<Record<string, string>>?])[];

/** An API server that answers what it is told to, and an empty list for the rest; and every request that it had. */
export function serveApi(paths: Readonly<Record<string, Replies>>): readonly string[] {
  const requests: string[] = [];
  const asked = new Map<string, number>();
  nock(SERVER)
    .persist()
    .get(/.*/)
    .reply(({ method, url }: Request) => {
      const { pathname, search } = new URL(url);
      requests.push(`${method} ${pathname}${search}`);
      const replies = Object.hasOwn(paths, pathname) ? (paths[pathname] ?? []) : [emptyList(pathname)];
      const count = asked.get(pathname) ?? 0;
      asked.set(pathname, count + 1);
      const [status, body, headers = {}] = replies[Math.min(count, replies.length - 1)] ?? [404, status404];
      return [status, JSON.stringify(body), { "content-type": "application/json", ...headers }];
    });
  return requests;
}

const status404 = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 };

function emptyList(pathname: string): Replies[number] {
  const resource = listedResources.find((one) => one.versions.some((version) => listPath(one, version) === pathname));
  if (resource !== undefined) return [200, listOf(resource.kind, [])];
  return pathname.endsWith("/configmaps/coredns") ? [200, corefile(".:53 {\n}\n")] : [404, status404];
}

/** A page as the API server writes it: its items do not repeat their kind. */
export function listOf(kind: string, items: readonly unknown[], next: string = ""): unknown {
  const metadata = { resourceVersion: "421", ...(next === "" ? {} : { continue: next, remainingItemCount: 1 }) };
  return { kind: `${kind}List`, apiVersion: "v1", metadata, items };
}

export function corefile(text: string): unknown {
  return {
    kind: "ConfigMap",
    apiVersion: "v1",
    metadata: { name: "coredns", namespace: "kube-system" },
    data: { Corefile: text, secretly: "not kept" },
  };
}

export const service = (name: string, clusterIP: string): unknown => ({
  metadata: { name, namespace: "default", resourceVersion: "7", managedFields: [{ manager: "kubectl" }] },
  spec: { clusterIP },
});
