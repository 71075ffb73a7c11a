import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Clockwork } from "../fixtures/clockwork.fixture.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { addressOf } from "../fixtures/texts.fixture.ts";
import { type Script, silent } from "../fixtures/upstreams.fixture.ts";
import { TransferQuota } from "./transfer-quota.ts";

/** How many zones are copied at once. Seen of named 9.18.49 with four zones of a primary that stood still: two began, two were deferred and began 30.0 s later, each in the moment in which one had failed. */
const A = addressOf("192.0.2.1");
const B = addressOf("192.0.2.2");
const DEFAULTS = { transfersIn: 10, transfersPerNs: 2 };

describe("who may begin", () => {
  it.each<readonly [row: string, limits: typeof DEFAULTS, asks: string, begins: string]>([
    ["two of one server", DEFAULTS, "AAA", "yes yes no"],
    ["two of each", DEFAULTS, "ABABAB", "yes yes yes yes no no"],
    ["ten of all", { transfersIn: 3, transfersPerNs: 2 }, "AABB", "yes yes yes no"],
    ["one of one", { transfersIn: 10, transfersPerNs: 1 }, "AAB", "yes no yes"],
  ])("%s", (_row, limits, asks, begins) => {
    const quota = new TransferQuota(limits);
    const answers = [...asks].map((who) => (quota.ask(who === "A" ? A : B, null) === null ? "yes" : "no"));
    expect(answers.join(" ")).toBe(begins);
  });

  it("transfers of a server statement says how many of that server", () => {
    const quota = new TransferQuota(DEFAULTS);
    expect([1, 2, 3, 4].map(() => quota.ask(A, 3) === null)).toEqual([true, true, true, false]);
    expect([1, 2, 3].map(() => quota.ask(B, null) === null)).toEqual([true, true, false]);
  });

  it("after one that is over the first that fits, not the first that came", () => {
    const quota = new TransferQuota({ transfersIn: 2, transfersPerNs: 1 });
    quota.ask(A, null);
    quota.ask(B, null);
    const begun: string[] = [];
    for (const [name, who] of [
      ["a2", A],
      ["b2", B],
      ["a3", A],
    ] as const) {
      quota.ask(who, null)?.whenEnded(() => void begun.push(name));
    }
    quota.done(B);
    expect(begun).toEqual(["b2"]);
    quota.done(A);
    expect(begun).toEqual(["b2", "a2"]);
  });

  it("a reload that allows less ends nothing", () => {
    const quota = new TransferQuota(DEFAULTS);
    quota.ask(A, null);
    quota.ask(A, null);
    quota.limitBy({ transfersIn: 10, transfersPerNs: 1 });
    const turn = quota.ask(A, null);
    quota.done(A);
    expect(turn?.result).toBeNull();
    quota.done(A);
    expect(turn?.result).toBe("begins");
  });

  it("law: never more than the limits, and whoever waits begins at last", () => {
    const happening = fc.tuple(fc.constantFrom("asks" as const, "is over" as const), fc.constantFrom(A, B));
    const limit = fc.record({
      transfersIn: fc.integer({ min: 1, max: 4 }),
      transfersPerNs: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), limit, (happens, limits) => {
        const crowd = new Crowd(limits);
        for (const [what, who] of happens) {
          if (what === "asks") crowd.ask(who);
          else crowd.finish(who);
          expect(crowd.running.length).toBeLessThanOrEqual(limits.transfersIn);
          expect(Math.max(crowd.runningOf(A), crowd.runningOf(B))).toBeLessThanOrEqual(limits.transfersPerNs);
        }
        crowd.finishAll();
        expect(crowd.waiting).toBe(0);
      }),
    );
  });
});

/** Transfers that begin and end. */
class Crowd {
  readonly running: (typeof A)[] = [];
  waiting = 0;
  readonly #quota: TransferQuota;

  constructor(limits: typeof DEFAULTS) {
    this.#quota = new TransferQuota(limits);
  }

  runningOf(who: typeof A): number {
    return this.running.filter((each) => each === who).length;
  }

  ask(who: typeof A): void {
    const turn = this.#quota.ask(who, null);
    if (turn === null) {
      this.running.push(who);
      return;
    }
    this.waiting += 1;
    turn.whenEnded(() => {
      this.waiting -= 1;
      this.running.push(who);
    });
  }

  finish(who: typeof A): void {
    const at = this.running.indexOf(who);
    if (at === -1) return;
    this.running.splice(at, 1);
    this.#quota.done(who);
  }

  finishAll(): void {
    for (let left = this.running[0]; left !== undefined; left = this.running[0]) this.finish(left);
  }
}

describe("zones of a primary that answers questions and no transfers", () => {
  const conf = (options: string): string =>
    `options { recursion no; notify no; ${options} };\n${["a", "b", "c"].map((name) => `zone "${name}.lan" { type secondary; primaries { ${A}; }; file "/${name}.db"; };`).join("\n")}`;
  const files = Object.fromEntries(
    ["a", "b", "c"].map((name) => [`/${name}.db`, "$TTL 60\n@ SOA ns.x. h 7 600 300 9000 60\n@ NS ns.x.\n"]),
  );
  const { server } = startBind(
    `options { recursion no; };\n${["a", "b", "c"].map((name) => `zone "${name}.lan" { type primary; file "/${name}.db"; };`).join("\n")}`,
    { files },
  );
  const overUdp: Script = (query, transport, now) => {
    if (transport !== "udp") return silent(query, transport, now);
    const packet = { source: { address: B, port: 4000 }, destination: { address: A, port: 53 }, transport } as const;
    const outcome = server.receive({ ...packet, content: { kind: "message", message: query } }, now);
    const [response] = "kind" in outcome && outcome.kind === "reply" ? [...outcome.messages] : [];
    return response === undefined ? { kind: "silent" } : { kind: "reply", response };
  };
  const started = (options: string): readonly string[] => {
    const clockwork = new Clockwork(conf(options), { [A]: overUdp });
    clockwork.passUntil(40);
    return clockwork
      .takeLines()
      .filter((line) => /started|deferred|skipping/.test(line))
      .map((line) => line.replace("zone ", "").replace("/IN", ""));
  };

  it("two begin, the third is told and begins when one has failed", () => {
    expect(started("")).toEqual([
      "0.0 a.lan: Transfer started.",
      "0.5 b.lan: Transfer started.",
      "0.5 c.lan: zone transfer deferred due to quota",
      "30.0 c.lan: Transfer started.",
    ]);
  });

  it.each([
    ["transfers-per-ns 3;", 3, 0],
    ["transfers-in 1;", 1, 2],
    ["transfers-per-ns 1;", 1, 2],
  ])("%s: %d at once, %d deferred", (options, atOnce, deferred) => {
    const lines = started(options);
    expect(lines.filter((line) => line.startsWith("0.") && line.endsWith("started.")).length).toBe(atOnce);
    expect(lines.filter((line) => line.includes("deferred")).length).toBe(deferred);
  });

  it("server { transfers 3; } is of that server", () => {
    const clockwork = new Clockwork(`${conf("")}\nserver ${A} { transfers 3; };`, { [A]: overUdp });
    clockwork.passUntil(5);
    expect(clockwork.takeLines().filter((line) => line.includes("deferred"))).toEqual([]);
  });

  it("after two failures of the same primary whoever waited does not even try (got_transfer_quota)", () => {
    const clockwork = new Clockwork(conf("transfers-per-ns 1;"), { [A]: overUdp });
    clockwork.passUntil(62);
    const lines = clockwork.takeLines().filter((line) => line.includes("c.lan") && /started|skipping/.test(line));
    expect(lines.slice(0, 2).map((line) => line.replace(/^\S+ /, ""))).toEqual([
      "zone c.lan/IN: Transfer started.",
      `zone c.lan/IN: got_transfer_quota: skipping zone transfer as primary ${A}#53 (source 0.0.0.0#0) is unreachable (cached)`,
    ]);
  });
});
