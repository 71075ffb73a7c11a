import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { listOf } from "../api.fixture.ts";
import type { ClusterAccess, Credentials, ExecPlugin } from "./cluster-access.ts";
import { connect } from "./connect.ts";

const SERVER = "https://192.0.2.7:6443";
const API_VERSION = "client.authentication.k8s.io/v1";
const folder = mkdtempSync(join(tmpdir(), "splithorizon-k8s-"));

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
  rmSync(folder, { recursive: true });
});

const nobody: Credentials = { token: null, tokenFile: null, certificate: null, key: null, basic: null, exec: null };

function accessWith(credentials: Partial<Credentials>, changes: Partial<ClusterAccess> = {}): ClusterAccess {
  return {
    server: SERVER,
    authority: null,
    tlsServerName: null,
    isTlsVerified: true,
    proxyUrl: null,
    credentials: { ...nobody, ...credentials },
    ...changes,
  };
}

/** The Authorization header of one request made with these credentials, or why there is none. */
async function authorizationOf(access: ClusterAccess): Promise<string | null> {
  const connection = await connect(access);
  if (connection.kind === "failed") return connection.why;
  let header: string | null = null;
  nock(SERVER)
    .get(/.*/)
    .reply((request: Request) => {
      header = request.headers.get("authorization");
      return [200, listOf("Pod", [])];
    });
  expect(await connection.api.get({ path: "/api/v1/pods", query: {} })).toMatchObject({ kind: "document" });
  return header;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A plugin as a kubeconfig names one: a program of its own. */
function plugin(name: string, script: string, environment: ExecPlugin["environment"] = {}): Partial<Credentials> {
  const program = file(name, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { exec: { program, args: ["get-token"], environment, apiVersion: API_VERSION } };
}

const credential = (status: string): string =>
  `{"kind":"ExecCredential","apiVersion":"${API_VERSION}","status":${status}}`;

describe("credentials", () => {
  it.each<readonly [string, () => Partial<Credentials>, string | null]>([
    ["a token", () => ({ token: "abc" }), "Bearer abc"],
    ["a token's file, without its newline", () => ({ tokenFile: file("token", "def\n") }), "Bearer def"],
    [
      "a token's file that is not there",
      () => ({ tokenFile: join(folder, "none") }),
      `the file of the token cannot be read: ${join(folder, "none")}`,
    ],
    [
      "a password",
      () => ({ basic: { username: "me", password: "pw" } }),
      `Basic ${Buffer.from("me:pw").toString("base64")}`,
    ],
    ["nobody", () => ({}), null],
    [
      "a certificate that is none",
      () => ({ certificate: { kind: "file", path: join(folder, "no.crt") } }),
      "its keys and certificates cannot be used (ENOENT)",
    ],
  ])("%s", async (_, credentials, expected) => {
    expect(await authorizationOf(accessWith(credentials()))).toBe(expected);
  });
});

describe("A10: a plugin for credentials", () => {
  it.each<readonly [string, string, string]>([
    ["prints a token", `echo '${credential('{"token":"from-plugin"}')}'`, "Bearer from-plugin"],
    [
      "is given its words",
      `[ "$1" = get-token ] && echo '${credential('{"token":"from-plugin"}')}'`,
      "Bearer from-plugin",
    ],
    [
      "hears what is wanted",
      `case "$KUBERNETES_EXEC_INFO" in *ExecCredential*interactive*false*) echo '${credential('{"token":"heard"}')}';; esac`,
      "Bearer heard",
    ],
    ["sees what its kubeconfig sets", `echo '${credential(`{"token":"'"$A"'"}`)}'`, "Bearer b"],
    ["does not see the caller's secrets", `echo '${credential(`{"token":"x'"$SECRETENV"'x"}`)}'`, "Bearer xx"],
    ["fails", "exit 3", "PROGRAM: it ended with status 3"],
    ["prints something else", "echo secret-output", `PROGRAM: it did not print an ExecCredential of ${API_VERSION}`],
    ["prints no credential", `echo '${credential("{}")}'`, "PROGRAM: it printed neither a token nor a certificate"],
    [
      "prints another version",
      `echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v9","status":{"token":"x"}}'`,
      `PROGRAM: it did not print an ExecCredential of ${API_VERSION}`,
    ],
  ])("%s", async (title, script, expected) => {
    env["SECRETENV"] = "of-the-caller";
    const credentials = plugin(`plugin-${title.replaceAll(/\W/g, "-")}`, script, { A: "b" });
    const found = await authorizationOf(accessWith(credentials));
    expect(found).toBe(expected.replace("PROGRAM", credentials.exec?.program ?? ""));
    expect(found).not.toContain("secret-output");
  });

  it("that is not there", async () => {
    const exec: ExecPlugin = { program: join(folder, "gone"), args: [], environment: {}, apiVersion: API_VERSION };
    expect(await authorizationOf(accessWith({ exec }))).toBe(`${exec.program}: ENOENT`);
  });
});

describe("A10: verification", () => {
  it("is not turned off by the environment", async () => {
    env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      expect(await connect(accessWith({}))).toEqual({
        kind: "failed",
        why: "NODE_TLS_REJECT_UNAUTHORIZED=0 would turn verification off: unset it",
      });
    } finally {
      delete env["NODE_TLS_REJECT_UNAUTHORIZED"];
    }
  });
});

describe("replies", () => {
  it.each<readonly [string, number, string, Readonly<Record<string, string>>, unknown]>([
    ["a document", 200, '{"kind":"PodList"}', {}, { kind: "document", value: { kind: "PodList" } }],
    ["HTML", 200, "<html>", {}, { kind: "garbled", why: "it is no JSON" }],
    ["nothing", 200, "", {}, { kind: "garbled", why: "it is no JSON" }],
    ["a status", 403, "{}", {}, { kind: "status", status: 403, retryAfterMs: null }],
    ["a status with a pause", 429, "", { "retry-after": "7" }, { kind: "status", status: 429, retryAfterMs: 7000 }],
    [
      "a pause that is a date",
      429,
      "",
      { "retry-after": "Tue, 02 Jan 2024 16:39:12 GMT" },
      { kind: "status", status: 429, retryAfterMs: null },
    ],
  ])("%s", async (_, status, body, headers, expected) => {
    const connection = await connect(accessWith({}));
    nock(SERVER).get("/api/v1/pods").reply(status, body, headers);
    expect(connection.kind).toBe("connected");
    if (connection.kind !== "connected") return;
    expect(await connection.api.get({ path: "/api/v1/pods", query: {} })).toEqual(expected);
  });

  it("a server with a path of its own (Rancher)", async () => {
    const connection = await connect(accessWith({}, { server: `${SERVER}/k8s/clusters/c-1` }));
    const scope = nock(SERVER).get("/k8s/clusters/c-1/api/v1/pods").query({ limit: "1" }).reply(200, {});
    expect(connection.kind).toBe("connected");
    if (connection.kind !== "connected") return;
    await connection.api.get({ path: "/api/v1/pods", query: { limit: "1" } });
    expect(scope.isDone()).toBe(true);
  });
});
