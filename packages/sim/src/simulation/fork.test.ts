import { instantFromMs, makeQuery, nameOf } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerText, askSite, digPatience, findPlace, forkTwin, serversOf } from "../asking/index.ts";
import { KeptConnection } from "../sending/index.ts";
import { runShow } from "../show/index.ts";
import { ask, type PlayedDeed, playedDeed, tutorial } from "./fork.fixture.ts";
import { Simulation } from "./simulation.ts";
import { standardParts } from "./standard-parts.ts";
import { printJournalEntry } from "./world/journal.ts";

const UNTIL_MS = 90_000;

interface Timed extends PlayedDeed {
  readonly atMs: number;
  /** Whether it is planned beforehand, or done between two runs. */
  readonly isPlanned: boolean;
}

const course: fc.Arbitrary<readonly Timed[]> = fc
  .array(fc.record({ deed: playedDeed, atMs: fc.nat(80_000), isPlanned: fc.boolean() }), {
    minLength: 3,
    maxLength: 25,
  })
  .map((drawn) =>
    drawn
      .map(({ deed, atMs, isPlanned }) => ({ ...deed, atMs, isPlanned }))
      .toSorted((one, other) => one.atMs - other.atMs),
  );

function begin(seed: number, keepsDeeds = true): Simulation {
  return new Simulation(forkTwin(tutorial), { seed, keepsDeeds }, standardParts);
}

/** Plays on until the end; whatever happens, and is answered, and is there at last. */
class Playing {
  readonly simulation: Simulation;
  readonly connection: KeptConnection;
  readonly lines: string[] = [];
  readonly tell = (line: string): void => void this.lines.push(line);

  /** `connection`: of the time before a fork. */
  constructor(simulation: Simulation, connection: KeptConnection = new KeptConnection()) {
    this.simulation = simulation;
    this.connection = connection;
    simulation.journal.listen((entry) => this.tell(printJournalEntry(entry)));
  }

  /** `heard` is told of answers; whoever hears one after `untilMs` does nothing more. */
  play(deeds: readonly Timed[], heard: (line: string) => void = this.tell, untilMs = UNTIL_MS): this {
    const { simulation, connection } = this;
    const act = (deed: Timed): void =>
      deed.act(simulation, heard, { connection, goesOn: () => simulation.now < untilMs });
    for (const deed of deeds.filter(({ isPlanned }) => isPlanned))
      simulation.at(instantFromMs(deed.atMs), () => act(deed));
    for (const deed of deeds.filter(({ isPlanned }) => !isPlanned)) {
      simulation.runUntil(instantFromMs(deed.atMs));
      act(deed);
    }
    return this;
  }

  end(): readonly string[] {
    const { simulation } = this;
    simulation.runUntil(instantFromMs(UNTIL_MS));
    for (const name of ["web.linkerd-viz.k8s1-prod.kloud.lan.", "www.kloud.lan."])
      ask(simulation, ["laptop", name], this.tell);
    simulation.runFor(20_000);
    const shown = ["services", "pods -o wide", "nodes", "vrrp", "routes dns1", "announcements"].map((words) => {
      const show = runShow(simulation.world, words.split(" "), 1_704_213_552 + simulation.now / 1000);
      return show.kind === "text" ? show.text : show.message;
    });
    return [...this.lines, ...shown, `${simulation.now} ${simulation.hops}`];
  }
}

describe("a fork of a simulation", () => {
  test("law: at any moment of any course: the same deeds from then on, the same journal, answers and shows; and the original has seen nothing of it", () => {
    fc.assert(
      fc.property(fc.nat(), course, fc.nat(80_000), course, (seed, deeds, forkedMs, others) => {
        const [before, after] = [
          deeds.filter(({ atMs }) => atMs < forkedMs),
          deeds.filter(({ atMs }) => atMs >= forkedMs),
        ];
        /** What is answered before the fork and after it, to questions from before it. */
        const begun = (keepsDeeds: boolean): { playing: Playing; early: string[]; late: string[] } => {
          const [early, late]: [string[], string[]] = [[], []];
          const playing = new Playing(begin(seed, keepsDeeds));
          const { simulation } = playing;
          let isLate = false;
          playing.play(before, (line) => (isLate ? late : early).push(line), forkedMs);
          simulation.runUntil(instantFromMs(forkedMs));
          isLate = true;
          return { playing, early, late };
        };
        const { playing, early, late } = begun(true);
        const original = playing.simulation;
        const open: string[] = [];
        const fork = original.fork(({ asking, askedAt }, answer) =>
          open.push(`${asking.from.name} ${askedAt} ${answerText(answer)}`),
        );
        const other = original.fork();
        if (fork === null || other === null) throw new Error("its deeds are kept");
        expect([fork.now, fork.events, fork.hops]).toEqual([original.now, original.events, original.hops]);
        new Playing(other, playing.connection).play(others.filter(({ atMs }) => atMs >= forkedMs)).end();
        const inFork = new Playing(fork, playing.connection).play(after).end();
        const known = playing.lines.length;
        const inOriginal = playing.play(after).end();
        expect(inFork).toEqual(inOriginal.slice(known));
        expect(open.length).toBe(late.length);
        const alone = begun(false);
        expect(alone.playing.play(after).end()).toEqual(inOriginal);
        expect([alone.early, alone.late]).toEqual([early, late]);
      }),
      { numRuns: 15 },
    );
  });

  const WEB = ["laptop", "web.linkerd-viz.k8s1-prod.kloud.lan."] as const;
  const forked = (simulation: Simulation, ...listener: Parameters<Simulation["fork"]>): Simulation => {
    const fork = simulation.fork(...listener);
    if (fork === null) throw new Error("its deeds are kept");
    return fork;
  };
  const linesOf = (simulation: Simulation): string[] => {
    const lines: string[] = [];
    simulation.journal.listen((entry) => void lines.push(printJournalEntry(entry)));
    return lines;
  };

  test("there is none where nobody wanted the deeds to be kept", () => {
    expect(begin(1, false).fork()).toBeNull();
  });

  test.each<readonly [string, (simulation: Simulation) => void]>([
    [
      "who listens to the journal acts",
      (own) => own.journal.listen(({ kind }) => kind === "fault" && own.heal({ kind: "crash", machine: "dns1" })),
    ],
    ["who listens in on the network acts", (own) => own.listenIn(() => own.heal({ kind: "crash", machine: "dns1" }))],
    [
      "time passes in the middle of an appointment, and then somebody acts",
      (own) =>
        own.after(50, () => {
          own.runFor(5000);
          own.inject({ kind: "crash", machine: "dns2" });
        }),
    ],
  ])("there is none where %s: the place of that is in the middle of something else", (_what, meddle) => {
    const simulation = begin(1);
    meddle(simulation);
    simulation.runFor(100);
    simulation.inject({ kind: "crash", machine: "dns1" });
    simulation.runFor(3000);
    expect(simulation.fork()).toBeNull();
  });

  test("what is planned stays with who planned it, what he has done there is done", () => {
    const simulation = begin(1);
    simulation.after(1000, () => simulation.inject({ kind: "crash", machine: "dns1" }));
    simulation.after(9000, () => simulation.heal({ kind: "crash", machine: "dns1" }));
    simulation.runFor(8000);
    const fork = forked(simulation);
    const [lines, own] = [linesOf(simulation), linesOf(fork)];
    simulation.runFor(3000);
    fork.runFor(3000);
    const healed = (heard: readonly string[]): number => heard.filter((line) => line.includes(" healed ")).length;
    expect([healed(lines), healed(own)]).toEqual([1, 0]);
    expect(runShow(fork.world, ["vrrp"], 0)).toMatchObject({ text: expect.stringMatching(/dns2 +VI_1 +51 +active/) });
  });

  test("a question that is under way is answered in both: to who asked in the original, to whoever wants to know in the fork", () => {
    const simulation = begin(1);
    simulation.inject({ kind: "hang", machine: "dns1", program: "named" });
    const [heard, told]: [string[], string[]] = [[], []];
    ask(simulation, WEB, (line) => heard.push(line));
    simulation.runFor(2000);
    const fork = forked(simulation, ({ asking, askedAt }, answer) =>
      told.push(`${fork.now} ${asking.from.name} ${askedAt} ${answerText(answer)}`),
    );
    fork.heal({ kind: "hang", machine: "dns1", program: "named" });
    fork.runFor(20_000);
    expect(heard).toEqual([]);
    expect(told).toEqual([expect.stringMatching(/^20\d\d(\.\d+)? laptop 0 NOERROR 198\.19\.0\.5$/)]);
    simulation.runFor(20_000);
    expect(heard.map((line) => line.split(" ").slice(3, 5).join(" "))).not.toEqual([]);
    expect(told).toHaveLength(1);
  });

  test("a fork of a fork, and one of the beginning", () => {
    const simulation = begin(7);
    const early = forked(simulation);
    simulation.inject({ kind: "cut", between: ["dns1", "router"], direction: "both-ways" });
    simulation.runFor(4321);
    const fork = forked(simulation);
    fork.inject({ kind: "kill", machine: "dns2", program: "named" });
    fork.runFor(1000);
    const again = forked(fork);
    const [one, other] = [new Playing(fork), new Playing(again)];
    expect(other.end()).toEqual(one.end());
    expect(new Playing(early).end()).toEqual(new Playing(begin(7)).end());
  });

  test("a connection that is open stays open on both sides, and ends on one alone", () => {
    const simulation = begin(1);
    const connection = new KeptConnection();
    const heard: string[] = [];
    ask(simulation, ["mac", "www.kloud.lan."], () => {}, connection);
    simulation.runFor(1000);
    const fork = forked(simulation);
    fork.inject({ kind: "kill", machine: "dns1", program: "named" });
    fork.runFor(100);
    const hops = fork.hops;
    ask(fork, ["mac", "www.kloud.lan."], (line) => heard.push(line), connection);
    fork.runFor(100);
    expect(connection.isOpen).toBe(true);
    expect(fork.hops).toBeGreaterThan(hops);
    ask(simulation, ["mac", "www.kloud.lan."], (line) => heard.push(line), connection);
    simulation.runFor(100);
    expect(heard.at(-1)).toContain("NOERROR");
  });

  test("what is asked of its world is done again too", () => {
    const simulation = begin(3);
    const place = findPlace(simulation.world, "laptop");
    if (place.kind === "missing") throw new Error(place.why);
    const servers = serversOf(simulation.world, place.value);
    if (servers.kind === "missing") throw new Error(servers.why);
    const asking = { from: place.value, servers: servers.value, source: null, transport: "udp" } as const;
    const query = makeQuery({ name: nameOf(WEB[1]), type: "A", class: "IN" });
    askSite(simulation.world, asking, query, instantFromMs(2500), digPatience);
    const fork = forked(simulation);
    expect([fork.now, fork.hops]).toEqual([simulation.now, simulation.hops]);
    const [one, other] = [new Playing(simulation), new Playing(fork)];
    expect(other.end()).toEqual(one.end());
  });
});
