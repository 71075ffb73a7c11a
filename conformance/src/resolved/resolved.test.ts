import { describe, expect, test } from "vitest";
import { described, replayed, resolvedRecordings, twinOfResolved } from "./replay.ts";

const recordings = resolvedRecordings();
const twin = twinOfResolved();
/** One twin is asked everything in order: what it learnt at one question answers the next. */
const replies = recordings.map((recording) => ({ real: described(recording.reply), twin: replayed(twin, recording) }));
const isSame = (index: number): boolean =>
  JSON.stringify(replies[index]?.real) === JSON.stringify(replies[index]?.twin);

/** Questions that the twin does not answer as the machine did, and why. */
const declared: ReadonlyMap<string, readonly number[]> = new Map([
  ["cached sets come in any order, so any of their records may be the ones that fit", [62, 202, 203]],
  ["the machine that was recorded has IPv6 switched off, so localhost has no address there", [94, 96, 109, 111]],
  ["the machine's /etc/hosts, for 127.0.0.1", [113]],
]);

test("the recordings are answered as systemd-resolved 252 answered them, but for what is declared", () => {
  const different = recordings.flatMap((_, index) =>
    isSame(index) || replies[index]?.real[0] === "no reply" ? [] : [index],
  );
  expect(different).toEqual([...declared.values()].flat().sort((left, right) => left - right));
});

test("what it leaves without a reply, the twin leaves so too", () => {
  const silent = replies.filter(({ real }) => real[0] === "no reply");
  expect(silent.length).toBe(7);
  for (const { twin: said } of silent) expect(said[0]).toMatch(/^no reply/);
});

describe("among the recordings", () => {
  test.each([
    {
      what: "replies with the flags of the tutorial",
      pattern: /^QUERY NOERROR recursionDesired recursionAvailable$/,
      least: 50,
    },
    { what: "OPT records of 65,494 octets", pattern: /^edns 65494 0/, least: 100 },
    { what: "refusals", pattern: / REFUSED /, least: 20 },
    { what: "name errors", pattern: / NXDOMAIN /, least: 10 },
    { what: "cached TTLs", pattern: / [123] IN A 198\.19\.0\.5$/, least: 1 },
  ])("there are $what", ({ pattern, least }) => {
    const matching = replies.filter(({ real }) => real.some((line) => pattern.test(line)));
    expect(matching.length).toBeGreaterThanOrEqual(least);
  });
});
