import { printDiagnostic, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printFault } from "../simulation/index.ts";
import { parseDuration, printDuration } from "./duration.ts";
import type { Scenario } from "./model.ts";
import { parseScenario } from "./scenario-file.ts";

function read(steps: string): { readonly scenario: Scenario; readonly problems: readonly string[] } {
  const source = sourceFromText("/s.yaml", `version: 1\nsteps:\n${steps}`);
  const { value, diagnostics } = parseScenario(source);
  return { scenario: value, problems: diagnostics.map((found) => printDiagnostic(found).split("\n")[0] ?? "") };
}

describe("durations", () => {
  test.each<readonly [string, number | null]>([
    ["0s", 0],
    ["250ms", 250],
    ["1.5s", 1500],
    ["1m30s", 90_000],
    ["2h", 7_200_000],
    [" 3s ", 3000],
    ["3", null],
    ["", null],
    ["s", null],
    ["-1s", null],
    ["1s x", null],
    ["1d", null],
  ])("%j", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test("law: what is printed is read again", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (ms) => {
        expect(parseDuration(printDuration(ms))).toBe(ms);
      }),
    );
  });
});

describe("faults", () => {
  test.each([
    ["{ crash: dns1 }", "crash dns1"],
    ["{ freeze: node1 }", "freeze node1"],
    ["{ unplug: dns1 }", "unplug dns1"],
    ["{ kill: named, on: dns1 }", "kill named on dns1"],
    ["{ stop: keepalived, on: dns1 }", "stop keepalived on dns1"],
    ["{ hang: coredns, on: kube-system/coredns-1 }", "hang coredns on kube-system/coredns-1"],
    ["{ cut: [dns1, dns2] }", "cut dns1 and dns2"],
    ["{ cut: [dns1, dns2], direction: one-way }", "cut dns1 to dns2"],
    ["{ mute-adverts: [dns1, dns2] }", "mute-adverts dns1 and dns2"],
    [
      "{ weather: [a, b], delay: 40ms, jitter: 5ms, loss: 30%, duplicates: 1% }",
      "weather a and b: 40 ms more, up to 5 ms jitter, 30 % lost, 1 % twice",
    ],
    ["{ fail-script: chk, on: dns1 }", "fail-script chk on dns1"],
    ["{ hang-script: chk, on: dns1 }", "hang-script chk on dns1"],
    ["{ kill-vrrp-child: dns1 }", "kill keepalived's child on dns1"],
    ["{ interface-down: dns1 }", "interface-down dns1"],
    ["{ unplug: dns1, from: lan }", "unplug dns1 from lan"],
    ["{ unready: ns/pod }", "unready ns/pod"],
    ["{ end-session: node1, with: router }", "end-session node1 with router"],
    ["{ stop-operator: k8s1 }", "stop-operator of k8s1"],
  ])("%s", (text, printed) => {
    const { scenario, problems } = read(`  - { at: 1s, fault: ${text}, as: it, for: 2s }\n  - { at: 5s, heal: it }\n`);
    expect(problems).toEqual([]);
    const told = scenario.steps.map(({ atMs, action }) =>
      action.kind === "fault" || action.kind === "heal"
        ? `${atMs} ${action.kind} ${printFault(action.fault)}`
        : action.kind,
    );
    expect(told).toEqual([`1000 fault ${printed}`, `5000 heal ${printed}`]);
  });
});

describe("what is wrong is said at its place, all of it", () => {
  test.each<readonly [string, readonly string[]]>([
    [
      "  - { at: 1s }",
      [
        "/s.yaml:3:5: error SITE_MISSING_KEY: A step does one of fault, heal, ask, patch, edit, reload, rndc, show, note.",
      ],
    ],
    ["  - { note: x }", ['/s.yaml:3:5: error SITE_MISSING_KEY: The key "at" is missing.']],
    [
      "  - { at: soon, note: x }",
      ['/s.yaml:3:11: error SITE_WRONG_TYPE: "soon" is no duration: 250ms, 1.5s, 1m30s, 2h.'],
    ],
    ["  - { at: 1s, fault: { crash: dns1, on: dns2 } }", ['/s.yaml:3:37: error SITE_UNKNOWN_KEY: Unknown key "on".']],
    [
      "  - { at: 1s, fault: { kill: nmed, on: dns1 } }",
      ['/s.yaml:3:30: error SITE_UNKNOWN_WORD: "nmed" is not known here.'],
    ],
    [
      "  - { at: 1s, fault: { cut: dns1 } }",
      ["/s.yaml:3:29: error SITE_WRONG_TYPE: Expected the names of two machines."],
    ],
    [
      "  - { at: 1s, fault: { weather: [a, b], loss: 130% } }",
      ['/s.yaml:3:47: error SITE_WRONG_TYPE: "130%" is no share: 0% to 100%.'],
    ],
    [
      "  - { at: 1s, heal: it }",
      ['/s.yaml:3:21: error SITE_UNKNOWN_WORD: No step before this one has a fault "as: it".'],
    ],
    [
      "  - { at: 1s, ask: x A, from: cl, every: 1s }",
      [
        "/s.yaml:3:5: error SITE_MISSING_KEY: A question that is asked again says how often and until when: every, until.",
      ],
    ],
    [
      "  - { at: 1s, ask: x BOGUS, from: cl }",
      ['/s.yaml:3:20: error SITE_UNKNOWN_WORD: "BOGUS" is not a record type.'],
    ],
    [
      "  - { at: 1s, patch: { object: service, body: {} } }",
      ["/s.yaml:3:32: error SITE_WRONG_TYPE: Expected kind/namespace/name, or kind/name."],
    ],
    [
      "  - { at: x, fault: { crash: 1 } }\n  - { at: 1s, sho: vrrp }",
      [
        '/s.yaml:3:11: error SITE_WRONG_TYPE: "x" is no duration: 250ms, 1.5s, 1m30s, 2h.',
        "/s.yaml:3:30: error SITE_WRONG_TYPE: Expected a string; a number or a date may need quotes.",
        "/s.yaml:4:5: error SITE_MISSING_KEY: A step does one of fault, heal, ask, patch, edit, reload, rndc, show, note.",
      ],
    ],
  ])("%s", (steps, expected) => {
    expect(read(`${steps}\n`).problems).toEqual(expected);
  });
});

test("steps are played in the order of their moments, those of one moment as they stand", () => {
  const { scenario } = read("  - { at: 2s, note: c }\n  - { at: 1s, note: a }\n  - { at: 1s, note: b }\n");
  expect(scenario.steps.map(({ action }) => (action.kind === "note" ? action.text : ""))).toEqual(["a", "b", "c"]);
});

test("law: whatever stands in the file, it is read without an exception", () => {
  fc.assert(
    fc.property(fc.string(), fc.json(), (text, json) => {
      for (const content of [text, json, `version: 1\nsteps: ${json}`])
        parseScenario(sourceFromText("/s.yaml", content));
    }),
  );
});
