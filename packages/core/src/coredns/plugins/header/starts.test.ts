import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "header x { response set aa } => starts",
    "header { response SET AA } => starts",
    "header { query set aa ra rd; response clear ra } => starts",
    "header { response set aa { } } => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "header { } => Wrong argument count or unexpected line ending after '}'",
    "header { response set aa } x => setting up rule: unknown/unsupported flag=}",
    "header { response } => setting up rule: no flag action provided",
    "header { response set } => setting up rule: invalid length for flags, at least one should be provided",
    "header { response set aa bb } => setting up rule: unknown/unsupported flag=bb",
    "header { query toggle rd } => setting up rule: unknown flag action=toggle, should be set or clear",
    'header { response "" aa } => setting up rule: no flag action provided',
    'header { "" set aa } => setting up rule: invalid selector= should be query or response',
    'header { response set "" } => setting up rule: unknown/unsupported flag=',
    "header => Wrong argument count or unexpected line ending after 'header'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
