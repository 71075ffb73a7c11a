import { nameOf, parseAddress } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { Course } from "./course.ts";
import { outcomeText } from "./evidence.ts";
import { SiteView } from "./site-view.ts";
import { twinOf } from "./variation.fixture.ts";
import { questionTo } from "./virtual-question.ts";

const { twin, files, known } = twinOf({});
const view = new SiteView(twin, files, known);
const VIRTUAL = parseAddress("192.168.13.10");
const question = { from: "laptop", server: VIRTUAL, name: nameOf("nas.kloud.lan."), type: "A" } as const;
const active = (course: Course): readonly string[] =>
  course.standings.filter(({ state }) => state === "active").map(({ contender }) => contender.host);

describe("a short course of the site", () => {
  it("begins as the site stands, and goes on so", () => {
    const course = new Course(view);
    course.pass(5000);
    expect(active(course)).toEqual(["dns1"]);
    expect(outcomeText(course.ask(question, "at rest"))).toBe("192.168.13.20");
  });

  it.each([
    ["loses its power", { kind: "crash", machine: "dns1" }, ["dns2"], "192.168.13.20"],
    [
      "named hangs there, and pgrep sees it",
      { kind: "hang", machine: "dns1", program: "named" },
      ["dns1"],
      "no answer (named on dns1 stands still)",
    ],
    ["named ends there", { kind: "kill", machine: "dns1", program: "named" }, ["dns2"], "192.168.13.20"],
  ] as const)("dns1: %s", (_what, fault, holders, outcome) => {
    const course = new Course(view);
    course.pass(3000);
    course.inject(fault);
    course.pass(15_000);
    expect(active(course)).toEqual(holders);
    expect(outcomeText(course.ask(question, "15 s later"))).toBe(outcome);
  });

  it("what was wrong is right again, and the first one is back", () => {
    const course = new Course(view);
    const fault = { kind: "unplug", machine: "dns1" } as const;
    course.pass(3000);
    course.inject(fault);
    course.pass(10_000);
    expect(active(course)).toContain("dns2");
    course.heal(fault);
    course.pass(15_000);
    expect(active(course)).toEqual(["dns1"]);
  });

  it("is the same again, moment for moment, and leaves the site as it was", () => {
    const play = (): string => {
      const course = new Course(view);
      course.pass(1234);
      const { inquiry, steps } = course.ask(question, "now");
      return JSON.stringify([inquiry.moment, steps.map(({ at, event }) => [at, event.kind])]);
    };
    expect(play()).toBe(play());
    expect(outcomeText(view.ask(question))).toBe("192.168.13.20");
  });

  it("a question from nowhere is not put", () => {
    const asked = new Course(view).ask({ ...question, from: "nobody" }, "now");
    expect(asked.answer.kind).toBe("not-modelled");
    expect(asked.steps).toEqual([]);
  });
});

describe("who asks at a virtual address", () => {
  it.each([
    ["dns1", "laptop asks for kloud.lan. SOA"],
    ["dns2", "laptop asks for kloud.lan. SOA"],
    ["router", null],
  ])("for %s: %s", (host, words) => {
    const found = VIRTUAL === null ? null : questionTo(view, VIRTUAL, host);
    expect(found === null ? null : `${found.from} asks for ${found.name.text} ${found.type}`).toBe(words);
    if (found !== null) expect(found.server).toBe(VIRTUAL);
  });
});
