import { join } from "node:path";
import { env } from "node:process";
import { createInterface } from "node:readline";
import { describeQuery } from "./describe.ts";
import { Lab } from "./lab.ts";
import type { Recording, Suite } from "./suite.ts";

/** Another named than the one on the path: `NAMED=/opt/bind-9.20/sbin/named pnpm run record`. */
export const NAMED = env["NAMED"] ?? "named";

/** Starts a suite's servers, asks its questions, and returns what they answered. */
export async function recordSuite(suite: Suite): Promise<readonly Recording[]> {
  const lab = new Lab(NAMED);
  try {
    await lab.start(suite.servers);
    const client = lab.spawnClient([process.execPath, join(import.meta.dirname, "client.ts")]);
    if (client.stdin === null || client.stdout === null) throw new Error("the client has no pipes");
    const answers = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
    const recordings: Recording[] = [];
    let begin: number | null = null;
    for (const [index, ask] of suite.asks.entries()) {
      client.stdin.write(`${JSON.stringify(ask)}\n`);
      const line = await answers.next();
      if (line.done === true) throw new Error(`the client ended at question ${index} of ${suite.name}`);
      const { at, responses } = JSON.parse(line.value) as { at: number; responses: readonly string[] };
      begin ??= Math.floor(at / 1000) * 1000;
      recordings.push({
        suite: suite.name,
        index,
        atMs: at - begin,
        question: describeQuery(ask),
        query: ask.query,
        responses,
      });
    }
    const dead = suite.servers.filter((server) => /fatal error|^Error/im.test(lab.log(server.name)));
    for (const server of dead) process.stderr.write(`${suite.name}: ${server.name} says\n${lab.log(server.name)}\n`);
    return recordings;
  } finally {
    await lab.stop();
  }
}
