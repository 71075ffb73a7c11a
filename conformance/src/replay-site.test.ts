import { expect, test } from "vitest";
import { describeLine } from "./describe-line.ts";
import { replaySite } from "./replay-site.ts";
import { siteDefectsOf } from "./site-defects.ts";
import { readSiteBatch, recordedSites } from "./site-recordings.ts";

/** A line that is on no list of open defects is answered as the real servers did (`pnpm run report-sites --update` writes the lists anew). */
test.each(recordedSites())("%s: asked from everywhere, as the real site was", (site) => {
  const batch = readSiteBatch(site);
  const { differs, unsupported } = siteDefectsOf(site);
  const known = new Set([...differs, ...unsupported]);
  const unexpected = replaySite(site, batch).flatMap((result, at) => {
    const question = batch.questions[at];
    return known.has(at) || question === undefined ? [] : [describeLine(question, result)];
  });
  expect(unexpected.join("")).toBe("");
});

test("every site of the tutorial that Debian's BIND can run is recorded, with at least 400 questions", () => {
  const stages = ["default", "transfer", "policy-cluster", "policy-local", "forwarding", "forwarding-without-zone"];
  const expected = ["kloud-lan", ...stages.map((stage) => `kloud-lan-${stage}`), "kloud-lan-backup-without-zone"];
  const isLarge = (site: string): boolean =>
    recordedSites().includes(site) && readSiteBatch(site).answers.length >= 400;
  expect(expected.filter((site) => !isLarge(site))).toEqual([]);
});
