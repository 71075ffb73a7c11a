import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine, Deed, DeedKind } from "./course.ts";

export const ADDRESSES = { p: "10.9.0.1", s: "10.9.0.2", t: "10.9.0.3" } as const;
export type Name = keyof typeof ADDRESSES;
const NAMES: readonly Name[] = ["p", "s", "t"];

/** A zone of short times, in which named draws nothing: of less than 8 s it takes no quarter away, of less than 3 s no three quarters. */
interface Timers {
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
}

/** Two or three name servers and what happens to them, by lot. */
export function drawCourse(seed: number): Course {
  return new Draw(seed).course();
}

class Draw {
  readonly #random: Random;
  readonly #seed: number;
  readonly #timers: Timers;
  readonly #running = new Set<Name>();
  readonly #held = new Set<Name>();
  #lost: readonly [Name, Name] | null = null;
  #serial = 10;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed, "zone course");
    this.#timers = { refresh: 3 + this.#below(5), retry: 1 + this.#below(2), expire: 9 + this.#below(30) };
  }

  course(): Course {
    const machines = this.#machines();
    const deeds: Deed[] = [
      { atMs: 0, do: "start", on: "p" },
      { atMs: 3000, do: "start", on: "s" },
      { atMs: 6000, do: "start", on: "t" },
    ];
    for (const name of NAMES) this.#running.add(name);
    let atMs = 12_000;
    while (atMs < 55_000) {
      const kinds = this.#deed();
      for (const [at, kind] of kinds.entries()) deeds.push({ atMs: atMs + at * 60, ...kind });
      atMs += 700 + this.#below(9000);
    }
    return { title: `seed ${this.#seed}`, machines, deeds, untilMs: atMs + 12_000 };
  }

  #below(count: number): number {
    return this.#random.below(count);
  }

  #oneOf<T>(among: readonly T[]): T {
    return oneOf(this.#random, among);
  }

  #machines(): Course["machines"] {
    const optional = (text: string): string => (this.#below(4) === 0 ? text : "");
    const delay = optional(`notify-delay ${this.#below(4)};`);
    const primary = `${delay} ${this.#oneOf(["", "", "", "notify no;", "notify explicit; also-notify { 10.9.0.3; };", "ixfr-from-differences yes;", "provide-ixfr no;"])}`;
    const copyOptions = (): string =>
      [optional("request-ixfr no;"), optional(`max-refresh-time ${3 + this.#below(3)};`), optional("notify no;")].join(
        " ",
      );
    const file = (): string => (this.#below(4) === 0 ? "" : 'file "z.db";');
    const second = this.#oneOf(["10.9.0.1;", "10.9.0.2;", "10.9.0.1; 10.9.0.2;", "10.9.0.2; 10.9.0.1;"]);
    return {
      p: machine("p", primary, 'type primary; file "z.db";', { "z.db": this.#zone(this.#serial) }),
      s: machine("s", `${SHORT} ${copyOptions()}`, `type secondary; primaries { 10.9.0.1; }; ${file()}`, {}),
      t: machine("t", `${SHORT} ${copyOptions()}`, `type secondary; primaries { ${second} }; ${file()}`, {}),
    };
  }

  #zone(serial: number): string {
    const { refresh, retry, expire } = this.#timers;
    const hosts = NAMES.map((name) => `@ NS ${name}\n${name} A ${ADDRESSES[name]}\n`).join("");
    return `$TTL 60\n@ SOA p h ${serial} ${refresh} ${retry} ${expire} 60\n${hosts}www A 192.0.2.${this.#below(250)}\n`;
  }

  #deed(): readonly DeedKind[] {
    const healing = this.#healing();
    if (healing !== null && this.#below(2) === 0) return [healing];
    if (healing === null && this.#below(3) === 0) return [this.#harm()];
    return this.#below(5) === 0 ? [this.#command()] : this.#edit();
  }

  #edit(): readonly DeedKind[] {
    this.#serial += this.#oneOf([1, 1, 1, 1, 5, 0, -1]);
    const text = this.#below(12) === 0 ? "@ SOA broken\n" : this.#zone(this.#serial);
    const edit = { do: "edit", on: "p", file: "z.db", text } as const;
    if (!this.#running.has("p") || this.#held.has("p")) return [edit];
    return [edit, { do: "rndc", on: "p", words: this.#below(3) === 0 ? "reload z.lan" : "reload" }];
  }

  #command(): DeedKind {
    const able = NAMES.filter((name) => this.#running.has(name) && !this.#held.has(name));
    const on = able.length === 0 ? "p" : this.#oneOf(able);
    return {
      do: "rndc",
      on,
      words: this.#oneOf(["refresh z.lan", "retransfer z.lan", "notify z.lan", "reload z.lan", "reload"]),
    };
  }

  #harm(): DeedKind {
    const able = NAMES.filter((name) => this.#running.has(name) && !this.#held.has(name));
    const on = able.length === 0 ? "p" : this.#oneOf(able);
    switch (this.#below(4)) {
      case 0:
        this.#running.delete(on);
        return { do: "kill", on };
      case 1:
        this.#running.delete(on);
        return { do: "stop", on };
      case 2:
        this.#held.add(on);
        return { do: "hang", on };
      default: {
        this.#lost = this.#oneOf([
          ["p", "s"],
          ["p", "t"],
          ["s", "t"],
        ] as const);
        return { do: "lose", between: this.#lost };
      }
    }
  }

  #healing(): DeedKind | null {
    for (const name of NAMES) {
      if (!this.#running.has(name)) {
        this.#running.add(name);
        return { do: "start", on: name };
      }
      if (this.#held.has(name)) {
        this.#held.delete(name);
        return { do: "resume", on: name };
      }
    }
    const between = this.#lost;
    this.#lost = null;
    return between === null ? null : { do: "pass", between };
  }
}

const SHORT = "min-refresh-time 1; min-retry-time 1;";

function machine(name: Name, options: string, zone: string, files: CourseMachine["files"]): CourseMachine {
  const conf = `options { directory "/"; recursion no; dnssec-validation no; ${options} };\nzone "z.lan" { ${zone} };\n`;
  return { addresses: [ADDRESSES[name]], files: { "named.conf": conf, ...files } };
}
