import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, execPath, exit } from "node:process";
import { COURSES } from "./courses.ts";
import { addressOf, playReal } from "./play-real.ts";

/** Plays all courses at once, each with two real nameds, and keeps what they kept: `node src/journals/record.ts [FILE]`; needs root, iproute2, named and rndc. */
async function record(file: string): Promise<void> {
  const played = await Promise.all(COURSES.map(playReal));
  writeFileSync(file, played.map((course) => `${JSON.stringify(course)}\n`).join(""));
}

const [first = join(import.meta.dirname, "../../recordings-zones/journals.ndjson"), second] = argv.slice(2);
if (first === "--inside" && second !== undefined) {
  await record(second);
  exit(0);
}
const addresses = COURSES.flatMap((_, lane) => [addressOf("p", lane), addressOf("s", lane)]);
const commands = ["ip link set lo up", ...addresses.map((address) => `ip addr add ${address}/32 dev lo`)];
const inside = `${commands.join(" && ")} && exec ${execPath} ${import.meta.filename} --inside ${first}`;
exit(spawnSync("unshare", ["--net", "sh", "-c", inside], { stdio: "inherit" }).status ?? 1);
