import { BEGINNING, type Instant, instantFromMs, laterBy } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Asking, AskingOptions, SiteAnswer } from "../asking/index.ts";
import { ManualAgenda } from "../live/index.ts";
import { placeOf, serverOf, waitingSite } from "../live/waiting-site.fixture.ts";
import { KeptConnection } from "../sending/index.ts";
import { Past } from "./past.ts";

const site = waitingSite();
const TICK_MS = 10;
const ANSWER: SiteAnswer = { kind: "not-modelled", what: "an answer" };
const ASKING: Asking = {
  from: placeOf(site, "laptop"),
  servers: [serverOf(site, "dns1")],
  source: null,
  transport: "udp",
};

/** Something that lives by itself, a tick every ten milliseconds, and to which one adds. */
class Toy {
  readonly world = site;
  readonly agenda = new ManualAgenda();
  readonly lines: string[] = [];
  readonly past: Past<Toy>;
  sum = 0;

  constructor(of: "original" | "fork" = "original") {
    this.past = new Past<Toy>(this.agenda, of);
    this.#plan(BEGINNING);
  }

  #plan(from: Instant): void {
    this.agenda.at(laterBy(from, TICK_MS), () => {
      this.#say(`tick ${this.sum}`);
      this.#plan(this.agenda.now());
    });
  }

  #say(what: string): void {
    this.lines.push(`${this.agenda.now()} ${what}`);
  }

  add(number: number): void {
    this.past.do(
      (toy) => toy.add(number),
      () => {
        this.sum += number;
        this.#say(`add ${number}`);
      },
    );
  }

  at(ms: number, act: () => void): void {
    this.agenda.at(instantFromMs(ms), this.past.foreign(act));
  }

  /** What it has come to. */
  fork(open: string[] = []): Toy {
    const fork = new Toy("fork");
    this.past.repeat(fork, fork.past, ({ askedAt }) => open.push(`${askedAt}`));
    return fork;
  }

  get state(): unknown {
    return { sum: this.sum, lines: this.lines, now: this.agenda.now(), next: this.agenda.next };
  }
}

const PLAIN: AskingOptions = {};

describe("what was done is done again", () => {
  it("between the same two of its own appointments", () => {
    const toy = new Toy();
    toy.agenda.passUntil(instantFromMs(10));
    toy.add(1);
    toy.agenda.passUntil(instantFromMs(15));
    toy.add(2);
    toy.agenda.passUntil(instantFromMs(33));
    expect(toy.lines).toEqual(["10 tick 0", "10 add 1", "15 add 2", "20 tick 3", "30 tick 3"]);
    expect(toy.fork().state).toEqual(toy.state);
  });

  it("law: a fork has come to the same, to the moment, and goes on alike; so has a fork of a fork", () => {
    const deed = fc.record({ afterMs: fc.nat(35), number: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 20 }), fc.nat(40), (deeds, restMs) => {
        const toy = new Toy();
        for (const { afterMs, number } of deeds) {
          toy.agenda.passUntil(laterBy(toy.agenda.now(), afterMs));
          toy.add(number);
        }
        toy.agenda.passUntil(laterBy(toy.agenda.now(), restMs));
        const fork = toy.fork();
        const second = fork.fork();
        for (const own of [toy, fork, second]) own.agenda.passUntil(laterBy(own.agenda.now(), 50));
        expect(fork.state).toEqual(toy.state);
        expect(second.state).toEqual(toy.state);
        expect(toy.past.isExact).toBe(true);
      }),
    );
  });

  it("what a fork does is none of the original's, and the other way round", () => {
    const toy = new Toy();
    toy.add(1);
    const fork = toy.fork();
    toy.add(10);
    fork.add(100);
    expect([toy.sum, fork.sum, toy.fork().sum, fork.fork().sum]).toEqual([11, 101, 11, 101]);
  });
});

describe("appointments of whoever plays", () => {
  it("are not repeated, and what was done in them is", () => {
    const toy = new Toy();
    let kept = 0;
    toy.at(5, () => {
      kept += 1;
      toy.add(7);
    });
    toy.agenda.passUntil(instantFromMs(25));
    const fork = toy.fork();
    expect([kept, fork.sum, fork.lines]).toEqual([1, 7, toy.lines]);
    expect(toy.past.isExact).toBe(true);
  });

  it("do not count among its own", () => {
    const toy = new Toy();
    for (const ms of [1, 2, 3]) toy.at(ms, () => undefined);
    toy.agenda.passUntil(instantFromMs(12));
    toy.add(1);
    expect(toy.fork().state).toEqual(toy.state);
  });
});

describe("who acts where nobody can find it again", () => {
  it("is whoever only listens: in the middle of one of its own appointments", () => {
    const toy = new Toy();
    toy.agenda.at(instantFromMs(5), () => toy.add(1));
    expect(toy.past.isExact).toBe(true);
    toy.agenda.passUntil(instantFromMs(5));
    expect(toy.past.isExact).toBe(false);
  });

  it("or lets time pass in an appointment of his, and then acts", () => {
    const toy = new Toy();
    toy.at(5, () => {
      toy.agenda.passUntil(instantFromMs(25));
      toy.add(1);
    });
    toy.agenda.passUntil(instantFromMs(30));
    expect(toy.past.isExact).toBe(false);
  });

  it("or whoever acts because somebody else does", () => {
    const toy = new Toy();
    toy.past.do(
      (again) => again.add(1),
      () => toy.add(1),
    );
    expect(toy.past.isExact).toBe(false);
  });
});

describe("questions", () => {
  /** As a simulation puts them: again by the same words. */
  class Asked extends Toy {
    put(
      name: string,
      afterMs: number,
      heard: (answer: SiteAnswer) => void,
      options: AskingOptions = PLAIN,
    ): AskingOptions {
      const asked = this.past.asked(ASKING, options, heard, (_site, repeated, then) => {
        Asked.current?.put(name, afterMs, then, repeated);
      });
      this.agenda.at(laterBy(this.agenda.now(), afterMs), () => {
        this.lines.push(`${this.agenda.now()} answer to ${name}`);
        asked.heard(ANSWER);
      });
      return asked.options;
    }

    static current: Asked | null = null;

    forked(open: string[] = []): Asked {
      const fork = new Asked("fork");
      Asked.current = fork;
      this.past.repeat(fork, fork.past, ({ askedAt }) => open.push(`asked at ${askedAt}`));
      Asked.current = null;
      return fork;
    }
  }

  it("one that is under way is under way in the fork, whose listener hears the answer", () => {
    const toy = new Asked();
    toy.agenda.passUntil(instantFromMs(3));
    toy.put("a", 20, () => undefined);
    toy.agenda.passUntil(instantFromMs(12));
    const open: string[] = [];
    const fork = toy.forked(open);
    for (const own of [toy, fork]) own.agenda.passUntil(instantFromMs(30));
    expect([fork.lines, open]).toEqual([toy.lines, ["asked at 3"]]);
  });

  it("of one that has been answered nobody hears again, and what was done upon its answer is done", () => {
    const toy = new Asked();
    toy.put("a", 4, () => toy.add(5));
    toy.agenda.passUntil(instantFromMs(12));
    const open: string[] = [];
    const fork = toy.forked(open);
    expect([fork.lines, fork.sum, open, toy.past.isExact]).toEqual([toy.lines, 5, [], true]);
  });

  it("whoever listens to its way is not repeated", () => {
    const toy = new Toy();
    const repeated: string[][] = [];
    const options = { recorder: () => undefined, choose: () => 0 };
    const again = (_site: unknown, own: AskingOptions): void => void repeated.push(Object.keys(own));
    expect(toy.past.asked(ASKING, options, () => undefined, again).options).toBe(options);
    toy.fork();
    expect(repeated).toEqual([["choose"]]);
  });

  it("a connection is the original's: in a fork another one stands for it, always the same", () => {
    const connection = new KeptConnection();
    expect(new Asked().put("a", 1, () => undefined, { connection }).connection).toBe(connection);
    const fork = new Asked("fork");
    const [one, two] = ["a", "b"].map((name) => fork.put(name, 1, () => undefined, { connection }).connection);
    const other = fork.put("c", 1, () => undefined, { connection: new KeptConnection() }).connection;
    expect(one).not.toBe(connection);
    expect(two).toBe(one);
    expect(other).not.toBe(one);
  });
});
