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
