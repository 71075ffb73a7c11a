import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "secondary { transfer from 192.0.2.1 x } => must specify an IP address: `x'",
  "secondary { transfer from 192.0.2.1:x } => starts",
  "secondary { transfer from [::1] } => must specify an IP address: `[::1]'",
  "secondary { transfer from 192.0.2.1; fallthrough a..b } => starts",
  "secondary { transfer from 192.0.2.1; retry 5s } => unknown property 'retry'",
  "secondary a..b { transfer from 192.0.2.1 } => starts",
  "secondary { transfer from [::1]:5353 } => starts",
  "secondary { transfer from ::1 } => starts",
  "secondary { transfer from 192.0.2.1: } => starts",
  "secondary { transfer from fe80::1%eth0 } => starts",
  "secondary { transfer from [fe80::1%eth0]:53 } => starts",
  "secondary { transfer from 1.2.3 } => must specify an IP address: `1.2.3'",
  "secondary { transfer from *:53 } => must specify an IP address: `*'",
  "secondary { transfer from ::1:53:x } => must specify an IP address: `::1:53:x'",
])("%s", (row) => expect(retellStart(row)).toBe(row));
