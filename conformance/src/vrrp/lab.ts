import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Holding, StateChange } from "./course.ts";
import { addressesOf, DEAF, LINKS, linkLocalOf, macOf } from "./lab-links.ts";
import { ageMs, onLine } from "./lab-processes.ts";
import { killWhatIsThere, pidOf, signal } from "./lab-signals.ts";
import { packetsOf } from "./read-pcap.ts";
import { configOf, type Deed, type Host, hostsOf, OWN, type Scene } from "./scene.ts";

const run = promisify(execFile);
const ip = (...words: readonly string[]): Promise<unknown> => run("ip", words);
const STATES = { BACKUP: "backup", MASTER: "active", FAULT: "fault" } as const;
/** keepalived's words for a change of state, with or without what it says of the reason. */
const ENTERED = /^.*\((\S+)\) Entering (BACKUP|MASTER|FAULT) STATE/;
const CHANGED = /^(Deleted )?\d+: (eth\d)\s+inet6? (\S+?)\/\d+ /;

/** Hosts as network namespaces on two bridges, each with one keepalived. Needs root. */
export class Lab {
  readonly states: StateChange[] = [];
  readonly holdings: Holding[] = [];
  readonly logs: string[] = [];
  /** When the timers of the last keepalived began to run. */
  startedMs = -1;
  readonly #scene: Scene;
  readonly #prefix: string;
  readonly #folder: string;
  readonly #now: () => number;
  readonly #children: ChildProcess[] = [];
  /** As they were written last. */
  readonly #configs = new Map<Host, string>();
  readonly #servants = new Map<string, ChildProcess>();

  constructor(scene: Scene, prefix: string, folder: string, now: () => number) {
    this.#scene = scene;
    this.#prefix = prefix;
    this.#folder = folder;
    this.#now = now;
  }

  async setUp(): Promise<void> {
    const bridges = this.#prefix;
    await ip("netns", "add", bridges);
    this.#serve(bridges, bridges, ["ip", "-batch", "-"]);
    for (const link of LINKS) await ip("-n", bridges, "link", "add", `br-${link}`, "type", "bridge");
    for (const host of hostsOf(this.#scene)) await this.#setUpHost(host);
    for (const link of LINKS) await ip("-n", bridges, "link", "set", `br-${link}`, "up");
    for (const link of LINKS) {
      const words = [
        "-i",
        `br-${link}`,
        "-P",
        "-q",
        "-w",
        join(this.#folder, `${link}.pcap`),
        "arp or ip proto 112 or ip proto 51 or ip6 proto 112 or (icmp6 and ip6[40] == 136)",
      ];
      const child = this.#spawnIn(bridges, "dumpcap", words);
      await new Promise((resolve) => child.stderr?.once("data", resolve));
    }
  }

  async #setUpHost(host: Host): Promise<void> {
    const [own, bridges] = [this.#name(host), this.#prefix];
    await ip("netns", "add", own);
    await ip("-n", own, "link", "set", "lo", "up");
    // Nobody else has these addresses: looking for him takes seconds.
    const [sysctl, noLook] = ["/proc/sys/net/ipv6/conf", "for c in all default; do echo 0"];
    await ip("netns", "exec", own, "sh", "-c", `${noLook} > ${sysctl}/$c/accept_dad; done`);
    for (const link of LINKS) {
      const port = `${host}-${link}`;
      await ip(
        "-n",
        bridges,
        "link",
        "add",
        port,
        "type",
        "veth",
        "peer",
        "name",
        link,
        "netns",
        own,
        "address",
        macOf(host, link),
      );
      await ip("-n", bridges, "link", "set", port, "master", `br-${link}`, "up");
      if (linkLocalOf(this.#scene, host, link) !== undefined)
        await ip("-n", own, "link", "set", link, "addrgenmode", "none");
      for (const address of addressesOf(this.#scene, host, link))
        await ip("-n", own, "addr", "add", address, "dev", link, "nodad");
      await ip("-n", own, "link", "set", link, "up");
    }
    this.#serve(own, own, ["ip", "-batch", "-"]);
    this.#serve(own, `${own} nft`, ["nft", "-i"]);
    mkdirSync(join(this.#folder, host, "numbers"), { recursive: true });
    const reloads = this.#scene.appointments.flatMap(({ host: on, deed }) =>
      on === host && deed.kind === "reload" ? [deed.config] : [],
    );
    const names = [configOf(this.#scene, host), ...reloads].flatMap((text) => [...text.matchAll(/\/run\/lab\/(\w+)/g)]);
    for (const [, script = ""] of names) writeFileSync(join(this.#folder, host, script), "");
    const monitor = this.#spawnIn(own, "ip", ["monitor", "address"]);
    onLine(monitor, (line) => this.#addressLine(host, line));
  }

  #addressLine(host: Host, line: string): void {
    const [, deleted, , address = ""] = CHANGED.exec(line) ?? [];
    if (address === "" || OWN.test(address)) return;
    this.holdings.push({ atMs: this.#now(), host, address, isHeld: deleted === undefined });
  }

  async perform(host: Host, deed: Deed): Promise<void> {
    const own = this.#name(host);
    switch (deed.kind) {
      case "start":
        await this.#startKeepalived(host);
        return;
      case "crash":
        this.#crash(host);
        return;
      case "boot":
        await this.#boot(host);
        return;
      case "stop":
      case "kill-parent":
      case "kill-child":
      case "kill-all":
      case "hang":
      case "go-on":
        signal(join(this.#folder, host), deed.kind);
        return;
      case "reload":
        this.#writeConfig(host, deed.config);
        process.kill(pidOf(join(this.#folder, host), "parent"), "SIGHUP");
        return;
      case "interface-down":
      case "interface-up":
        this.#tell(own, `link set ${deed.link} ${deed.kind === "interface-down" ? "down" : "up"}`);
        return;
      case "unplug":
      case "plug":
        this.#tell(this.#prefix, `link set ${host}-${deed.link} ${deed.kind === "unplug" ? "down" : "up"}`);
        return;
      case "deafen":
        this.#tell(`${own} nft`, DEAF);
        return;
      case "undeafen":
        this.#tell(`${own} nft`, "delete table inet deaf");
        return;
      case "write":
        this.#writeNumber(host, deed.file, deed.text);
        return;
      case "script-fails":
        rmSync(join(this.#folder, host, deed.script), { force: true });
        return;
      case "script-succeeds":
        writeFileSync(join(this.#folder, host, deed.script), "");
        return;
      default:
        deed satisfies never;
    }
  }

  /** What is set on the machine is gone with its power. */
  #crash(host: Host): void {
    killWhatIsThere(join(this.#folder, host));
    for (const link of LINKS) {
      this.#tell(this.#name(host), `link set ${link} down`);
      this.#tell(this.#name(host), `addr flush dev ${link}`);
    }
  }

  async #boot(host: Host): Promise<void> {
    for (const link of LINKS) {
      for (const address of addressesOf(this.#scene, host, link))
        this.#tell(this.#name(host), `addr add ${address} dev ${link} nodad`);
      this.#tell(this.#name(host), `link set ${link} up`);
    }
    await this.#startKeepalived(host);
  }

  #writeNumber(host: Host, file: string, text: string | null): void {
    const path = join(this.#folder, host, "numbers", file);
    if (text === null) rmSync(path, { force: true });
    else writeFileSync(path, text);
  }

  async takeDown(): Promise<readonly ReturnType<typeof packetsOf>[]> {
    for (const host of hostsOf(this.#scene)) killWhatIsThere(join(this.#folder, host));
    const endings = this.#children.map(
      (child) =>
        new Promise((resolve) =>
          child.exitCode === null && child.signalCode === null ? child.once("exit", resolve) : resolve(null),
        ),
    );
    for (const child of this.#children) child.kill("SIGTERM");
    await Promise.all(endings);
    for (const name of [this.#prefix, ...hostsOf(this.#scene).map((host) => this.#name(host))])
      await ip("netns", "del", name);
    return LINKS.map((link) => packetsOf(readFileSync(join(this.#folder, `${link}.pcap`))));
  }

  /** Until its timers run, whatever a loaded machine takes to start it. */
  async #startKeepalived(host: Host): Promise<void> {
    this.#writeConfig(host, this.#configs.get(host) ?? configOf(this.#scene, host));
    const file = (name: string): string => join(this.#folder, host, name);
    const words = [
      "-n",
      "-l",
      "-D",
      "-P",
      "-f",
      file("keepalived.conf"),
      "-p",
      file("parent.pid"),
      "-r",
      file("vrrp.pid"),
    ];
    // A busy machine shall not be late for its timers.
    const child = this.#spawnIn(this.#name(host), "nice", ["-n", "-20", "keepalived", ...words]);
    let isUp = (): void => undefined;
    const up = new Promise<void>((resolve) => (isUp = resolve));
    const hear = (line: string): void => {
      if (/Entering \w+ STATE \(init\)|Startup complete/.test(line)) {
        isUp();
      }
      this.logs.push(`${Math.round(this.#now())} ${host} ${line}`);
      const [, instance = "", word = ""] = ENTERED.exec(line) ?? [];
      const state = STATES[word as keyof typeof STATES];
      if (state !== undefined) this.states.push({ atMs: this.#now(), host, instance, state });
    };
    onLine(child, hear);
    child.once("exit", isUp);
    await up;
    this.startedMs =
      child.exitCode === null ? this.#now() - ageMs(pidOf(join(this.#folder, host), "vrrp")) : this.#now();
  }

  #writeConfig(host: Host, text: string): void {
    this.#configs.set(host, text);
    writeFileSync(
      join(this.#folder, host, "keepalived.conf"),
      text
        .replaceAll("/run/lab/", `${join(this.#folder, host)}/`)
        .replaceAll("/run/numbers", join(this.#folder, host, "numbers")),
    );
  }

  #name(host: Host): string {
    return `${this.#prefix}-${host}`;
  }

  /** Programs that wait for their orders do them at once, where starting one takes its time. */
  #tell(whom: string, order: string): void {
    this.#servants.get(whom)?.stdin?.write(`${order}\n`);
  }

  #serve(namespace: string, name: string, words: readonly string[]): void {
    const command = ["netns", "exec", namespace, "nice", "-n", "-20", ...words];
    const child = spawn("ip", command, { stdio: ["pipe", "ignore", "ignore"] });
    this.#children.push(child);
    this.#servants.set(name, child);
  }

  #spawnIn(namespace: string, program: string, words: readonly string[]): ChildProcess {
    const child = spawn("ip", ["netns", "exec", namespace, program, ...words], { stdio: ["ignore", "pipe", "pipe"] });
    this.#children.push(child);
    return child;
  }
}
