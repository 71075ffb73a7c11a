import { expect, it } from "vitest";
import { parseText } from "../../fixtures/conf.fixture.ts";
import { bindSettings } from "./bind-settings.ts";

function toldOf(text: string): readonly string[] {
  return bindSettings(parseText(text).value)
    .diagnostics.filter(({ code }) => code === "NAMED_CONF_NOT_IN_TIME")
    .map(({ severity, message }) => `${severity} ${message}`);
}

const DIALUP =
  "information dialup is not modelled: in a simulation zones are compared with their primaries, and others told of them, whenever it is due.";
const OUT =
  "information transfers-out is not modelled: in a simulation a transfer takes no time, so that none is one too many.";

it.each([
  ["options", "options { dialup yes; transfers-out 2; };", [DIALUP, OUT]],
  ["a word of its own", "options { dialup passive; };", [DIALUP]],
  [
    "a view and a zone",
    'view "a" { dialup notify; zone "z" { type secondary; primaries { 192.0.2.1; }; dialup refresh; }; };',
    [DIALUP, DIALUP],
  ],
  ["what holds anyway", "options { dialup no; transfers-out 0; };", []],
  ["nothing", "options { transfers-in 2; };", []],
])("%s", (_where, text, told) => {
  expect(toldOf(text)).toEqual(told);
});
