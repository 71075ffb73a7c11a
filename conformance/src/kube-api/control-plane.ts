import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { ask, type Endpoint, type Reply } from "./ask.ts";

const APISERVER = env["KUBE_APISERVER"] ?? "kube-apiserver";
const ETCD = env["ETCD"] ?? "etcd";

/** Who may ask: an administrator, whoever takes snapshots, and somebody without any right. */
export const TOKENS = { admin: "admin-token", reader: "reader-token", nobody: "nobody-token" } as const;
export type Person = keyof typeof TOKENS;

const PEOPLE = [`${TOKENS.admin},admin,1,"system:masters"`, `${TOKENS.reader},reader,2`, `${TOKENS.nobody},nobody,3`];
const AUDIT = "apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules:\n  - level: Metadata\n";

/** etcd and kube-apiserver on loopback, without a controller: what is in it was put there through its API. */
export class ControlPlane {
  readonly folder: string;
  readonly #children: ChildProcess[] = [];
  #endpoint: Endpoint = { port: 0, authority: "" };
  #etcdPort = 0;
  #serverWords: readonly string[] = [];

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "splithorizon-kube-"));
  }

  /** @param ranges --service-cluster-ip-range */
  async start(ranges: string): Promise<void> {
    const [etcd, peer, api] = [await freePort(), await freePort(), await freePort()];
    this.#etcdPort = etcd;
    this.#writeFiles();
    const urls = (port: number): string => `http://127.0.0.1:${port}`;
    this.#spawn("etcd", ETCD, [
      ...["--data-dir", join(this.folder, "etcd"), "--name", "lab"],
      ...["--listen-client-urls", urls(etcd), "--advertise-client-urls", urls(etcd)],
      ...["--listen-peer-urls", urls(peer), "--initial-advertise-peer-urls", urls(peer)],
      ...["--initial-cluster", `lab=${urls(peer)}`],
    ]);
    this.#serverWords = [...this.#flags(ranges), `--etcd-servers=${urls(etcd)}`, `--secure-port=${api}`];
    this.#spawn("apiserver", APISERVER, this.#serverWords);
    this.#endpoint = { port: api, authority: readFileSync(join(this.folder, "ca.crt"), "utf8") };
    await this.#untilReady();
  }

  request(person: Person, method: string, path: string, body?: string, type?: string): Promise<Reply> {
    return this.requestWith(TOKENS[person], method, path, body, type);
  }

  requestWith(token: string, method: string, path: string, body?: string, type = "application/json"): Promise<Reply> {
    return ask(this.#endpoint, { method, path, token, ...(body === undefined ? {} : { body, type }) });
  }

  /** Every state but the present one is gone, as the API server sees to every five minutes; its own memory of lists with a restart. */
  async forget(): Promise<void> {
    const { body } = await this.request("admin", "GET", "/api/v1/namespaces");
    const { resourceVersion } = JSON.parse(body).metadata;
    const compact = { revision: resourceVersion, physical: true };
    const url = `http://127.0.0.1:${this.#etcdPort}/v3/kv/compaction`;
    const { status } = await fetch(url, { method: "POST", body: JSON.stringify(compact) });
    if (status !== 200) throw new Error(`etcd does not compact: ${status}`);
    const server = this.#children.pop();
    const isGone = new Promise((resolve) => server?.once("exit", resolve));
    server?.kill("SIGKILL");
    await isGone;
    this.#spawn("apiserver", APISERVER, this.#serverWords);
    await this.#untilReady();
  }

  get url(): string {
    return `https://127.0.0.1:${this.#endpoint.port}`;
  }

  kubeconfig(person: Person): string {
    const path = join(this.folder, `${person}.kubeconfig`);
    const user = { name: person, user: { token: TOKENS[person] } };
    const cluster = {
      name: "lab",
      cluster: { server: this.url, "certificate-authority": join(this.folder, "ca.crt") },
    };
    const context = { name: "lab", context: { cluster: "lab", user: person } };
    writeFileSync(
      path,
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [cluster],
        users: [user],
        contexts: [context],
        "current-context": "lab",
      }),
    );
    return path;
  }

  /** Every request that the server has had, as its audit log has them. */
  audited(): readonly AuditEvent[] {
    const lines = readFileSync(join(this.folder, "audit.log"), "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  }

  /** A watch that is open holds a server up for half a minute, so it is not asked twice. */
  stop(): void {
    for (const child of this.#children) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  #flags(ranges: string): readonly string[] {
    const file = (name: string): string => join(this.folder, name);
    return [
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      "--endpoint-reconciler-type=none",
      `--tls-cert-file=${file("server.crt")}`,
      `--tls-private-key-file=${file("server.key")}`,
      `--service-account-key-file=${file("accounts.key")}`,
      `--service-account-signing-key-file=${file("accounts.key")}`,
      "--service-account-issuer=https://lab.example",
      "--authorization-mode=RBAC",
      `--client-ca-file=${file("ca.crt")}`,
      `--token-auth-file=${file("people.csv")}`,
      `--audit-policy-file=${file("audit.yaml")}`,
      `--audit-log-path=${file("audit.log")}`,
      `--service-cluster-ip-range=${ranges}`,
      "--etcd-compaction-interval=0",
    ];
  }

  #writeFiles(): void {
    const file = (name: string): string => join(this.folder, name);
    const openssl = (...words: readonly string[]): void =>
      void execFileSync("openssl", words, { cwd: this.folder, stdio: "ignore" });
    const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl("req", "-x509", ...fresh, "-days", "30", "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=lab");
    openssl("req", ...fresh, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=kube-apiserver");
    writeFileSync(file("server.ext"), "subjectAltName=IP:127.0.0.1\n");
    const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "server.ext", "-days", "30"];
    openssl("x509", "-req", "-in", "server.csr", ...signing, "-out", "server.crt");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(file("accounts.key"), privateKey.export({ type: "pkcs1", format: "pem" }));
    writeFileSync(file("people.csv"), `${PEOPLE.join("\n")}\n`);
    writeFileSync(file("audit.yaml"), AUDIT);
    mkdirSync(file("etcd"), { mode: 0o700 });
  }

  #spawn(name: string, program: string, words: readonly string[]): void {
    const log = openSync(join(this.folder, `${name}.log`), "w");
    this.#children.push(spawn(program, words, { stdio: ["ignore", log, log] }));
  }

  async #untilReady(): Promise<void> {
    for (let tries = 0; tries < 240; tries += 1) {
      const reply = await this.request("admin", "GET", "/readyz").catch(() => null);
      const space = reply?.status === 200 ? await this.request("admin", "GET", "/api/v1/namespaces/default") : null;
      if (space?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(
      `kube-apiserver is not ready: ${readFileSync(join(this.folder, "apiserver.log"), "utf8").slice(-2000)}`,
    );
  }
}

/** What an audit log tells of a request. */
export interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly objectRef?: { readonly resource: string };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === "object" && bound !== null ? bound.port : 0));
    });
  });
}
