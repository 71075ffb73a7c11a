import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "ready { monitor UNTIL-READY } => monitor type 'UNTIL-READY' not supported",
  "ready { monitor until-ready continuously } => Wrong argument count or unexpected line ending after 'continuously'",
  "ready :x => starts",
  "ready 127.0.0.1:0 => starts",
  "ready :99999 => starts",
])("%s", (row) => expect(retellStart(row)).toBe(row));
