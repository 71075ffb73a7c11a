import { execFile } from "node:child_process";
import { env } from "node:process";
import { promisify } from "node:util";
import type { ExecPlugin } from "./cluster-access.ts";

/** A plugin may ask its own servers; one that hangs would hang us (the client library sets no limit). */
const LONGEST_MS = 10_000;
const LARGEST_OUTPUT_OCTETS = 1024 * 1024;

const run = promisify(execFile);

/** What a plugin printed for us. */
export type ExecResult =
  | {
      readonly kind: "credentials";
      readonly token: string | null;
      readonly certificate: string | null;
      readonly key: string | null;
    }
  | { readonly kind: "failed"; readonly why: string };

/** Runs a credential plugin without a shell, with PATH, HOME and what its own kubeconfig sets as its whole environment. */
export async function runExec({ program, args, environment, apiVersion }: ExecPlugin): Promise<ExecResult> {
  const info = { apiVersion, kind: "ExecCredential", spec: { interactive: false } };
  const { PATH = "", HOME = "" } = env;
  try {
    const { stdout } = await run(program, [...args], {
      env: { PATH, HOME, ...environment, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
      timeout: LONGEST_MS,
      killSignal: "SIGKILL",
      maxBuffer: LARGEST_OUTPUT_OCTETS,
    });
    return credentialsIn(stdout, apiVersion);
  } catch (fault) {
    return { kind: "failed", why: reasonOf(fault) };
  }
}

/** Its output may hold a token, so none of it is repeated. */
function credentialsIn(output: string, apiVersion: string): ExecResult {
  const document = parseJson(output);
  const status = fieldOf(document, "status");
  const isMeant = fieldOf(document, "kind") === "ExecCredential" && fieldOf(document, "apiVersion") === apiVersion;
  if (!isMeant) return { kind: "failed", why: `it did not print an ExecCredential of ${apiVersion}` };
  const [token, certificate, key] = ["token", "clientCertificateData", "clientKeyData"].map((name) => {
    const value = fieldOf(status, name);
    return typeof value === "string" && value !== "" ? value : null;
  });
  if (!token && !(certificate && key)) return { kind: "failed", why: "it printed neither a token nor a certificate" };
  return { kind: "credentials", token: token ?? null, certificate: certificate ?? null, key: key ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "it could not be run";
  if ("killed" in fault && fault.killed === true) return `it did not end within ${LONGEST_MS / 1000} s`;
  if ("code" in fault && typeof fault.code === "number") return `it ended with status ${fault.code}`;
  return "code" in fault ? String(fault.code) : "it could not be run";
}
