import { describe, expect, test } from "vitest";
import { type PairOptions, pairTwin } from "../simulation/pair.fixture.ts";
import { checkFailures } from "./check-failures.ts";

/** `While dns1 ...`: what is lost, for how many questions. */
function lostIn(options: PairOptions): readonly string[] {
  const { diagnostics } = checkFailures(pairTwin(options));
  return diagnostics.map(({ code, message }) => {
    const more = Number(/, and (\d+) more\.$/.exec(message)?.[1] ?? 0);
    return `${code} ${message.split(",")[0]}: ${1 + more}`;
  });
}

describe("check --failures 1 of a pair, asked from beside it and from behind the router", () => {
  test("its keepalived looks at nothing: whoever loses named or the link to the active one waits until somebody mends it", () => {
    expect(lostIn({})).toEqual([
      "FAILURE_LOST While router has no power: 4",
      "FAILURE_LOST While named on dns1 is killed: 8",
      "FAILURE_LOST While named on dns1 hangs: 8",
      "FAILURE_LOST While nothing passes between dns1 and router: 4",
      "FAILURE_LOST While nothing passes between dns1 and cl: 4",
    ]);
  });

  test("with the other one active, the same of the other one", () => {
    expect(lostIn({ dns2: "priority 102" }).filter((line) => line.includes("named"))).toEqual([
      "FAILURE_LOST While named on dns2 is killed: 8",
      "FAILURE_LOST While named on dns2 hangs: 8",
    ]);
  });
});
