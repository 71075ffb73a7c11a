import {
  joinSnapshots,
  printClusterSnapshot,
  snapshotFromDocument,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import fc from "fast-check";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { listOf, SERVER, TOKEN } from "./api.fixture.ts";
import { connect, nothingAllowed, readKubeconfig } from "./client/index.ts";
import type { ApiRequest, ClusterApi } from "./cluster-api.ts";
import { readCluster } from "./read-cluster.ts";
import { readList } from "./read-list.ts";
import { apiOf, bodies, exchangeOf, playExchanges, recorded } from "./recorded.fixture.ts";
import { listedResources, listPath, type Resource } from "./resources.ts";

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

async function connected(): Promise<ClusterApi> {
  const text = `apiVersion: v1
kind: Config
current-context: test
contexts: [{ name: test, context: { cluster: c, user: u } }]
clusters: [{ name: c, cluster: { server: "${SERVER}" } }]
users: [{ name: u, user: { token: ${TOKEN} } }]
`;
  const read = readKubeconfig({ text, path: "/k", context: null, allowance: nothingAllowed });
  if (read.kind === "refused") throw new Error("the kubeconfig is refused");
  const connection = await connect(read.access);
  if (connection.kind === "failed") throw new Error(connection.why);
  return { ...connection.api, pause: async () => {} };
}

const services = listedResources.find(({ kind }) => kind === "Service") as Resource;
const SERVICES = listPath(services, "v1");

describe("the command against a real kube-apiserver 1.36.3 with 1,205 Services", () => {
  const { live } = recorded;

  test("reads all of them, and the same octets twice", () => {
    expect([live.code, live.services, live.isSameTwice]).toEqual([0, 1205, true]);
  });

  test("the audit log has lists and one get, nothing that is watched, no Secret, and no list of ConfigMaps", () => {
    expect(Object.keys(live.requests).filter((request) => !request.startsWith("list "))).toEqual(["get configmaps"]);
    expect(Object.keys(live.requests).filter((request) => request.includes("secret"))).toEqual([]);
    expect(Object.keys(live.requests)).not.toContain("list configmaps");
  });

  test("each of two runs asks for each resource once, for services page by page", () => {
    const listed = listedResources.map(({ plural }) => plural);
    expect(Object.keys(live.requests).sort()).toEqual(["get configmaps", ...listed.map((one) => `list ${one}`)].sort());
    expect([live.requests["list services"], live.continued, live.requests["get configmaps"]]).toEqual([6, 4, 2]);
  });

  test("nothing of a Secret, another ConfigMap, an environment or of the server's own is in it", () => {
    expect(live.leaks).toEqual([]);
  });

  test("an absent CRD is told and is no failure", () => {
    expect(live.err.trim().split("\n")).toEqual(
      [
        "ciliumnodes",
        "ciliumbgpclusterconfigs",
        "ciliumbgppeerconfigs",
        "ciliumbgpadvertisements",
        "ciliuml2announcementpolicies",
      ].map((what) => `GET /apis/cilium.io/v2/${what}: information KUBERNETES_API_ABSENT: The cluster has no ${what}.`),
    );
  });

  test("who may read nothing hears it of each resource, and that something is missing", () => {
    const { code, err, out } = live.nobody;
    expect(code).toBe(1);
    expect(err.match(/KUBERNETES_API_FORBIDDEN/g)).toHaveLength(listedResources.length + 1);
    expect(JSON.parse(out).services).toEqual([]);
  });
});

describe("single answers of the server, through the client library", () => {
  test.each<readonly [what: string, person: "reader" | "nobody" | "stranger", path: string, at: number, reply: object]>(
    [
      ["a list", "reader", "/api/v1/pods", 0, { kind: "document" }],
      [
        "A9: a CRD that is not there, in plain text",
        "reader",
        "/apis/cilium.io/v2/ciliumnodes",
        0,
        { kind: "status", status: 404 },
      ],
      [
        "A9: a Secret by its name",
        "reader",
        "/api/v1/namespaces/kube-system/secrets",
        0,
        { kind: "status", status: 403 },
      ],
      ["A9: all Secrets", "reader", "/api/v1/secrets", 0, { kind: "status", status: 403 }],
      ["A9: all ConfigMaps", "reader", "/api/v1/configmaps", 0, { kind: "status", status: 403 }],
      ["nobody's list", "nobody", "/api/v1/services", 0, { kind: "status", status: 403 }],
      ["an unknown token", "stranger", "/api/v1/services", 0, { kind: "status", status: 401 }],
      [
        "A7: a page that is too old",
        "reader",
        "/api/v1/services?limit=1&continue=",
        1,
        { kind: "status", status: 410 },
      ],
      [
        "a continue token that is none",
        "reader",
        "/api/v1/services?limit=1&continue=none",
        0,
        { kind: "status", status: 400 },
      ],
    ],
  )("%s", async (_, person, path, at, reply) => {
    const exchange = exchangeOf(person, path, at);
    playExchanges(() => exchange);
    const { pathname, searchParams } = new URL(exchange.path, SERVER);
    const request: ApiRequest = { path: pathname, query: Object.fromEntries(searchParams) };
    const found = await (await connected()).get(request);
    expect(found).toMatchObject(reply);
    // A refusal names who asked and what for; nothing of that is handed on.
    if (found.kind !== "document") expect(JSON.stringify(found)).not.toContain("User");
  });
});

describe("A7: a list in pages, as the server cut it", () => {
  const page = (at: number): ReturnType<typeof exchangeOf> => exchangeOf("reader", `${SERVICES}?limit=1`, at);
  const [first, second, again, gone] = [page(0), page(1), page(2), page(3)];

  it("continues with the server's token as it is, and stops where there is none", async () => {
    const requests = playExchanges((_, query) => (query.has("continue") ? second : first));
    const result = await readList(await connected(), services, "v1");
    const names = result.kind === "read" ? result.snapshot.services.map(({ metadata }) => metadata.name) : [];
    expect(names).toEqual(["kubernetes", "kube-dns"]);
    const token = JSON.parse(first.body).metadata.continue;
    expect(new URL(requests[1] ?? "", SERVER).searchParams.get("continue")).toBe(token);
    expect(requests).toHaveLength(2);
  });

  it("reads a list anew that was too old; the token that the server offers then is not taken", async () => {
    expect(JSON.parse(gone.body).metadata.continue).toMatch(/./);
    const answers = [again, gone, first, second];
    const requests = playExchanges((_, __, count) => answers[count] ?? second);
    const result = await readList(await connected(), services, "v1");
    expect(result.kind).toBe("read");
    const continued = requests.map((request) => new URL(request, SERVER).searchParams.get("continue") ?? "");
    const [token, inconsistent] = [again, gone].map(({ body }) => JSON.parse(body).metadata.continue);
    expect(continued).toEqual(["", token, "", JSON.parse(first.body).metadata.continue]);
    expect(continued).not.toContain(inconsistent);
  });

  it("a list that is always too old is given up", async () => {
    playExchanges((_, query) => (query.has("continue") ? gone : again));
    expect(await readList(await connected(), services, "v1")).toEqual({ kind: "expired" });
  });

  it("a refused token ends the list: half of it is none", async () => {
    const refused = exchangeOf("reader", `${SERVICES}?limit=1&continue=none`);
    playExchanges((_, query) => (query.has("continue") ? refused : first));
    expect(await readList(await connected(), services, "v1")).toMatchObject({
      kind: "failed",
      failure: { status: 400 },
    });
  });
});

const snapshotText = async (documents: ReadonlyMap<string, unknown>): Promise<string> =>
  printClusterSnapshot((await readCluster(apiOf(documents))).value);

describe("the recorded cluster as a snapshot", () => {
  test("has what was made, as the server completed it", async () => {
    const { value, diagnostics } = await readCluster(apiOf(bodies));
    expect(diagnostics.filter(({ severity }) => severity !== "information")).toEqual([]);
    expect(
      value.services.map(({ metadata, type, clusterIps }) => `${metadata.name} ${type} ${clusterIps.join()}`),
    ).toEqual(["kubernetes ClusterIP 198.18.0.1", "kube-dns ClusterIP 198.18.0.10"]);
    expect(value.namespaces.map(({ metadata }) => metadata.name)).toEqual([
      "default",
      "kube-node-lease",
      "kube-public",
      "kube-system",
    ]);
    expect(
      value.endpointSlices.map(({ serviceName, endpoints }) => `${serviceName} ${endpoints[0]?.addresses.join()}`),
    ).toEqual(["kube-dns 10.0.1.53"]);
    expect(value.pods.map(({ metadata, nodeName, phase }) => `${metadata.name} ${nodeName} ${phase}`)).toEqual([
      "coredns-0 node1 Pending",
      "with-a-password null Pending",
    ]);
    expect(value.nodes.map(({ metadata, podCidrs }) => `${metadata.name} ${podCidrs.join()}`)).toEqual([
      "node1 10.0.1.0/24",
    ]);
    expect(value.loadBalancerIpPools.map(({ blocks }) => blocks)).toEqual([[{ kind: "cidr", cidr: "198.19.0.0/24" }]]);
    expect(value.corefiles.map(({ corefile }) => corefile)).toEqual([".:53 {\n}\n"]);
  });

  test("the client library and a direct port give the same octets", async () => {
    playExchanges((path) => {
      const found = recorded.exchanges.find(
        (one) => one.person === "reader" && one.path.replace(/\?.*/, "") === path && !/limit=1\b/.test(one.path),
      );
      return found ?? exchangeOf("reader", "/apis/cilium.io/v2/ciliumnodes");
    });
    const { value } = await readCluster(await connected());
    expect(printClusterSnapshot(value)).toBe(await snapshotText(bodies));
  });

  test("law: a snapshot of a snapshot is the snapshot", async () => {
    const text = await snapshotText(bodies);
    const span = wholeSpan(sourceFromText("s", ""));
    const { value, diagnostics } = snapshotFromDocument({ value: JSON.parse(text), locate: () => span });
    expect(diagnostics).toEqual([]);
    expect(printClusterSnapshot(value)).toBe(text);
    expect(printClusterSnapshot(joinSnapshots([value, value]))).toBe(text);
  });

  test("law: the order of objects, of their fields and of their labels changes no octet", async () => {
    const text = await snapshotText(bodies);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(1000)), async (lots) => {
        const below = (among: number): number => (lots.next().value ?? 0) % among;
        const shuffled = new Map(
          [...bodies].map(([path, body]) => [path, shuffledObject(shuffledItems(body, below), below)]),
        );
        expect(await snapshotText(shuffled)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test("law: an object that stands in a list twice is there once, the later one", async () => {
    const text = await snapshotText(bodies);
    const twice = new Map([...bodies].map(([path, body]) => [path, withItems(body, (items) => [...items, ...items])]));
    expect(await snapshotText(twice)).toBe(text);
  });

  test("law: what the server keeps for itself may be anything or missing", async () => {
    const text = await snapshotText(bodies);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (foreign) => {
        const own = { uid: foreign, resourceVersion: foreign, managedFields: foreign, selfLink: foreign };
        const changed = new Map(
          [...bodies].map(([path, body]) => [
            path,
            withItems(body, (items) => items.map((item) => withMetadata(item, own))),
          ]),
        );
        expect(await snapshotText(changed)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });
});

type Body = { readonly items?: readonly unknown[] };

function withItems(body: unknown, change: (items: readonly unknown[]) => readonly unknown[]): unknown {
  const { items, ...rest } = body as Body;
  return items === undefined ? body : { ...rest, items: change(items) };
}

function withMetadata(item: unknown, more: object): unknown {
  const { metadata, ...rest } = item as { readonly metadata: object };
  return { ...rest, metadata: { ...metadata, ...more } };
}

function shuffledItems(body: unknown, below: (among: number) => number): unknown {
  return withItems(body, (items) => shuffled(items, below));
}

function shuffled<T>(list: readonly T[], below: (among: number) => number): readonly T[] {
  return list.reduce<readonly T[]>((mixed, item) => mixed.toSpliced(below(mixed.length + 1), 0, item), []);
}

/** Members of objects in another order, lists as they are: their order may say something. */
function shuffledObject(value: unknown, below: (among: number) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffledObject(item, below));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, shuffledObject(member, below)] as const);
  return Object.fromEntries(shuffled(entries, below));
}

test("what was recorded is the very list that the fixtures of other tests make", () => {
  const made = listOf("Service", []) as { readonly kind: string; readonly apiVersion: string };
  const real = JSON.parse(exchangeOf("reader", SERVICES).body);
  expect([real.kind, real.apiVersion]).toEqual([made.kind, made.apiVersion]);
  expect(real.items.every((item: object) => !("kind" in item) && !("apiVersion" in item))).toBe(true);
});
