import { readFileSync } from "node:fs";
import nock from "nock";
import { SERVER } from "./api.fixture.ts";
import type { ApiReply, ClusterApi } from "./cluster-api.ts";

/** What kube-apiserver 1.36.3 answered to a request (conformance/src/kube-api/record-lists.ts). */
interface Exchange {
  readonly person: "reader" | "nobody" | "stranger";
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How the command itself fared against the server, and what the server's audit log had of it. */
interface LiveRun {
  readonly isSameTwice: boolean;
  readonly services: number;
  readonly code: number;
  readonly err: string;
  readonly leaks: readonly string[];
  readonly requests: Readonly<Record<string, number>>;
  readonly continued: number;
  readonly nobody: { readonly code: number; readonly err: string; readonly out: string };
}

const FILE = new URL("../../../conformance/recordings-kubernetes/lists.json", import.meta.url);
export const recorded: { readonly exchanges: readonly Exchange[]; readonly live: LiveRun } = JSON.parse(
  readFileSync(FILE, "utf8"),
);

/** The answer to a request of somebody; of several the one of that number. */
export function exchangeOf(person: Exchange["person"], path: string, at = 0): Exchange {
  const found = recorded.exchanges.filter((one) => one.person === person && one.path.startsWith(path))[at];
  if (found === undefined) throw new Error(`${path} of ${person} was not recorded`);
  return found;
}

/** The bodies that make up the cluster, by path; without what was asked page by page. */
export const bodies: ReadonlyMap<string, unknown> = new Map(
  recorded.exchanges
    .filter(({ person, status, path }) => person === "reader" && status === 200 && !/limit=1\b/.test(path))
    .map(({ path, body }) => [path.replace(/\?.*/, ""), JSON.parse(body)]),
);

/** A server with these bodies and nothing else; what it has not is not there. */
export function apiOf(documents: ReadonlyMap<string, unknown>): ClusterApi {
  return {
    pause: async () => {},
    get: async ({ path }): Promise<ApiReply> =>
      documents.has(path)
        ? { kind: "document", value: documents.get(path) }
        : { kind: "status", status: 404, retryAfterMs: null },
  };
}

/** Has nock answer as the server did: each request with the next of its exchanges, the last one for ever. */
export function playExchanges(choose: (path: string, query: URLSearchParams, count: number) => Exchange): string[] {
  const requests: string[] = [];
  const counts = new Map<string, number>();
  nock(SERVER)
    .persist()
    .get(/.*/)
    .reply(({ url }: Request) => {
      const { pathname, searchParams, search } = new URL(url);
      requests.push(`${pathname}${search}`);
      const count = counts.get(pathname) ?? 0;
      counts.set(pathname, count + 1);
      const { status, body, headers } = choose(pathname, searchParams, count);
      return [status, body, headers];
    });
  return requests;
}
