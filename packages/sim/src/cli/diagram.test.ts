import { describe, expect, test } from "vitest";
import { runExamples } from "./run-examples.fixture.ts";

describe("diagram", () => {
  test.each([
    ["diagram kloud-lan", /^<svg [\s\S]*held by dns1[\s\S]*<\/svg>\n$/],
    ["diagram kloud-lan --format mermaid", /^flowchart TB\n/],
    ["diagram kloud-lan kloud.lan SOA --from mac", /^<svg [\s\S]*mac asks kloud\.lan SOA/],
    [
      "diagram kloud-lan kloud.lan SOA --from mac --format mermaid",
      /^sequenceDiagram\n {2}title mac asks kloud\.lan SOA\n/,
    ],
    ["diagram --scenario scenarios/bind-host-dies.yaml --moment 15s", /held by dns2/],
    ["diagram kloud.lan SOA --from mac --scenario scenarios/bind-host-dies.yaml --moment 15s", />dns2</],
  ])("%s", async (line, expected) => {
    const { code, out, err } = await runExamples(line);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(expected);
  });

  test("a question that nobody answers is drawn, and ends as dig does", async () => {
    const { code, out } = await runExamples("diagram kloud-lan kloud.lan @192.168.13.99 --from mac");
    expect([code, out.includes("nobody on the link has 192.168.13.99")]).toEqual([9, true]);
  });

  test.each([
    ["diagram nowhere/site", "There is no "],
    ["diagram kloud-lan kloud.lan --from mca", 'Nobody in the site is called "mca"'],
  ])("%s is a mistake", async (line, said) => {
    const { code, err } = await runExamples(line);
    expect([code, err.startsWith(said)]).toEqual([2, true]);
  });
});
