import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { parseArgs } from "node:util";
import { Lots } from "./site-questions/draw.ts";
import { drawZoneFile } from "./zone-files/draw-zone-file.ts";
import { realVerdict } from "./zone-files/real-verdict.ts";
import { writeVerdicts } from "./zone-files/table.ts";
import { twinVerdict } from "./zone-files/twin-verdict.ts";
import { differenceOf, type RecordedVerdict } from "./zone-files/verdict.ts";

const USAGE = `Usage: node src/zone-files.ts [--seed N] [--count M] [--record]

Draws zone files by lot, asks named-checkzone of each (bind9-utils), reads each with the twin, and prints what differs.
--record writes the table that the tests replay. Without it, another seed asks of other files.
Example: node src/zone-files.ts --seed 100000 --count 5000
`;

function main(args: readonly string[]): number {
  const options = {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "1000" },
    record: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    stdout.write(USAGE);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "zone-files-"));
  const all: RecordedVerdict[] = Array.from({ length: Number(values.count) }, (_, at) => {
    const text = drawZoneFile(new Lots(Number(values.seed) + at));
    return { text, ...realVerdict(folder, text) };
  });
  rmSync(folder, { recursive: true });
  if (values.record) writeVerdicts(all);
  const differing = all.flatMap((real) => {
    const difference = differenceOf(real, twinVerdict(real.text));
    return difference === "" ? [] : [`${JSON.stringify(real.text)}\n${difference}`];
  });
  const loaded = all.filter(({ records }) => records !== null).length;
  stdout.write(`${differing.join("")}${differing.length} of ${all.length} differ; named loads ${loaded}\n`);
  return differing.length === 0 ? 0 : 1;
}

exit(main(argv.slice(2)));
