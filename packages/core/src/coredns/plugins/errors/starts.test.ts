import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "errors { consolidate 5m x show_first show_first } => starts",
    "errors { consolidate 5m x error show_first } => starts",
    "errors { consolidate 5m (?<n>x) } => starts",
    "errors { consolidate -5m x } => starts",
    'errors { consolidate 5m "" } => starts',
    "errors { consolidate 0 a } => starts",
    "errors { consolidate 5m x; consolidate 5m x } => starts",
    "errors stdout { stacktrace; consolidate 1s x } => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "errors /log/file => invalid log file: /log/file",
    "errors { consolidate 5m x WARNING } => unknown option in consolidate: WARNING",
    "errors { consolidate 5m x warning warning } => multiple log levels specified in consolidate",
    "errors { consolidate 5m [a-z } => error parsing regexp: missing closing ]: `[a-z`",
    "errors { consolidate 5m a** } => error parsing regexp: invalid nested repetition operator: `**`",
    "errors { consolidate 5m (?=x) } => error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
    'errors { consolidate "" a } => time: invalid duration ""',
    "errors { Stacktrace } => Syntax error: Unexpected token 'Stacktrace', expecting 'Unknown field Stacktrace'",
    "errors { stacktrace } x => this plugin can only be used once per Server Block",
    "errors STDOUT => invalid log file: STDOUT",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
