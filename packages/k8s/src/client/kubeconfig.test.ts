import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Allowance, type ClusterAccess, nothingAllowed } from "./cluster-access.ts";
import { readKubeconfig } from "./kubeconfig.ts";

const SECRET = "hunter2-never-printed";

interface Parts {
  readonly cluster?: string;
  readonly user?: string;
  readonly context?: string;
  readonly current?: string;
}

/** A kubeconfig of one context; cluster, user and context are YAML flow. */
function kubeconfig({
  cluster = "server: https://192.0.2.1:6443",
  user = `token: ${SECRET}`,
  context = "cluster: c, user: u",
  current = "current-context: test\n",
}: Parts): string {
  return `apiVersion: v1
kind: Config
${current}contexts:
- { name: test, context: { ${context} } }
- { name: other, context: { cluster: c } }
clusters:
- { name: c, cluster: { ${cluster} } }
users:
- { name: u, user: { ${user} } }
`;
}

function read(text: string, changes: { context?: string; allowance?: Partial<Allowance> } = {}) {
  const { context = null, allowance = {} } = changes;
  const result = readKubeconfig({
    text,
    path: "/home/me/.kube/config",
    context,
    allowance: { ...nothingAllowed, ...allowance },
  });
  return result.kind === "access"
    ? { access: result.access, said: [], hints: [] }
    : {
        access: null,
        said: result.diagnostics.map(({ code, message }) => `${code} ${message}`),
        hints: result.diagnostics.map(({ hint }) => hint ?? null),
      };
}

describe("what a context gives", () => {
  it.each<readonly [string, Parts, Partial<ClusterAccess>]>([
    ["the server, without the slash at its end", { cluster: "server: https://k/" }, { server: "https://k" }],
    ["a server with a path (Rancher)", { cluster: "server: https://r/k8s/c/1/" }, { server: "https://r/k8s/c/1" }],
    ["verification, always", {}, { isTlsVerified: true, authority: null, proxyUrl: null, tlsServerName: null }],
    [
      "an authority as data",
      { cluster: "server: https://k, certificate-authority-data: QQ==" },
      { authority: { kind: "data", base64: "QQ==" } },
    ],
    [
      "an authority beside the kubeconfig",
      { cluster: "server: https://k, certificate-authority: ca.crt" },
      { authority: { kind: "file", path: "/home/me/.kube/ca.crt" } },
    ],
    [
      "data before a file, as for kubectl",
      { cluster: "server: https://k, certificate-authority: /ca.crt, certificate-authority-data: QQ==" },
      { authority: { kind: "data", base64: "QQ==" } },
    ],
    ["another name for TLS", { cluster: "server: https://k, tls-server-name: api" }, { tlsServerName: "api" }],
  ])("%s", (_, parts, expected) => {
    expect(read(kubeconfig(parts)).access).toMatchObject(expected);
  });

  it.each<readonly [string, string, Partial<ClusterAccess["credentials"]>]>([
    ["a token", `token: ${SECRET}`, { token: SECRET }],
    ["a token in a file", "tokenFile: token", { token: null, tokenFile: "/home/me/.kube/token" }],
    [
      "a certificate and its key",
      "client-certificate: /me.crt, client-key-data: S0VZ",
      { certificate: { kind: "file", path: "/me.crt" }, key: { kind: "data", base64: "S0VZ" } },
    ],
    ["nothing at all", "", { token: null, certificate: null, exec: null, basic: null }],
  ])("credentials: %s", (_, user, expected) => {
    expect(read(kubeconfig({ user })).access?.credentials).toMatchObject(expected);
  });

  it("a context without a user is nobody", () => {
    expect(read(kubeconfig({}), { context: "other" }).access?.credentials.token).toBeNull();
  });
});

describe("which context", () => {
  it.each<readonly [string, Parts, string | undefined, readonly string[], readonly (string | null)[]]>([
    [
      "one that is not there",
      {},
      "othr",
      ['KUBECONFIG_SYNTAX contexts: none is called "othr".'],
      ['Did you mean "other"?'],
    ],
    [
      "none is named, and the file has no current one: nothing is guessed",
      { current: "" },
      undefined,
      ["KUBECONFIG_SYNTAX contexts: there is no current-context: say which one is meant with --context."],
      [null],
    ],
    [
      "a cluster that is not there",
      { context: "cluster: elsewhere, user: u" },
      undefined,
      ['KUBECONFIG_SYNTAX clusters: none is called "elsewhere".'],
      [null],
    ],
    [
      "a user that is not there",
      { context: "cluster: c, user: somebody" },
      undefined,
      ['KUBECONFIG_SYNTAX users: none is called "somebody".'],
      [null],
    ],
    [
      "no cluster",
      { context: "user: u" },
      undefined,
      ["KUBECONFIG_SYNTAX contexts[0].context.cluster: is missing."],
      [null],
    ],
  ])("%s", (_, parts, context, said, hints) => {
    const result = read(kubeconfig(parts), context === undefined ? {} : { context });
    expect(result.said).toEqual(said);
    expect(result.hints).toEqual(hints);
  });
});

/** A10: what a kubeconfig may want, and what the caller writes where it is meant. */
const wishes: readonly (readonly [string, Parts, Partial<Allowance> | null, string])[] = [
  [
    "exec: a program for credentials",
    { user: "exec: { apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token] }" },
    { exec: "/usr/bin/aws" },
    'KUBECONFIG_REFUSED users[0].user.exec: runs a program of its own for credentials ("aws").',
  ],
  [
    "auth-provider: a shell's line",
    { user: "auth-provider: { name: gcp, config: { cmd-path: 'sh -c evil' } }" },
    null,
    "KUBECONFIG_REFUSED users[0].user: auth-provider: this is not done by splithorizon.",
  ],
  [
    "as: somebody else",
    { user: "as: admin" },
    null,
    "KUBECONFIG_REFUSED users[0].user: as: this is not done by splithorizon.",
  ],
  [
    "proxy-url",
    { cluster: "server: https://k, proxy-url: http://proxy" },
    { risks: ["proxy"] },
    "KUBECONFIG_REFUSED clusters[0].cluster: proxy-url: all requests would go to a proxy that the file names.",
  ],
  [
    "insecure-skip-tls-verify",
    { cluster: "server: https://k, insecure-skip-tls-verify: true" },
    { risks: ["insecure-tls"] },
    "KUBECONFIG_REFUSED clusters[0].cluster: whoever stands between may answer for the cluster.",
  ],
  [
    "http",
    { cluster: "server: http://127.0.0.1:8001" },
    { risks: ["insecure-tls"] },
    "KUBECONFIG_REFUSED clusters[0].cluster: whoever stands between may answer for the cluster.",
  ],
  [
    "a password",
    { user: `username: me, password: ${SECRET}` },
    { risks: ["basic-auth"] },
    "KUBECONFIG_REFUSED users[0].user: a password that each request would carry.",
  ],
];

describe("A10: what runs or weakens something is refused until the caller allows it", () => {
  it.each(wishes)("%s", (_, parts, allowance, said) => {
    const refused = read(kubeconfig(parts));
    expect(refused.said).toEqual([said]);
    expect(refused.hints.map((hint) => hint !== null)).toEqual([allowance !== null]);
    if (allowance !== null) expect(read(kubeconfig(parts), { allowance }).said).toEqual([]);
  });

  it.each<readonly [string, string, string, boolean]>([
    ["by its name, found where the caller says", "aws", "/opt/aws/bin/aws", true],
    ["by the same path", "/usr/bin/aws", "/usr/bin/aws", true],
    ["by another path", "/tmp/aws", "/usr/bin/aws", false],
    ["by another name", "aws-iam-authenticator", "/usr/bin/aws", false],
    ["by a path that only ends alike", "bin/aws", "/usr/bin/aws", false],
  ])("a program is the caller's: %s", (_, command, allowed, isTaken) => {
    const user = `exec: { apiVersion: client.authentication.k8s.io/v1, command: ${command}, env: [{ name: A, value: b }] }`;
    const { access } = read(kubeconfig({ user }), { allowance: { exec: allowed } });
    const program = { program: allowed, args: [], environment: { A: "b" } };
    expect(access?.credentials.exec ?? null).toEqual(isTaken ? expect.objectContaining(program) : null);
  });
});

describe("A10: kubeconfigs that are none", () => {
  it.each<readonly [string, string]>([
    ["empty", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["clusters that are a number", "current-context: x\nclusters: 3\ncontexts: [{ name: x, context: { cluster: c } }]"],
    ["a current context that is a list", "current-context: [x]"],
    ["a context that is text", "current-context: x\ncontexts: [{ name: x, context: c }]"],
    ["no YAML", "a: [\n"],
    ["a function", "current-context: !!js/function 'function () {}'"],
    ["no server", kubeconfig({ cluster: "x: y" })],
    ["a server of another kind", kubeconfig({ cluster: "server: file:///etc/passwd" })],
    ["a token that is a number", kubeconfig({ user: "token: 7" })],
    ["a key on the prototype", kubeconfig({ context: "__proto__: { cluster: c }" })],
  ])("%s", (_, text) => {
    expect(read(text).said).not.toEqual([]);
    expect(read(text).said.join()).not.toContain("undefined");
  });

  it("broken YAML is said by its place, without the line: it may hold a token", () => {
    const { said } = read(`users: [{ user: { token: ${SECRET}\n`);
    expect(said.join()).toMatch(/no YAML at line \d+, column \d+/);
    expect(said.join()).not.toContain(SECRET);
  });

  test("law: whatever stands in one place, the answer is an access or diagnostics, and no secret is printed", () => {
    const fields = ["server", "token", "exec", "username", "client-key", "insecure-skip-tls-verify", "auth-provider"];
    const value = fc.oneof(fc.constantFrom("[]", "{}", "7", "true", "~", '""', "[x]", "{ a: b }"), fc.constant(SECRET));
    fc.assert(
      fc.property(fc.constantFrom(...fields), value, fc.boolean(), (field, given, isUser) => {
        const part = `${field}: ${given}`;
        const text = isUser
          ? kubeconfig({ user: part })
          : kubeconfig({ cluster: field === "server" ? part : `server: https://k, ${part}` });
        const { access, said } = read(text);
        expect(access === null).toBe(said.length > 0);
        expect(said.join()).not.toContain(SECRET);
      }),
      { numRuns: 300 },
    );
  });
});
