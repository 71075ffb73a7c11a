import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Resident } from "../../hosts/index.ts";
import { waitingSite } from "../../live/waiting-site.fixture.ts";
import { type Hold, Processes } from "./processes.ts";

const named = firstOf(waitingSite().residents);

function firstOf([first]: readonly Resident[]): Resident {
  if (first === undefined) throw new Error("the site has a server");
  return first;
}

/** The next process of the same program. */
const next: Resident = { ...named };

let processes = new Processes();
let done: string[] = [];
const does = (what: string) => (): void => void done.push(what);

beforeEach(() => {
  processes = new Processes();
  done = [];
});

describe("a process", () => {
  it("runs, is held, goes on, and is gone for good", () => {
    const states = [processes.stateOf(named)];
    processes.stop(named, "stopped");
    states.push(processes.stateOf(named));
    processes.goOn(named, "stopped");
    states.push(processes.stateOf(named));
    processes.end(named, true);
    states.push(processes.stateOf(named));
    processes.stop(named, "stopped");
    processes.goOn(named, "stopped");
    states.push(processes.stateOf(named));
    expect(states).toEqual(["running", "held", "running", "gone", "gone"]);
    expect(processes.stateOf(next)).toBe("running");
  });

  it("that is stopped on a machine that stands still needs both to go on", () => {
    processes.stop(named, "stopped");
    processes.stop(named, "machine");
    processes.hold(named, does("goes on"));
    processes.goOn(named, "machine");
    expect([processes.stateOf(named), done]).toEqual(["held", []]);
    processes.goOn(named, "machine");
    expect(processes.stateOf(named)).toBe("held");
    processes.goOn(named, "stopped");
    expect([processes.stateOf(named), done]).toEqual(["running", ["goes on"]]);
  });
});

describe("what waits for a process that is held", () => {
  it("is done in its order when it goes on, once, without what was called off", () => {
    processes.stop(named, "stopped");
    processes.hold(named, does("a"));
    const cancel = processes.hold(named, does("b"));
    processes.hold(named, does("c"));
    cancel();
    cancel();
    processes.goOn(named, "stopped");
    processes.stop(named, "stopped");
    processes.goOn(named, "stopped");
    expect(done).toEqual(["a", "c"]);
  });

  it("never, if it is killed before", () => {
    processes.stop(named, "stopped");
    processes.hold(named, does("never"));
    processes.end(named, true);
    processes.goOn(named, "stopped");
    expect(done).toEqual([]);
  });

  it("may stop it again: the rest of what has waited is done all the same, what comes then waits", () => {
    processes.stop(named, "stopped");
    processes.hold(named, () => {
      does("a")();
      processes.stop(named, "stopped");
      processes.hold(named, does("later"));
    });
    processes.hold(named, does("b"));
    processes.goOn(named, "stopped");
    expect(done).toEqual(["a", "b"]);
    processes.goOn(named, "stopped");
    expect(done).toEqual(["a", "b", "later"]);
  });
});

describe("who wants to know that a process is gone", () => {
  it.each([true, false])("hears it once, with whether its machine closes the connections: %s", (isHeard) => {
    processes.whenGone(named, (heard) => done.push(`first ${heard}`));
    const cancel = processes.whenGone(named, does("called off"));
    processes.whenGone(named, (heard) => done.push(`second ${heard}`));
    cancel();
    processes.end(named, isHeard);
    processes.end(named, !isHeard);
    expect(done).toEqual([`first ${isHeard}`, `second ${isHeard}`]);
  });

  it("does not hear of the next process of that program", () => {
    processes.whenGone(named, does("gone"));
    processes.end(next, true);
    expect(done).toEqual([]);
  });

  it("may watch with one function twice, and hears twice", () => {
    const act = does("gone");
    processes.whenGone(named, act);
    processes.whenGone(named, act);
    processes.end(named, true);
    expect(done).toEqual(["gone", "gone"]);
  });
});

/** A process beside the simplest model of it. */
class Both {
  readonly own = new Processes();
  readonly ran: number[] = [];
  readonly #holds = new Set<string>();
  #waits: number[] = [];
  #isGone = false;
  #count = 0;

  /** What the model says that has been done by now, and the state. */
  expected: readonly number[] = [];
  get state(): string {
    return this.#isGone ? "gone" : this.#holds.size > 0 ? "held" : "running";
  }

  end(): void {
    this.own.end(named, true);
    this.#isGone = true;
    this.#waits = [];
  }

  stop(why: Hold): void {
    this.own.stop(named, why);
    if (!this.#isGone) this.#holds.add(why);
  }

  goOn(why: Hold): void {
    this.own.goOn(named, why);
    if (!this.#holds.delete(why) || this.#holds.size > 0 || this.#isGone) return;
    this.expected = [...this.expected, ...this.#waits.splice(0)];
  }

  /** Nobody waits for a process that runs. */
  hold(): void {
    if (this.state !== "held") return;
    const number = this.#count;
    this.#count += 1;
    this.#waits.push(number);
    this.own.hold(named, () => this.ran.push(number));
  }
}

const DEEDS: readonly ((both: Both) => void)[] = [
  (both) => both.stop("stopped"),
  (both) => both.stop("machine"),
  (both) => both.goOn("stopped"),
  (both) => both.goOn("machine"),
  (both) => both.hold(),
  (both) => both.end(),
];

it("law: it is held as long as anything holds it, and what has waited is done once, in its order", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(DEEDS.length - 1), { maxLength: 25 }), (deeds) => {
      const both = new Both();
      for (const deed of deeds) {
        DEEDS[deed]?.(both);
        expect([both.own.stateOf(named), both.ran]).toEqual([both.state, both.expected]);
      }
    }),
  );
});
