import { sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { parseScenario, type Scenario } from "../scenario/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { stagesOf } from "./stages.ts";

function scenarioOf(steps: readonly string[]): Scenario {
  const lines = steps.map((step) => `  - { ${step} }\n`).join("");
  const { value, diagnostics } = parseScenario(
    sourceFromText(
      "scenario.yaml",
      `version: 1\ntitle: stages\nseed: 1\nsteps:${lines === "" ? " []" : `\n${lines}`}\n`,
    ),
  );
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** `10s edit, reload: 47.5s`: when, what, and until when it is everywhere. */
function linesOf(steps: readonly string[]): readonly string[] {
  return stagesOf(pairTwin(), scenarioOf(steps)).map((stage) => {
    const deeds = stage.steps.map(({ action }) => action.kind).join(", ");
    return `${stage.atMs / 1000}s ${deeds === "" ? "nothing" : deeds}: ${stage.settleMs / 1000}s`;
  });
}

const PATCH = "body: { spec: { type: LoadBalancer } }, answer: patched";

describe("the stages of a scenario", () => {
  test.each<readonly [what: string, steps: readonly string[], stages: readonly string[]]>([
    ["nothing happens: the beginning", [], ["0s nothing: 0s"]],
    [
      "questions and looks are no stages",
      ["at: 5s, ask: a.lan A, from: cl", "at: 6s, note: so be it"],
      ["0s nothing: 0s"],
    ],
    [
      "what is done at the beginning is done in its first stage",
      ["at: 0s, reload: named, on: dns1"],
      ["0s reload: 10s"],
    ],
    [
      "deeds of one moment are one stage, as long as the slowest",
      ["at: 10s, edit: /lab.db, text: x", "at: 10s, restart: named, on: dns1", "at: 20s, reload: named, on: dns2"],
      ["0s nothing: 0s", "10s edit, restart: 95s", "20s reload: 10s"],
    ],
    [
      "a fault that ends by itself is two",
      ["at: 10s, fault: { crash: dns1 }, for: 30s"],
      ["0s nothing: 0s", "10s fault: 95s", "40s heal: 95s"],
    ],
    [
      "one that is healed by name too",
      ["at: 10s, fault: { crash: dns1 }, as: power", "at: 15s, heal: power"],
      ["0s nothing: 0s", "10s fault: 95s", "15s heal: 95s"],
    ],
    [
      "a Service",
      [`at: 3s, patch: { object: service/a/b, ${PATCH.replace(", answer", " }, answer")}`],
      ["0s nothing: 0s", "3s patch: 10s"],
    ],
    [
      "a ConfigMap waits for kubelet and for reload",
      [`at: 3s, patch: { object: configmap/kube-system/coredns, ${PATCH.replace(", answer", " }, answer")}`],
      ["0s nothing: 0s", "3s patch: 137.7s"],
    ],
    [
      "a Deployment for its pods",
      [`at: 3s, patch: { object: deployment/kube-system/coredns, ${PATCH.replace(", answer", " }, answer")}`],
      ["0s nothing: 0s", "3s patch: 45s"],
    ],
    [
      "deleted pods for those that come",
      ["at: 3s, delete-pods: { namespace: a, selector: b=c }"],
      ["0s nothing: 0s", "3s delete-pods: 45s"],
    ],
    [
      "a manifest as what is in it",
      [
        "at: 3s, apply: { apiVersion: v1, kind: Pod, metadata: { name: a } }",
        "at: 4s, apply: [{ apiVersion: v1, kind: Pod, metadata: { name: a } }, { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }]",
        "at: 5s, delete: service/a/b",
      ],
      ["0s nothing: 0s", "3s apply: 10s", "4s apply: 137.7s", "5s delete: 10s"],
    ],
    ["a restart as a fault", ["at: 3s, restart: named, on: dns1"], ["0s nothing: 0s", "3s restart: 95s"]],
    [
      "a route",
      ["at: 3s, route: add, to: 10.0.0.0/8, via: 192.168.13.1, on: dns1"],
      ["0s nothing: 0s", "3s route: 10s"],
    ],
  ])("%s", (_what, steps, stages) => {
    expect(linesOf(steps)).toEqual(stages);
  });

  test.each<readonly [path: string, seconds: number]>([
    ["/kloud-lan-before/dns1/etc/bind/db.kloud.lan", 10],
    ["/clusters/coredns/Corefile", 47.5],
    ["/clusters/coredns/zones/db.test", 47.5],
  ])("an edit of %s waits for CoreDNS only where that reads it: %d s", (path, seconds) => {
    const twin = exampleTwin("kloud-lan-before");
    const [one] = twin.settings.clusters;
    if (one === undefined) throw new Error("the site has a cluster");
    const clusters = [{ ...one, coreDns: { ...one.coreDns, folders: ["/clusters/coredns"] } }];
    const scenario = scenarioOf([`at: 3s, edit: ${path}, text: x`]);
    const [, stage] = stagesOf({ ...twin, settings: { ...twin.settings, clusters } }, scenario);
    expect(stage?.settleMs).toBe(seconds * 1000);
  });

  test("what the API server must answer is the scenario's own to expect", () => {
    const [, stage] = stagesOf(
      pairTwin(),
      scenarioOf([`at: 3s, patch: { object: service/a/b, body: {} }, answer: patched`]),
    );
    expect(stage?.steps.map(({ action }) => (action.kind === "patch" ? action.answer : action.kind))).toEqual([null]);
  });
});
