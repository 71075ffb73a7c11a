import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DeploymentRollout } from "./deployment-rollout.ts";

/** A Deployment whose new pods become ready when somebody says so. */
class Bench {
  readonly ready: Set<string>;
  readonly rollout: DeploymentRollout;
  readonly said: string[] = [];
  #made = 0;

  constructor(
    old: readonly string[],
    ready: readonly string[],
    places = Number.POSITIVE_INFINITY,
    replicas = old.length,
  ) {
    this.ready = new Set(ready);
    const actions = {
      isReady: (pod: string) => this.ready.has(pod),
      create: () => {
        if (this.#made >= places) return null;
        this.#made += 1;
        return `new${this.#made}`;
      },
      delete: (pod: string) => void this.ready.delete(pod),
      stuck: () => void this.said.push("stuck"),
    };
    this.rollout = new DeploymentRollout(actions, old, replicas);
  }

  /** `old1 new1!`: an exclamation mark behind those that are ready. */
  step(): string {
    this.rollout.step();
    return this.rollout.pods.map((pod) => (this.ready.has(pod) ? `${pod}!` : pod)).join(" ");
  }

  become(pod: string): string {
    this.ready.add(pod);
    return this.step();
  }
}

describe("step by step, as deployment/rolling.go goes (maxUnavailable 1, maxSurge 25%)", () => {
  test("two pods", () => {
    const bench = new Bench(["old1", "old2"], ["old1", "old2"]);
    expect(bench.step()).toBe("old2! new1");
    expect(bench.step()).toBe("old2! new1 new2");
    expect(bench.step()).toBe("old2! new1 new2");
    expect(bench.become("new2")).toBe("new1 new2!");
    expect(bench.rollout.isOver).toBe(false);
    expect(bench.become("new1")).toBe("new1! new2!");
    expect(bench.rollout.isOver).toBe(true);
  });

  test("three of two, in the middle of another rollout", () => {
    const bench = new Bench(["old1", "old2", "old3"], ["old1"], Number.POSITIVE_INFINITY, 2);
    expect(bench.step()).toBe("old1!");
    expect(bench.step()).toBe("old1! new1 new2");
  });

  test("one that is not ready goes first", () => {
    expect(new Bench(["old1", "old2"], ["old2"]).step()).toBe("old2! new1");
  });

  test("no place for another: it says so, and one stays", () => {
    const bench = new Bench(["old1", "old2"], ["old1", "old2"], 0);
    expect([bench.step(), bench.step(), bench.said.length > 0]).toEqual(["old2!", "old2!", true]);
  });
});

test("law: of so many pods all but one stay available, a quarter more are there at most, and in the end all are new", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(), { maxLength: 40 }), (replicas, picks) => {
      const old = Array.from({ length: replicas }, (_, index) => `old${index}`);
      const bench = new Bench(old, old);
      const waiting = (): readonly string[] => bench.rollout.pods.filter((pod) => !bench.ready.has(pod));
      for (let turn = 0; turn < 6 * replicas + 6; turn += 1) {
        bench.step();
        expect(bench.rollout.pods.length).toBeLessThanOrEqual(replicas + Math.ceil(replicas / 4));
        expect(bench.ready.size).toBeGreaterThanOrEqual(replicas - 1);
        const pods = waiting();
        const next = pods[(picks[turn] ?? 0) % Math.max(1, pods.length)];
        if (next !== undefined) bench.become(next);
      }
      expect(bench.rollout.isOver).toBe(true);
      expect(bench.rollout.pods.every((pod) => pod.startsWith("new"))).toBe(true);
    }),
  );
});
