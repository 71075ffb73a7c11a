import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import { type Course, type CourseMachine, type Deed, OTHER_CLIENT } from "./course.ts";
import { ADDRESSES, drawCourse, type Name } from "./draw-course.ts";
import { LAYOUTS, OUTER } from "./view-layouts.ts";

/** The outer version is so much ahead, so that one is not taken for the other. */
const APART = 100;
const ZONE_STATEMENT = /zone "z\.lan" \{.*\};\n/;
const SERIAL = /(@ SOA p h )(-?\d+)/;

/** A drawn course of a zone that is in two views of the primary, another one in each, and whose copies are told apart by who asks. */
export function drawViewCourse(seed: number): Course {
  const random = new Random(seed, "zone course views");
  const { title, machines, deeds, untilMs } = drawCourse(seed);
  const layout = oneOf(random, Object.keys(LAYOUTS));
  const statements = LAYOUTS[layout]?.(random);
  const isOwnHosts = random.below(2) === 0;
  const placed = Object.entries(machines).map(([name, machine]) => {
    const made = withViews(machine, statements?.[name as Name] ?? "");
    const addresses = layout === "twoAddresses" ? [...machine.addresses, OUTER[name as Name]] : machine.addresses;
    const text = machine.files["z.db"];
    return [name, { addresses, files: { ...made, ...(text === undefined ? {} : filesOf(text, layout, isOwnHosts)) } }];
  });
  const course = { title: `${title}, views ${layout}`, machines: Object.fromEntries(placed), untilMs };
  return {
    ...course,
    deeds: deeds.flatMap((deed) => inViews(deed, course.machines, { layout, isOwnHosts }, random)),
    polled: Object.keys(machines).flatMap((name) => [name, `${name} ${OTHER_CLIENT}`]),
  };
}

function withViews({ files }: CourseMachine, statement: string): CourseMachine["files"] {
  const { "z.db": _, ...others } = files;
  return { ...others, "named.conf": (files["named.conf"] ?? "").replace(ZONE_STATEMENT, () => statement) };
}

/** The file of each view; `isOwnHosts`: each names only the servers that have this version. */
function filesOf(text: string, layout: string, isOwnHosts: boolean): Readonly<Record<string, string>> {
  const outer = text.replace(SERIAL, (_, start: string, serial: string) => `${start}${Number(serial) + APART}`);
  if (layout === "twoAddresses") {
    const names = Object.keys(ADDRESSES) as readonly Name[];
    const moved = names.reduce((all, name) => all.replace(`A ${ADDRESSES[name]}\n`, `A ${OUTER[name]}\n`), outer);
    return { "in.db": text, "out.db": isOwnHosts ? moved : outer };
  }
  // A copy's file is not for others to write.
  if (layout === "fromItself") return { "in.db": text };
  if (layout !== "split" || !isOwnHosts) return { "in.db": text, "out.db": outer };
  return { "in.db": without("t", text), "out.db": without("s", outer) };
}

function without(name: Name, text: string): string {
  return text.replace(`@ NS ${name}\n`, "");
}

interface Style {
  readonly layout: string;
  readonly isOwnHosts: boolean;
}

/** The zone's file becomes one of the two or both; a command names a view, or forgets it. */
function inViews(deed: Deed, machines: Course["machines"], style: Style, random: Random): readonly Deed[] {
  if (deed.do === "edit") {
    const files = Object.entries(filesOf(deed.text, style.layout, style.isOwnHosts));
    const chosen = oneOf(random, [files, files, files.slice(0, 1), files.slice(1)]);
    return chosen.map(([file, text]) => ({ ...deed, file, text }));
  }
  if (deed.do !== "rndc" || !deed.words.includes(" z.lan")) return [deed];
  const knowsViews = machines[deed.on]?.files["named.conf"]?.includes('view "') === true;
  const places = knowsViews ? [" IN in", " IN in", " IN out", " IN out", ""] : ["", "", "", " IN in"];
  return [{ ...deed, words: `${deed.words}${oneOf(random, places)}` }];
}
