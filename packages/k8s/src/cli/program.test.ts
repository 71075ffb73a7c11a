import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printClusterSnapshot, snapshotFromDocument, sourceFromText, VERSION, wholeSpan } from "@splithorizon/core";
import { readManifestFiles } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { corefile, listOf, service } from "../api.fixture.ts";
import { listedResources, listPath } from "../resources.ts";
import { runKubectlPlugin } from "./program.ts";

const EXAMPLES = new URL("../../../../examples/kloud-lan", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "splithorizon-k8s-cli-"));

async function run(...words: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (text: string) => out.push(text), err: (text: string) => err.push(text), workingDirectory: folder };
  const code = await runKubectlPlugin(words, io);
  return { code, out: out.join(""), err: err.join("") };
}

it("says its version", async () => {
  expect(await run("--version")).toEqual({ code: 0, out: `${VERSION}\n`, err: "" });
});

/** A real server on loopback; what it serves is told by path. */
const requests: string[] = [];
const api: Server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  requests.push(pathname);
  const resource = listedResources.find((one) => one.versions.some((version) => listPath(one, version) === pathname));
  const body = bodyOf(pathname, resource?.kind ?? null);
  response.writeHead(body === null ? 403 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(body ?? { kind: "Status" }));
});

function bodyOf(pathname: string, kind: string | null): unknown {
  if (kind === "Service") return listOf("Service", [service("web", "198.18.0.245")]);
  if (kind === "Node") return null;
  return kind === null ? corefile(`.:53 {\n  errors\n}\n# ${pathname}\n`) : listOf(kind, []);
}

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    api.listen(0, "127.0.0.1", resolve);
  });
  const address = api.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  writeFileSync(join(folder, "kubeconfig"), kubeconfigFor(`http://127.0.0.1:${port}`));
  writeFileSync(join(folder, "dead"), kubeconfigFor(`https://127.0.0.1:${await closedPort()}`));
  writeFileSync(join(folder, "broken.yaml"), "apiVersion: v1\nkind: Service\nspec: {}\n");
});
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true });
});

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === "object" && address !== null ? address.port : 0;
}

function kubeconfigFor(server: string): string {
  return `current-context: a
contexts: [{ name: a, context: { cluster: c } }]
clusters: [{ name: c, cluster: { server: "${server}" } }]
`;
}

describe("a live cluster, over real sockets", () => {
  it("what may be read is printed, what may not is said, and the status tells", async () => {
    requests.length = 0;
    const { code, out, err } = await run("snapshot", "--kubeconfig", "kubeconfig", "--allow", "insecure-tls");
    expect(code).toBe(1);
    expect(
      err,
    ).toBe(`GET /api/v1/nodes: warning KUBERNETES_API_FORBIDDEN: These credentials may not read nodes (403): the snapshot has none.
      = A role that lets them get and list nodes.
`);
    const { value, diagnostics } = snapshotFromDocument({
      value: JSON.parse(out),
      locate: () => wholeSpan(sourceFromText("out", "")),
    });
    expect(diagnostics).toEqual([]);
    expect(value.services.map(({ clusterIps }) => clusterIps)).toEqual([["198.18.0.245"]]);
    expect(value.corefiles).toHaveLength(1);
    expect(requests.filter((path) => /secret|configmaps$/.test(path))).toEqual([]);
  });

  it("twice the same octets; to a file as to standard output", async () => {
    const words = ["snapshot", "--kubeconfig", "kubeconfig", "--allow", "insecure-tls"];
    const first = await run(...words);
    const second = await run(...words, "--output", "out.json");
    expect(second.out).toBe("");
    expect(readFileSync(join(folder, "out.json"), "utf8")).toBe(first.out);
  });

  it.each<readonly [string, readonly string[], string]>([
    [
      "http without leave",
      ["--kubeconfig", "kubeconfig"],
      `${folder}/kubeconfig: error KUBECONFIG_REFUSED: clusters[0].cluster: whoever stands between may answer for the cluster.\n      = If that is meant: --allow insecure-tls.\n`,
    ],
    [
      "another context",
      ["--kubeconfig", "kubeconfig", "--context", "b", "--allow", "insecure-tls"],
      `${folder}/kubeconfig: error KUBECONFIG_SYNTAX: contexts: none is called "b".\n      = Did you mean "a"?\n`,
    ],
    [
      "nobody listens",
      ["--kubeconfig", "dead"],
      "GET /api/v1/namespaces: error KUBERNETES_API_UNREACHABLE: The API server did not answer: ECONNREFUSED.\n",
    ],
    ["no such kubeconfig", ["--kubeconfig", "none"], `--kubeconfig ${folder}/none cannot be read (ENOENT).\n`],
    ["no source: none is guessed", [], "Give --kubeconfig FILE or manifests: no cluster is guessed.\n"],
    ["two sources", ["--kubeconfig", "kubeconfig", "."], "Either --kubeconfig or manifests, not both.\n"],
    [
      "a name that climbs",
      ["--kubeconfig", "kubeconfig", "--corefile", "kube-system/.."],
      "--corefile kube-system/..: expected NAMESPACE/NAME.\n",
    ],
    [
      "manifests that are not there",
      ["gone"],
      `gone cannot be read: ENOENT: no such file or directory, stat '${folder}/gone'\n`,
    ],
    ["an unknown risk", ["--allow", "everything"], "Allowed choices are proxy, insecure-tls, basic-auth."],
    ["an unknown word", ["--kubeconfg", "x"], "(Did you mean --kubeconfig?)"],
  ])("no snapshot: %s", async (_, words, said) => {
    const { code, out, err } = await run("snapshot", ...words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(said);
  });
});

describe("manifests", () => {
  it("the tutorial's folder is the snapshot that a site would read from it", async () => {
    const { code, out, err } = await run("snapshot", `${EXAMPLES}/cluster`);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const span = wholeSpan(sourceFromText("x", ""));
    const { value } = readManifestFiles([{ path: "/cluster", span }], readFolder(EXAMPLES));
    expect(out).toBe(printClusterSnapshot(value.snapshot));
  });

  it("a snapshot of a snapshot is itself", async () => {
    const { out } = await run("snapshot", `${EXAMPLES}/cluster`);
    writeFileSync(join(folder, "again.json"), out);
    expect(await run("snapshot", "again.json")).toEqual({ code: 0, out, err: "" });
  });

  it("what is wrong is said with its line, and the rest is printed", async () => {
    const { code, out, err } = await run("snapshot", "broken.yaml", `${EXAMPLES}/cluster/namespaces.yaml`);
    expect(code).toBe(1);
    expect(err.split("\n")[0]).toMatch(/broken\.yaml:1:1: error KUBERNETES_NOT_AN_OBJECT/);
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, namespaces: expect.arrayContaining([]) });
  });
});

test("help has an example and the meaning of the status", async () => {
  const { code, out } = await run("snapshot", "--help");
  expect(code).toBe(0);
  expect(out).toContain("kubectl splithorizon snapshot --kubeconfig ~/.kube/config --context prod > snapshot.json");
  expect(out).toContain("Exit status: 0 all was read, 1 something is missing from the snapshot, 2 there is none.");
});
