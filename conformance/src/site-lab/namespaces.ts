import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Network namespaces with names of their own, what runs in them, and one folder: all of it goes when it stops. Needs root and iproute2. */
export class Namespaces {
  readonly folder: string = mkdtempSync(join(tmpdir(), "splithorizon-site-"));
  readonly #prefix: string = `shs${process.pid}`;
  readonly #names = new Map<string, string>();
  readonly #children: ChildProcess[] = [];
  #links = 0;

  add(name: string): void {
    const own = `${this.#prefix}-${this.#names.size}`;
    this.#names.set(name, own);
    run("ip", ["netns", "add", own]);
    this.ip(name, "link set lo up");
    // Whatever the machine's own defaults are: nobody drops a packet for the way that it came.
    for (const which of ["all", "default"]) this.sysctl(name, `net.ipv4.conf.${which}.rp_filter=0`);
  }

  /** `ip` with words separated by blanks. */
  ip(name: string, words: string): string {
    return run("ip", ["-n", this.#own(name), ...words.split(" ")]);
  }

  sysctl(name: string, setting: string): void {
    run("ip", ["netns", "exec", this.#own(name), "sysctl", "-qw", setting]);
  }

  /** Runs a program on a machine to its end. */
  run(name: string, args: readonly string[]): void {
    run("ip", ["netns", "exec", this.#own(name), ...args]);
  }

  /** Packet filter and address translation, in nftables' own language. */
  nft(name: string, rules: string): void {
    execFileSync("ip", ["netns", "exec", this.#own(name), "nft", "-f", "-"], { input: rules });
  }

  /** A cable between two machines. */
  link(left: string, leftInterface: string, right: string, rightInterface: string): void {
    const [one, two] = [this.#own(left), this.#own(right)];
    run("ip", `link add ${leftInterface} netns ${one} type veth peer name ${rightInterface} netns ${two}`.split(" "));
    this.ip(left, `link set ${leftInterface} up`);
    this.ip(right, `link set ${rightInterface} up`);
  }

  /** A cable to the bridge of a network. */
  plug(network: string, name: string, interfaceName: string): void {
    this.#links += 1;
    const port = `p${this.#links}`;
    this.link(network, port, name, interfaceName);
    this.ip(network, `link set ${port} master br0`);
  }

  /** Starts a program on a machine; what it prints goes to `<log>.log` in the folder. */
  start(name: string, log: string, args: readonly string[]): ChildProcess {
    const command = `exec "$@" >>${join(this.folder, `${log}.log`)} 2>&1`;
    const words = ["netns", "exec", this.#own(name), "bash", "-c", command, "bash", ...args];
    const child = spawn("ip", words, { stdio: "ignore" });
    this.#children.push(child);
    return child;
  }

  /** Starts a program that is talked to through pipes. */
  converse(name: string, args: readonly string[]): ChildProcess {
    const child = spawn("ip", ["netns", "exec", this.#own(name), ...args], { stdio: ["pipe", "pipe", "inherit"] });
    this.#children.push(child);
    return child;
  }

  log(log: string): string {
    return readFileSync(join(this.folder, `${log}.log`), "utf8");
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill("SIGKILL");
    for (const own of this.#names.values()) {
      for (const pid of run("ip", ["netns", "pids", own]).split("\n")) killIfThere(Number(pid));
    }
    await sleep(200);
    for (const own of this.#names.values()) run("ip", ["netns", "del", own]);
    this.#names.clear();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #own(name: string): string {
    const own = this.#names.get(name);
    if (own === undefined) throw new Error(`there is no machine ${name}`);
    return own;
  }
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8" });
}

function killIfThere(pid: number): void {
  if (pid === 0) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended between being listed and being killed.
  }
}
