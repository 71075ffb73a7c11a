import { type Instant, instantFromMs, type Transport } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findServer } from "../../asking/index.ts";
import { question } from "../../live/waiting-site.fixture.ts";
import type { Hop } from "../../network/index.ts";
import { type Travel, wayOf } from "../../sending/index.ts";
import { pairTwin } from "../pair.fixture.ts";
import type { Fault } from "./fault.ts";
import { Links } from "./links.ts";
import { Machines } from "./machines.ts";
import { NeighbourTable } from "./neighbour-table.ts";
import { Processes } from "./processes.ts";
import { Random } from "./random.ts";
import { World } from "./world.ts";
import { WorldEther } from "./world-ether.ts";

const LATENCY_MS = 0.5;
const twin = pairTwin();

/** The pair, a client beside it and one behind a router; `far` is two machines away from dns1. */
class Scene {
  readonly world = new World(twin);
  readonly machines = new Machines(new Map());
  readonly links = new Links(LATENCY_MS, new Random(1, "links"));
  readonly processes = new Processes();
  now: Instant = instantFromMs(0);
  /** Whom a machine has used to get on. */
  readonly used: string[] = [];
  readonly ether: WorldEther;

  constructor() {
    const world = {
      now: () => this.now,
      station: (name: string) => this.world.stationNow(name),
      answers: () => true,
      isThere: () => true,
      at: () => undefined,
      changed: () => undefined,
    };
    const neighbours = new NeighbourTable(world, new Random(1, "neighbours"));
    const { machines, links, processes } = this;
    this.ether = new WorldEther({ world: this.world, machines, links, processes, neighbours, now: () => this.now });
  }

  /** The hops of a question to dns1. */
  hopsFrom(from: string, transport: Transport = "udp"): readonly Hop[] {
    const server = findServer(twin, "dns1");
    const station = twin.network.stations.get(from);
    if (server.kind === "missing" || station === undefined) throw new Error("the pair has both");
    const content = question("who.lab", "TXT");
    const way = wayOf(twin, station, { to: server.value, transport, source: null, content, timeoutMs: 1000 });
    const end = way.kind === "ways" ? way.tree.follow(() => 0) : null;
    if (end === null) throw new Error("it reaches dns1");
    return end.delivery.hops;
  }

  travel(from: string, note: ((afterMs: number | null) => void) | null = null): Travel {
    const hops = this.hopsFrom(from);
    const [first] = hops;
    if (first === undefined) throw new Error("it is sent");
    return this.ether.travel(hops, first.packet, note);
  }
}

const shown = (travel: Travel): string =>
  travel.kind === "lost"
    ? `lost at ${travel.at}: ${travel.why}`
    : `after ${travel.delayMs}${travel.copyAfterMs === null ? "" : `, again after ${travel.copyAfterMs}`}`;

const cut = (one: string, other: string, direction: "one-way" | "both-ways" = "both-ways"): LinkFault => ({
  kind: "cut",
  between: [one, other],
  direction,
});
type LinkFault = Fault & { readonly kind: "cut" | "weather" };
const weather = (between: readonly [string, string], delayMs: number, duplicates = 0): LinkFault => ({
  kind: "weather",
  between,
  direction: "both-ways",
  weather: { delayMs, jitterMs: 0, loss: 0, duplicates },
});

describe("a packet from machine to machine", () => {
  it.each<readonly [what: string, from: string, spoil: (scene: Scene) => void, expected: string]>([
    ["one link", "cl", () => undefined, "after 0.5"],
    ["two, over a router", "far", () => undefined, "after 1"],
    ["to itself", "dns1", () => undefined, "after 0"],
    ["its sender has no power", "cl", ({ machines }) => machines.crash("cl"), "lost at cl: cl does not run"],
    ["its sender stands still", "cl", ({ machines }) => machines.freeze("cl"), "lost at cl: cl does not run"],
    ["its destination has none", "cl", ({ machines }) => machines.crash("dns1"), "lost at cl: dns1 does not run"],
    ["the router has none", "far", ({ machines }) => machines.crash("router"), "lost at far: router does not run"],
    [
      "the server behind the router",
      "far",
      ({ machines }) => machines.crash("dns1"),
      "lost at router: dns1 does not run",
    ],
    ["somebody else's power", "cl", ({ machines }) => machines.crash("dns2"), "after 0.5"],
    [
      "no cable",
      "cl",
      ({ machines }) => machines.plug("dns1", null, "out", "cable"),
      "lost at cl: dns1 has no carrier",
    ],
    [
      "no cable to this link",
      "cl",
      ({ machines }) => machines.plug("dns1", "lan", "out", "cable"),
      "lost at cl: dns1 has no carrier",
    ],
    ["no cable to another link", "cl", ({ machines }) => machines.plug("dns1", "beyond", "out", "cable"), "after 0.5"],
    [
      "the router's other side",
      "far",
      ({ machines }) => machines.plug("router", "beyond", "out", "cable"),
      "lost at far: router has no carrier",
    ],
    [
      "the router's near side",
      "far",
      ({ machines }) => machines.plug("router", "lan", "out", "cable"),
      "lost at router: router has no carrier",
    ],
    ["a cut", "cl", ({ links }) => links.spoil(cut("cl", "dns1")), "lost at cl: nothing passes from cl to dns1"],
    ["a cut of the way back alone", "cl", ({ links }) => links.spoil(cut("dns1", "cl", "one-way")), "after 0.5"],
    [
      "a cut on the second link",
      "far",
      ({ links }) => links.spoil(cut("router", "dns1")),
      "lost at router: nothing passes from router to dns1",
    ],
    ["a slow link", "far", ({ links }) => links.spoil(weather(["router", "dns1"], 100)), "after 101"],
    [
      "two slow links",
      "far",
      ({ links }) => {
        links.spoil(weather(["router", "dns1"], 100));
        links.spoil(weather(["far", "router"], 20));
      },
      "after 121",
    ],
    [
      "one that brings each packet twice",
      "far",
      ({ links }) => links.spoil(weather(["far", "router"], 0, 1)),
      "after 1, again after 1.5",
    ],
  ])("%s (%s)", (_what, from, spoil, expected) => {
    const scene = new Scene();
    spoil(scene);
    expect(shown(scene.travel(from))).toBe(expected);
  });

  it("how far it has come counts in hops, from its sender on", () => {
    const scene = new Scene();
    const hops = scene.hopsFrom("far");
    scene.machines.crash("dns1");
    const travel = scene.travel("far");
    const lostBefore = hops.findIndex((hop) => hop.kind === "forwarded" && hop.at === "router");
    expect(travel.kind === "lost" ? travel.hops : null).toBe(lostBefore);
  });

  it("each step to another machine is one, also where nothing is wrong", () => {
    const scene = new Scene();
    const counts = ["cl", "far", "dns1"].map((from) => {
      scene.travel(from);
      return scene.ether.hops;
    });
    expect(counts).toEqual([1, 3, 3]);
  });
});

describe("whoever listens in", () => {
  const notes = (spoil: (scene: Scene) => void): readonly (number | null)[] => {
    const scene = new Scene();
    spoil(scene);
    const heard: (number | null)[] = [];
    scene.travel("far", (afterMs) => void heard.push(afterMs));
    return heard;
  };

  it.each<readonly [what: string, spoil: (scene: Scene) => void, heard: readonly (number | null)[]]>([
    ["each link in its time", () => undefined, [0.5, 1]],
    ["a slow one", ({ links }) => links.spoil(weather(["far", "router"], 10)), [10.5, 11]],
    [
      "a packet that is sent into nothing is on the cable",
      ({ links }) => links.spoil(cut("router", "dns1")),
      [0.5, null],
    ],
    ["one to a dead machine too", ({ machines }) => machines.crash("dns1"), [0.5, null]],
    ["without a cable nobody hears it", ({ machines }) => machines.plug("router", "lan", "out", "cable"), [0.5]],
  ])("%s", (_what, spoil, heard) => {
    expect(notes(spoil)).toEqual(heard);
  });

  it("law: changes nothing of what becomes of the packet", () => {
    const spoil = fc.subarray<(scene: Scene) => void>([
      ({ machines }) => machines.crash("router"),
      ({ machines }) => void machines.freeze("dns1"),
      ({ machines }) => machines.plug("cl", null, "out", "interface"),
      ({ links }) => links.spoil(cut("cl", "dns1")),
      ({ links }) => links.spoil(weather(["router", "dns1"], 5, 1)),
    ]);
    fc.assert(
      fc.property(spoil, fc.constantFrom("cl", "far", "dns1"), (harm, from) => {
        const [quiet, heard] = [new Scene(), new Scene()];
        for (const scene of [quiet, heard]) for (const act of harm) act(scene);
        expect(heard.travel(from, () => undefined)).toEqual(quiet.travel(from));
      }),
    );
  });
});

describe("what a packet meets that has come", () => {
  const meeting = (transport: Transport, spoil: (scene: Scene, named: NonNullable<Named>) => void) => {
    const scene = new Scene();
    const packet = scene.hopsFrom("cl", transport).at(-1)?.packet;
    if (packet === undefined) throw new Error("it comes");
    const named = scene.ether.residentAt("dns1", packet, transport);
    if (named === null) throw new Error("named listens");
    spoil(scene, named);
    return { scene, packet, named };
  };
  type Named = ReturnType<WorldEther["residentAt"]>;

  it.each<readonly [what: string, spoil: (scene: Scene, named: NonNullable<Named>) => void, expected: string]>([
    ["a program at work", () => undefined, "taken"],
    ["one that stands still", ({ processes }, named) => processes.stop(named, "stopped"), "held"],
    [
      "one that went on",
      ({ processes }, named) => {
        processes.stop(named, "stopped");
        processes.goOn(named, "stopped");
      },
      "taken",
    ],
    ["a machine without power", ({ machines }) => machines.crash("dns1"), "silent"],
    ["one that stands still itself", ({ machines }) => void machines.freeze("dns1"), "silent"],
    ["a socket of a dead machine's neighbour", ({ machines }) => machines.crash("dns2"), "taken"],
  ])("%s", (_what, spoil, expected) => {
    const { scene, packet, named } = meeting("udp", spoil);
    expect(scene.ether.reception("dns1", packet, named)).toBe(expected);
  });

  it("a machine that does not have the address says nothing, whoever listens on it", () => {
    const { scene, packet, named } = meeting("udp", () => undefined);
    expect(scene.ether.reception("dns2", packet, named)).toBe("silent");
  });

  it("nobody: TCP is refused each time", () => {
    const { scene, packet } = meeting("tcp", () => undefined);
    const told = Array.from({ length: 20 }, () => scene.ether.reception("dns1", packet, null));
    expect(new Set(told)).toEqual(new Set(["refused"]));
  });

  it("nobody: of UDP six messages at once, then one each second, to each client of its own", () => {
    const { scene, packet } = meeting("udp", () => undefined);
    const other = scene.hopsFrom("far").at(-1)?.packet;
    const told = (count: number, own = packet): number =>
      Array.from({ length: count }, () => scene.ether.reception("dns1", own, null)).filter((how) => how === "refused")
        .length;
    expect(told(10)).toBe(6);
    expect(other === undefined ? 0 : told(10, other)).toBe(6);
    scene.now = instantFromMs(999);
    expect(told(3)).toBe(0);
    scene.now = instantFromMs(1000);
    expect(told(3)).toBe(1);
    scene.now = instantFromMs(60_000);
    expect(told(10)).toBe(6);
  });
});

describe("programs", () => {
  it("what waits for one is done when it goes on; whoever watches it hears of its end", () => {
    const scene = new Scene();
    const packet = scene.hopsFrom("cl").at(-1)?.packet;
    const named = packet === undefined ? null : scene.ether.residentAt("dns1", packet, "udp");
    if (named === null) throw new Error("named listens");
    const heard: string[] = [];
    scene.processes.stop(named, "stopped");
    scene.ether.hold(named, () => void heard.push("on"));
    scene.ether.hold(named, () => void heard.push("never"))();
    scene.ether.whenGone(named, (isHeard) => void heard.push(`gone, ${isHeard ? "heard" : "unheard"}`));
    expect([scene.ether.isHeld(named), scene.ether.isGone(named)]).toEqual([true, false]);
    scene.processes.goOn(named, "stopped");
    expect(scene.ether.isHeld(named)).toBe(false);
    scene.processes.end(named, false);
    expect([heard, scene.ether.isGone(named)]).toEqual([["on", "gone, unheard"], true]);
  });
});
