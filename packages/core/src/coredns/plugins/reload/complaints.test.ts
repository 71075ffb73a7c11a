import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "reload 0s => interval value must be greater or equal to 2s",
  "reload 2s 2h => starts",
  "reload -5s => interval value must be greater or equal to 2s",
  "reload 5s -1s => jitter value must be 0 or greater or equal to 1s",
  "reload 1h30m 1m => starts",
  "reload 5s 0 => starts",
])("%s", (row) => expect(retellStart(row)).toBe(row));
