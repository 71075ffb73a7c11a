import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrors, sourceFromText } from "@splithorizon/core";
import { parseKeepalived } from "@splithorizon/core/keepalived";
import { expect, test } from "vitest";
import { configurationTexts } from "./cases.ts";
import { type Configuration, describeSettings } from "./describe-configuration.ts";

interface Recorded {
  readonly text: string;
  readonly reads: Configuration | null;
}

const recorded = readFileSync(join(import.meta.dirname, "../../recordings/keepalived.ndjson"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Recorded);

test("every configuration was recorded", () => {
  expect(recorded.map(({ text }) => text)).toEqual(configurationTexts);
});

test.each(recorded)("$text", ({ text, reads }) => {
  const { value, diagnostics } = parseKeepalived(sourceFromText("keepalived.conf", text));
  if (reads === null) expect(hasErrors(diagnostics)).toBe(true);
  else expect(describeSettings(value.settings)).toEqual(reads);
});
