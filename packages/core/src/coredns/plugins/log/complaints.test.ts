import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "log { class nothing } => invalid Class: nothing",
  "log { class denial nothing } => invalid Class: nothing",
  "log { class SUCCESS } => invalid Class: SUCCESS",
  "log { class all denial } => starts",
  "log { format x } => unknown property 'format'",
  "log . {combined} more => starts",
  "log a..b => starts",
  "log . {unknown} => starts",
  "log {remote} => starts",
  'log a.test "{type}" b => starts',
])("%s", (row) => expect(retellStart(row)).toBe(row));
