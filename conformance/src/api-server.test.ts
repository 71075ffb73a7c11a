import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiObject, type ApiServer, startApiServer } from "./api-server.ts";

const pod = (name: string, phase: string): ApiObject & { status: unknown } => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "default", labels: { job: name } },
  status: { phase },
});
const PODS = [pod("a", "Running"), pod("b", "Succeeded"), pod("c", "Pending")];

interface List {
  readonly metadata: { readonly continue?: string; readonly remainingItemCount?: number };
  readonly items: readonly ApiObject[];
}

describe("the API server that CoreDNS is recorded with", () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer(PODS);
  });
  afterAll(() => server.stop());

  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`);
  const list = async (parameters: string): Promise<List> =>
    (await (await get(`/api/v1/pods?${parameters}`)).json()) as List;
  const namesOf = ({ items }: List): readonly string[] => items.map(({ metadata }) => metadata.name);

  it.each([
    ["", ["a", "b", "c"]],
    ["fieldSelector=status.phase!%3DSucceeded,status.phase!%3DFailed", ["a", "c"]],
    ["labelSelector=job%20in%20(a,b)&fieldSelector=status.phase%3DRunning", ["a"]],
  ])("lists %j", async (parameters, expected) => expect(namesOf(await list(parameters))).toEqual(expected));

  it("hands a long list out page by page", async () => {
    const first = await list("limit=2");
    expect([namesOf(first), first.metadata.remainingItemCount]).toEqual([["a", "b"], 1]);
    const second = await list(`limit=2&continue=${first.metadata.continue}`);
    expect([namesOf(second), second.metadata.continue]).toEqual([["c"], undefined]);
  });

  it("refuses a field that pods cannot be chosen by, and knows no other kinds", async () => {
    expect((await get("/api/v1/pods?fieldSelector=spec.colour%3Dred")).status).toBe(400);
    expect((await get("/api/v1/secrets")).status).toBe(404);
  });

  it("sends what is there to a watcher, then a bookmark, and leaves the connection open", async () => {
    const response = await get("/api/v1/pods?watch=true&sendInitialEvents=true&fieldSelector=status.phase%3DPending");
    const reader = response.body?.getReader();
    const events: string[] = [];
    while (events.length < 2) {
      const chunk = await reader?.read();
      events.push(
        ...new TextDecoder()
          .decode(chunk?.value)
          .split("\n")
          .filter((line) => line !== ""),
      );
    }
    await reader?.cancel();
    const parsed = events.map((line) => JSON.parse(line) as { type: string; object: ApiObject });
    expect(parsed.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual([
      "ADDED c",
      "BOOKMARK undefined",
    ]);
  });
});
