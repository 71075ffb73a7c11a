import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "secondary { transfer from 192.0.2.1:70000 } => starts",
    "secondary { transfer from [2001:db8::1]:53 } => starts",
    "secondary { transfer from 2001:db8::1 } => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "secondary => secondary zones require a transfer from property",
    "secondary { } => secondary zones require a transfer from property",
    "secondary { transfer } => Wrong argument count or unexpected line ending after 'transfer'",
    "secondary { transfer to 192.0.2.1 } => unknown property to",
    "secondary { transfer from } => Wrong argument count or unexpected line ending after 'from'",
    "secondary { transfer from * } => can't use '*' in transfer from",
    "secondary { transfer from 192.0.2.1 * } => can't use '*' in transfer from",
    "secondary { transfer from primary.test } => must specify an IP address: `primary.test'",
    "secondary { transfer from tls://192.0.2.1 } => must specify an IP address: `tls'",
    "secondary { transfer from 192.0.2.1; transfer to * } => unknown property to",
    "secondary { upstream } => unknown property 'upstream'",
    "secondary { fallthrough } => secondary zones require a transfer from property",
    'secondary { transfer from "" } => must specify an IP address: `\'',
    "secondary { reload 5s } => unknown property 'reload'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
