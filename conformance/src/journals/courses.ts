import type { JournalCourse, Server, Step } from "./course.ts";

const DIFFERENCES = "ixfr-from-differences yes;";

/** So many versions after each other, each with so long a text. */
function edits(from: number, octets: readonly number[], hosts = 2): readonly Step[] {
  return octets.map((length, at) => ({ do: "edit", serial: from + at, hosts, octets: length }));
}

const same = (count: number, octets: number): readonly number[] => Array.from({ length: count }, () => octets);
const sync = (on: Server): Step => ({ do: "rndc", on, words: "sync z.lan" });

function course(title: string, steps: readonly Step[], p = "", s = ""): JournalCourse {
  return { title, options: { p: `${DIFFERENCES} ${p}`, s }, steps };
}

export const COURSES: readonly JournalCourse[] = [
  course("small zone, by default", [...edits(2, same(14, 100)), sync("s"), ...edits(16, same(6, 150)), sync("s")]),
  course("larger zone, by default", [...edits(2, same(12, 900), 150), sync("s"), ...edits(14, same(3, 30), 150)]),
  course("500 octets are 4096", edits(2, same(14, 100)), "max-journal-size 500;"),
  course("5000 octets", [...edits(2, same(16, 120)), sync("s")], "max-journal-size 5000;", "max-journal-size 6k;"),
  course(
    "unlimited",
    [...edits(2, same(20, 100)), sync("s")],
    "max-journal-size unlimited;",
    "max-journal-size unlimited;",
  ),
  course("default as a word", [...edits(2, same(14, 100)), sync("s")], "max-journal-size default;"),
  course("a version that is larger than half of it", [
    ...edits(2, [100, 3000, 100, 100, 100]),
    sync("s"),
    ...edits(7, [3000, 100]),
    sync("s"),
    ...edits(9, [100, 100]),
    sync("s"),
  ]),
  course("a zone that grows and shrinks", [
    ...edits(2, same(3, 200)),
    ...edits(5, same(2, 200), 200),
    sync("s"),
    ...edits(7, same(2, 200)),
    sync("s"),
    ...edits(9, same(2, 200)),
  ]),
  course("what ends a server", [
    ...edits(2, same(14, 100)),
    { do: "restart", on: "s", how: "kill" },
    { do: "restart", on: "s", how: "stop" },
    { do: "restart", on: "p", how: "stop" },
    ...edits(16, same(14, 100)),
    { do: "restart", on: "s", how: "stop" },
    ...edits(30, same(1, 100)),
  ]),
  course("sync twice, and of all zones", [
    ...edits(2, same(14, 100)),
    { do: "rndc", on: "s", words: "sync" },
    ...edits(16, same(9, 100)),
    { do: "rndc", on: "s", words: "sync" },
    { do: "rndc", on: "s", words: "sync -clean z.lan" },
    ...edits(25, same(2, 100)),
  ]),
  {
    title: "a secondary that looks for differences itself",
    options: { p: "", s: DIFFERENCES },
    steps: [...edits(2, same(14, 100)), sync("s"), ...edits(16, same(2, 100))],
  },
  {
    title: "the whole again",
    options: { p: "", s: DIFFERENCES },
    steps: [...edits(2, same(2, 100)), { do: "rndc", on: "s", words: "retransfer z.lan" }, ...edits(4, same(2, 100))],
  },
  course("a start with a journal that has begun anew", [
    ...edits(2, [100, 3000]),
    { do: "restart", on: "p", how: "stop" },
    ...edits(4, same(2, 100)),
  ]),
  course("left alone after a start", [
    ...edits(2, same(14, 100)),
    { do: "restart", on: "s", how: "kill" },
    { do: "wait" },
  ]),
  course("left alone", [...edits(2, same(14, 100)), { do: "wait" }, ...edits(16, same(2, 100))]),
];
