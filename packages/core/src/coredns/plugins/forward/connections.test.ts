import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Address, type Instant, instantFromMs, makeQuery, nameOf } from "../../../dns/index.ts";
import type { EffectResult, Transport } from "../../../resolution/index.ts";
import { Connections } from "./connections.ts";

const DEFAULTS = { expireMs: 10_000, maxAgeMs: 0, maxIdleConns: 0, readTimeoutMs: 2000 };
const ASK = {
  kind: "ask",
  to: { address: "192.0.2.53" as Address, port: 53 },
  source: null,
  message: makeQuery({ name: nameOf("x.test."), type: "A", class: "IN" }),
} as const;

type Outcome = "answered" | "no connection" | "no answer";

/** Connections to one upstream, each with a letter in the order in which they are made. */
class Lab {
  readonly connections: Connections;
  readonly #letters = new Map<object, string>();

  constructor(settings: Partial<typeof DEFAULTS> = {}) {
    this.connections = new Connections({ ...DEFAULTS, ...settings });
  }

  /** Begins a question; what comes back ends it. */
  begin(at: number, transport: Transport = "tcp", mostDialMs = Number.POSITIVE_INFINITY) {
    const asking = this.connections.ask({ ...ASK, transport }, instantFromMs(at), mostDialMs);
    const { value: effect } = asking.next();
    if (effect === undefined || !("kind" in effect) || effect.kind !== "ask") throw new Error("nobody is asked");
    const key = effect.connection ?? null;
    if (key !== null && !this.#letters.has(key)) this.#letters.set(key, "ABCDEFGH"[this.#letters.size] ?? "?");
    const end = (then: number, outcome: Outcome = "answered"): void =>
      void asking.next(resultOf(outcome, instantFromMs(then)));
    return { letter: key === null ? "none" : (this.#letters.get(key) ?? "?"), effect, end };
  }

  /** Which connection a question goes by that is answered at once. */
  ask(at: number, transport: Transport = "tcp"): string {
    const { letter, end } = this.begin(at, transport);
    end(at);
    return letter;
  }
}

function resultOf(outcome: Outcome, now: Instant): EffectResult {
  if (outcome === "answered") return { kind: "answered", messages: [], now };
  return { kind: "failed", how: "timeout", isConnected: outcome === "no answer", now };
}

describe("plugin/pkg/proxy of CoreDNS 1.15.0: which connection a question goes by", () => {
  test("one after the other all go by one, as long as nobody waits for longer than `expire`", () => {
    const lab = new Lab();
    expect([0, 10, 10_010, 20_010].map((at) => lab.ask(at))).toEqual(["A", "A", "A", "A"]);
    expect(lab.ask(30_011)).toBe("B");
  });

  test("at once each needs its own, and afterwards the first that was given back is taken first", () => {
    const lab = new Lab();
    const [one, two, three] = [lab.begin(0), lab.begin(0), lab.begin(0)];
    two.end(1);
    one.end(2);
    three.end(3);
    expect([one.letter, two.letter, three.letter]).toEqual(["A", "B", "C"]);
    expect([10, 11, 12, 13].map((at) => lab.ask(at))).toEqual(["B", "A", "C", "B"]);
  });

  test("one over which nothing came is not given back", () => {
    const lab = new Lab();
    expect(lab.ask(0)).toBe("A");
    lab.begin(10).end(2010, "no answer");
    expect(lab.ask(2020)).toBe("B");
  });

  test("`max_age` ends it however busy it is, `max_idle_conns` keeps so many", () => {
    const aged = new Lab({ maxAgeMs: 12_000 });
    expect([0, 6000, 12_000, 12_001].map((at) => aged.ask(at))).toEqual(["A", "A", "A", "B"]);
    const few = new Lab({ maxIdleConns: 1 });
    const [one, two] = [few.begin(0), few.begin(0)];
    one.end(1);
    two.end(2);
    const again = few.begin(3);
    expect([again.letter, few.ask(3)]).toEqual(["A", "C"]);
  });

  test("TCP and TLS have queues of their own, and datagrams no connection", () => {
    const lab = new Lab();
    expect([lab.ask(0), lab.ask(1, "tls"), lab.ask(2), lab.ask(3, "tls"), lab.ask(4, "udp")]).toEqual([
      ...["A", "B", "A", "B"],
      "none",
    ]);
  });
});

describe("how long it waits", () => {
  test("for a connection by what connections took, at first half a minute; for an answer as `read_timeout` says", () => {
    const lab = new Lab({ expireMs: 0, readTimeoutMs: 1500 });
    const { effect } = lab.begin(0);
    expect([effect.timeoutMs, effect.answerMs]).toEqual([30_000, 1500]);
    // Each question needs a connection of its own: 15 s, three quarters of that, and so on (averageTimeout).
    const dials = Array.from({ length: 12 }, (_, place) => {
      lab.ask(1000 * (place + 1));
      return Math.round(lab.connections.dialMs);
    });
    expect(dials.slice(0, 4)).toEqual([22_500, 16_875, 12_656, 9492]);
    expect(dials.at(-1)).toBe(1000);
  });

  test("TLS gives a connection less", () => {
    expect(new Lab().begin(0, "tls", 2500).effect.timeoutMs).toBe(2500);
  });

  test("one that does not come about counts with the time that it took", () => {
    const lab = new Lab();
    lab.begin(0).end(3000, "no connection");
    expect(lab.connections.dialMs).toBe(24_000);
  });

  test("datagrams wait for an answer alone, hear of errors on their way, and their sockets count as dialled at once", () => {
    const lab = new Lab();
    const { effect, end } = lab.begin(0, "udp");
    expect([effect.timeoutMs, effect.answerMs, effect.hearsErrors]).toEqual([2000, undefined, true]);
    end(2000, "no answer");
    expect(lab.connections.dialMs).toBe(22_500);
  });
});

test("law: no connection carries two questions at once, and none is used again that was idle for longer than `expire`", () => {
  const step = fc.record({ afterMs: fc.nat(8000), tookMs: fc.nat(6000), outcome: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const lab = new Lab();
      const free = new Map<string, number>();
      let now = 0;
      const running: { letter: string; endsAt: number; end: (at: number, outcome?: Outcome) => void; ok: boolean }[] =
        [];
      for (const { afterMs, tookMs, outcome } of steps) {
        now += afterMs;
        for (const own of running.filter(({ endsAt }) => endsAt <= now)) {
          own.end(own.endsAt, own.ok ? "answered" : "no answer");
          running.splice(running.indexOf(own), 1);
          if (own.ok) free.set(own.letter, own.endsAt);
        }
        const { letter, end } = lab.begin(now);
        expect(running.map((own) => own.letter)).not.toContain(letter);
        expect(now - (free.get(letter) ?? now)).toBeLessThanOrEqual(10_000);
        running.push({ letter, endsAt: now + tookMs, end, ok: outcome });
        running.sort((one, other) => one.endsAt - other.endsAt);
      }
    }),
  );
});
