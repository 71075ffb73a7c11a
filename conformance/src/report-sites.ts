import { argv, stdout } from "node:process";
import { describeLine } from "./describe-line.ts";
import { replaySite } from "./replay-site.ts";
import { defectsIn, writeSiteDefects } from "./site-defects.ts";
import { readSiteBatch, recordedSites } from "./site-recordings.ts";

/** Prints how the twins of the sites stand to their recordings, and every difference of the sites that are named; `--update` writes the lists of open defects anew. */
function main(words: readonly string[]): void {
  const wanted = words.filter((word) => !word.startsWith("--"));
  for (const site of recordedSites()) {
    if (wanted.length > 0 && !wanted.includes(site)) continue;
    const batch = readSiteBatch(site);
    const replayed = replaySite(site, batch);
    const defects = defectsIn(replayed);
    if (words.includes("--update")) writeSiteDefects(site, defects);
    const { differs, unsupported } = defects;
    const same = replayed.length - differs.length - unsupported.length;
    stdout.write(`${site}: ${same} same, ${differs.length} differ, ${unsupported.length} unsupported\n`);
    if (wanted.length > 0)
      stdout.write(batch.questions.map((question, at) => describeLine(question, replayed[at])).join(""));
  }
}

main(argv.slice(2));
