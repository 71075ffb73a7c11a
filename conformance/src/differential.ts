import { argv, exit, stdout } from "node:process";
import { parseArgs } from "node:util";
import { describeLine } from "./describe-line.ts";
import { batchOfSite, replayBatch } from "./replay-site.ts";
import { recordQuestions } from "./site-lab/record-questions.ts";
import { readLabSite } from "./site-lab/site.ts";
import { withSiteLab } from "./site-lab/site-lab.ts";
import { Lots } from "./site-questions/draw.ts";
import { drawQuestions } from "./site-questions/generate.ts";

const USAGE = `Usage: node src/differential.ts SITE [--seed N] [--count M] [--entry N] [--endpoint N]

Builds a site out of real servers, asks it questions by lot, asks the twin the same, and prints what differs.
--entry and --endpoint say which of several equal nodes and endpoints packets go to; the twin takes the same.
Example: node src/differential.ts kloud-lan --seed 7 --count 200
`;

/** Asks real servers and twin, and prints what differs. Exits with 1 where something does. */
async function main(args: readonly string[]): Promise<number> {
  const number = { type: "string", default: "0" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { ...number, default: "1" },
      count: { ...number, default: "100" },
      entry: number,
      endpoint: number,
    },
  });
  const [name] = positionals;
  if (name === undefined) {
    stdout.write(USAGE);
    return 2;
  }
  const site = readLabSite(name);
  const choices = { entry: Number(values.entry), endpoint: Number(values.endpoint) };
  const planned = drawQuestions(site, new Lots(Number(values.seed)), Number(values.count));
  const recorded = await withSiteLab(site, choices, (lab) => recordQuestions(lab, planned));
  const replayed = replayBatch(batchOfSite(name, choices), recorded);
  const { questions } = recorded;
  const differing = questions.map((question, at) => describeLine(question, replayed[at])).filter((text) => text !== "");
  stdout.write(`${differing.join("")}${name}: ${differing.length} of ${questions.length} differ\n`);
  return differing.length === 0 ? 0 : 1;
}

exit(await main(argv.slice(2)));
