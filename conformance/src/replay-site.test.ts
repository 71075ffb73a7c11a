import { expect, test } from "vitest";
import { describeLine } from "./describe-line.ts";
import { replaySite } from "./replay-site.ts";
import { defectsIn, siteDefectsOf } from "./site-defects.ts";
import { readSiteBatch, recordedSites } from "./site-recordings.ts";

/** The lists of open defects are exact: a line that differs and is on none, and one that differs no more, both fail (`pnpm run report-sites --update` writes the lists anew). */
test.each(recordedSites())("%s: asked from everywhere, as the real site was", (site) => {
  const batch = readSiteBatch(site);
  const replayed = replaySite(site, batch);
  const { differs, unsupported } = siteDefectsOf(site);
  const known = new Set([...differs, ...unsupported]);
  const unexpected = batch.questions.flatMap((question, at) =>
    known.has(at) ? [] : [describeLine(question, replayed[at])],
  );
  expect(unexpected.join("")).toBe("");
  expect(defectsIn(replayed)).toEqual({ differs, unsupported });
});

test("every site of the tutorial is recorded, with at least 400 questions", () => {
  const stages = ["default", "transfer", "policy-cluster", "policy-local", "forwarding", "forwarding-without-zone"];
  const expected = ["kloud-lan", ...stages.map((stage) => `kloud-lan-${stage}`), "kloud-lan-backup-without-zone"];
  const overTls = ["kloud-lan-forwarding-tls", "kloud-lan-forwarding-tls-without-zone"];
  expected.push(...overTls.map((site) => `${site}.no-validation`));
  const isLarge = (site: string): boolean =>
    recordedSites().includes(site) && readSiteBatch(site).answers.length >= 400;
  expect(expected.filter((site) => !isLarge(site))).toEqual([]);
});
