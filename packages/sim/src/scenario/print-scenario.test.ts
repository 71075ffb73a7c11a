import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { printDiagnostic, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairTwin } from "../simulation/pair.fixture.ts";
import { faults, scenarios } from "../testing/index.ts";
import { emptyScenario, parseScenario, printScenario, type Scenario } from "./index.ts";
import { readSteps } from "./scenario.fixture.ts";

/** A scenario without where it stands in its file. */
function plain(scenario: Scenario): unknown {
  return JSON.parse(JSON.stringify(scenario, (key, value: unknown) => (key === "span" ? null : value)));
}

/** What is read of the text of a scenario is that scenario. */
function checkReadAgain(scenario: Scenario): void {
  const text = printScenario(scenario);
  const { value, diagnostics } = parseScenario(sourceFromText("/s.yaml", text));
  expect(diagnostics.map(printDiagnostic), text).toEqual([]);
  expect(plain(value), text).toEqual(plain(scenario));
}

/** The one step of these lines, printed again. */
function again(step: string): string {
  const { scenario, problems } = readSteps(`  - { at: 1s, ${step} }\n`);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const [, line = ""] = printScenario(scenario).split("steps:\n");
  return line.replace("  - { at: 1s, ", "").replace(/ \}\n$/, "");
}

describe("each step as one would write it", () => {
  test.each([
    "fault: { crash: dns1 }",
    "fault: { freeze: dns1 }, for: 1.5s",
    "fault: { unplug: dns1 }",
    "fault: { unplug: dns1, from: lan }",
    "fault: { interface-down: dns1 }",
    "fault: { interface-down: dns1, interface: lan }",
    "fault: { kill-vrrp-child: dns1 }",
    "fault: { kill: named, on: dns1 }",
    "fault: { stop: coredns, on: kube-system/coredns-1 }",
    "fault: { hang: keepalived, on: dns1 }, for: 250ms",
    "fault: { cut: [ dns1, dns2 ] }",
    "fault: { cut: [ dns1, dns2 ], direction: one-way }",
    "fault: { mute-adverts: [ dns1, dns2 ], direction: one-way }",
    "fault: { weather: [ dns1, dns2 ], delay: 5ms, jitter: 1s, loss: 12.5%, duplicates: 30% }",
    "fault: { weather: [ dns1, dns2 ], direction: one-way, loss: 7% }",
    "fault: { fail-script: chk, on: dns1 }",
    "fault: { hang-script: chk, on: dns1 }",
    "fault: { unready: kube-system/coredns-1 }",
    "fault: { end-session: node1, with: router }",
    "fault: { stop-agent: node1 }",
    "fault: { stop-operator: k8s1 }",
    "ask: www.kloud.lan. A, from: mac",
    "ask: www.kloud.lan. A, from: mac, server: dns1, transport: tcp, answers: [ 192.0.2.1 ], connection: c",
    "ask: kloud.lan. AXFR, from: mac",
    "ask: kloud.lan. AXFR, from: mac, transport: udp, rcode: REFUSED",
    "ask: www.kloud.lan. A, from: mac, silence: timeout",
    "ask: www.kloud.lan. A, from: mac, answers: [], every: 250ms, until: 60s, timeout: 1s, outage: 4s",
    'patch: { object: service/a/b, type: merge, body: { spec: { x: [ 1, "2", null ] } } }, answer: service/b patched',
    "patch: { cluster: k8s1, object: ippool/pool, type: json, body: [ { op: remove, path: /spec } ] }",
    "apply: [ { apiVersion: v1, kind: Namespace, metadata: { name: a } } ], cluster: k8s1",
    "delete: service/a/b, answer: deleted",
    "delete-pods: { namespace: a, selector: b=c }",
    "delete-pods: { namespace: a, name: b }, answer: gone",
    "edit: dns1/etc/bind/db.kloud.lan, text: x",
    "reload: named, on: dns1",
    "restart: keepalived, on: dns1",
    "rndc: reload kloud.lan, on: dns1, answer: ok",
    "route: add, to: 198.19.0.0/16, via: 192.168.13.91, src: 192.168.13.11, on: dns1",
    "route: del, to: 0.0.0.0/0, on: dns1",
    "show: pods -n a, lines: [ x ], grep: [ y, z ]",
    'note: "true"',
  ])("%s", (step) => {
    expect(again(step)).toBe(step);
  });
});

test("a fault that is healed by a step has a name", () => {
  const { scenario } = readSteps(
    "  - { at: 1s, fault: { crash: dns1 }, as: power }\n  - { at: 2s, fault: { crash: dns2 } }\n  - { at: 3s, heal: power }\n",
  );
  expect(
    printScenario({ ...scenario, title: "x", site: "../y", untilMs: 9000, beginsAt: 1_704_213_552 }),
  ).toBe(`version: 1
title: x
site: ../y
seed: 1
begins: 2024-01-02T16:39:12Z
until: 9s
steps:
  - { at: 1s, fault: { crash: dns1 }, as: fault 1 }
  - { at: 2s, fault: { crash: dns2 } }
  - { at: 3s, heal: fault 1 }
`);
});

test("nothing happens", () => {
  expect(printScenario(emptyScenario)).toBe("version: 1\nseed: 1\nsteps: []\n");
  checkReadAgain(emptyScenario);
});

const folder = join(import.meta.dirname, "../../../../examples/scenarios");

test.each(readdirSync(folder).filter((name) => name.endsWith(".yaml")))("%s is read again as it was", (name) => {
  const path = join(folder, name);
  checkReadAgain(parseScenario(sourceFromText(path, readFileSync(path, "utf8"))).value);
});

test("law: a text in it is a text again, whatever it holds", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."\n\t :#-{}[]'\"&*!|>%@`\\") }),
  );
  fc.assert(
    fc.property(text, text, (note, title) => {
      const { scenario } = readSteps("  - { at: 1s, note: x }\n");
      const [step] = scenario.steps;
      if (step === undefined) throw new Error("there is a step");
      checkReadAgain({ ...scenario, title, steps: [{ ...step, action: { kind: "note", text: note } }] });
    }),
  );
});

test("law: what is made by chance can be kept, and is read again as it was", () => {
  const twin = pairTwin();
  const asked = { from: "cl", name: "who.lab.", type: "TXT", answers: ['"dns1"'] } as const;
  fc.assert(fc.property(scenarios(twin, [asked, { ...asked, type: "AXFR", answers: null }]), checkReadAgain));
  fc.assert(
    fc.property(faults(twin), fc.nat(10_000), (fault, forMs) => {
      const { scenario } = readSteps("  - { at: 1s, note: x }\n");
      const [step] = scenario.steps;
      if (step === undefined) throw new Error("there is a step");
      checkReadAgain({ ...scenario, steps: [{ ...step, action: { kind: "fault", fault, forMs } }] });
    }),
  );
});
