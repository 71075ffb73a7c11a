import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exit, stdout } from "node:process";
import { ControlPlane, TOKENS } from "./control-plane.ts";
import { settle } from "./live-cluster.ts";
import { takeSnapshot } from "./run-plugin.ts";
import { servePools } from "./serve-pools.ts";

const FILE = join(import.meta.dirname, "../../recordings-kubernetes/access.json");

/** Ways to a server, as a kubeconfig's user and cluster say them, and what is allowed beside. */
interface Way {
  readonly user: object;
  readonly cluster?: object;
  readonly allowed?: readonly string[];
}

/** `node record-access.ts`: takes a snapshot of one cluster by each way, and keeps how that ended. */
async function main(): Promise<void> {
  const plane = new ControlPlane();
  try {
    await plane.start("198.18.0.0/16");
    await servePools(plane);
    await settle(plane);
    makeKeys(plane.folder);
    const usual = (await takeSnapshot(plane.kubeconfig("reader"))).out;
    const ended: Record<string, object> = {};
    for (const [name, way] of Object.entries(waysOf(plane.folder))) {
      const { code, out, err } = await takeSnapshot(kubeconfigFor(plane, way), ...(way.allowed ?? []));
      const told = err.split("\n").filter((line) => line !== "" && !line.includes("information KUBERNETES_API_ABSENT"));
      ended[name] = { code, isWhole: out === usual, told: told.map((line) => line.replaceAll(plane.folder, "FOLDER")) };
    }
    writeFileSync(FILE, `${JSON.stringify(ended, null, 1)}\n`);
    stdout.write(`${JSON.stringify(ended, null, 1)}\n`);
  } finally {
    plane.stop();
  }
}

function makeKeys(folder: string): void {
  const openssl = (...words: readonly string[]): void =>
    void execFileSync("openssl", words, { cwd: folder, stdio: "ignore" });
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", ...fresh, "-keyout", "reader.key", "-out", "reader.csr", "-subj", "/CN=reader");
  const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "3"];
  openssl("x509", "-req", "-in", "reader.csr", ...signing, "-out", "reader.crt");
  openssl("req", "-x509", ...fresh, "-days", "3", "-keyout", "other.key", "-out", "other.crt", "-subj", "/CN=other");
  const credential = {
    apiVersion: "client.authentication.k8s.io/v1",
    kind: "ExecCredential",
    status: { token: TOKENS.reader },
  };
  writeFileSync(join(folder, "plugin.sh"), `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`);
  chmodSync(join(folder, "plugin.sh"), 0o755);
  writeFileSync(join(folder, "token"), `${TOKENS.reader}\n`);
}

function waysOf(folder: string): Readonly<Record<string, Way>> {
  const file = (name: string): string => join(folder, name);
  const data = (name: string): string => readFileSync(file(name)).toString("base64");
  const token = { token: TOKENS.reader };
  const authority = { "certificate-authority": file("ca.crt") };
  const exec = {
    exec: { apiVersion: "client.authentication.k8s.io/v1", command: file("plugin.sh"), interactiveMode: "Never" },
  };
  return {
    "a token": { user: token },
    "a token in a file": { user: { tokenFile: file("token") } },
    "a certificate as data": {
      user: { "client-certificate-data": data("reader.crt"), "client-key-data": data("reader.key") },
      cluster: { "certificate-authority-data": data("ca.crt") },
    },
    "a certificate in files": { user: { "client-certificate": file("reader.crt"), "client-key": file("reader.key") } },
    "a program that is allowed": { user: exec, allowed: ["--allow-exec", file("plugin.sh")] },
    "no verification, allowed": {
      user: token,
      cluster: { "insecure-skip-tls-verify": true },
      allowed: ["--allow", "insecure-tls"],
    },
    "a program": { user: exec },
    "no verification": { user: token, cluster: { "insecure-skip-tls-verify": true } },
    "a certificate of another authority": {
      user: { "client-certificate": file("other.crt"), "client-key": file("other.key") },
    },
    "a key of another certificate": {
      user: { "client-certificate": file("reader.crt"), "client-key": file("other.key") },
    },
    "a server without an authority": { user: token, cluster: {} },
    "a server of another authority": { user: token, cluster: { "certificate-authority": file("other.crt") } },
    "a server of another name": { user: token, cluster: { ...authority, "tls-server-name": "elsewhere.example" } },
  };
}

function kubeconfigFor(plane: ControlPlane, { user, cluster }: Way): string {
  const path = join(plane.folder, "way.kubeconfig");
  const usual = { "certificate-authority": join(plane.folder, "ca.crt") };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "lab", cluster: { server: plane.url, ...(cluster ?? usual) } }],
    users: [{ name: "somebody", user }],
    contexts: [{ name: "lab", context: { cluster: "lab", user: "somebody" } }],
    "current-context": "lab",
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

await main();
exit(0);
