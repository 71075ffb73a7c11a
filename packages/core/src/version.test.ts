import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { VERSION } from "./version.ts";

it.each(["core", "sim", "k8s"])("%s is published as the version that programs say", (name) => {
  const text = readFileSync(join(import.meta.dirname, "../..", name, "package.json"), "utf8");
  expect(JSON.parse(text)).toMatchObject({ version: VERSION });
});
