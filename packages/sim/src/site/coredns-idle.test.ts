import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { parseCorefile } from "@splithorizon/core/coredns";
import { expect, test } from "vitest";
import { coreDnsIdleMs } from "./coredns-idle.ts";

const OPTIONS = { version: "1.15.0", files: fileTreeFromSources(new Map()), path: "/Corefile" } as const;

test.each<readonly [string, number]>([
  [".:53 {\n  whoami\n}", 10_000],
  [".:53 {\n  timeouts {\n    read 2s\n  }\n}", 10_000],
  [".:53 {\n  timeouts {\n    idle 20s\n  }\n}", 20_000],
  [".:53 {\n  timeouts {\n    read 2s\n    idle 1m30s\n  }\n}", 90_000],
  [".:53 {\n  timeouts {\n    idle 5\n  }\n}", 5000],
  [".:53 {\n  timeouts {\n    idle 1500ms\n  }\n}", 1500],
  ["a:53 {\n  timeouts {\n    idle 3s\n  }\n}\nb:53 {\n  whoami\n}", 3000],
  ["a:53 {\n  timeouts {\n    idle 3s\n  }\n}\nb:53 {\n  timeouts {\n    idle 4s\n  }\n}", 4000],
])("%j closes after %d ms", (text, idleMs) => {
  expect(coreDnsIdleMs(parseCorefile(sourceFromText("Corefile", text), OPTIONS).value)).toBe(idleMs);
});
