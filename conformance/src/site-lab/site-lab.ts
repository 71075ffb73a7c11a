import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { HostSettings } from "@splithorizon/sim";
import type { Ask } from "../suite.ts";
import { buildNetwork } from "./build-network.ts";
import { Namespaces } from "./namespaces.ts";
import {
  flushNamed,
  layOut,
  startApiServer,
  startCoreDns,
  startKeepalived,
  startNamed,
  startResolved,
} from "./programs.ts";
import { hostFile, type LabSite } from "./site.ts";
import { type LabTopology, topologyOf } from "./topology.ts";

/** Which of several equal ways a packet takes: kernels draw lots, a recording must not. */
export interface LabChoices {
  /** Among the nodes that announce a load balancer's address. */
  readonly entry: number;
  /** Among a service's endpoints. */
  readonly endpoint: number;
}

/** What came back, and when the question was sent: milliseconds since 1970. */
export interface LabAnswer {
  readonly at: number;
  readonly responses: readonly string[];
}

interface Asker {
  readonly child: ChildProcess;
  readonly waiting: ((answer: LabAnswer) => void)[];
}

/** Builds a site, works with it, and takes it down again, also when somebody interrupts. */
export async function withSiteLab<Result>(
  site: LabSite,
  choices: LabChoices,
  work: (lab: SiteLab) => Promise<Result>,
): Promise<Result> {
  const lab = new SiteLab(site, choices);
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => reject(new Error(signal)));
  });
  try {
    return await Promise.race([lab.start().then(() => work(lab)), interrupted]);
  } finally {
    await lab.stop();
  }
}

/** A whole site out of real servers: every host, node and pod in a network namespace of its own. Needs root, Linux, iproute2, nftables, named, keepalived and coredns. */
export class SiteLab {
  readonly #site: LabSite;
  readonly #lab = new Namespaces();
  readonly #topology: LabTopology;
  readonly #endpoint: number;
  readonly #askers = new Map<string, Asker>();
  #zero = 0;

  constructor(site: LabSite, choices: LabChoices = { entry: 0, endpoint: 0 }) {
    this.#site = site;
    this.#topology = topologyOf(site, choices.entry);
    this.#endpoint = choices.endpoint;
  }

  /** Everybody who may ask. */
  get places(): readonly string[] {
    return [...this.#topology.machines, ...this.#topology.pods].map(({ name }) => name);
  }

  /** Milliseconds since 1970 at the whole second in which CoreDNS was started, with empty caches everywhere: time zero of a batch. */
  get zero(): number {
    return this.#zero;
  }

  /** Builds the network, starts every server, and waits until the virtual addresses stand and CoreDNS has its objects. */
  async start(): Promise<void> {
    const { settings } = this.#site;
    buildNetwork(this.#site, this.#topology, this.#lab, this.#endpoint);
    for (const host of settings.hosts) layOut(this.#site, host, this.#lab);
    for (const host of settings.hosts) startNamed(host, this.#lab);
    await sleep(1500);
    for (const host of settings.hosts) startKeepalived(host, this.#lab);
    await this.#waitForVirtualAddress();
    await this.#waitForSecondaries();
    await this.#startCluster();
    for (const host of settings.hosts) startResolved(host, this.#lab);
    await sleep(4000);
  }

  /** CoreDNS asks its upstream a first question as soon as it has its objects: the API servers come first, so that this is at once. */
  async #startCluster(): Promise<void> {
    const { settings, objects } = this.#site;
    const resolver = settings.clusters[0]?.coreDns.resolver ?? settings.clusters[0]?.resolver ?? null;
    const servers = this.#topology.pods.filter(({ pod }) => pod.labels["k8s-app"] === "kube-dns");
    if (objects !== null) for (const pod of servers) startApiServer(pod, objects, this.#lab);
    await sleep(1500);
    // named counts whole seconds, so all of the beginning must lie in one.
    await sleep(1050 - (Date.now() % 1000));
    this.#zero = Math.floor(Date.now() / 1000) * 1000;
    for (const host of settings.hosts) flushNamed(host, this.#lab);
    if (objects !== null) for (const pod of servers) startCoreDns(pod, objects, resolver, this.#lab);
  }

  /** A question from a place. Answers come in the order of the questions of that place. */
  ask(from: string, question: Ask): Promise<LabAnswer> {
    const asker = this.#askers.get(from) ?? this.#startAsker(from);
    return new Promise((resolve) => {
      asker.waiting.push(resolve);
      asker.child.stdin?.write(`${JSON.stringify(question)}\n`);
    });
  }

  /** What a server, `<host>-named` or a pod, wrote to its log. */
  log(name: string): string {
    return this.#lab.log(name);
  }

  stop(): Promise<void> {
    return this.#lab.stop();
  }

  #startAsker(from: string): Asker {
    const child = this.#lab.converse(from, [process.execPath, join(import.meta.dirname, "../client.ts")]);
    const asker: Asker = { child, waiting: [] };
    if (child.stdout === null) throw new Error("the client has no pipes");
    createInterface({ input: child.stdout }).on("line", (line) =>
      asker.waiting.shift()?.(JSON.parse(line) as LabAnswer),
    );
    this.#askers.set(from, asker);
    return asker;
  }

  /** A secondary without its zone yet would answer SERVFAIL; named tells of each transfer. */
  async #waitForSecondaries(): Promise<void> {
    const hosts = this.#site.settings.hosts.filter((host) => host.bind !== null && hasSecondaryZone(this.#site, host));
    for (let tries = 0; tries < 60; tries += 1) {
      if (hosts.every(({ name }) => this.#lab.log(`${name}-named`).includes("Transfer status: success"))) return;
      await sleep(250);
    }
    throw new Error("a secondary did not get its zone");
  }

  /** keepalived becomes active three advertisement intervals and a bit after its start. */
  async #waitForVirtualAddress(): Promise<void> {
    const contenders = this.#site.settings.hosts.filter((host) => host.keepalived !== null);
    for (let tries = 0; contenders.length > 0 && tries < 60; tries += 1) {
      const before = contenders.map(({ addresses }) => addresses.length + 1);
      const now = contenders.map(({ name }) => this.#lab.ip(name, "-4 -o addr show").trim().split("\n").length);
      if (now.some((count, at) => count > (before[at] ?? 0))) return sleep(1500);
      await sleep(250);
    }
    if (contenders.length > 0) throw new Error("no host became active");
  }
}

function hasSecondaryZone(site: LabSite, host: HostSettings): boolean {
  const path = hostFile(site, host, "/etc/bind/named.conf.local");
  return path !== null && /type\s+(?:secondary|slave)\s*;/.test(readFileSync(path, "utf8"));
}
