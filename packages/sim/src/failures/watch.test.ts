import { instantFromMs } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { digPatience, forkTwin } from "../asking/index.ts";
import { printFault, Simulation, standardParts } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import { courseFaults } from "./course-faults.ts";
import { singleFaults } from "./single-faults.ts";
import { askAtRest, type Observed, observe, probe } from "./watch.ts";
import { watchSite } from "./watched.ts";

const twin = pairTwin();
const simulate = (of: SiteTwin): Simulation => new Simulation(forkTwin(of), { seed: 1 }, standardParts);
const resting = askAtRest(simulate(twin), watchSite(twin));

/** `cl asks ns.lab. A: right`. */
function lines(seen: readonly Observed[]): readonly string[] {
  return seen.map(({ watched, judged }) => `${watched.title}: ${judged}`);
}

describe("what a pair is asked", () => {
  test("its zone's landmarks, from beside it and from behind the router", () => {
    expect(resting.map(({ watched, atRest }) => `${watched.title}: ${atRest.text}`)).toEqual(
      ["cl", "far"].flatMap((place) => [
        `${place} asks lab. A: NOERROR`,
        `${place} asks no-such-name.lab. A: NXDOMAIN`,
        `${place} asks ns.lab. A: NOERROR 192.168.13.10`,
        `${place} asks who.lab. A: NOERROR`,
      ]),
    );
  });

  test("nothing is hidden where no cluster is, nothing spoils where nothing is delegated", () => {
    expect(resting.every(({ watched }) => watched.hidden.length === 0 && !watched.isSpoiling)).toBe(true);
  });

  test("all is right while nothing is wrong, and takes no longer than an answer", () => {
    const simulation = simulate(twin);
    const seen = observe(simulation, resting);
    expect(new Set(seen.map(({ judged }) => judged))).toEqual(new Set(["right"]));
    expect(simulation.now).toBeLessThanOrEqual(20);
  });

  test("while the active one has no power, dig's next try finds the backup", () => {
    const simulation = simulate(twin);
    // Who remembers its hardware address sends to it in vain. Others look for it: their datagrams wait for the backup's
    // gratuitous ARP, and come before its named listens.
    observe(simulation, resting);
    simulation.runUntil(instantFromMs(1300));
    simulation.inject({ kind: "crash", machine: "dns1" });
    const seen = observe(simulation, resting);
    expect(lines(seen)).toEqual(resting.map(({ watched }) => `${watched.title}: right`));
    expect([simulation.now > 6300, simulation.now < 6400]).toEqual([true, true]);
  });

  test("one try, in vain: absent, told once, at the moment at which it was asked", () => {
    const simulation = simulate(twin);
    simulation.runFor(1300);
    simulation.inject({ kind: "crash", machine: "dns1" });
    const seen: Observed[] = [];
    const [first] = resting;
    if (first === undefined) throw new Error("the pair is asked something");
    probe(simulation, first, { ...digPatience, timeoutMs: 500, attempts: 1 }, (one) => seen.push(one));
    simulation.runFor(10_000);
    expect(seen.map(({ judged, askedAt }) => [judged, askedAt])).toEqual([["absent", 1300]]);
  });

  test("who has no answer at all is given up", () => {
    const simulation = simulate(twin);
    for (const machine of ["dns1", "dns2"]) simulation.inject({ kind: "crash", machine });
    const seen = observe(simulation, resting);
    expect(new Set(seen.map(({ judged }) => judged))).toEqual(new Set(["absent"]));
    expect(simulation.now).toBeLessThanOrEqual(20_000);
  });
});

describe("what can go wrong with a pair", () => {
  test("alone", () => {
    expect(singleFaults(twin).map(printFault)).toEqual([
      ...["dns1", "dns2", "router", "cl", "far"].map((machine) => `crash ${machine}`),
      ...["freeze dns1", "freeze dns2", "unplug dns1", "unplug dns2"],
      ...["dns1", "dns2"].flatMap((host) => [`kill named on ${host}`, `hang named on ${host}`]),
      ...["dns1", "dns2"].flatMap((host) => ["kill", "stop", "hang"].map((kind) => `${kind} keepalived on ${host}`)),
      ...["dns1 and dns2", "dns1 and router", "dns1 and cl", "dns2 and router", "dns2 and cl"].map(
        (pair) => `cut ${pair}`,
      ),
      ...["dns1 and dns2", "dns1 to dns2", "dns2 to dns1"].map((pair) => `mute-adverts ${pair}`),
    ]);
  });

  test("a script that is tracked may fail, and in courses not end", () => {
    const tracked = pairTwin({
      global: 'vrrp_script chk {\n script "/bin/true"\n interval 2\n}',
      dns1: "track_script {\n chk\n}",
      scripts: "chk: ok",
    });
    const ofScripts = (faults: ReturnType<typeof singleFaults>): readonly string[] =>
      faults.map(printFault).filter((line) => line.includes("script"));
    expect(ofScripts(singleFaults(tracked))).toEqual(["fail-script chk on dns1"]);
    expect(ofScripts(courseFaults(tracked))).toEqual(["fail-script chk on dns1", "hang-script chk on dns1"]);
  });

  test("in courses beside that", () => {
    const alone = new Set(singleFaults(twin).map(printFault));
    const more = courseFaults(twin)
      .map(printFault)
      .filter((line) => !alone.has(line));
    expect(more.filter((line) => !/^(weather|cut)/.test(line))).toEqual([
      "freeze router",
      "unplug router",
      "unplug router from lan",
      "interface-down router on lan",
      "unplug router from beyond",
      "interface-down router on beyond",
      "kill keepalived's child on dns1",
      "kill keepalived's child on dns2",
    ]);
    expect(more.filter((line) => line.startsWith("cut")).toSorted()).toEqual(
      [
        "dns1 to dns2",
        "dns2 to dns1",
        "dns1 to router",
        "router to dns1",
        "dns1 to cl",
        "cl to dns1",
        "dns2 to router",
        "router to dns2",
        "dns2 to cl",
        "cl to dns2",
      ]
        .map((pair) => `cut ${pair}`)
        .toSorted(),
    );
  });
});
