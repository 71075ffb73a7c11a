import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ObjectPatch } from "../world/part.ts";
import { type DeploymentChange, deploymentChange } from "./deployment-patch.ts";

const RESTART = { spec: { template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": "now" } } } } };

/** `template`, `replicas 3`, or the field that is not modelled. */
function told(change: DeploymentChange): string {
  if (change.kind === "unmodelled") return `not modelled: ${change.field}`;
  if (change.kind === "invalid") return change.cause;
  if (change.kind !== "pods") return change.kind;
  const { template, replicas } = change;
  return [...(template ? ["template"] : []), ...(replicas === null ? [] : [`replicas ${replicas}`])].join(", ");
}

describe("what a merge or strategic patch of a Deployment of two pods does", () => {
  test.each<readonly [body: unknown, does: string]>([
    [RESTART, "template"],
    [{ spec: { template: { spec: { containers: [{ name: "coredns", image: "coredns:1.15.0" }] } } } }, "template"],
    [{ spec: { template: { metadata: { annotations: { old: null } } } } }, "template"],
    [{ spec: { template: null } }, "template"],
    [{ metadata: { annotations: { note: "by hand" } }, ...RESTART }, "template"],
    [{ metadata: { labels: { tier: "dns" } } }, "metadata"],
    [{}, "none"],
    [{ spec: {} }, "none"],
    [{ spec: { template: {} } }, "none"],
    [{ spec: { template: { spec: { nodeSelector: {} } } } }, "none"],
    [{ apiVersion: "apps/v1", kind: "Deployment" }, "none"],
    [{ status: { replicas: 7 } }, "none"],
    [{ spec: { replicas: 2 } }, "none"],
    [{ spec: { replicas: 3 } }, "replicas 3"],
    [{ spec: { replicas: 0 } }, "replicas 0"],
    [{ spec: { replicas: null } }, "replicas 1"],
    [{ spec: { replicas: -1 } }, "spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
    [{ spec: { replicas: "2" } }, 'not modelled: spec.replicas "2"'],
    [{ spec: { replicas: 2.5 } }, "not modelled: spec.replicas 2.5"],
    [{ spec: { replicas: 501 } }, "not modelled: spec.replicas 501"],
    [{ spec: { replicas: {} } }, "not modelled: spec.replicas {}"],
    [{ spec: { replicas: [] } }, "not modelled: spec.replicas []"],
    [{ spec: { replicas: 3 }, metadata: { labels: { tier: "dns" } } }, "replicas 3"],
    [{ spec: { paused: true } }, "not modelled: spec.paused"],
    [{ spec: { strategy: { type: "Recreate" } } }, "not modelled: spec.strategy.type"],
    [
      { spec: { templates: RESTART.spec.template } },
      "not modelled: spec.templates.metadata.annotations.kubectl.kubernetes.io/restartedAt",
    ],
    [{ spec: null }, "not modelled: spec"],
    [{ ...RESTART, spec: { ...RESTART.spec, replicas: 5 } }, "template, replicas 5"],
    [{ ...RESTART, spec: { ...RESTART.spec, replicas: 2 } }, "template"],
    [null, "not modelled: a body that is no patch"],
    ["spec", "not modelled: a body that is no patch"],
    [[RESTART], "not modelled: a body that is no patch"],
  ])("%j", (body, does) => {
    for (const type of ["merge", "strategic"] as const) expect(told(deploymentChange({ type, body }, 2))).toBe(does);
  });
});

describe("what a JSON patch of it does", () => {
  const at = (op: string, path: string, more: object = {}): object => ({ op, path, ...more });

  test.each<readonly [body: unknown, does: string]>([
    [[at("add", "/spec/template/metadata/annotations/a", { value: "1" })], "template"],
    [[at("replace", "/spec/template", { value: {} })], "template"],
    [[at("remove", "/spec/template/spec/nodeSelector")], "template"],
    [[at("move", "/metadata/annotations/a", { from: "/spec/template/metadata/annotations/a" })], "template"],
    [[at("copy", "/metadata/annotations/a", { from: "/spec/template/metadata/annotations/a" })], "metadata"],
    [[at("add", "/metadata/labels/a", { value: "1" })], "metadata"],
    [[at("test", "/spec/replicas", { value: 5 })], "none"],
    [[], "none"],
    [[at("replace", "/spec/replicas", { value: 2 })], "none"],
    [[at("replace", "/spec/replicas", { value: 1 })], "replicas 1"],
    [[at("replace", "/spec/replicas", { value: 5 }), at("replace", "/spec/replicas", { value: 4 })], "replicas 4"],
    [[at("remove", "/spec/replicas")], "replicas 1"],
    [[at("move", "/metadata/labels/a", { from: "/spec/replicas" })], "replicas 1"],
    [
      [at("copy", "/spec/replicas", { from: "/spec/revisionHistoryLimit" })],
      'not modelled: spec.replicas "of /spec/revisionHistoryLimit"',
    ],
    [[at("replace", "/spec", { value: RESTART.spec })], "not modelled: spec"],
    [[at("add", "/spec/templates", { value: 1 })], "not modelled: spec.templates"],
    [{ op: "add", path: "/spec/template" }, "not modelled: a body that is no patch"],
    [[{ path: "/spec/template" }], "not modelled: a body that is no patch"],
    [[at("test", "/a"), null], "not modelled: a body that is no patch"],
    [["/spec/template"], "not modelled: a body that is no patch"],
  ])("%j", (body, does) => {
    expect(told(deploymentChange({ type: "json", body }, 2))).toBe(does);
  });
});

test("law: whatever the body, there is an answer; and none that writes beside metadata and template passes for no change", () => {
  const types = fc.constantFrom<ObjectPatch["type"]>("merge", "strategic", "json");
  fc.assert(
    fc.property(types, fc.jsonValue(), (type, body) => {
      expect(["none", "metadata", "pods", "invalid", "unmodelled"]).toContain(deploymentChange({ type, body }, 2).kind);
    }),
  );
  const field = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => name !== "template" && name !== "replicas");
  fc.assert(
    fc.property(field, fc.oneof(fc.boolean(), fc.nat(), fc.string()), (name, value) => {
      const body = { ...RESTART, spec: { ...RESTART.spec, [name]: value } };
      expect(told(deploymentChange({ type: "merge", body }, 2))).toBe(`not modelled: spec.${name}`);
    }),
  );
});
