import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course } from "./course.ts";
import { withEdits } from "./draw-edits.ts";
import { drawViewCourse } from "./draw-views.ts";

const VIEW_LINE = /^view "(\w+)" \{(.*)\};\n/gm;
/** What becomes of a server's views; `as-before`: what they were. */
const SHIFTS = ["one-zone", "without-outer", "renamed", "everybody-inside", "nobody-inside", "as-before"] as const;

/** A drawn course of views that come, go and take others in, as `rndc reload` or `reconfig` reads it. */
export function drawShiftedCourse(seed: number): Course {
  const random = new Random(seed, "zone course shifted");
  const { title, ...views } = drawViewCourse(seed);
  const edits = { least: 3, names: ["p", "p", "s", "t"], everyMs: 11_000, spreadMs: 8000 } as const;
  return withEdits(random, { title: `${title}, shifted`, ...views }, edits, ({ files }) =>
    shifted(files["named.conf"] ?? "", oneOf(random, SHIFTS)),
  );
}

function shifted(conf: string, shift: (typeof SHIFTS)[number]): string {
  const withInside = (clients: string): string =>
    conf.replace(/(view "in" \{ match-clients \{)[^}]*\}/, (_, start: string) => `${start} ${clients}; }`);
  switch (shift) {
    case "one-zone":
      return conf.replace(VIEW_LINE, (_, name: string, body: string) =>
        name === "in" ? `${/zone .*/.exec(body)?.[0] ?? ""}\n` : "",
      );
    case "without-outer":
      return conf.replace(/^view "out".*\n/m, "");
    case "renamed":
      return conf.replace('view "out"', 'view "others"');
    case "everybody-inside":
      return withInside("any");
    case "nobody-inside":
      return withInside("none");
    case "as-before":
      return conf;
  }
}
