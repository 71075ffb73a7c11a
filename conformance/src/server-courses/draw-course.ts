import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { CourseQuestion, Mood, ServerChange, ServerCourse } from "./server-course.ts";

const SERVERS = ["10.8.0.11", "10.8.0.12", "10.8.0.13"];
/** So far from each other that no load makes the slower one the faster. */
const PACES = [0, 60, 180, 420, 900];

/** A named before two or three servers, and questions of new names and old ones, by lot. */
export function drawServerCourse(seed: number): ServerCourse {
  return new Draw(seed).course();
}

class Draw {
  readonly #random: Random;
  readonly #seed: number;
  readonly #servers: readonly string[];

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed, "server course");
    this.#servers = SERVERS.slice(0, 1 + this.#below(3));
  }

  course(): ServerCourse {
    const questions = this.#questions();
    const last = questions.at(-1)?.atMs ?? 0;
    const changes = this.#changes(last);
    return {
      title: `seed ${this.#seed}`,
      conf: this.#conf(),
      servers: this.#servers,
      changes,
      questions,
      untilMs: last + 13_000,
    };
  }

  #below(count: number): number {
    return this.#random.below(count);
  }

  #oneOf<T>(among: readonly T[]): T {
    return oneOf(this.#random, among);
  }

  #conf(): string {
    const servers = this.#servers.map((address) => `${address};`).join(" ");
    const options = [
      this.#oneOf(["", "", "servfail-ttl 3;", "servfail-ttl 0;"]),
      this.#oneOf(["", "", "max-cache-ttl 5;", "max-ncache-ttl 4;", "prefetch 0;", "min-cache-ttl 6;"]),
    ].join(" ");
    const common = `recursion yes; dnssec-validation no; empty-zones-enable no; ${options}`;
    return this.#below(3) === 0
      ? `options { ${common} };\nzone "test" { type static-stub; server-addresses { ${servers} }; };\n`
      : `options { ${common} };\nzone "test" { type forward; forward only; forwarders { ${servers} }; };\n`;
  }

  /** Away from the edges of a second, where a TTL is chance. */
  #questions(): readonly CourseQuestion[] {
    const questions: CourseQuestion[] = [];
    const names: string[] = [];
    for (let atMs = 1400; atMs < 45_000; ) {
      const name = names.length > 0 && this.#below(2) === 0 ? this.#oneOf(names.slice(-3)) : this.#name(names.length);
      names.push(name);
      questions.push({ atMs, name });
      atMs = Math.floor((atMs + this.#oneOf([1000, 1000, 2000, 3000, 6000])) / 1000) * 1000 + 300 + this.#below(400);
    }
    return questions;
  }

  #name(count: number): string {
    const kind = this.#oneOf(["a", "a", "a", "nx", "nodata"]);
    return `q${count}.${kind}${this.#oneOf([2, 4, 10, 12, 30])}.test`;
  }

  #changes(last: number): readonly ServerChange[] {
    const changes: ServerChange[] = this.#servers.map((server) => ({
      atMs: 0,
      server,
      does: "answers",
      afterMs: this.#oneOf(PACES.slice(0, 3)),
    }));
    for (let atMs = 3900; atMs < last; atMs += 4000 + this.#below(4) * 1000) {
      changes.push({ atMs, server: this.#oneOf(this.#servers), ...this.#mood() });
    }
    return changes;
  }

  #mood(): Mood {
    const does = this.#oneOf([
      "answers",
      "answers",
      "keeps-silent",
      "keeps-silent",
      "closed",
      "refuses",
      "fails",
    ] as const);
    return does === "answers" ? { does, afterMs: this.#oneOf(PACES) } : { does };
  }
}
