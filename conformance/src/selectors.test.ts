import { expect, it } from "vitest";
import { fieldSelectorFault, matchesFields, matchesLabels } from "./selectors.ts";

const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "job", namespace: "default", labels: { app: "web", tier: "front" } },
  status: { phase: "Succeeded" },
};
const notEnded = "status.phase!=Succeeded,status.phase!=Failed,status.phase!=Unknown";

it.each([
  ["", true],
  ["app=web", true],
  ["app==web,tier!=back", true],
  ["app!=web", false],
  ["absent!=x", true],
  ["app in (web, api)", true],
  ["app notin (web,api)", false],
  ["absent notin (x)", true],
  ["tier", true],
  ["!tier", false],
  ["!absent,app in (api)", false],
])("labels %j: %s", (selector, expected) => expect(matchesLabels(pod, selector)).toBe(expected));

it.each([
  ["", true],
  ["metadata.name=job,metadata.namespace=default", true],
  ["status.phase=Running", false],
  [notEnded, false],
  ["spec.nodeName=", true],
])("fields %j: %s", (selector, expected) => expect(matchesFields(pod, selector)).toBe(expected));

it.each([
  ["Pod", notEnded, null],
  ["Service", "spec.type=LoadBalancer", null],
  ["Service", "status.phase=Running", "field label not supported: status.phase"],
  [
    "Pod",
    "status.phase in (Running)",
    "invalid selector: 'status.phase in (Running)'; can't understand 'status.phase in (Running)'",
  ],
])("%s objects by %j: %s", (kind, selector, expected) => expect(fieldSelectorFault(kind, selector)).toBe(expected));
