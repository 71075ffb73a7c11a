/**
 * The tutorial's site in virtual time: adverts every second, ten questions a second from four places, and every six hours the
 * active BIND host loses its power for a minute. It is given the packages, so that several builds can play side by side.
 */
import { join } from "node:path";
import type { Query, RrType } from "@splithorizon/core";
import type { Asking, Simulation, SiteTwin } from "@splithorizon/sim";

/** A build of the packages. */
export interface Packages {
  readonly core: typeof import("@splithorizon/core");
  readonly sim: typeof import("@splithorizon/sim");
  readonly node: typeof import("@splithorizon/sim/node");
}

export const SECOND_MS = 1000;
export const HOUR_MS: number = 3600 * SECOND_MS;
const EVERY_MS = 100;
const ASKERS = ["laptop", "mac", "dnsutils/dnsutils", "k8s1master3"];
const QUESTIONS: readonly (readonly [string, RrType])[] = [
  ["web.linkerd-viz.k8s1-prod.kloud.lan.", "A"],
  ["www.example.com.", "A"],
  ["dns1.kloud.lan.", "A"],
  ["nothing.k8s1-prod.kloud.lan.", "A"],
  ["web.linkerd-viz.k8s1-prod.kloud.lan.", "AAAA"],
  ["kloud.lan.", "SOA"],
  ["kubernetes.default.svc.cluster.local.", "A"],
];

export class SiteDay {
  readonly simulation: Simulation;
  readonly counts: { asked: number; answered: number; failed: number } = { asked: 0, answered: 0, failed: 0 };
  readonly #askers: readonly Asking[];
  readonly #queries: readonly Query[];

  constructor({ core, sim, node }: Packages) {
    const files = node.readFolder(join(import.meta.dirname, "../examples"));
    const twin = sim.loadSite(files, "/kloud-lan/site.yaml").value;
    this.simulation = new sim.Simulation(twin, { seed: 1 }, sim.standardParts);
    this.#askers = ASKERS.map((name) => askingFrom(sim, twin, name));
    this.#queries = QUESTIONS.map(([name, type]) => core.makeQuery({ name: core.nameOf(name), type, class: "IN" }));
    this.#askForEver(0);
    this.#losePowerForEver();
  }

  #askForEver(turn: number): void {
    const asking = this.#askers[turn % this.#askers.length];
    const query = this.#queries[turn % this.#queries.length];
    if (asking === undefined || query === undefined) throw new Error("nobody asks");
    this.counts.asked += 1;
    this.simulation.ask(asking, query, ({ kind }) => {
      if (kind === "answered") this.counts.answered += 1;
      else this.counts.failed += 1;
    });
    this.simulation.after(EVERY_MS, () => this.#askForEver(turn + 1));
  }

  #losePowerForEver(): void {
    const { simulation } = this;
    const fault = { kind: "crash", machine: "dns1" } as const;
    simulation.after(6 * HOUR_MS, () => {
      simulation.inject(fault);
      simulation.after(60 * SECOND_MS, () => simulation.heal(fault));
      this.#losePowerForEver();
    });
  }
}

function askingFrom({ findPlace, serversOf }: Packages["sim"], site: SiteTwin, name: string): Asking {
  const place = findPlace(site, name);
  if (place.kind === "missing") throw new Error(place.why);
  const servers = serversOf(site, place.value);
  if (servers.kind === "missing") throw new Error(servers.why);
  return { from: place.value, servers: servers.value, source: null, transport: "udp" };
}
