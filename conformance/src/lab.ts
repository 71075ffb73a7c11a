import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseAllDocuments } from "yaml";
import type { ApiObject } from "./api-server.ts";
import { CLIENTS, type SuiteServer } from "./suite.ts";
import { withEndpoint } from "./with-endpoint.ts";

/** A suite's hosts, each in a network namespace of its own, all on one bridge. Needs root, iproute2 and the servers. */
export class Lab {
  readonly folder: string = mkdtempSync(join(tmpdir(), "splithorizon-lab-"));
  readonly #prefix: string = `sh${process.pid}`;
  readonly #namespaces: string[] = [];
  readonly #processes: ChildProcess[] = [];
  readonly #named: string;

  /** `named`: the program that the hosts of kind `named` run. */
  constructor(named: string) {
    this.#named = named;
  }

  /** Starts every server and waits until all are ready. */
  async start(servers: readonly SuiteServer[]): Promise<void> {
    this.#addNamespace("hub");
    this.#ip(["-n", this.#ns("hub"), "link", "add", "br0", "type", "bridge", "forward_delay", "0"]);
    this.#ip(["-n", this.#ns("hub"), "link", "set", "br0", "up"]);
    this.#addHost("client", [...CLIENTS.map((address) => `${address}/24`), "fd13::50/64"]);
    for (const server of servers) {
      this.#addHost(server.name, server.addresses);
      await this.#run(server);
    }
    await sleep(1500);
  }

  /** Runs a program as the client. */
  spawnClient(args: readonly string[]): ChildProcess {
    const child = spawn("ip", ["netns", "exec", this.#ns("client"), ...args], { stdio: ["pipe", "pipe", "inherit"] });
    this.#processes.push(child);
    return child;
  }

  /** What a server wrote to its log. */
  log(name: string): string {
    return readFileSync(join(this.folder, `${name}.log`), "utf8");
  }

  async stop(): Promise<void> {
    for (const child of this.#processes) child.kill("SIGKILL");
    await sleep(200);
    for (const namespace of this.#namespaces) {
      for (const pid of this.#ip(["netns", "pids", namespace])
        .split("\n")
        .filter((line) => line !== "")) {
        try {
          process.kill(Number(pid), "SIGKILL");
        } catch {
          // It ended between being listed and being killed.
        }
      }
      this.#ip(["netns", "del", namespace]);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #run(server: SuiteServer): Promise<void> {
    const root = join(this.folder, server.name);
    for (const directory of ["etc/bind", "srv/coredns", "var/cache/bind", "run/named"])
      mkdirSync(join(root, directory), { recursive: true });
    for (const [path, text] of Object.entries(server.files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), path.endsWith("Corefile") ? withEndpoint(text) : text);
    }
    writeFileSync(join(root, "resolv.conf"), server.resolvConf ?? "");
    if (server.kind === "silent") return this.#runSilent(server);
    if (server.kind === "scripted") return this.#runScripted(server);
    if (server.objects !== undefined) await this.#runApiServer(server, root);
    const program =
      server.kind === "named"
        ? `exec ${this.#named} -g -n 1 -c /etc/bind/named.conf`
        : "cd /srv/coredns && exec coredns -conf /srv/coredns/Corefile";
    const mounts = [
      `mount --bind ${root}/etc/bind /etc/bind`,
      `mount --bind ${root}/var/cache/bind /var/cache/bind`,
      `mount --bind ${root}/srv /srv`,
      `mount --bind ${root}/resolv.conf /etc/resolv.conf`,
    ];
    this.#spawn(server.name, [
      "unshare",
      "-m",
      "bash",
      "-c",
      `${mounts.join(" && ")} && mkdir -p /run/named && ${program}`,
    ]);
  }

  async #runApiServer(server: SuiteServer, root: string): Promise<void> {
    const objects = parseAllDocuments(server.objects ?? "").map((document) => document.toJS() as ApiObject);
    writeFileSync(join(root, "objects.json"), JSON.stringify(objects));
    this.#spawn(
      `${server.name}-api`,
      [process.execPath, join(import.meta.dirname, "serve-objects.ts"), join(root, "objects.json")],
      server.name,
    );
    await sleep(500);
  }

  #runSilent(server: SuiteServer): void {
    const program = 'require("dgram").createSocket("udp4").bind(53)';
    this.#spawn(server.name, [process.execPath, "-e", program]);
  }

  #runScripted({ name, addresses, words = "refused" }: SuiteServer): void {
    const [address = ""] = (addresses[0] ?? "").split("/");
    this.#spawn(name, [process.execPath, join(import.meta.dirname, "serve-scripted.ts"), address, words]);
  }

  #spawn(name: string, args: readonly string[], host: string = name): void {
    const log = join(this.folder, `${name}.log`);
    const command = `exec "$@" >${log} 2>&1`;
    const child = spawn("ip", ["netns", "exec", this.#ns(host), "bash", "-c", command, "bash", ...args], {
      stdio: "ignore",
    });
    this.#processes.push(child);
  }

  #addHost(name: string, addresses: readonly string[]): void {
    this.#addNamespace(name);
    const port = `p${this.#namespaces.length}`;
    this.#ip([
      "link",
      "add",
      "eth0",
      "netns",
      this.#ns(name),
      "type",
      "veth",
      "peer",
      "name",
      port,
      "netns",
      this.#ns("hub"),
    ]);
    this.#ip(["-n", this.#ns("hub"), "link", "set", port, "master", "br0", "up"]);
    for (const address of addresses) {
      this.#ip([
        "-n",
        this.#ns(name),
        "addr",
        "add",
        address,
        "dev",
        "eth0",
        ...(address.includes(":") ? ["nodad"] : []),
      ]);
    }
    this.#ip(["-n", this.#ns(name), "link", "set", "eth0", "up"]);
    // Everybody is a neighbour of everybody: a default route without a gateway.
    this.#ip(["-n", this.#ns(name), "route", "add", "default", "dev", "eth0"]);
    const isDual = addresses.some((address) => address.includes(":"));
    // Without a network of IPv6 nobody has an address of it, not even one that the kernel draws.
    if (!isDual) this.#ip(["netns", "exec", this.#ns(name), "sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1"]);
    if (isDual) this.#ip(["-6", "-n", this.#ns(name), "route", "add", "default", "dev", "eth0"]);
  }

  #addNamespace(name: string): void {
    this.#ip(["netns", "add", this.#ns(name)]);
    this.#namespaces.push(this.#ns(name));
    this.#ip(["-n", this.#ns(name), "link", "set", "lo", "up"]);
    // Linux tells of a closed port once a second and peer; here each question is to be told.
    this.#ip(["netns", "exec", this.#ns(name), "sysctl", "-qw", "net.ipv4.icmp_ratelimit=0"]);
  }

  #ns(name: string): string {
    return `${this.#prefix}-${name}`;
  }

  #ip(args: readonly string[]): string {
    return execFileSync("ip", args, { encoding: "utf8" });
  }
}
