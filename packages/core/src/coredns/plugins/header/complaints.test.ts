import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "header { response set ra } => starts",
  "header { response set xx } => setting up rule: unknown/unsupported flag=xx",
  "header { answer set ra } => setting up rule: invalid selector=answer should be query or response",
  "header { query set rd; query clear rd } => starts",
  "header { response toggle ra } => setting up rule: unknown flag action=toggle, should be set or clear",
])("%s", (row) => expect(retellStart(row)).toBe(row));
