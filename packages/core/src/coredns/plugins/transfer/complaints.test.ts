import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "transfer { to } => Wrong argument count or unexpected line ending after 'to'",
  "transfer { to x } => must specify an IP address: `x'",
  "transfer { to 192.0.2.1:x } => starts",
  "transfer { to 192.0.2.1:99999 } => starts",
  "transfer { to [::1] } => must specify an IP address: `[::1]'",
  "transfer { to [::1]:53 } => starts",
  "transfer { to 192.0.2.0/24 } => must specify an IP address: `192.0.2.0/24'",
  "transfer { to *:53 } => must specify an IP address: `*'",
  "transfer { to * x } => must specify an IP address: `x'",
  'transfer { from * } => unknown property "from"',
  'transfer { to *; source 192.0.2.1:53 } => invalid source address "192.0.2.1:53"',
  "transfer { to *; source ::1 ::2 } => Wrong argument count or unexpected line ending after '::2'",
  "transfer { to 192.0.2.1: } => starts",
  "transfer { to fe80::1%eth0 } => starts",
  "transfer { to [fe80::1%eth0]:53 } => starts",
  "transfer { to 1.2.3 } => must specify an IP address: `1.2.3'",
  "transfer { to ::1:53:x } => must specify an IP address: `::1:53:x'",
  "transfer { to a:b:c } => must specify an IP address: `a:b:c'",
  "transfer { to [*]:53 } => must specify an IP address: `*'",
])("%s", (row) => expect(retellStart(row)).toBe(row));
