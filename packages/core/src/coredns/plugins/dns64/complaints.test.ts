import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  'dns64 64:ff9b::/95 => invalid prefix length "64:ff9b::/95"',
  "dns64 x => invalid CIDR address: x",
  "dns64 64:ff9b::1/96 => starts",
  "dns64 { prefix fd00::/48 } => starts",
  "dns64 { translate_all x } => unknown property 'x'",
  "dns64 { translate_all; allow_ipv4 } => starts",
  "dns64 { x } => unknown property 'x'",
])("%s", (row) => expect(retellStart(row)).toBe(row));
