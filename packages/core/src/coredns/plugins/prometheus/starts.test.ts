import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "prometheus 127.0.0.1:0 { } => starts",
    "prometheus { tls /nonexistent } => starts",
    "prometheus { runtime_metrics; runtime_metrics } => starts",
    "prometheus :x => starts",
    "prometheus :65536 => starts",
    "prometheus [::1]:0 => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    'prometheus "" => missing port in address',
    "prometheus localhost => address localhost: missing port in address",
    "prometheus { Runtime_metrics } => unknown option: Runtime_metrics",
    "prometheus ::1:9153 => address ::1:9153: too many colons in address",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
