import {
  type ClusterChange,
  type ClusterSnapshot,
  type ClusterView,
  type Diagnostic,
  laterBy,
} from "@splithorizon/core";
import { CoreDnsServer, type Corefile, type ProcessSettings, printGoDuration } from "@splithorizon/core/coredns";
import type { Resident } from "../../hosts/index.ts";
import { configurationHash, startLogOfCorefile } from "../../show/index.ts";
import { coreDnsOf } from "../../site/index.ts";
import type { SimulationContext } from "../world/part.ts";
import { coreDnsBuildFor } from "../world/start-program.ts";
import { kindsOf, settingsOf } from "./coredns-settings.ts";
import { changeText, startFault, syntaxFault } from "./coredns-words.ts";
import { CorefileWatch } from "./corefile-watch.ts";
import { Informers } from "./informers.ts";
import type { ProbedProcess } from "./probe-target.ts";

/** kubernetes.go InitKubeCache looks so often whether the lists have been read. */
const SYNC_CHECK_MS = 100;
/** What reading the lists takes, drawn; not measured. */
const LISTS_MS = { least: 20, most: 180 } as const;

/** `starting`: its sockets are not open yet; `lame`: told to stop, and still answering. */
type Phase = "starting" | "serving" | "lame" | "gone";

export interface ProcessOwner {
  /** The objects of the cluster as the API server has them. */
  snapshot(): ClusterSnapshot;
  /** It answers from now on, with this Corefile. */
  serves(corefile: Corefile, how: "started" | "otherwise"): void;
  /** It ends itself. */
  exits(code: number): void;
}

/** One CoreDNS process: what it holds of the cluster, when it reads its Corefile again, and how it ends. */
export class CoreDnsProcess {
  readonly pod: string;
  readonly #context: SimulationContext;
  readonly #owner: ProcessOwner;
  readonly #informers: Informers;
  readonly #watch: CorefileWatch;
  #resident: Resident | null = null;
  #phase: Phase = "gone";
  #hash = "";
  /** Raised when what is under way is of no use any more. */
  #life = 0;

  constructor(pod: string, context: SimulationContext, owner: ProcessOwner) {
    this.pod = pod;
    this.#context = context;
    this.#owner = owner;
    this.#watch = new CorefileWatch(context, () => this.whenRunning(() => this.#look()));
    this.#informers = new Informers(context, {
      whenRunning: (act) => this.whenRunning(act),
      told: (view) => this.#tell(view),
      heard: (change) => this.#tellOf(change),
    });
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** As probes find it: `/health` is answered until the process is gone, lameduck or not; null: nothing runs. */
  get probed(): ProbedProcess | null {
    const own = this.#resident;
    if (own === null) return null;
    const isHeld = this.#context.processes.stateOf(own) === "held";
    return { settings: settingsOf(own), isHeld, isReady: this.#phase === "serving" };
  }

  /** It has been there since long before the beginning. */
  rest(resident: Resident): void {
    const build = coreDnsBuildFor(this.#context.world, this.pod);
    this.#resident = resident;
    this.#phase = "serving";
    this.#life += 1;
    const settings = settingsOf(resident);
    this.#watch.rest(settings.reload);
    this.#informers.rest(this.#owner.snapshot(), kindsOf(settings));
    if (build === null) return;
    this.#hash = configurationHash(build.corefile);
    this.#beginLog(build.corefile);
    this.#watchForLoop(resident, build.corefile);
  }

  /** It has been started: its sockets open when its lists have been read. */
  start(resident: Resident): void {
    const build = coreDnsBuildFor(this.#context.world, this.pod);
    if (build === null) return;
    const settings = settingsOf(resident);
    this.#resident = resident;
    this.#phase = "starting";
    this.#hash = configurationHash(build.corefile);
    const life = this.#begin();
    this.#context.world.listenBy(resident, () => false);
    this.#afterLists(settings, life, () => {
      this.#context.world.listenBy(resident, resident.listensOn);
      this.#tell(this.#informers.sync(this.#owner.snapshot(), kindsOf(settings)));
      this.#phase = "serving";
      this.#beginLog(build.corefile);
      this.#comeUp(resident, settings, build.corefile, "started");
    });
  }

  /** It is gone, whatever the cause. */
  ended(): void {
    this.#phase = "gone";
    this.#resident = null;
    this.#life += 1;
    this.#watch.stop();
    this.#informers.stop();
  }

  /** It has been started, and its own Corefile has ended it. */
  failed(): void {
    const build = coreDnsBuildFor(this.#context.world, this.pod);
    if (build === null) return;
    const why = startFault(build.problems, coreDnsOf(build.pod, build).faults);
    this.#context.world.podLogs.begin(this.pod, why === null ? [] : [why]);
  }

  snapshotChanged(before: ClusterSnapshot, after: ClusterSnapshot): void {
    this.#informers.changed(before, after);
  }

  /** The Corefile in the pod is another one. */
  corefileChanged(): void {
    if (this.#phase !== "serving") return;
    if (this.#watch.expect() === "nobody-looks")
      this.#say(() => "has another Corefile, which nobody reads before a restart: the running one has no reload");
  }

  /** Caddy runs each plugin's shutdown, then waits for each lameduck in turn; questions are answered meanwhile (measured). A process that stands still hears of it when it goes on. */
  terminate(): void {
    this.whenRunning(() => this.#shutDown());
  }

  #shutDown(): void {
    const resident = this.#resident;
    if (resident === null || this.#phase === "lame") return;
    this.#log("[INFO] SIGTERM: Shutting down servers then terminating");
    const { lameducksMs } = settingsOf(resident);
    this.#phase = "lame";
    const life = this.#begin();
    this.#watch.stop();
    this.#informers.stop();
    resident.server.change({ kind: "shutting-down" }, this.#context.now());
    let waitedMs = 0;
    for (const lameduckMs of lameducksMs.filter((ms) => ms > 0)) {
      this.#later(waitedMs, life, () =>
        this.#log(`[INFO] plugin/health: Going into lameduck mode for ${printGoDuration(lameduckMs)}`),
      );
      waitedMs += lameduckMs;
    }
    this.#later(waitedMs, life, () => this.#owner.exits(0));
  }

  /** plugin/reload: what it sees at a tick. */
  #look(): void {
    const { world } = this.#context;
    const build = coreDnsBuildFor(world, this.pod);
    if (build === null || this.#phase !== "serving") return;
    const fault = syntaxFault(build.problems);
    if (fault !== null) {
      this.#log(`[WARNING] plugin/reload: Corefile parse failed: ${fault}`);
      this.#watch.expect();
      return;
    }
    const hash = configurationHash(build.corefile);
    if (hash === this.#hash) return;
    // Nobody tries the same file twice, be it as wrong as it is.
    this.#hash = hash;
    this.#log("[INFO] Reloading");
    const { resident, faults } = coreDnsOf(build.pod, build);
    if (faults.length > 0) this.#refuse(build.problems, faults);
    else this.#reload(resident, build.corefile);
  }

  #refuse(read: readonly Diagnostic[], faults: readonly Diagnostic[]): void {
    const why = startFault(read, faults) ?? "";
    this.#log(`[ERROR] Restart failed: ${why}`);
    this.#log(
      `[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: ${why}`,
    );
  }

  /** The old one goes on answering until the new one has read its lists. */
  #reload(resident: Resident, corefile: Corefile): void {
    const settings = settingsOf(resident);
    const life = this.#life;
    this.#afterLists(settings, life, () => {
      const { world, live } = this.#context;
      world.replace(this.#resident, resident);
      this.#resident = resident;
      live.residentsChanged();
      this.#tell(this.#informers.sync(this.#owner.snapshot(), kindsOf(settings)));
      if (settings.reload !== null) this.#log(`[INFO] plugin/reload: Running configuration SHA512 = ${this.#hash}`);
      this.#log("[INFO] Reloading complete");
      this.#comeUp(resident, settings, corefile, "otherwise");
    });
  }

  #comeUp(resident: Resident, settings: ProcessSettings, corefile: Corefile, how: "started" | "otherwise"): void {
    this.#watch.begin(settings.reload);
    this.#watchForLoop(resident, corefile);
    this.#owner.serves(corefile, how);
    // What has been mounted while it came up.
    const build = coreDnsBuildFor(this.#context.world, this.pod);
    if (build !== null && configurationHash(build.corefile) !== this.#hash) this.#watch.expect();
  }

  /** Without kubernetes at once; else at the first look after the lists have been read. */
  #afterLists({ informers }: ProcessSettings, life: number, act: () => void): void {
    const { random } = this.#context;
    const listsMs = informers === null ? 0 : random.between(LISTS_MS.least, LISTS_MS.most);
    this.#later(Math.ceil(listsMs / SYNC_CHECK_MS) * SYNC_CHECK_MS, life, act);
  }

  /** plugin/loop ends the process at the third sight of its own question, at any time within the first half minute. */
  #watchForLoop(resident: Resident, { blocks }: Corefile): void {
    if (!blocks.some(({ directives }) => directives.has("loop"))) return;
    const life = this.#life;
    for (const seconds of [0.1, 0.5, 1, 2, 3, 5, 8, 12, 18, 25, 32]) {
      this.#later(seconds * 1000, life, () => {
        const { server } = resident;
        if (this.#resident !== resident || !(server instanceof CoreDnsServer) || server.state.kind !== "halted") return;
        this.#log(`[FATAL] ${server.state.why}`);
        this.#owner.exits(1);
      });
    }
  }

  #tell(view: ClusterView): void {
    this.#resident?.server.change({ kind: "cluster-changed", view }, this.#context.now());
  }

  #begin(): number {
    this.#life += 1;
    return this.#life;
  }

  #later(ms: number, life: number, act: () => void): void {
    const { agenda } = this.#context;
    const once = (): void => {
      if (life === this.#life) this.whenRunning(() => (life === this.#life ? act() : undefined));
    };
    if (ms === 0) once();
    else agenda.at(laterBy(this.#context.now(), ms), once);
  }

  /** Does it at once, or when the process goes on; never if it is killed before. */
  whenRunning(act: () => void): void {
    const { processes } = this.#context;
    const resident = this.#resident;
    if (resident !== null && processes.stateOf(resident) === "held") processes.hold(resident, act);
    else act();
  }

  #beginLog(corefile: Corefile): void {
    const lines = startLogOfCorefile(corefile).trimEnd().split("\n");
    this.#context.world.podLogs.begin(this.pod, lines);
  }

  #log(line: string): void {
    this.#context.world.podLogs.add(this.pod, line);
    this.#say(() => line);
  }

  /** What it keeps nothing of is not worth a line. */
  #tellOf(change: ClusterChange): void {
    if (!this.#context.journal.isHeard) return;
    const text = changeText(change);
    if (text !== null) this.#say(() => text);
  }

  #say(text: () => string): void {
    this.#context.write("coredns", this.pod, text);
  }
}
