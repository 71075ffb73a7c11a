import { laterBy } from "@splithorizon/core";
import type { SimulationContext } from "../world/part.ts";

/** Nodes of one zone that wait for their taint, and when the next one may have it. */
interface ZoneQueue {
  readonly waiting: string[];
  freeAtMs: number;
  isPlanned: boolean;
}

/** A node that is to be tainted. */
export interface QueuedNode {
  readonly name: string;
  readonly zone: string;
  /** So long lies between two of its zone. */
  readonly everyMs: number;
  /** It was lost before, and its zone has only now been given a rate again. */
  readonly isReleased: boolean;
}

/**
 * Lost nodes are tainted one behind the other, zone by zone: the first at once, each other one when its zone's limiter has
 * a token again (pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go). A limiter that takes the place of one that
 * let nobody through begins without a token. Of nodes that are lost in one moment the order is chance, and here that of
 * their names.
 */
export class TaintQueue {
  readonly #context: Pick<SimulationContext, "agenda" | "now">;
  readonly #taint: (node: string) => void;
  readonly #zones = new Map<string, ZoneQueue>();

  constructor(context: Pick<SimulationContext, "agenda" | "now">, taint: (node: string) => void) {
    this.#context = context;
    this.#taint = taint;
  }

  add({ name, zone, everyMs, isReleased }: QueuedNode): void {
    const known = this.#zones.get(zone) ?? { waiting: [], freeAtMs: 0, isPlanned: false };
    this.#zones.set(zone, known);
    if (isReleased) known.freeAtMs = Math.max(known.freeAtMs, this.#context.now() + everyMs);
    known.waiting.push(name);
    this.#pass(known, everyMs);
  }

  /** It is heard of again, or nobody is. */
  remove(name: string): void {
    for (const { waiting } of this.#zones.values()) {
      const at = waiting.indexOf(name);
      if (at >= 0) waiting.splice(at, 1);
    }
  }

  #pass(queue: ZoneQueue, everyMs: number): void {
    const now = this.#context.now();
    if (queue.isPlanned || queue.waiting.length === 0) return;
    if (queue.freeAtMs > now) {
      queue.isPlanned = true;
      this.#context.agenda.at(laterBy(now, queue.freeAtMs - now), () => {
        queue.isPlanned = false;
        this.#pass(queue, everyMs);
      });
      return;
    }
    const node = queue.waiting.shift();
    queue.freeAtMs = now + everyMs;
    if (node !== undefined) this.#taint(node);
    this.#pass(queue, everyMs);
  }
}
