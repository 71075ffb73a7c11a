import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  'bind nope0 => not a valid IP address or interface name: "nope0"',
  'bind 127.0.0.1 300.0.0.1 => not a valid IP address or interface name: "300.0.0.1"',
  "bind ::1 => starts",
  "bind lo => starts",
  "bind lo { except 127.0.0.1 } => starts",
  'bind lo { only x } => invalid option "only"',
  'bind lo { except x } => not a valid IP address or interface name: "x"',
])("%s", (row) => expect(retellStart(row)).toBe(row));
