import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerTo, heardIn } from "./answer-by-name.ts";
import { compareServerCourses, leastDifferences } from "./compare-courses.ts";
import { drawServerCourse } from "./draw-course.ts";
import { playTwin } from "./play-twin.ts";
import type { PlayedServerCourse } from "./server-course.ts";

/** Whom a real named (9.18.49) asked and when, and what its clients heard, course by course, and the same of the twin. */
const FOLDER = join(import.meta.dirname, "../../recordings-servers");
const recordings = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const read = (name: string): PlayedServerCourse => JSON.parse(readFileSync(join(FOLDER, name), "utf8"));

test("there are recordings, of forwarders and of a zone's own servers, of one server and of several", () => {
  const courses = recordings.map((name) => read(name).course);
  expect(courses.length).toBeGreaterThanOrEqual(20);
  expect(new Set(courses.map(({ conf }) => conf.includes("static-stub")))).toEqual(new Set([true, false]));
  expect(new Set(courses.map(({ servers }) => servers.length))).toEqual(new Set([1, 2, 3]));
  const moods = courses.flatMap(({ changes }) => changes.map(({ does }) => does));
  expect(new Set(moods)).toEqual(new Set(["answers", "keeps-silent", "closed", "refuses", "fails"]));
});

describe.each(recordings)("%s", (name) => {
  const real = read(name);

  test("the twin asks the same servers at the same moments, and its clients hear the same", () => {
    expect(leastDifferences(real)).toEqual([]);
  });

  test("a comparison sees what is missing, what is too much and what is late", () => {
    const twin = playTwin(real.course, real.asked);
    const late = { ...twin, asked: twin.asked.map(({ atMs, text }) => ({ atMs: atMs + 400, text })) };
    const fewer = { ...twin, heard: twin.heard.slice(2) };
    expect(compareServerCourses(twin, twin)).toEqual([]);
    expect(compareServerCourses(twin, late).length).toBeGreaterThan(0);
    expect(compareServerCourses(twin, fewer).map(({ side, what }) => `${side} ${what}`)).toContain("real heard");
    expect(compareServerCourses(fewer, twin).map(({ side, what }) => `${side} ${what}`)).toContain("twin heard");
  });
});

test("a seed draws the same course for ever, its questions away from the edges of a second", () => {
  expect(drawServerCourse(7)).toEqual(drawServerCourse(7));
  expect(drawServerCourse(7)).not.toEqual(drawServerCourse(8));
  for (let seed = 0; seed < 200; seed += 1) {
    const { questions, changes, untilMs } = drawServerCourse(seed);
    expect(questions.length).toBeGreaterThan(5);
    expect(questions.every(({ atMs }) => atMs % 1000 >= 300 && atMs % 1000 < 700 && atMs < untilMs)).toBe(true);
    expect([...changes].sort((one, other) => one.atMs - other.atMs)).toEqual(changes);
  }
});

describe("what a server of the laboratory says", () => {
  const query = (name: string): Uint8Array =>
    Buffer.from(
      `000101000001000000000000${[...name.split("."), ""].map((label) => label.length.toString(16).padStart(2, "0") + Buffer.from(label).toString("hex")).join("")}00010001`,
      "hex",
    );
  const said = (name: string, mood: Parameters<typeof answerTo>[2]): string | null => {
    const octets = answerTo(query(name), "10.8.0.12", mood);
    return octets === null ? null : heardIn(octets);
  };
  const answers = { does: "answers", afterMs: 0 } as const;

  test.each([
    ["q.a30.test", answers, "NOERROR 192.0.2.12 30"],
    ["q.nx5.test", answers, "NXDOMAIN 5"],
    ["q.nodata7.test", answers, "NOERROR 7"],
    ["elsewhere.example", answers, "NXDOMAIN 60"],
    ["q.a30.test", { does: "refuses" }, "REFUSED"],
    ["q.a30.test", { does: "fails" }, "SERVFAIL"],
    ["q.a30.test", { does: "keeps-silent" }, null],
    ["q.a30.test", { does: "closed" }, null],
  ] as const)("%s %j: %s", (name, mood, expected) => {
    expect(said(name, mood)).toBe(expected);
  });
});
