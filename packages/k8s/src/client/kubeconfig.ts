import { dirname, isAbsolute, join } from "node:path";
import { type Diagnostic, errorAt, sourceFromText, wholeSpan } from "@splithorizon/core";
import { parseDocument } from "yaml";
import type { Allowance, ClusterAccess, Credentials, FileOrData } from "./cluster-access.ts";
import { ConfigReader } from "./config-reader.ts";
import { readExec } from "./read-exec.ts";

/** An access, or everything that is wrong with the context that would give it. */
export type AccessResult =
  | { readonly kind: "access"; readonly access: ClusterAccess }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] };

/** A kubeconfig's text, where it stands, and what is wanted of it. */
export interface KubeconfigInput {
  readonly text: string;
  /** Absolute: paths in the file are meant from its folder. */
  readonly path: string;
  /** null: the file's own current context. */
  readonly context: string | null;
  readonly allowance: Allowance;
}

/** Fields of a user that nothing here can do, and that would make it somebody else. */
const UNSUPPORTED_USER_FIELDS = ["auth-provider", "as", "as-uid", "as-groups", "as-user-extra"] as const;

/**
 * Reads one context by a schema of our own: the client library takes nearly anything, runs what `auth-provider` says in
 * a shell, and is quiet about what it does not find. Diagnostics have no excerpt, since any line may hold a secret.
 */
export function readKubeconfig(input: KubeconfigInput): AccessResult {
  const diagnostics: Diagnostic[] = [];
  const access = accessFrom(input, diagnostics);
  return access === null || diagnostics.length > 0 ? { kind: "refused", diagnostics } : { kind: "access", access };
}

function accessFrom(input: KubeconfigInput, diagnostics: Diagnostic[]): ClusterAccess | null {
  const value = documentOf(input, diagnostics);
  if (value === null) return null;
  const place = wholeSpan(sourceFromText(input.path, ""));
  const config = new ConfigReader(value, "", place, diagnostics);
  const name = input.context ?? config.text("current-context");
  if (name === null || name === "") {
    config.fault("there is no current-context: say which one is meant with --context", "contexts");
    return null;
  }
  const context = config.named("contexts", "context", name);
  if (context === null) return null;
  const cluster = config.named("clusters", "cluster", context.need("cluster"));
  const userName = context.text("user");
  const user = userName === null || userName === "" ? null : config.named("users", "user", userName);
  if (cluster === null || (user === null && userName !== null && userName !== "")) return null;
  const folder = dirname(input.path);
  return {
    ...reachOf(cluster, folder, input.allowance),
    credentials: user === null ? nobody : credentialsOf(user, folder, input.allowance),
  };
}

/** The first document; what is wrong with its YAML, by its place alone. */
function documentOf({ text, path }: KubeconfigInput, diagnostics: Diagnostic[]): unknown {
  const document = parseDocument(text, { prettyErrors: true, logLevel: "silent", merge: false });
  const [problem] = document.errors;
  if (problem === undefined) return document.toJS({ maxAliasCount: -1 }) ?? {};
  const at = problem.linePos?.[0];
  const where = at === undefined ? "" : ` at line ${at.line}, column ${at.col}`;
  const message = `The kubeconfig is no YAML${where} (${problem.code}).`;
  diagnostics.push(errorAt(wholeSpan(sourceFromText(path, "")), "KUBECONFIG_SYNTAX", message));
  return null;
}

function reachOf(cluster: ConfigReader, folder: string, { risks }: Allowance): Omit<ClusterAccess, "credentials"> {
  const server = cluster.need("server").replace(/\/+$/, "");
  const protocol = /^(https?):\/\/[^/]/.exec(server)?.[1] ?? null;
  if (protocol === null && server !== "") cluster.fault("expected https://…", "server");
  const isSkipped = cluster.flag("insecure-skip-tls-verify") === true;
  const isTlsVerified = !isSkipped && protocol !== "http";
  if (!isTlsVerified && !risks.includes("insecure-tls")) {
    cluster.refuse("whoever stands between may answer for the cluster", "--allow insecure-tls");
  }
  const proxyUrl = cluster.text("proxy-url");
  if (proxyUrl !== null && !risks.includes("proxy")) {
    cluster.refuse("proxy-url: all requests would go to a proxy that the file names", "--allow proxy");
  }
  return {
    server,
    authority: fileOrData(cluster, "certificate-authority", folder),
    tlsServerName: cluster.text("tls-server-name"),
    isTlsVerified,
    proxyUrl,
  };
}

const nobody: Credentials = {
  token: null,
  tokenFile: null,
  certificate: null,
  key: null,
  basic: null,
  exec: null,
};

function credentialsOf(user: ConfigReader, folder: string, allowance: Allowance): Credentials {
  for (const field of UNSUPPORTED_USER_FIELDS) {
    if (user.has(field)) user.refuse(`${field}: this is not done by splithorizon`, null);
  }
  const tokenFile = user.text("tokenFile");
  return {
    token: user.text("token"),
    tokenFile: tokenFile === null ? null : absolute(tokenFile, folder),
    certificate: fileOrData(user, "client-certificate", folder),
    key: fileOrData(user, "client-key", folder),
    basic: basicOf(user, allowance),
    exec: user.has("exec") ? readExec(user.at("exec"), allowance) : null,
  };
}

function basicOf(user: ConfigReader, { risks }: Allowance): Credentials["basic"] {
  if (!user.has("username") && !user.has("password")) return null;
  if (!risks.includes("basic-auth")) user.refuse("a password that each request would carry", "--allow basic-auth");
  return { username: user.text("username") ?? "", password: user.text("password") ?? "" };
}

/** `KEY-data` wins over `KEY`, as for kubectl. */
function fileOrData(reader: ConfigReader, key: string, folder: string): FileOrData | null {
  const base64 = reader.text(`${key}-data`);
  if (base64 !== null && base64 !== "") return { kind: "data", base64 };
  const path = reader.text(key);
  return path === null || path === "" ? null : { kind: "file", path: absolute(path, folder) };
}

function absolute(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
