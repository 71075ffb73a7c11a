import { expect, it } from "vitest";
import { parseText } from "../../fixtures/conf.fixture.ts";
import { bindSettings } from "./bind-settings.ts";

function toldOf(text: string): readonly string[] {
  return bindSettings(parseText(text).value)
    .diagnostics.filter(({ code }) => code === "NAMED_CONF_NOT_IN_TIME")
    .map(({ severity, message }) => `${severity} ${message}`);
}

const OUT =
  "information transfers-out is not modelled: in a simulation a transfer takes no time, so that none is one too many.";

it.each([
  ["options", "options { transfers-out 2; };", [OUT]],
  ["what holds anyway", "options { transfers-out 0; };", []],
  ["nothing", "options { transfers-in 2; dialup passive; };", []],
])("%s", (_where, text, told) => {
  expect(toldOf(text)).toEqual(told);
});
