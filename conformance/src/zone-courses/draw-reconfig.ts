import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine } from "./course.ts";
import { ADDRESSES, drawCourse, type Name } from "./draw-course.ts";
import { withEdits } from "./draw-edits.ts";

const COPIES = ["s", "t"] as const;
/** Changed at one server, each makes the same course another. */
const CHANGES = [
  "primaries",
  "no-zone",
  "no-file",
  "notify-no",
  "allow-transfer",
  "max-refresh-time",
  "also-notify",
  "broken",
] as const;

/** A drawn course in which two or three times a server is given another named.conf, and reads it. */
export function drawReconfiguredCourse(seed: number): Course {
  const random = new Random(seed, "zone course reconfigured");
  const { title, ...plain } = drawCourse(seed);
  const edits = { least: 2, names: ["p", ...COPIES, ...COPIES], everyMs: 14_000, spreadMs: 9000 } as const;
  return withEdits(random, { title: `${title}, reconfigured`, ...plain }, edits, (machine, on) =>
    changed(machine, on, random),
  );
}

function changed({ files }: CourseMachine, on: Name, random: Random): string {
  const conf = files["named.conf"] ?? "";
  const among = on === "p" ? CHANGES.filter((change) => change !== "primaries" && change !== "no-file") : CHANGES;
  const option = (text: string): string =>
    conf.includes(text.split(" ")[0] ?? "") ? conf : conf.replace("recursion no;", `recursion no; ${text}`);
  switch (oneOf(random, among)) {
    case "primaries": {
      const others = Object.values(ADDRESSES).filter((address) => address !== ADDRESSES[on]);
      const list = random.below(2) === 0 ? others.toReversed() : [oneOf(random, others)];
      return conf.replace(/primaries \{[^}]*\}/, `primaries { ${list.map((address) => `${address};`).join(" ")} }`);
    }
    case "no-zone":
      return conf.replace(/zone "z\.lan"[^\n]*\n/, "");
    case "no-file":
      return conf.replace('file "z.db";', "");
    case "notify-no":
      return option("notify no;");
    case "allow-transfer":
      return option(`allow-transfer { ${ADDRESSES[oneOf(random, COPIES)]}; };`);
    case "max-refresh-time":
      return option(`max-refresh-time ${2 + random.below(2)};`);
    case "also-notify":
      return conf.includes("notify") ? conf : option("also-notify { 10.9.0.2; 10.9.0.3; };");
    case "broken":
      return `${conf}nonsense;\n`;
  }
}
