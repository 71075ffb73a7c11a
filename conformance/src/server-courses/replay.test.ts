import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeMessage } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { answerTo, heardIn } from "./answer-by-name.ts";
import { compareServerCourses, leastDifferences } from "./compare-courses.ts";
import { drawServerCourse } from "./draw-course.ts";
import { drawDelegationCourse } from "./draw-delegations.ts";
import { playTwin } from "./play-twin.ts";
import type { LabZone, Mood, PlayedServerCourse } from "./server-course.ts";

/** Whom a real named (9.18.49 and 9.18.47) asked and when, and what its clients heard, course by course, and the same of the twin. */
const FOLDER = join(import.meta.dirname, "../../recordings-servers");
const recordings = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const read = (name: string): PlayedServerCourse => JSON.parse(readFileSync(join(FOLDER, name), "utf8"));

const courses = recordings.map((name) => read(name).course);

test("there are recordings, of forwarders and of a zone's own servers, of one server and of several", () => {
  const plain = courses.filter(({ zones }) => zones === undefined);
  expect(plain.length).toBeGreaterThanOrEqual(20);
  expect(new Set(plain.map(({ conf }) => conf.includes("static-stub")))).toEqual(new Set([true, false]));
  expect(new Set(plain.map(({ servers }) => servers.length))).toEqual(new Set([1, 2, 3]));
  const moods = plain.flatMap(({ changes }) => changes.map(({ does }) => does));
  expect(new Set(moods)).toEqual(new Set(["answers", "keeps-silent", "closed", "refuses", "fails"]));
});

test("and of delegations of two levels, from the root, a static-stub and a zone of named's own, whose servers are lame", () => {
  const delegating = courses.filter(({ zones }) => zones !== undefined);
  expect(delegating.length).toBeGreaterThanOrEqual(40);
  const ways = delegating.map(({ conf }) => /type (static-stub|primary)/.exec(conf)?.[1] ?? "root");
  expect(new Set(ways)).toEqual(new Set(["root", "static-stub", "primary"]));
  expect(new Set(delegating.map(({ families }) => families ?? "ipv4"))).toEqual(new Set(["ipv4", "both"]));
  const lame = ["denies-authority", "refers-up", "refers-to-itself", "says-nothing", "refuses", "fails"];
  const moods = new Set(delegating.flatMap(({ changes }) => changes.map(({ does }) => `${does}`)));
  for (const mood of [...lame, "answers", "keeps-silent", "closed"]) expect(moods).toContain(mood);
  const hosts = delegating.flatMap(({ zones = [] }) => zones.flatMap(({ nameServers }) => nameServers));
  expect(new Set(hosts.map(({ glueTtl }) => glueTtl === null))).toEqual(new Set([true, false]));
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

test.each([drawServerCourse, drawDelegationCourse])(
  "a seed draws the same course for ever, its questions away from the edges of a second (%o)",
  (draw) => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    for (let seed = 0; seed < 200; seed += 1) {
      const { questions, changes, untilMs } = draw(seed);
      expect(questions.length).toBeGreaterThan(5);
      expect(questions.every(({ atMs }) => atMs % 1000 >= 300 && atMs % 1000 < 700 && atMs < untilMs)).toBe(true);
      expect([...changes].sort((one, other) => one.atMs - other.atMs)).toEqual(changes);
    }
  },
);

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

  /** `sub.test` is delegated by who serves `test`, and served by the other. */
  const host = (name: string, address: string) => ({ name, address, glueTtl: 30, ttl: 60 });
  const zoneOf = (apex: string, address: string, name: string): LabZone => ({
    apex,
    servedBy: [address],
    nameServers: [host(name, address)],
    ttlAbove: 5,
    ttlInside: 7,
    deniesEmptyNames: false,
  });
  const zones = [
    zoneOf("", "10.8.0.10", "a.ns-root"),
    zoneOf("test", "10.8.0.11", "ns.test"),
    zoneOf("sub.test", "10.8.0.13", "ns.sub.test"),
  ];
  const brief = (name: string, server: string, mood: Mood): string => {
    const octets = answerTo(query(name), server, mood, zones);
    const decoded = octets === null ? null : decodeMessage(octets);
    if (decoded?.kind !== "message") return "nothing";
    const { flags, rcode, answer, authority, additional } = decoded.message;
    const sections = [answer, authority, additional].map((section) =>
      section.map(({ owner, ttl, data }) => `${owner.text} ${ttl} ${data.type}`).join(" "),
    );
    return `${rcode} ${flags.authoritative ? "aa" : "-"} ${sections.join(" | ")}`;
  };

  test.each<readonly [name: string, server: string, does: Mood["does"], expected: string]>([
    ["q.a30.test", "10.8.0.11", "answers", "NOERROR aa q.a30.test. 30 A |  | "],
    ["q.a30.sub.test", "10.8.0.11", "answers", "NOERROR -  | sub.test. 5 NS | ns.sub.test. 30 A"],
    ["q.a30.sub.test", "10.8.0.10", "answers", "NOERROR -  | test. 5 NS | ns.test. 30 A"],
    ["q.a30.sub.test", "10.8.0.13", "answers", "NOERROR aa q.a30.sub.test. 30 A |  | "],
    ["q.nx5.sub.test", "10.8.0.13", "answers", "NXDOMAIN aa  | sub.test. 5 SOA | "],
    ["a30.sub.test", "10.8.0.13", "answers", "NOERROR aa  | sub.test. 20 SOA | "],
    ["elsewhere.sub.test", "10.8.0.13", "answers", "NXDOMAIN aa  | sub.test. 20 SOA | "],
    ["ns.sub.test", "10.8.0.13", "answers", "NOERROR aa ns.sub.test. 60 A |  | "],
    ["q.a30.test", "10.8.0.13", "answers", "REFUSED -  |  | "],
    ["q.a30.sub.test", "10.8.0.13", "denies-authority", "NOERROR - q.a30.sub.test. 30 A |  | "],
    ["q.a30.sub.test", "10.8.0.13", "refers-up", "NOERROR -  | . 5 NS | a.ns-root. 30 A"],
    ["q.a30.sub.test", "10.8.0.13", "refers-to-itself", "NOERROR -  | sub.test. 5 NS | ns.sub.test. 30 A"],
    ["q.a30.sub.test", "10.8.0.13", "says-nothing", "NOERROR -  |  | "],
    ["q.a30.sub.test", "10.8.0.13", "fails", "SERVFAIL aa  |  | "],
    ["q.a30.sub.test", "10.8.0.13", "keeps-silent", "nothing"],
  ])("of zones: %s of %s, which %s", (name, server, does, expected) => {
    expect(brief(name, server, does === "answers" ? { does, afterMs: 0 } : { does })).toBe(expected);
  });
});
