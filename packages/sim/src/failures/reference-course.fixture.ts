import { sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { parseScenario, printDuration } from "../scenario/index.ts";
import { printFault } from "../simulation/index.ts";
import { exampleFiles, exampleTwin } from "./example-site.fixture.ts";
import { FaultsAtSteps } from "./faults-at-steps.ts";

/** The tutorial's own course of patches, on the site as it is before them. */
const SITE = "kloud-lan-default";
const STEPS = `
  - { at: 10s, patch: { object: service/kube-system/kube-dns, body: { metadata: { annotations: { io.cilium/lb-ipam-ips: 198.19.0.30 } } } } }
  - at: 20s
    patch:
      object: service/kube-system/kube-dns
      type: json
      body: [{ op: replace, path: /spec/type, value: LoadBalancer }, { op: add, path: /spec/allocateLoadBalancerNodePorts, value: false }]
  - { at: 40s, patch: { object: service/kube-system/kube-dns, body: { spec: { externalTrafficPolicy: Local } } } }
  - at: 60s
    patch:
      object: configmap/kube-system/coredns
      type: merge
      body:
        data:
          Corefile: |
COREFILE
`;

/** The Corefile with k8s_external and its acl, as the site has it in the end. */
function corefile(): string {
  const found = exampleFiles.lookUp("/kloud-lan/cluster/coredns-configmap.yaml");
  const text = found.kind === "file" ? new TextDecoder().decode(found.source.bytes) : "";
  const lines = text.slice(text.indexOf(".:53"), text.indexOf("kind: ConfigMap")).trimEnd().split("\n");
  return lines.map((line) => `            ${line.replace(/^ {4}/, "")}`).join("\n");
}

export function referenceCourse(): FaultsAtSteps {
  const text = `version: 1\ntitle: The tutorial's patches\nseed: 1\nsteps:${STEPS.replace("COREFILE", corefile())}`;
  const { value, diagnostics } = parseScenario(sourceFromText("patches.yaml", text));
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return new FaultsAtSteps(exampleTwin(SITE), value);
}

/** Each in a file of its own, so that they are played side by side. */
const PARTS = 2;
/** Without CI every so manieth case. */
const SPARSE = 12;

/** One part of the cases: every single fault at every step. */
export function playReference(part: 0 | 1): void {
  const faults = referenceCourse();
  const step = process.env["CI"] === undefined ? SPARSE : PARTS;
  const cases = faults.cases.filter((_one, index) => index % step === (part * step) / PARTS);
  describe("the tutorial's patches: never a wrong address, never the inside outside, never past an acl, and after healing all as it must be", () => {
    test.each(cases.map((one) => [printFault(one.fault), printDuration(one.atMs), one] as const))(
      "%s at %s",
      (_fault, _at, one) => {
        expect(faults.play(one).breaches).toEqual([]);
      },
    );
  });
}
