import { describe, expect, it } from "vitest";
import { cuts } from "./cuts.fixture.ts";
import { dnames } from "./dnames.fixture.ts";
import { askZone, questionsOf, zoneOf } from "./look-up.fixture.ts";
import { reverse } from "./reverse.fixture.ts";
import { wildcards } from "./wildcards.fixture.ts";

describe.each(Object.entries({ wildcards, cuts, dnames, reverse }))("what named says of a zone of %s", (_, lookUps) => {
  const zone = zoneOf(lookUps);
  it.each(questionsOf(lookUps))("%s", (question, answer) => {
    expect(askZone(zone, question)).toBe(answer);
  });
});
