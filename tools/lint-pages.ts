import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

/**
 * Pages of the rules as a module, so that `check --explain` has them in a bundle and in a browser too. They are written in
 * Markdown beside the rules; a test compares the two.
 */
const folder = "packages/sim/src/lint";
const pages = ["rules", "readers", "properties"]
  .flatMap((name) => readdirSync(`${folder}/${name}`).map((file) => `${folder}/${name}/${file}`))
  .filter((path) => path.endsWith(".md"))
  .map((path) => [basename(path, ".md"), readFileSync(path, "utf8")] as const)
  .toSorted(([left], [right]) => (left < right ? -1 : 1));
const lines = pages.map(([id, text]) => `  [${JSON.stringify(id)}, ${JSON.stringify(text)}],`);
writeFileSync(
  `${folder}/pages.ts`,
  `/** Made by tools/lint-pages.ts of the Markdown beside the rules: by id. */
export const pageTexts: ReadonlyMap<string, string> = new Map([
${lines.join("\n")}
]);
`,
);
execFileSync("biome", ["format", "--write", `${folder}/pages.ts`]);
