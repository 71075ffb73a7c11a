import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "errors { stacktrace yes } => Syntax error: Unexpected token 'yes', expecting 'Unknown field yes'",
  "errors { consolidate 0s x } => starts",
  "errors { consolidate -1s x } => starts",
  "errors { consolidate 1s [ } => error parsing regexp: missing closing ]: `[`",
  "errors { consolidate 1s x fatal } => unknown option in consolidate: fatal",
  "errors { consolidate 1s x info } => starts",
  "errors { consolidate 1s x INFO } => unknown option in consolidate: INFO",
  "errors { consolidate 1s x debug show_first } => starts",
  "errors { consolidate 1s x show_first show_first } => starts",
  "errors { stacktrace; stacktrace } => starts",
])("%s", (row) => expect(retellStart(row)).toBe(row));
