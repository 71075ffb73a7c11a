import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine, Deed } from "./course.ts";
import { drawCourse } from "./draw-course.ts";

/** A drawn course in which one or both of those who copy keep a stub zone, and the zone's servers change with its serial. */
export function drawStubCourse(seed: number): Course {
  const random = new Random(seed, "zone course stubs");
  const { title, machines, deeds, untilMs } = drawCourse(seed);
  const stubs = oneOf<readonly string[]>(random, [["t"], ["t"], ["s"], ["s", "t"]]);
  const made = Object.entries(machines).map(([name, machine]) => [
    name,
    stubs.includes(name) ? asStub(machine) : machine,
  ]);
  return {
    title: `${title}, stubs ${stubs.join(" ")}`,
    machines: Object.fromEntries(made),
    deeds: deeds.map((deed) => (deed.do === "edit" ? withServers(random, deed) : deed)),
    untilMs,
  };
}

function asStub({ addresses, files }: CourseMachine): CourseMachine {
  const conf = (files["named.conf"] ?? "").replace("type secondary;", "type stub;");
  return { addresses, files: { ...files, "named.conf": conf } };
}

const PLAIN = /(?:@ NS \w\n\w A 10\.9\.0\.\d\n)+/;

/** Other servers than the three: fewer, renamed, with other addresses, outside of the zone. */
function withServers(random: Random, deed: Deed & { readonly do: "edit" }): Deed {
  const all = ["p", "s", "t"].map((name, at) => `@ NS ${name}\n${name} A 10.9.0.${at + 1}\n`);
  const servers = oneOf(random, [
    all,
    all.slice(0, 2),
    all.slice(0, 1),
    [...all, "@ NS ns.out.test.\n"],
    ["@ NS ns.out.test.\n@ NS other.test.\np A 10.9.0.1\n"],
    [`@ NS n${random.below(3)}.sub\nn0.sub A 10.9.0.1\nn1.sub A 10.9.0.2\nn2.sub AAAA fd00::9\np A 10.9.0.1\n`],
    [...all.slice(0, 1), "@ NS q\nq A 10.9.0.2\nq AAAA fd00::4\n"],
  ]);
  return { ...deed, text: deed.text.replace(PLAIN, servers.join("")) };
}
