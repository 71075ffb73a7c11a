import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { hasPrograms } from "./site-lab/programs.ts";
import { recordQuestions } from "./site-lab/record-questions.ts";
import { readLabSite } from "./site-lab/site.ts";
import { withSiteLab } from "./site-lab/site-lab.ts";
import { REPOSITORY } from "./site-lab/variant.ts";
import { siteQuestions } from "./site-questions/generate.ts";
import { writeSiteBatch } from "./site-recordings.ts";

const EXAMPLES = join(REPOSITORY, "examples");
const OWN_SITES = join(REPOSITORY, "conformance/sites");

/** BIND 9.20 has the world's keys built in and reads no `bind.keys`: it cannot be made to trust the lab's signed root. */
function takesOtherKeys(name: string): boolean {
  return readLabSite(name).settings.hosts.every(({ bind }) => bind === null || bind.version === "9.18");
}

/** Builds each site out of real servers, asks its questions, and writes both down. */
async function main(wanted: readonly string[]): Promise<void> {
  const folders = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "site.yaml")));
  const variants = folders.flatMap((name) => [...(takesOtherKeys(name) ? [name] : []), `${name}.no-validation`]);
  const all = [...variants, ...readdirSync(OWN_SITES)];
  for (const name of wanted.length > 0 ? wanted : all) {
    const site = readLabSite(name);
    if (!hasPrograms(site.settings.hosts)) {
      stdout.write(`${name}: not recorded, one of its name servers is not installed\n`);
      continue;
    }
    const batch = await withSiteLab(site, { entry: 0, endpoint: 0 }, (lab) =>
      recordQuestions(lab, siteQuestions(site)),
    );
    writeSiteBatch(name, batch);
    const silent = batch.answers.filter(({ wire }) => wire.length === 0).length;
    stdout.write(`${name}: ${batch.answers.length} recorded, ${silent} silent\n`);
  }
}

await main(argv.slice(2));
