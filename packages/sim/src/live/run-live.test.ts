import {
  type Awaitable,
  BEGINNING,
  type Effect,
  type EffectResult,
  type Exchange,
  type Instant,
  makeQuery,
  nameOf,
  type Outcome,
} from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Resident } from "../hosts/index.ts";
import {
  type Chooser,
  Drive,
  type Ether,
  type Frame,
  firstAlternative,
  type OutgoingQuestion,
} from "../sending/index.ts";
import { ManualAgenda } from "./agenda.ts";
import { Errand } from "./errand.ts";
import { runLive } from "./run-live.ts";
import type { Stage } from "./stage.ts";
import type { Fate } from "./wait.ts";
import { serverOf, waitingSite } from "./waiting-site.fixture.ts";

const twin = waitingSite();
const to = serverOf(twin, "dns1");
const at = (ms: number): Instant => (BEGINNING + ms) as Instant;

const SILENCE: Outcome = { kind: "silence", why: "no-handler" };

function ask(name: string): Effect & { readonly kind: "ask" } {
  const message = makeQuery({ name: nameOf(name), type: "A", class: "IN" });
  return { kind: "ask", to, transport: "udp", source: null, message, timeoutMs: 800 };
}

/** Something that ends when it is told to. */
class Work implements Awaitable {
  readonly #waiting: (() => void)[] = [];

  whenEnded(act: () => void): () => void {
    this.#waiting.push(act);
    return () => {
      const place = this.#waiting.indexOf(act);
      if (place >= 0) this.#waiting.splice(place, 1);
    };
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  end(): void {
    for (const act of this.#waiting.splice(0)) act();
  }
}

/** What becomes of a question: at once, later, or when somebody says so. */
type Answers = (asked: OutgoingQuestion, notice: (fate: Fate) => void, agenda: ManualAgenda) => void;

const refuse: Answers = (_, notice) => notice({ kind: "failed", how: "refused", why: "closed" });

interface Surroundings {
  readonly answers?: Answers;
  readonly choose?: Chooser;
  readonly ether?: Partial<Ether>;
  readonly station?: string;
}

/** One exchange of a server, and whatever is told of it. */
class Play {
  readonly agenda = new ManualAgenda();
  readonly told: string[] = [];
  readonly errand: Errand;
  readonly drive: Drive;
  touched = 0;
  asked = 0;

  constructor(exchange: (play: Play) => Exchange, { answers = refuse, choose, ether, station }: Surroundings = {}) {
    const drive = new Drive(
      twin,
      { now: () => this.agenda.now() },
      { choose: choose ?? firstAlternative, recorder: null, ether: ether === undefined ? null : (ether as Ether) },
    );
    this.drive = drive;
    this.errand = new Errand(
      drive,
      (why) => this.told.push(`broken: ${why.kind}`),
      () => {},
    );
    const [dns1] = twin.residents;
    if (dns1 === undefined) throw new Error("the site has a server");
    const resident: Resident = station === undefined ? dns1 : { ...dns1, station };
    const frame: Frame = { resident, asked: null, below: null, mark: drive.beginQuestion(null) };
    const stage: Stage = {
      agenda: this.agenda,
      touched: () => {
        this.touched += 1;
      },
      connectionOf: () => null,
      converse: (_, __, asked, ___, notice) => {
        this.asked += 1;
        answers(asked, (fate) => this.errand.attempt(() => notice(fate)), this.agenda);
      },
    };
    runLive(stage, this.errand, frame, exchange(this), (outcome) => this.say(`ended: ${outcome.kind}`));
  }

  say(text: string): void {
    this.told.push(`${this.agenda.now() - BEGINNING} ${text}`);
  }

  hear(result: EffectResult): void {
    const { kind, now } = result;
    const what = kind === "failed" ? ` ${result.how}${result.isConnected === true ? " connected" : ""}` : "";
    this.say(`${kind}${what}${kind === "chosen" ? ` ${result.index}` : ""} at ${now - BEGINNING}`);
  }
}

/** Wants these done one after the other, and says what came of each. */
const inTurn = (...effects: readonly Effect[]) =>
  function* (play: Play): Exchange {
    for (const effect of effects) play.hear(yield effect);
    return SILENCE;
  };

describe("what is done at once", () => {
  it("nothing: the outcome is told, and nothing is left of it", () => {
    const play = new Play(inTurn());
    expect([play.told, play.errand.isWaiting, play.touched]).toEqual([["0 ended: silence"], false, 1]);
  });

  it("lots are drawn by whoever draws them, with what they are about", () => {
    const drawn: string[] = [];
    const choose: Chooser = (among, why) => {
      drawn.push(`${why} of ${among}`);
      return among - 1;
    };
    const play = new Play(
      inTurn({ kind: "choose", among: 3, why: "upstream" }, { kind: "choose", among: 1, why: "endpoint" }),
      {
        choose,
      },
    );
    expect(play.told).toEqual(["0 chosen 2 at 0", "0 chosen 0 at 0", "0 ended: silence"]);
    expect(drawn).toEqual(["upstream of 3", "endpoint of 1"]);
  });

  it("what goes on after the reply is kept with its server, and not begun", () => {
    const begun: string[] = [];
    function* behind(): Exchange {
      begun.push("begun");
      yield ask("a.");
      return SILENCE;
    }
    const exchange = behind();
    const play = new Play(inTurn({ kind: "spawn", exchange }));
    expect([play.told, begun]).toEqual([["0 spawned at 0", "0 ended: silence"], []]);
    expect(play.drive.spawned.map((own) => [own.exchange === exchange, own.resident.station])).toEqual([
      [true, "dns1"],
    ]);
  });

  it("a question whose answer is there at once", () => {
    const play = new Play(inTurn(ask("a."), ask("b.")), {
      answers: (_, notice) => notice({ kind: "failed", how: "reset", why: "", isConnected: true }),
    });
    expect(play.told).toEqual(["0 failed reset connected at 0", "0 failed reset connected at 0", "0 ended: silence"]);
    expect([play.asked, play.touched, play.errand.isWaiting]).toEqual([2, 3, false]);
  });

  it("however many there are of them, none stands on the other's shoulders", () => {
    const play = new Play(inTurn(...Array.from({ length: 20_000 }, () => ask("a."))));
    expect([play.asked, play.told.at(-1)]).toEqual([20_000, "0 ended: silence"]);
  });

  it("a server whose machine is gone reaches nobody", () => {
    const play = new Play(inTurn(ask("a.")), { station: "nowhere" });
    expect([play.told, play.asked]).toEqual([["0 failed unreachable at 0", "0 ended: silence"], 0]);
  });
});

const later =
  (ms: number): Answers =>
  (_, notice, agenda) => {
    agenda.at(at(agenda.now() - BEGINNING + ms), () => notice({ kind: "failed", how: "timeout", why: "" }));
  };

describe("what takes time", () => {
  it("a question: the exchange goes on at the moment at which the answer is there", () => {
    const play = new Play(inTurn(ask("a."), ask("b.")), { answers: later(300) });
    expect([play.told, play.errand.isWaiting]).toEqual([[], true]);
    play.agenda.passUntil(at(299));
    expect(play.told).toEqual([]);
    play.agenda.passUntil(at(1000));
    expect(play.told).toEqual(["300 failed timeout at 300", "600 failed timeout at 600", "600 ended: silence"]);
    expect(play.errand.isWaiting).toBe(false);
  });

  const work = (until?: number) => {
    const own = new Work();
    return { own, effect: { kind: "await", work: own, ...(until === undefined ? {} : { until: at(until) }) } as const };
  };

  it.each<readonly [what: string, until: number | undefined, endsAt: number | null, told: readonly string[]]>([
    ["another's work ends", undefined, 40, ["40 awaited at 40", "40 ended: silence"]],
    ["it ends before the patience", 100, 40, ["40 awaited at 40", "40 ended: silence"]],
    ["the patience is over before it ends", 100, 400, ["100 awaited at 100", "100 ended: silence"]],
    ["it never ends", 100, null, ["100 awaited at 100", "100 ended: silence"]],
    ["both at one moment", 100, 100, ["100 awaited at 100", "100 ended: silence"]],
    ["the patience was over before", 0, null, ["0 awaited at 0", "0 ended: silence"]],
    ["it never ends, and nobody loses his patience", undefined, null, []],
  ])("%s", (_, until, endsAt, told) => {
    const { own, effect } = work(until);
    const play = new Play(inTurn(effect));
    if (endsAt !== null) play.agenda.at(at(endsAt), () => own.end());
    play.agenda.passUntil(at(1000));
    expect(play.told).toEqual(told);
    expect([own.waiting, play.errand.isWaiting]).toEqual(told.length === 0 ? [1, true] : [0, false]);
    // Whatever ends behind that finds nobody.
    own.end();
    expect(play.told.filter((line) => line.includes("ended"))).toHaveLength(told.length === 0 ? 0 : 1);
  });

  it("the one that has done the work goes on first", () => {
    const { own, effect } = work();
    const play = new Play(inTurn(effect));
    play.agenda.at(at(5), () => {
      own.end();
      play.say("it goes on itself");
    });
    play.agenda.passUntil(at(10));
    expect(play.told).toEqual(["5 it goes on itself", "5 awaited at 5", "5 ended: silence"]);
  });

  it("an errand that is abandoned is heard of no more, and its exchange gives back what it has taken", () => {
    const { own, effect } = work(100);
    const play = new Play(function* (self): Exchange {
      try {
        self.hear(yield effect);
        return SILENCE;
      } finally {
        self.say("given back");
      }
    });
    play.errand.abandon();
    own.end();
    play.agenda.passUntil(at(1000));
    expect([play.told, own.waiting, play.agenda.next]).toEqual([["0 given back"], 0, null]);
  });
});

/** A program that is stopped and killed from outside. */
class Program {
  state: "running" | "held" | "gone" = "running";
  resume: (() => void) | null = null;

  get ether(): Partial<Ether> {
    return {
      isGone: () => this.state === "gone",
      isHeld: () => this.state === "held",
      hold: (_, resume) => {
        this.resume = resume;
        return () => {
          this.resume = null;
        };
      },
    };
  }
}

describe("a program that is stopped meanwhile", () => {
  it("hears of the answer when it goes on, at that moment", () => {
    const program = new Program();
    const play = new Play(inTurn(ask("a.")), { answers: later(300), ether: program.ether });
    program.state = "held";
    play.agenda.passUntil(at(500));
    expect([play.told, play.errand.isWaiting]).toEqual([[], true]);
    program.state = "running";
    program.resume?.();
    expect(play.told).toEqual(["500 failed timeout at 500", "500 ended: silence"]);
    expect(play.errand.isWaiting).toBe(false);
  });

  it("one that has been killed gives back what it has taken, and nobody hears of it", () => {
    const program = new Program();
    const play = new Play(
      function* (self): Exchange {
        try {
          self.hear(yield ask("a."));
          return SILENCE;
        } finally {
          self.say("given back");
        }
      },
      { answers: later(300), ether: program.ether },
    );
    program.state = "gone";
    play.agenda.passUntil(at(1000));
    expect([play.told, play.errand.isWaiting]).toEqual([["300 given back"], false]);
  });

  it("who is abandoned while it stands still does not wait for it", () => {
    const program = new Program();
    const play = new Play(inTurn(ask("a.")), { answers: later(300), ether: program.ether });
    program.state = "held";
    play.agenda.passUntil(at(500));
    play.errand.abandon();
    expect([program.resume, play.told]).toEqual([null, []]);
  });
});

it("law: whatever takes how long, an exchange goes on at the sum of all of it, once for each, and leaves nothing behind", () => {
  const wait = fc.record({ kind: fc.constantFrom("ask", "await", "choose"), ms: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(wait, { maxLength: 12 }), (waits) => {
      const moments: number[] = [];
      const delays = waits.flatMap(({ kind, ms }) => (kind === "ask" ? [ms] : []));
      const play = new Play(
        function* (self): Exchange {
          for (const { kind, ms } of waits) {
            if (kind === "ask") yield ask("a.");
            else if (kind === "choose") yield { kind: "choose", among: 2, why: "upstream" };
            else yield { kind: "await", work: new Work(), until: at(self.agenda.now() - BEGINNING + ms) };
            moments.push(self.agenda.now() - BEGINNING);
          }
          return SILENCE;
        },
        { answers: (asked, notice, agenda) => later(delays.shift() ?? 0)(asked, notice, agenda) },
      );
      play.agenda.passUntil(at(10_000));
      let sum = 0;
      const expected = waits.map(({ kind, ms }) => (sum += kind === "choose" ? 0 : ms));
      expect(moments).toEqual(expected);
      expect(play.told).toEqual([`${sum} ended: silence`]);
      expect([play.errand.isWaiting, play.agenda.next, play.touched]).toEqual([false, null, waits.length + 1]);
    }),
  );
});
