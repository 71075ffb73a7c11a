import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine, Deed } from "./course.ts";
import { ADDRESSES, drawCourse, type Name } from "./draw-course.ts";
import { ZONE } from "./polled.ts";

/** In another order than that of their names, in which named keeps them. */
const OTHERS = ["y.lan", "b.z.lan", "a.test", "10.in-addr.arpa", "m.lan", "c.b.z.lan", "x.test"] as const;
/** Ticks of one server seldom fall together with those of another: which came first would be chance. */
const NOTIFY_RATES = [3, 7, 7] as const;
const STARTUP_RATES = [2, 6, 11, 29] as const;
const QUERY_RATES = [4, 9, 13, 17] as const;
const LIMITS = [
  "",
  "",
  "transfers-in 1;",
  "transfers-in 2;",
  "transfers-per-ns 1;",
  "transfers-in 3; transfers-per-ns 1;",
];
const ZONE_STATEMENT = /zone "z\.lan" (\{.*\};)\n/;
/** So long that nothing is compared but for a NOTIFY or a command: what is due with a tick of a pace would be chance. */
const TIMES = /(@ SOA p h -?\d+) \d+ \d+ \d+/;
const LONG = "1000 500 90000";
const FIRST_DEED_MS = 12_000;
const IN_ORDER = 60;
/** When each starts: at other moments within a second than the others. */
const STARTS: Readonly<Record<string, number>> = { p: 0, s: 3170, t: 7330 };

/** A drawn course of five to eight zones, all of one primary, whose servers have paces and limits that put them in order. */
export function drawManyCourse(seed: number): Course {
  const random = new Random(seed, "zone course many");
  const { title, machines, deeds, untilMs } = drawCourse(seed);
  const zones = [ZONE, ...shuffled(random, OTHERS).slice(0, 4 + random.below(4))];
  const order = shuffled(random, zones);
  const long = (text: string): string => text.replace(TIMES, (_, start: string) => `${start} ${LONG}`);
  const made = Object.entries(machines).map(([name, machine]): readonly [string, CourseMachine] => {
    const paces = pacesOf(name, random);
    const text = machine.files["z.db"];
    const files = text === undefined ? [] : zones.map((zone) => [fileNamed(zone), long(text)]);
    const conf = withZones(machine.files["named.conf"] ?? "", order, paces);
    return [name, { addresses: machine.addresses, files: { ...Object.fromEntries(files), "named.conf": conf } }];
  });
  return {
    title: `${title}, ${zones.length} zones`,
    machines: Object.fromEntries(made),
    deeds: deeds.flatMap((deed) => ofZones(deed, zones, long, random)),
    untilMs,
    polled: (Object.keys(ADDRESSES) as readonly Name[]).flatMap((name) => [name, `${name} ${zones[1]}`]),
  };
}

function pacesOf(name: string, random: Random): string {
  const rates = `notify-rate ${oneOf(random, NOTIFY_RATES)}; startup-notify-rate ${oneOf(random, STARTUP_RATES)};`;
  if (name === "p") return rates;
  return `${rates} serial-query-rate ${oneOf(random, QUERY_RATES)}; ${oneOf(random, LIMITS)}`;
}

function fileNamed(zone: string): string {
  return zone === ZONE ? "z.db" : `${zone}.db`;
}

function withZones(conf: string, zones: readonly string[], paces: string): string {
  const statement = (zone: string, rest: string): string =>
    `zone "${zone}" ${rest.replace('"z.db"', `"${fileNamed(zone)}"`)}\n`;
  return conf
    .replace(ZONE_STATEMENT, (_, rest: string) => zones.map((zone) => statement(zone, rest)).join(""))
    .replace("recursion no;", `recursion no; ${paces}`)
    .replace(/max-refresh-time \d+;/, "");
}

/** An edit is one of several zones, and a command one of any. */
function ofZones(
  deed: Deed,
  zones: readonly string[],
  long: (text: string) => string,
  random: Random,
): readonly Deed[] {
  if (deed.do === "edit") {
    const edited = oneOf(random, [zones, shuffled(random, zones).slice(0, 1 + random.below(4))]);
    return edited.map((zone) => ({ ...deed, file: fileNamed(zone), text: long(deed.text) }));
  }
  if (deed.do === "start" && deed.atMs < FIRST_DEED_MS) return [{ ...deed, atMs: STARTS[deed.on] ?? deed.atMs }];
  if (deed.do !== "rndc" || !deed.words.includes(" z.lan")) return [deed];
  const meant = shuffled(random, zones).slice(0, 1 + random.below(3));
  return meant.map((zone, at) => ({
    ...deed,
    words: deed.words.replace("z.lan", zone),
    atMs: deed.atMs + at * IN_ORDER,
  }));
}

function shuffled<T>(random: Random, among: readonly T[]): readonly T[] {
  const left = [...among];
  return among.flatMap(() => left.splice(random.below(left.length), 1));
}
