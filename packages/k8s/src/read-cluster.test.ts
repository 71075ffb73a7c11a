import { printClusterSnapshot, type Severity } from "@splithorizon/core";
import fc from "fast-check";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { corefile, listOf, type Replies, SERVER, serveApi, service, TOKEN } from "./api.fixture.ts";
import { connect, nothingAllowed, readKubeconfig } from "./client/index.ts";
import type { ClusterApi } from "./cluster-api.ts";
import { PAGE_SIZE, parseObjectName, readCluster, usualWish } from "./index.ts";

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const KUBECONFIG = `apiVersion: v1
kind: Config
current-context: test
contexts: [{ name: test, context: { cluster: c, user: u } }]
clusters: [{ name: c, cluster: { server: "${SERVER}" } }]
users: [{ name: u, user: { token: ${TOKEN} } }]
`;

/** The real way: kubeconfig, client library, its HTTP; pauses are counted, not waited for. */
async function apiOfTests(pauses: number[] = []): Promise<ClusterApi> {
  const input = { text: KUBECONFIG, path: "/tests/kubeconfig", context: null, allowance: nothingAllowed };
  const result = readKubeconfig(input);
  if (result.kind === "refused") throw new Error(result.diagnostics.map(({ message }) => message).join());
  const connection = await connect(result.access);
  if (connection.kind === "failed") throw new Error(connection.why);
  return { ...connection.api, pause: async (ms) => void pauses.push(ms) };
}

async function read(paths: Readonly<Record<string, Replies>>) {
  const requests = serveApi(paths);
  const pauses: number[] = [];
  const { value, diagnostics } = await readCluster(await apiOfTests(pauses));
  return {
    snapshot: value,
    said: diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${span.source.name}`),
    messages: diagnostics.map(({ message }) => message),
    requests,
    pauses,
  };
}

const SERVICES = "/api/v1/services";
const COREFILE = "/api/v1/namespaces/kube-system/configmaps/coredns";
const POOLS = "/apis/cilium.io/v2/ciliumloadbalancerippools";
const OLD_POOLS = "/apis/cilium.io/v2alpha1/ciliumloadbalancerippools";
const status = (code: number, reason: string): Replies[number] => [
  code,
  { kind: "Status", apiVersion: "v1", status: "Failure", reason, code, message: "user cannot list token-of-the-tests" },
];
const namesOf = (snapshot: { services: readonly { metadata: { name: string } }[] }): readonly string[] =>
  snapshot.services.map(({ metadata }) => metadata.name);

describe("what is asked for", () => {
  it("lists of what a snapshot keeps, and one ConfigMap by its name: no Secret, nothing else", async () => {
    const { requests, said } = await read({});
    expect(said).toEqual([]);
    expect(requests).toEqual([
      "GET /api/v1/namespaces?limit=500",
      "GET /api/v1/services?limit=500",
      "GET /apis/discovery.k8s.io/v1/endpointslices?limit=500",
      "GET /api/v1/pods?limit=500",
      "GET /api/v1/nodes?limit=500",
      "GET /apis/cilium.io/v2/ciliumnodes?limit=500",
      "GET /apis/cilium.io/v2/ciliumloadbalancerippools?limit=500",
      "GET /apis/cilium.io/v2/ciliumbgpclusterconfigs?limit=500",
      "GET /apis/cilium.io/v2/ciliumbgppeerconfigs?limit=500",
      "GET /apis/cilium.io/v2/ciliumbgpadvertisements?limit=500",
      "GET /apis/cilium.io/v2/ciliuml2announcementpolicies?limit=500",
      "GET /api/v1/namespaces/kube-system/configmaps/coredns",
    ]);
  });

  it("carries the token (and nothing in the snapshot does)", async () => {
    const seen: string[] = [];
    nock(SERVER)
      .get("/api/v1/namespaces")
      .query(true)
      .matchHeader("authorization", (value) => {
        seen.push(String(value));
        return true;
      })
      .reply(401, {});
    const { value } = await readCluster(await apiOfTests());
    expect(seen).toContain(`Bearer ${TOKEN}`);
    expect(printClusterSnapshot(value)).not.toContain(TOKEN);
  });

  test.each<readonly [string, string, boolean]>([
    ["the usual one", "kube-system/coredns", true],
    ["of RKE2", "kube-system/rke2-coredns-rke2-coredns", true],
    ["a name with dots", "dns/coredns.v2", true],
    ["A5: a name that climbs", "kube-system/..", false],
    ["A5: a name that is the list", "kube-system/.", false],
    ["A5: a namespace that climbs", "../coredns", false],
    ["a path", "kube-system/coredns/x", false],
    ["a question", "kube-system/coredns?watch=1", false],
    ["nothing", "", false],
    ["a name alone", "coredns", false],
    ["upper case", "kube-system/CoreDNS", false],
  ])("A5: a ConfigMap's name is checked before it is a path: %s", (_, text, isTaken) => {
    expect(parseObjectName(text) !== null).toBe(isTaken);
  });

  test("law: whatever is given as a name, what is taken stays one segment of a path", () => {
    const piece = fc.constantFrom("a", "core", "dns", "7", "-", ".", "..", "/", "%2e", "?", "#");
    const word = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(word, word, (namespace, name) => {
        const parsed = parseObjectName(`${namespace}/${name}`);
        if (parsed === null) return;
        const { pathname, search, hash } = new URL(`${SERVER}/n/${parsed.namespace}/c/${parsed.name}`);
        expect(`${pathname}${search}${hash}`).toBe(`/n/${namespace}/c/${name}`);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("A7: lists come in pages", () => {
  const first: Replies[number] = [200, listOf("Service", [service("a", "198.18.0.1")], "token/1?&")];
  const last: Replies[number] = [200, listOf("Service", [service("b", "198.18.0.2")])];

  it.each<readonly [string, Replies, readonly string[], readonly string[]]>([
    ["two pages", [first, last], ["a", "b"], []],
    ["an empty list written as null, as Go does", [[200, { kind: "ServiceList", items: null }]], [], []],
    ["410 at the second page: the list is read anew", [first, status(410, "Expired"), first, last], ["a", "b"], []],
    [
      "410 for ever",
      [
        first,
        status(410, "Expired"),
        first,
        status(410, "Expired"),
        first,
        status(410, "Expired"),
        first,
        status(410, "Expired"),
      ],
      [],
      ["warning KUBERNETES_API_EXPIRED GET /api/v1/services"],
    ],
    [
      "403 at the second page: half a list is none",
      [first, status(403, "Forbidden")],
      [],
      ["warning KUBERNETES_API_FORBIDDEN GET /api/v1/services"],
    ],
  ])("%s", async (_, replies, names, said) => {
    const result = await read({ [SERVICES]: replies });
    expect(namesOf(result.snapshot)).toEqual(names);
    expect(result.said).toEqual(said);
  });

  it("the token of the next page comes back as it was", async () => {
    const { requests } = await read({ [SERVICES]: [first, last] });
    const second = requests.filter((request) => request.startsWith(`GET ${SERVICES}?`))[1] ?? "";
    const { searchParams } = new URL(second.slice(4), SERVER);
    expect(searchParams.get("continue")).toBe("token/1?&");
    expect(searchParams.get("limit")).toBe(String(PAGE_SIZE));
  });

  test("law: the snapshot does not depend on how a list is cut", async () => {
    const services = Array.from({ length: 7 }, (_, index) => service(`s${index}`, `198.18.0.${index + 1}`));
    const whole = await readCluster(pagesOf([services]));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(services.length), { maxLength: 4 }), async (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), services.length];
        const pages = edges.slice(1).map((edge, index) => services.slice(edges[index], edge));
        const { value } = await readCluster(pagesOf(pages));
        expect(printClusterSnapshot(value)).toBe(printClusterSnapshot(whole.value));
      }),
      { numRuns: 50 },
    );
  });
});

/** A server whose list of services has these pages. */
function pagesOf(pages: readonly (readonly unknown[])[]): ClusterApi {
  return {
    pause: async () => {},
    get: async ({ path, query }) => {
      if (path !== SERVICES) return { kind: "status", status: 404, retryAfterMs: null };
      const at = Number(query["continue"] ?? "0");
      const next = at + 1 < pages.length ? String(at + 1) : "";
      return { kind: "document", value: listOf("Service", pages[at] ?? [], next) };
    },
  };
}

describe("what cannot be read is said, and the rest is read", () => {
  it.each<readonly [string, Readonly<Record<string, Replies>>, readonly string[]]>([
    [
      "A9: a CRD that is not installed (404)",
      { [POOLS]: [status(404, "NotFound")], [OLD_POOLS]: [status(404, "NotFound")] },
      [`information KUBERNETES_API_ABSENT GET ${POOLS}`],
    ],
    [
      "403 on a list",
      { "/api/v1/pods": [status(403, "Forbidden")] },
      ["warning KUBERNETES_API_FORBIDDEN GET /api/v1/pods"],
    ],
    [
      "no ConfigMap of this name",
      { [COREFILE]: [status(404, "NotFound")] },
      [`warning KUBERNETES_API_ABSENT GET ${COREFILE}`],
    ],
    [
      "a ConfigMap without a Corefile",
      { [COREFILE]: [[200, { ...(corefile("") as object), data: { other: "x" } }]] },
      [`warning KUBERNETES_API_ABSENT GET ${COREFILE}`],
    ],
    [
      "A5: a list where one object was asked for",
      { [COREFILE]: [[200, { kind: "ConfigMapList", items: [] }]] },
      [`error KUBERNETES_API_REPLY GET ${COREFILE}`],
    ],
    [
      "another object than was asked for",
      { [COREFILE]: [[200, { kind: "ConfigMap", metadata: { name: "x", namespace: "kube-system" } }]] },
      [`error KUBERNETES_API_REPLY GET ${COREFILE}`],
    ],
    [
      "A3: a list of another kind",
      { [SERVICES]: [[200, listOf("Pod", [])]] },
      [`error KUBERNETES_API_REPLY GET ${SERVICES}`],
    ],
    [
      "A3: items that are no list",
      { [SERVICES]: [[200, { kind: "ServiceList", items: "x" }]] },
      [`error KUBERNETES_API_REPLY GET ${SERVICES}`],
    ],
    ["500", { [SERVICES]: [status(500, "InternalError")] }, [`error KUBERNETES_API_REPLY GET ${SERVICES}`]],
    [
      "a field of the wrong form: the object is named",
      { [SERVICES]: [[200, listOf("Service", [service("a", "none")])]] },
      [`error KUBERNETES_FIELD ${SERVICES} default/a`],
    ],
  ])("%s", async (_, paths, said) => {
    const result = await read({
      "/api/v1/namespaces": [[200, listOf("Namespace", [{ metadata: { name: "n" } }])]],
      ...paths,
    });
    expect(result.said).toEqual(said);
    expect(result.snapshot.namespaces).toHaveLength(1);
    expect(result.messages.join()).not.toContain(TOKEN);
  });

  it("A3: a page of HTML is no empty list", async () => {
    nock(SERVER).persist().get(/.*/).reply(200, "<html>log in</html>", { "content-type": "text/html" });
    const { diagnostics } = await readCluster(await apiOfTests());
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["KUBERNETES_API_REPLY"]));
  });

  it("an older version of a CRD is taken where the newer is not there", async () => {
    const pool = { metadata: { name: "pool" }, spec: { blocks: [{ cidr: "198.19.0.0/24" }] } };
    const list = listOf("CiliumLoadBalancerIPPool", [pool]);
    const { snapshot, said } = await read({ [POOLS]: [status(404, "NotFound")], [OLD_POOLS]: [[200, list]] });
    expect(said).toEqual([]);
    expect(snapshot.loadBalancerIpPools.map(({ apiVersion }) => apiVersion)).toEqual(["cilium.io/v2alpha1"]);
  });
});

describe("what ends everything is said once", () => {
  it.each<readonly [string, () => void, Severity, string]>([
    [
      "401",
      () => nock(SERVER).persist().get(/.*/).reply(401, { kind: "Status" }),
      "error",
      "The API server does not take these credentials (401).",
    ],
    [
      "nobody there",
      () =>
        nock(SERVER)
          .persist()
          .get(/.*/)
          .replyWithError(Object.assign(new Error("x"), { code: "ECONNREFUSED" })),
      "error",
      "The API server did not answer: ECONNREFUSED.",
    ],
  ])("%s", async (_, serve, severity, message) => {
    serve();
    const { diagnostics } = await readCluster(await apiOfTests());
    expect(diagnostics.map((one) => `${one.severity} ${one.message}`)).toEqual([`${severity} ${message}`]);
  });
});

describe("A3: 429 is waited for, the client library does not", () => {
  const busy = (after?: string): Replies[number] => [429, {}, after === undefined ? {} : { "retry-after": after }];
  const fine: Replies[number] = [200, listOf("Service", [service("a", "198.18.0.1")])];

  it.each<readonly [string, Replies, readonly number[], readonly string[]]>([
    ["as long as it says", [busy("2"), fine], [2000], []],
    ["a second where it says nothing", [busy(), fine], [1000], []],
    ["never longer than ten", [busy("3600"), fine], [10_000], []],
    ["four times", [busy("1")], [1000, 1000, 1000], [`error KUBERNETES_API_REPLY GET ${SERVICES}`]],
  ])("%s", async (_, replies, pauses, said) => {
    const result = await read({ [SERVICES]: replies });
    expect(result.pauses).toEqual(pauses);
    expect(result.said).toEqual(said);
  });
});

describe("what is kept", () => {
  it("the fields of the model and no other; of a ConfigMap its Corefile alone", async () => {
    const { snapshot } = await read({
      [SERVICES]: [[200, listOf("Service", [service("a", "198.18.0.1")])]],
      [COREFILE]: [[200, corefile(".:53 {\n  errors\n}\n")]],
    });
    expect(snapshot.corefiles.map((one) => one.corefile)).toEqual([".:53 {\n  errors\n}\n"]);
    const text = printClusterSnapshot(snapshot);
    for (const word of ["secretly", "managedFields", "resourceVersion", "uid"]) expect(text).not.toContain(word);
  });

  it("another ConfigMap where the caller names one", async () => {
    const path = "/api/v1/namespaces/dns/configmaps/mine";
    const requests = serveApi({
      [path]: [
        [
          200,
          {
            kind: "ConfigMap",
            apiVersion: "v1",
            metadata: { name: "mine", namespace: "dns" },
            data: { Corefile: "." },
          },
        ],
      ],
    });
    const { value } = await readCluster(await apiOfTests(), { corefile: { namespace: "dns", name: "mine" } });
    expect(requests.at(-1)).toBe(`GET ${path}`);
    expect(value.corefiles.map(({ corefile: text }) => text)).toEqual(["."]);
    expect(usualWish.corefile).toEqual({ namespace: "kube-system", name: "coredns" });
  });

  it("the same cluster in another order is the same octets", async () => {
    const [a, b] = [service("a", "198.18.0.1"), service("b", "198.18.0.2")];
    const texts: string[] = [];
    for (const items of [
      [a, b],
      [b, a],
    ]) {
      nock.cleanAll();
      texts.push(printClusterSnapshot((await read({ [SERVICES]: [[200, listOf("Service", items)]] })).snapshot));
    }
    expect(texts[0]).toBe(texts[1]);
  });
});
