import { makeQuery, NO_FLAGS, nameOf, parseAddress } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace } from "../../asking/index.ts";
import { P, S, ZonePair } from "./zone-pair.fixture.ts";

/** A primary whose named stands still (SIGSTOP): its kernel takes connections (seen in courses of real nameds, seeds 21 and 40). */
const hang = { kind: "hang", machine: P, program: "named" } as const;
const hungFor = (
  seconds: number,
): { readonly pair: ZonePair; readonly lines: readonly (readonly [number, string])[] } => {
  const pair = new ZonePair({ soa: "8 4 20 60" });
  pair.runUntil(10);
  pair.takeLines();
  pair.simulation.inject(hang);
  pair.simulation.runFor(seconds * 1000);
  const lines = pair.takeLines(S).map((line) => [Number.parseFloat(line), line.split(" s: ")[1] ?? ""] as const);
  return { pair, lines };
};
const momentOf = (lines: readonly (readonly [number, string])[], text: string): number =>
  lines.find(([, line]) => line.includes(text))?.[0] ?? Number.NaN;

describe("the connection is there at once, the zone is not", () => {
  test("connected is logged with the start of the transfer, the failure 30 s later: the socket's patience, not the zone's", () => {
    const { pair, lines } = hungFor(75);
    const started = momentOf(lines, "Transfer started");
    expect(momentOf(lines, "connected using 10.9.0.1#53") - started).toBeLessThan(0.01);
    expect(momentOf(lines, "failed while receiving responses: timed out") - started).toBeCloseTo(30, 1);
    expect(lines.filter(([, line]) => line.includes("connected using"))).toHaveLength(1);
    expect(pair.www()).toBe("SERVFAIL");
  });

  test("when it goes on within the thirty seconds the transfer ends well, and is not said to have connected again", () => {
    const { pair, lines } = hungFor(50);
    const before = lines.filter(([, line]) => line.includes("connected using")).length;
    pair.simulation.heal(hang);
    pair.simulation.runFor(100);
    const after = pair.takeLines(S).map((line) => line.split(" s: ")[1]);
    expect(before).toBe(1);
    expect(after).toContain("transfer of 'z.lan/IN' from 10.9.0.1#53: Transfer status: success");
    expect(after.filter((line) => line?.includes("connected using"))).toEqual([]);
    expect(pair.www()).toBe("1");
  });
});

/** Seen in a course of real nameds (seed 103): whoever stood still and ended later asks nothing more, whatever he had in mind. */
describe("a copy whose named stood still for a while, was asked meanwhile, and ended later", () => {
  test("asks nothing after its end", () => {
    const pair = new ZonePair({ soa: "4 1 27 60" });
    const asked: number[] = [];
    pair.simulation.listenIn((sighting, at) => {
      if (sighting.kind !== "question") return;
      if (sighting.way.hops[0]?.packet.source.address === "10.9.0.2") asked.push(at / 1000);
    });
    const hung = { kind: "hang", machine: S, program: "named" } as const;
    pair.runUntil(9);
    pair.simulation.inject(hung);
    pair.runUntil(10);
    pair.www();
    pair.runUntil(15);
    pair.simulation.heal(hung);
    pair.runUntil(20);
    pair.simulation.inject({ kind: "stop", machine: S, program: "named" });
    const before = asked.length;
    pair.simulation.startProgram(S, "named");
    pair.runUntil(60);
    const gaps = asked.slice(before).flatMap((at, index, all) => (index === 0 ? [] : [at - (all[index - 1] ?? 0)]));
    expect(before).toBeGreaterThan(2);
    expect(gaps.filter((gap) => gap < 2.9)).toEqual([]);
  });
});

/** Seen of named 9.18.49 on its own and in courses 55 (answered) and 77 (not). */
describe("a named that stands still and is stopped by systemd, which sends SIGCONT behind SIGTERM", () => {
  const heardWith = (seed: number, how: "stop" | "kill"): string => {
    const pair = new ZonePair({ seed });
    let heard = "nothing yet";
    pair.runUntil(5);
    pair.simulation.inject(hang);
    const place = findPlace(pair.simulation.world, "cl");
    const address = parseAddress("10.9.0.1");
    if (place.kind === "missing" || address === null) throw new Error("no client");
    pair.simulation.ask(
      { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "udp" },
      makeQuery({ name: nameOf("www.z.lan."), type: "A", class: "IN" }, { flags: NO_FLAGS }),
      (answer) => (heard = answer.kind),
      { kind: "dig", timeoutMs: 4000, attempts: 1, whenTruncated: "accept" },
    );
    pair.runUntil(6);
    pair.simulation.inject({ kind: how, machine: P, program: "named" });
    pair.runUntil(15);
    return heard;
  };
  const seeds = Array.from({ length: 24 }, (_, seed) => seed);

  test("answers by chance what has waited, or lets it be", () => {
    const heard = seeds.map((seed) => heardWith(seed, "stop"));
    expect(new Set(heard)).toEqual(new Set(["answered", "failed"]));
  });

  test("killed it says nothing", () => {
    expect(new Set(seeds.slice(0, 8).map((seed) => heardWith(seed, "kill")))).toEqual(new Set(["failed"]));
  });
});
