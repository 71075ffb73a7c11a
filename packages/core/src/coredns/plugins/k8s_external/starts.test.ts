import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it does not, and says why", () => {
  it.each([
    "k8s_external => kubernetes plugin not loaded",
    "k8s_external { ttl } => Wrong argument count or unexpected line ending after 'ttl'",
    'k8s_external { ttl x } => strconv.Atoi: parsing "x": invalid syntax',
    "k8s_external { ttl -1 } => ttl must be in range [0, 3600]: -1",
    "k8s_external { ttl 3601 } => ttl must be in range [0, 3600]: 3601",
    "k8s_external { ttl 5 6 } => kubernetes plugin not loaded",
    "k8s_external { apex } => Wrong argument count or unexpected line ending after 'apex'",
    "k8s_external { apex a b } => kubernetes plugin not loaded",
    "k8s_external { apex a.b } => kubernetes plugin not loaded",
    "k8s_external { headless x } => unknown property 'x'",
    "k8s_external { fallthrough a..b } => kubernetes plugin not loaded",
    "k8s_external { upstream } => unknown property 'upstream'",
    "k8s_external { Headless } => unknown property 'Headless'",
    "k8s_external a..b => kubernetes plugin not loaded",
    'k8s_external { ttl 99999999999999999999 } => strconv.Atoi: parsing "99999999999999999999": value out of range',
    'k8s_external { ttl 1.5 } => strconv.Atoi: parsing "1.5": invalid syntax',
    'k8s_external { ttl "" } => strconv.Atoi: parsing "": invalid syntax',
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
