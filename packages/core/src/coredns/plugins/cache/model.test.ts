import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const UP = "192.0.2.53";

/** What an upstream says once; `owner` is filled in. */
type Said =
  | { readonly kind: "answer"; readonly ttls: readonly number[] }
  | { readonly kind: "denial"; readonly rcode: "NXDOMAIN" | "NOERROR"; readonly ttl: number }
  | { readonly kind: "failure"; readonly rcode: "SERVFAIL" | "NOTIMP" }
  | { readonly kind: "refusal" };

interface Limits {
  readonly success: readonly [most: number, least: number];
  readonly denial: readonly [most: number, least: number];
  readonly servfailSeconds: number;
  readonly keepsTtl: boolean;
}

interface Step {
  readonly pauseMs: number;
  readonly name: string;
}

const ttl = fc.integer({ min: 0, max: 40 });
const said: fc.Arbitrary<Said> = fc.oneof(
  fc.record({ kind: fc.constant("answer" as const), ttls: fc.array(ttl, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant("denial" as const), rcode: fc.constantFrom("NXDOMAIN", "NOERROR"), ttl }),
  fc.record({ kind: fc.constant("failure" as const), rcode: fc.constantFrom("SERVFAIL", "NOTIMP") }),
  fc.constant({ kind: "refusal" as const }),
);
const bounds = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }));
const limits: fc.Arbitrary<Limits> = fc.record({
  success: bounds,
  denial: bounds,
  servfailSeconds: fc.integer({ min: 0, max: 9 }),
  keepsTtl: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.record({
  pauseMs: fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 30_000 })),
  name: fc.constantFrom("x.test.", "y.test."),
});

const SOA = "SOA ns.test. h.test. 1 2 3 4 7";

/** The reply in the words of the scene, with one TTL for all records or with those of the upstream. */
function words(reply: Said, owner: string, number: number, shown: number | null): string {
  switch (reply.kind) {
    case "answer": {
      const records = reply.ttls.map((own, at) => `${owner} ${shown ?? own} A 192.0.${number}.${at}`);
      return `NOERROR: ${records.join("; ")}`;
    }
    case "denial":
      return `${reply.rcode}${shown === null ? ":" : ""} -- test. ${shown ?? reply.ttl} ${SOA}`;
    case "failure":
      return reply.rcode;
    case "refusal":
      return "REFUSED";
  }
}

const clamp = (value: number, [most, least]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, value));

/** plugin/cache's README, read naively: for how many seconds a reply is kept, and which TTL it then shows. */
function lifeOf(reply: Said, { success, denial, servfailSeconds }: Limits): number {
  switch (reply.kind) {
    case "answer":
      return clamp(Math.min(...reply.ttls), success);
    case "denial":
      return clamp(reply.ttl, denial);
    case "failure":
      return servfailSeconds;
    case "refusal":
      return 0;
  }
}

interface Kept {
  readonly reply: Said;
  readonly number: number;
  readonly at: number;
  readonly life: number;
}

/** A cache as one would write it on a napkin. */
class NaiveCache {
  readonly #kept = new Map<string, Kept>();
  readonly #script: readonly Said[];
  readonly #limits: Limits;
  asked = 0;

  constructor(script: readonly Said[], settings: Limits) {
    this.#script = script;
    this.#limits = settings;
  }

  ask(at: number, name: string): string {
    const kept = this.#kept.get(name);
    const rest = kept === undefined ? 0 : kept.life - Math.floor((at - kept.at) / 1000);
    if (kept !== undefined && rest > 0)
      return words(kept.reply, name, kept.number, this.#limits.keepsTtl ? kept.life : rest);
    const number = this.asked;
    this.asked += 1;
    const reply = this.#script[number % this.#script.length] ?? { kind: "refusal" };
    const life = lifeOf(reply, this.#limits);
    if (life > 0) this.#kept.set(name, { reply, number, at, life });
    return words(reply, name, number, life);
  }
}

function corefileOf({ success, denial, servfailSeconds, keepsTtl }: Limits): string {
  const lines = [
    `success 100 ${success.join(" ")}`,
    `denial 100 ${denial.join(" ")}`,
    `servfail ${servfailSeconds}s`,
    ...(keepsTtl ? ["keepttl"] : []),
  ];
  return `. {\n cache {\n${lines.map((line) => `  ${line}\n`).join("")} }\n forward . ${UP}\n}\n`;
}

describe("a cache agrees with a napkin", () => {
  const scripts = fc.array(said, { minLength: 1, maxLength: 6 });

  it("answers what the upstream said, as long as it may, with the rest of its life", () => {
    fc.assert(
      fc.property(scripts, limits, fc.array(step, { minLength: 1, maxLength: 12 }), (script, settings, steps) => {
        const naive = new NaiveCache(script, settings);
        let count = 0;
        const upstream: Upstream = (question) => {
          const reply = script[count % script.length] ?? { kind: "refusal" };
          count += 1;
          return words(reply, question.split(" ")[0] ?? "", count - 1, null);
        };
        const scene = new Scene(corefileOf(settings), { [UP]: upstream });
        let at = 0;
        for (const { pauseMs, name } of steps) {
          at += pauseMs;
          expect([at, scene.ask(at, `${name} A`)]).toEqual([at, naive.ask(at, name)]);
        }
        expect(scene.log).toHaveLength(naive.asked);
      }),
      { numRuns: 200 },
    );
  });

  it("a record's TTL never grows while the upstream is not asked, and is gone in time", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), pauses, (given, all) => {
        const scene = new Scene(`. {\n cache\n forward . ${UP}\n}\n`, {
          [UP]: () => `NOERROR: x.test. ${given} A 192.0.2.1`,
        });
        let at = 0;
        let last = { ttl: Number.POSITIVE_INFINITY, asked: 0, at: 0 };
        for (const pause of all) {
          at += pause;
          const shown = Number(scene.ask(at, "x.test. A").split(" ")[2]);
          const asked = scene.log.length;
          if (asked === last.asked) expect(shown).toBeLessThanOrEqual(last.ttl);
          const stored = asked === last.asked ? last.at : at;
          expect(at - stored).toBeLessThan(Math.max(5, given) * 1000);
          expect(shown).toBe(Math.max(5, given) - Math.floor((at - stored) / 1000));
          last = { ttl: shown, asked, at: stored };
        }
      }),
    );
  });

  it("what clients want of DNSSEC and of checks is asked for by itself, what else they want is not", () => {
    const flags = fc.record({
      checkingDisabled: fc.boolean(),
      authenticData: fc.boolean(),
      recursionDesired: fc.boolean(),
    });
    const asking = fc.record({ flags, isSecure: fc.boolean(), transport: fc.constantFrom("udp", "tcp") });
    fc.assert(
      fc.property(fc.array(asking, { maxLength: 10 }), (all) => {
        const scene = new Scene(`. {\n cache\n forward . ${UP}\n}\n`, {
          [UP]: () => "NOERROR: x.test. 60 A 192.0.2.1",
        });
        for (const [at, { flags: wanted, isSecure, transport }] of all.entries())
          scene.ask(at, "x.test. A", { flags: wanted, transport, ...(isSecure ? { dnssecOk: true } : {}) });
        const kinds = new Set(all.map(({ flags: wanted, isSecure }) => `${wanted.checkingDisabled} ${isSecure}`));
        expect(scene.log).toHaveLength(kinds.size);
      }),
    );
  });
});
