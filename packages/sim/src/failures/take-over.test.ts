import { describe, expect, test } from "vitest";
import { holders, type PairOptions, pair, pairTwin } from "../simulation/pair.fixture.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { takeOverMs } from "./take-over.ts";

const SCRIPT = (words: string): string => `vrrp_script chk {\n script "/bin/true"\n ${words}\n}`;
const TRACKED = "track_script {\n chk\n}";

describe("how long a site may be without its address, by its own configuration", () => {
  test.each<readonly [what: string, PairOptions, ms: number]>([
    ["adverts each second: three that are missed, skew, one more, and the change of hands", {}, 6500],
    ["each two seconds", { dns1: "advert_int 2", dns2: "advert_int 2" }, 11_500],
    ["the slower of two", { dns2: "advert_int 3" }, 16_500],
    ["a script that nobody tracks", { global: SCRIPT("interval 2\nfall 3") }, 6500],
    [
      "one that is tracked: it fails so often in a row, and once more",
      { global: SCRIPT("interval 2\nfall 3"), dns1: TRACKED, scripts: "chk: ok" },
      14_500,
    ],
  ])("%s", (_what, options, ms) => {
    expect(takeOverMs(pairTwin(options))).toBe(ms);
  });

  test("a site of one server has nothing to hand over", () => {
    expect(takeOverMs({ ...pairTwin(), standings: [] })).toBe(2500);
  });

  test("the tutorial's", () => {
    expect(takeOverMs(exampleTwin("kloud-lan"))).toBe(12_500);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])("and it is long enough for who loses its power (seed %i)", (seed) => {
  const simulation = pair({ seed });
  simulation.runFor(1000 + seed * 130);
  simulation.inject({ kind: "crash", machine: "dns1" });
  simulation.runFor(takeOverMs(pairTwin()));
  expect(holders(simulation)).toBe("dns2");
});
