import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine } from "./course.ts";
import { drawCourse } from "./draw-course.ts";

/** What a server of zones may be told beside what {@link drawCourse} tells it, where its zones come from elsewhere or not. */
const EVERYWHERE = [
  "allow-transfer { none; };",
  "allow-transfer { 10.9.0.2; };",
  "allow-transfer { ! 10.9.0.3; any; };",
  "notify-to-soa yes;",
  "notify-rate 1; startup-notify-rate 1;",
  "transfer-format one-answer;",
  "max-ixfr-ratio 5%;",
  "max-ixfr-ratio unlimited;",
  "allow-query { 10.9.0.9; };",
  "transfers-out 1;",
] as const;
const OF_COPIES = [
  "multi-master yes;",
  "request-expire no;",
  "try-tcp-refresh no;",
  "allow-notify { none; };",
  "allow-notify { 10.9.0.2; };",
  "max-retry-time 1;",
  "min-refresh-time 6;",
  "max-records 5;",
  "transfers-in 1; transfers-per-ns 1;",
  "serial-query-rate 1;",
  "max-transfer-time-in 1;",
  "ixfr-from-differences yes;",
] as const;

/** A drawn course whose servers have one or two rarer options each, and copies that take the zone of both others. */
export function drawWideCourse(seed: number): Course {
  const random = new Random(seed, "zone course options");
  const { machines, title, ...plain } = drawCourse(seed);
  const widened = Object.entries(machines).map(([name, machine]): readonly [string, CourseMachine] => {
    const chosen = [oneOf(random, EVERYWHERE), ...(name === "p" ? [] : [oneOf(random, OF_COPIES)])];
    return [name, withOptions(machine, random.below(3) === 0 ? [] : chosen)];
  });
  return { title: `${title}, with more options`, machines: Object.fromEntries(widened), ...plain };
}

function withOptions({ addresses, files }: CourseMachine, options: readonly string[]): CourseMachine {
  const conf = files["named.conf"] ?? "";
  const isNew = (option: string): boolean => !conf.includes(option.split(" ")[0] ?? "");
  const own = options.filter(isNew).join(" ");
  return { addresses, files: { ...files, "named.conf": conf.replace("recursion no;", `recursion no; ${own}`) } };
}
