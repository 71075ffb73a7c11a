import { readFileSync } from "node:fs";
import { env } from "node:process";
import { setTimeout } from "node:timers/promises";
import type { ClusterApi } from "../cluster-api.ts";
import type { ClusterAccess, Credentials, FileOrData } from "./cluster-access.ts";
import { codeOf } from "./code-of.ts";
import { makeRequests } from "./requests.ts";
import { runExec } from "./run-exec.ts";

/** An API server that can be asked, or why there is none. */
export type Connection =
  | { readonly kind: "connected"; readonly api: ClusterApi }
  | { readonly kind: "failed"; readonly why: string };

/** What the client library calls a cluster and a user. */
interface LibrarySettings {
  readonly cluster: Readonly<Record<string, string | boolean>>;
  readonly user: Readonly<Record<string, string>>;
}

/**
 * Loads the client library (a second and 60 MB, which is why nobody else imports it), and gives it one cluster and one
 * user that were checked: it never looks for a kubeconfig, a service account or localhost by itself.
 */
export async function connect(access: ClusterAccess): Promise<Connection> {
  if (access.isTlsVerified && env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
    return { kind: "failed", why: "NODE_TLS_REJECT_UNAUTHORIZED=0 would turn verification off: unset it" };
  }
  const settings = await settingsOf(access);
  if (typeof settings === "string") return { kind: "failed", why: settings };
  const library = await import("@kubernetes/client-node");
  const config = new library.KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: "cluster", server: access.server, ...settings.cluster }],
    users: [{ name: "user", ...settings.user }],
    contexts: [{ name: "context", cluster: "cluster", user: "user" }],
    currentContext: "context",
  });
  try {
    const get = await makeRequests(library, config, access.server);
    return { kind: "connected", api: { get, pause: (ms) => setTimeout(ms) } };
  } catch (fault) {
    return { kind: "failed", why: `its keys and certificates cannot be used (${codeOf(fault)})` };
  }
}

async function settingsOf(access: ClusterAccess): Promise<LibrarySettings | string> {
  const { authority, tlsServerName, isTlsVerified, proxyUrl } = access;
  const user = await userOf(access.credentials);
  if (typeof user === "string") return user;
  const cluster = {
    skipTLSVerify: !isTlsVerified,
    ...given("ca", authority),
    ...(tlsServerName === null ? {} : { tlsServerName }),
    ...(proxyUrl === null ? {} : { proxyUrl }),
  };
  return { cluster, user };
}

async function userOf(credentials: Credentials): Promise<LibrarySettings["user"] | string> {
  const { tokenFile, certificate, key, basic, exec } = credentials;
  const token = tokenFile === null ? credentials.token : readToken(tokenFile);
  if (token === undefined) return `the file of the token cannot be read: ${tokenFile}`;
  const own = {
    ...(token === null ? {} : { token }),
    ...given("cert", certificate),
    ...given("key", key),
    ...(basic ?? {}),
  };
  if (exec === null) return own;
  const result = await runExec(exec);
  if (result.kind === "failed") return `${exec.program}: ${result.why}`;
  return {
    ...own,
    ...(result.token === null ? {} : { token: result.token }),
    ...(result.certificate === null ? {} : { certData: base64(result.certificate) }),
    ...(result.key === null ? {} : { keyData: base64(result.key) }),
  };
}

function given(key: string, what: FileOrData | null): Readonly<Record<string, string>> {
  if (what === null) return {};
  return what.kind === "data" ? { [`${key}Data`]: what.base64 } : { [`${key}File`]: what.path };
}

/** undefined where it cannot be read. */
function readToken(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
