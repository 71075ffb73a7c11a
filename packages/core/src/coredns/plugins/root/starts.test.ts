import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "root /tmp => starts",
    "root a b c => starts",
    "root /nonexistent => starts",
    'root "" => starts',
    "root . => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "root => Wrong argument count or unexpected line ending after 'root'",
    "root /tmp /var => Wrong argument count or unexpected line ending after '/var'",
    "root { } => Wrong argument count or unexpected line ending after '}'",
    "root { x } => Wrong argument count or unexpected line ending after 'x'",
    "root /tmp { x } => Unexpected token '{', expecting argument",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
