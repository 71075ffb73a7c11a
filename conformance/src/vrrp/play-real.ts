import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { burstsOf, type Course, runsOf } from "./course.ts";
import { Lab } from "./lab.ts";
import { macOf } from "./lab-links.ts";
import { type Appointment, HOSTS, type Host, OWN, type Scene } from "./scene.ts";

/** A scene as it was played: its appointments at the moments at which they came. */
export interface Played {
  readonly scene: Scene;
  readonly course: Course;
  readonly logs: readonly string[];
}

/** The twin's programs start so much earlier than keepalived's second process, from which on its timers run. */
const START_MS = 8;

/** Plays a scene with keepalived itself. `place`: scenes that are played at the same time have others. */
export async function playReal(scene: Scene, place: number): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), "vrrp-scene-"));
  mkdirSync(folder, { recursive: true });
  let began = Date.now();
  const now = (): number => Date.now() - began;
  const lab = new Lab(scene, `vr${place}`, folder, now);
  await lab.setUp();
  await pause(200);
  began = Date.now();
  const kept: Appointment[] = [];
  let lateMs = 0;
  for (const { atMs, host, deed } of scene.appointments) {
    await pause(Math.max(0, atMs + lateMs - now()));
    const before = now();
    await lab.perform(host, deed);
    // A loaded machine takes long to start a program: its timers run from the end of that.
    const done = deed.kind === "start" || deed.kind === "boot" ? lab.startedMs - START_MS : before;
    kept.push({ atMs: rounded(done), host, deed });
    lateMs = Math.max(lateMs, done - atMs);
  }
  const forMs = Math.round(scene.forMs + lateMs);
  await pause(Math.max(0, forMs - now()));
  const states = [...lab.states];
  const holdings = [...lab.holdings];
  const packets = (await lab.takeDown()).flat().toSorted((one, other) => one.at - other.at);
  rmSync(folder, { recursive: true });
  const adverts = packets.flatMap((packet) => {
    const atMs = packet.at * 1000 - began;
    const host = packet.kind === "advert" ? hostOf(packet.mac) : undefined;
    return packet.kind === "advert" && host !== undefined && atMs < forMs
      ? [{ atMs: rounded(atMs), host, source: packet.source, id: packet.id, priority: packet.priority }]
      : [];
  });
  const announcements = packets.flatMap((packet) => {
    const atMs = packet.at * 1000 - began;
    if (packet.kind !== "gratuitous-arp" || atMs >= forMs) return [];
    // A keepalived that sends unicast also says where it is itself, and the kernel does in IPv6.
    const host = OWN.test(packet.address) ? undefined : hostOf(packet.mac);
    return host === undefined ? [] : [{ atMs: rounded(atMs), host, address: packet.address }];
  });
  const round = <T extends { readonly atMs: number }>(list: readonly T[]): readonly T[] =>
    list.map((one) => ({ ...one, atMs: rounded(one.atMs) }));
  return {
    scene: { ...scene, appointments: kept, forMs },
    course: {
      states: round(states),
      adverts: runsOf(adverts),
      bursts: burstsOf(announcements),
      holdings: round(holdings),
    },
    logs: lab.logs,
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function hostOf(mac: string): Host | undefined {
  return HOSTS.find((one) => [macOf(one, "eth0"), macOf(one, "eth1")].includes(mac));
}
