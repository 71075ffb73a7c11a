import { type Address, instantFromMs } from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import type { Hop, Station, WayEnd } from "../network/index.ts";
import {
  type Cancel,
  Drive,
  type Ether,
  firstAlternative,
  KeptConnection,
  type OutgoingQuestion,
  type Reception,
  type Travel,
  wayOf,
} from "../sending/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { ManualAgenda } from "./agenda.ts";
import type { CrossingPlan } from "./crossing-plan.ts";
import { Errand } from "./errand.ts";
import { type Fate, Wait } from "./wait.ts";
import { question, serverOf, waitingSite } from "./waiting-site.fixture.ts";

export const LEG_MS = 10;
export const PATIENCE_MS = 20_000;
const THROUGH: Travel = { kind: "through", delayMs: LEG_MS, copyAfterMs: null };
export const LOST: Travel = { kind: "lost", hops: 0, at: "laptop", why: "the cable is out" };

/** A network that does what a test says. */
export class ScriptedEther implements Ether {
  /** What becomes of the next packets, one after the other; then all of them get through. */
  readonly next: Travel[] = [];
  /** The moments at which something was sent. */
  readonly sentAt: number[] = [];
  meets: Reception = "taken";
  /** null: the machine has lost every address. */
  hasAddresses = true;
  hears = true;
  readonly #agenda: ManualAgenda;
  readonly #twin: SiteTwin;
  readonly #waiting = new Set<() => void>();
  readonly #watches = new Set<(isHeard: boolean) => void>();

  constructor(twin: SiteTwin, agenda: ManualAgenda) {
    this.#twin = twin;
    this.#agenda = agenda;
  }

  travel(_hops: readonly Hop[]): Travel {
    this.sentAt.push(this.#agenda.now());
    return this.next.shift() ?? THROUGH;
  }

  reception(_station: string, _packet: unknown, resident: Resident | null): Reception {
    return resident === null && this.meets === "taken" ? "refused" : this.meets;
  }

  residentAt(station: string): Resident | null {
    return this.hears ? (this.#twin.residents.find((own) => own.station === station) ?? null) : null;
  }

  stationNow(name: string): Station | null {
    const station = this.#twin.network.stations.get(name) ?? null;
    if (station === null || this.hasAddresses || name !== "dns1") return station;
    return { ...station, addresses: [] };
  }

  seek(_at: string, _neighbour: Address, heard: (how: "found" | "failed") => void): Cancel {
    heard("found");
    return () => undefined;
  }

  isGone = (): boolean => false;
  isHeld = (): boolean => this.meets === "held";

  hold(_resident: Resident, act: () => void): Cancel {
    this.#waiting.add(act);
    return () => void this.#waiting.delete(act);
  }

  whenGone(_resident: Resident, act: (isHeard: boolean) => void): Cancel {
    this.#watches.add(act);
    return () => void this.#watches.delete(act);
  }

  /** How many still wait for the program, or watch it. */
  get watchers(): number {
    return this.#waiting.size + this.#watches.size;
  }

  goOn(): void {
    this.meets = "taken";
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const act of waiting) act();
  }

  kill(isHeard: boolean): void {
    for (const act of [...this.#watches]) act(isHeard);
  }
}

/** One question of the laptop to dns1, as a test lets it fare. */
export class Scene {
  readonly twin = waitingSite();
  readonly agenda = new ManualAgenda(instantFromMs(0));
  readonly ether = new ScriptedEther(this.twin, this.agenda);
  /** `answered 10`: what its asker noticed, and when. */
  readonly heard: string[] = [];
  /** How often the server was given a question. */
  received = 0;
  readonly connection = new KeptConnection();
  /** Whom the server asks itself, in its turn: each waits for what comes of it. */
  readonly others: ((fate: Fate) => void)[] = [];

  plan(transport: "udp" | "tcp", kept: "kept" | "closed" = "closed", name = "www.kloud.lan"): CrossingPlan {
    const drive = new Drive(this.twin, this.agenda, { choose: firstAlternative, recorder: null, ether: this.ether });
    const errand = new Errand(
      drive,
      ({ kind }) => void this.heard.push(kind),
      () => undefined,
    );
    const asked: OutgoingQuestion = {
      to: serverOf(this.twin, "dns1"),
      transport,
      source: null,
      content: question(name),
      timeoutMs: PATIENCE_MS,
      ...(kept === "kept" ? { connection: this.connection } : {}),
    };
    const wait = new Wait(this.agenda, errand, PATIENCE_MS, (fate) => {
      if (fate.kind === "failed") asked.connection?.failed(fate.how);
      this.heard.push(`${fate.kind === "failed" ? fate.how : fate.kind} ${this.agenda.now()}`);
    });
    const stage = {
      agenda: this.agenda,
      touched: () => {
        this.received += 1;
      },
      connectionOf: () => null,
      converse: (...[, , , , notice]: Parameters<CrossingPlan["stage"]["converse"]>) => void this.others.push(notice),
    };
    const from = this.twin.network.stations.get("laptop");
    if (from === undefined) throw new Error("there is a laptop");
    wait.begin("nothing has come");
    return { stage, ether: this.ether, errand, from, asked, frame: null, mark: drive.beginQuestion(null), wait };
  }

  /** Where the question comes out. */
  endOf({ from, asked }: CrossingPlan): WayEnd & { readonly kind: "delivered" } {
    const way = wayOf(this.twin, from, asked);
    const end = way.kind === "ways" ? way.tree.follow(() => 0) : null;
    if (end?.kind !== "delivered") throw new Error("the laptop reaches dns1");
    return end;
  }

  /** Until then, by the scene's own time. */
  passUntil(ms: number): this {
    this.agenda.passUntil(instantFromMs(ms));
    return this;
  }
}
