import {
  type Diagnostic,
  printClusterSnapshot,
  snapshotFromDocument,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printFinding } from "./cli/print-finding.ts";
import type { ApiReply, ClusterApi } from "./cluster-api.ts";
import { readCluster } from "./read-cluster.ts";
import { apiOf, bodies } from "./recorded.fixture.ts";

const SERVICES = "/api/v1/services";
const COREFILE = "/api/v1/namespaces/kube-system/configmaps/coredns";
const SECRET = "s3cr3t-of-the-server";

/** Codes that a reply of the server may lead to. */
const CODES = /^(?:KUBERNETES_[A-Z_]+|ADDRESS_[A-Z_]+)$/;

function withReply(path: string, reply: ApiReply): ClusterApi {
  const usual = apiOf(bodies);
  return { ...usual, get: async (request) => (request.path === path ? reply : usual.get(request)) };
}

const withBody = (path: string, value: unknown): ClusterApi => withReply(path, { kind: "document", value });

async function said(api: ClusterApi): Promise<readonly string[]> {
  const { diagnostics } = await readCluster(api);
  return told(diagnostics);
}

/** Without those about kinds that the recorded server did not have. */
function told(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity !== "information")
    .map(({ code, message }) => `${code} ${message}`);
}

const listOfServices = (items: unknown, metadata: unknown = {}): unknown => ({
  kind: "ServiceList",
  apiVersion: "v1",
  metadata,
  items,
});
const UNUSABLE = "KUBERNETES_API_REPLY The answer for services is not usable:";

describe("a body that is no list of Services", () => {
  test.each<readonly [what: string, body: unknown, message: string]>([
    ["nothing", null, `${UNUSABLE} expected a ServiceList, found something else.`],
    ["a number", 7, `${UNUSABLE} expected a ServiceList, found something else.`],
    ["a text", SECRET, `${UNUSABLE} expected a ServiceList, found something else.`],
    ["a list", [], `${UNUSABLE} expected a ServiceList, found something else.`],
    ["an object", {}, `${UNUSABLE} expected a ServiceList, found something else.`],
    ["another list", { kind: "SecretList", items: [] }, `${UNUSABLE} expected a ServiceList, found a SecretList.`],
    ["a Status with 200", { kind: "Status", message: SECRET }, `${UNUSABLE} expected a ServiceList, found a Status.`],
    [
      "a kind with an escape",
      { kind: "\u001b[2J", items: [] },
      `${UNUSABLE} expected a ServiceList, found something else.`,
    ],
    [
      "a kind without end",
      { kind: "A".repeat(65), items: [] },
      `${UNUSABLE} expected a ServiceList, found something else.`,
    ],
    [
      "a kind that is a list",
      { kind: ["ServiceList"], items: [] },
      `${UNUSABLE} expected a ServiceList, found something else.`,
    ],
    [
      "an inherited kind",
      JSON.parse('{"__proto__":{"kind":"ServiceList","items":[]}}'),
      `${UNUSABLE} expected a ServiceList, found something else.`,
    ],
    ["items that are a text", listOfServices(SECRET), `${UNUSABLE} its items are no list.`],
    ["items that are an object", listOfServices({ 0: {}, length: 1 }), `${UNUSABLE} its items are no list.`],
    ["a token that is a number", listOfServices([], { continue: 7 }), `${UNUSABLE} its continue token is no text.`],
    ["a token that is an object", listOfServices([], { continue: {} }), `${UNUSABLE} its continue token is no text.`],
  ])("%s", async (_, body, message) => {
    const found = await said(withBody(SERVICES, body));
    expect(found).toEqual([message]);
    expect(found.join()).not.toContain(SECRET);
  });

  test.each<readonly [what: string, body: unknown]>([
    ["no items", { kind: "ServiceList" }],
    ["items that are null", listOfServices(null)],
    ["metadata that is null", listOfServices([], null)],
    ["metadata that is a text", listOfServices([], "x")],
    ["an empty token", listOfServices([], { continue: "" })],
    ["a token that is null", listOfServices([], { continue: null })],
  ])("an empty list all the same: %s", async (_, body) => {
    expect(await said(withBody(SERVICES, body))).toEqual([]);
  });

  test("a list that never ends is given up, and the rest is read", async () => {
    let requests = 0;
    const endless = { ...apiOf(bodies) };
    const api: ClusterApi = {
      ...endless,
      get: async (request) => {
        if (request.path !== SERVICES) return endless.get(request);
        requests += 1;
        return { kind: "document", value: listOfServices([], { continue: String(requests) }) };
      },
    };
    const { value, diagnostics } = await readCluster(api);
    expect(told(diagnostics)).toEqual([`${UNUSABLE} the list does not end after 4000 pages.`]);
    expect([requests, value.nodes.length]).toEqual([4000, 1]);
  });
});

describe("items that are no Services", () => {
  const good = { metadata: { name: "good", namespace: "default" }, spec: { clusterIP: "198.18.0.77" } };
  test.each<readonly [what: string, item: unknown]>([
    ["null", null],
    ["a number", 7],
    ["a text", SECRET],
    ["a list", [SECRET]],
    ["no metadata", { spec: {} }],
    ["metadata that is a list", { metadata: [] }],
    ["no name", { metadata: { namespace: "default" } }],
    ["a name that is a number", { metadata: { name: 7 } }],
    ["a name that is an object", { metadata: { name: { toString: 7 } } }],
    ["a spec that is a text", { metadata: { name: "a", namespace: "b" }, spec: SECRET }],
    ["an address that is none", { metadata: { name: "a", namespace: "b" }, spec: { clusterIP: SECRET } }],
    ["addresses that are a text", { metadata: { name: "a", namespace: "b" }, spec: { clusterIPs: SECRET } }],
    ["ports that are numbers", { metadata: { name: "a", namespace: "b" }, spec: { ports: [53] } }],
    ["a port that is a text", { metadata: { name: "a", namespace: "b" }, spec: { ports: [{ port: SECRET }] } }],
    ["a type that nobody knows", { metadata: { name: "a", namespace: "b" }, spec: { type: SECRET } }],
    ["labels that are a list", { metadata: { name: "a", namespace: "b", labels: [SECRET] } }],
    ["a time that is none", { metadata: { name: "a", namespace: "b", creationTimestamp: SECRET } }],
    ["a selector of numbers", { metadata: { name: "a", namespace: "b" }, spec: { selector: { a: 7 } } }],
    ["a status that is a number", { metadata: { name: "a", namespace: "b" }, status: 7 }],
  ])("%s: its neighbour is read", async (_, item) => {
    const { value, diagnostics } = await readCluster(withBody(SERVICES, listOfServices([item, good])));
    expect(value.services.map(({ metadata }) => metadata.name)).toContain("good");
    for (const { code } of diagnostics) expect(code).toMatch(CODES);
    expect(() => printClusterSnapshot(value)).not.toThrow();
  });

  test("a name with an escape sequence does not reach the terminal", async () => {
    const item = { metadata: { name: "\u001b[31mred", namespace: "b\u0007" }, spec: { clusterIP: "none" } };
    const { diagnostics } = await readCluster(withBody(SERVICES, listOfServices([item])));
    const printed = diagnostics.map(printFinding).join("\n");
    expect(printed).toContain("red");
    expect(printed.includes("\u001b") || printed.includes("\u0007")).toBe(false);
  });

  test("keys of JavaScript's own are keys", async () => {
    const labels = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}');
    const item = { metadata: { name: "a", namespace: "b", labels }, spec: { clusterIP: "198.18.0.9" } };
    const { value } = await readCluster(withBody(SERVICES, listOfServices([item])));
    const [service] = value.services;
    expect(
      Object.entries(service?.metadata.labels ?? {})
        .map(String)
        .sort(),
    ).toEqual(["__proto__,a", "constructor,b", "toString,c"]);
    expect("polluted" in {}).toBe(false);
  });
});

describe("a ConfigMap that is not the one", () => {
  const metadata = { name: "coredns", namespace: "kube-system" };
  const FOUND = "KUBERNETES_API_REPLY The answer for configmap kube-system/coredns is not usable:";
  const WANTED = "expected the ConfigMap kube-system/coredns, found";
  const NONE =
    "KUBERNETES_API_ABSENT The configmap kube-system/coredns has no key Corefile: the snapshot goes without.";
  test.each<readonly [what: string, body: unknown, message: string]>([
    ["A5: the list of all", { kind: "ConfigMapList", items: [] }, `${FOUND} ${WANTED} another object.`],
    [
      "A5: the namespace",
      { kind: "Namespace", metadata: { name: "kube-system" } },
      `${FOUND} ${WANTED} another object.`,
    ],
    ["a Secret of the name", { kind: "Secret", metadata, data: { Corefile: SECRET } }, `${FOUND} ${WANTED} a Secret.`],
    [
      "one of another namespace",
      { kind: "ConfigMap", metadata: { ...metadata, namespace: "default" } },
      `${FOUND} ${WANTED} another object.`,
    ],
    ["no data", { kind: "ConfigMap", apiVersion: "v1", metadata }, NONE],
    ["other data", { kind: "ConfigMap", apiVersion: "v1", metadata, data: { other: SECRET } }, NONE],
    ["nothing", null, `${FOUND} ${WANTED} another object.`],
    ["a text", SECRET, `${FOUND} ${WANTED} another object.`],
  ])("%s", async (_, body, message) => {
    const found = await said(withBody(COREFILE, body));
    expect(found).toEqual([message]);
    expect(found.join()).not.toContain(SECRET);
  });
});

/** Anything that JSON says, of the keys that objects of a cluster have. */
const keys = fc.constantFrom(
  "kind",
  "items",
  "metadata",
  "name",
  "namespace",
  "spec",
  "status",
  "data",
  "labels",
  "ports",
  "continue",
  "x",
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e300, "", "a", "198.18.0.1", "None", "ServiceList", "ConfigMap"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 4 }),
  ),
}));

/** A value with one of its parts replaced, chosen by a stream of numbers. */
function mutated(value: unknown, below: (among: number) => number, put: unknown): unknown {
  if (typeof value !== "object" || value === null || below(6) === 0) return put;
  const entries = Object.entries(value);
  if (entries.length === 0) return put;
  const chosen = below(entries.length);
  const changed = entries.map(
    ([key, member], at) => [key, at === chosen ? mutated(member, below, put) : member] as const,
  );
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed);
}

/** Whatever was read is a snapshot: it is printed, and read again it is the same. */
function expectSnapshot(value: Awaited<ReturnType<typeof readCluster>>["value"]): void {
  const text = printClusterSnapshot(value);
  const span = wholeSpan(sourceFromText("s", ""));
  const again = snapshotFromDocument({ value: JSON.parse(text), locate: () => span });
  expect(again.diagnostics).toEqual([]);
  expect(printClusterSnapshot(again.value)).toBe(text);
}

describe("laws of whatever a server may say", () => {
  const paths = [...bodies.keys()];

  test("any JSON for any path: nothing throws, and what is left is a snapshot", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), anything, async (path, body) => {
        const { value, diagnostics } = await readCluster(withBody(path, body));
        for (const { code } of diagnostics) expect(code).toMatch(CODES);
        expectSnapshot(value);
      }),
      { numRuns: 300 },
    );
  });

  test("a real answer of which one part is anything: nothing throws, and what is left is a snapshot", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.infiniteStream(fc.nat(10_000)),
        anything,
        async (path, lots, put) => {
          const below = (among: number): number => (lots.next().value ?? 0) % among;
          const { value, diagnostics } = await readCluster(withBody(path, mutated(bodies.get(path), below, put)));
          for (const { code } of diagnostics) expect(code).toMatch(CODES);
          expectSnapshot(value);
        },
      ),
      { numRuns: 600 },
    );
  });

  test("a path that fails takes nothing from the others", async () => {
    const failures: readonly ApiReply[] = [
      { kind: "status", status: 403, retryAfterMs: null },
      { kind: "status", status: 500, retryAfterMs: null },
      { kind: "status", status: 429, retryAfterMs: 1 },
      { kind: "status", status: 302, retryAfterMs: null },
      { kind: "garbled", why: "it is no JSON" },
    ];
    const whole = (await readCluster(apiOf(bodies))).value;
    const counts = (snapshot: typeof whole): Readonly<Record<string, number>> =>
      Object.fromEntries(
        Object.entries(snapshot).flatMap(([key, list]) => (Array.isArray(list) ? [[key, list.length]] : [])),
      );
    for (const path of paths) {
      for (const failure of failures) {
        const { value, diagnostics } = await readCluster(withReply(path, failure));
        expect(told(diagnostics)).toHaveLength(1);
        const changed = Object.entries(counts(value)).filter(([key, count]) => count !== counts(whole)[key]);
        expect(changed.map(([, count]) => count)).toEqual([0]);
      }
    }
  });
});

test("twenty thousand labels, and a hundred thousand levels: read, or told, and no stack runs out", async () => {
  const labels = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`l${at}`, "v"]));
  const wide = { metadata: { name: "wide", namespace: "a", labels }, spec: { clusterIP: "198.18.0.3" } };
  let deep: unknown = "bottom";
  for (let at = 0; at < 100_000; at += 1) deep = { metadata: deep };
  const { value } = await readCluster(
    withBody(
      SERVICES,
      listOfServices([wide, deep, { metadata: { name: "d", namespace: "a", labels: deep }, spec: deep }]),
    ),
  );
  expect(value.services.map(({ metadata }) => metadata.name)).toContain("wide");
  expect(printClusterSnapshot(value)).toContain('"l19999": "v"');
});
