import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine } from "./course.ts";
import { drawCourse, type Name } from "./draw-course.ts";
import { withEdits } from "./draw-edits.ts";

const NAMES = ["p", "s", "s", "t", "t"] as const;
const OTHERS = { p: "10.9.0.2", s: "10.9.0.3", t: "10.9.0.1" } as const;
/** What a server's zone, or all of its configuration, turns into; `as-before`: what it was. */
const TURNS = ["primary", "secondary", "stub", "view", "other-file", "two-zones", "recursion", "as-before"] as const;
const OWN = `$TTL 60\n@ SOA own h 30 5 2 20 60\n@ NS own\nown A 10.9.0.8\nwww A 192.0.2.250\n`;
const BESIDE = `$TTL 60\n@ SOA own h 3 4 1 20 60\n@ NS own\nown A 10.9.0.8\n`;

/** A drawn course in which three or four times a server's zone becomes one of another kind, and is read. */
export function drawTurnedCourse(seed: number): Course {
  const random = new Random(seed, "zone course turned");
  const { title, ...plain } = drawCourse(seed);
  const edits = { least: 3, names: NAMES, everyMs: 11_000, spreadMs: 8000 } as const;
  const course = { title: `${title}, turned`, ...plain };
  const { machines, ...turned } = withEdits(random, course, edits, (machine, on) => turn(machine, on, random));
  const withFiles = Object.entries(machines).map(([name, { addresses, files }]) => [
    name,
    { addresses, files: { ...files, "own.db": OWN, "y.db": BESIDE } },
  ]);
  return { ...turned, machines: Object.fromEntries(withFiles) };
}

function turn({ files }: CourseMachine, on: Name, random: Random): string {
  const conf = files["named.conf"] ?? "";
  const zone = (text: string): string => conf.replace(/zone "z\.lan" \{.*\};\n/, `zone "z.lan" { ${text} };\n`);
  switch (oneOf(random, TURNS)) {
    case "primary":
      return zone(`type primary; file "${oneOf(random, ["own.db", "z.db"])}";`);
    case "secondary":
      return zone(
        `type secondary; primaries { ${OTHERS[on]}; }; ${oneOf(random, ['file "z.db";', 'file "c.db";', ""])}`,
      );
    case "stub":
      return zone(`type stub; primaries { ${OTHERS[on]}; }; file "stub.db";`);
    case "view":
      return conf.replace(/zone "z\.lan" \{.*\};\n/, (text) => `view "all" { ${text.trimEnd()} };\n`);
    case "other-file":
      return conf.replace('file "z.db";', 'file "own.db";');
    case "two-zones":
      return `${conf}zone "y.lan" { type primary; file "y.db"; };\n`;
    case "recursion":
      return conf.replace("recursion no;", "recursion yes;");
    case "as-before":
      return conf;
  }
}
