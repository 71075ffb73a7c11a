import type { Command } from "commander";
import { Batch, type BatchResult } from "../../batch/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { openSite } from "../open-site.ts";

const EXAMPLES = `
One JSON object a line comes in:
  {"id":1,"from":"laptop","source":null,"server":"192.168.13.10","atMs":0,"query":{"name":"www.kloud.lan.","type":"A","class":"IN","tcp":false,"rd":true,"cd":false,"edns":null}}
  {"id":2,"from":"laptop","server":"192.168.13.10","wire":"1234010000010000..."}
and one a line goes out, in order, each as soon as it is known:
  {"id":1,"response":{"rcode":"NOERROR","flags":["qr","aa","rd"],"question":[...],"answer":[...],"authority":[],"additional":[],"edns":null,"size":47},"messages":1,"silence":null,"elapsedMs":0}

A question is put at its own moment (atMs, 0 by default), whether earlier ones have been answered by then or not; of one
moment the earlier line comes first. A moment before that of an earlier line is an error: time never goes back.
Where no line comes for a second, time goes on to the oldest answer that is still missing; a line that comes after that
is put then.

Example:
  splithorizon ask examples/kloud-lan --batch < questions.jsonl > answers.jsonl

Exit status: 0 every line was a question, 2 some were not.`;

/** JSON lines in, JSON lines out: for scripts, other languages and recorded conversations. */
export function addAsk(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("ask")
    .description("answer questions that come as JSON lines")
    .usage("[SITE] --batch")
    .argument("[site]", "a site's folder")
    .option("--batch", "read questions from standard input")
    .addHelpText("after", EXAMPLES)
    .action(async (site: string | undefined, { batch }: { readonly batch?: boolean }) => {
      if (batch !== true) throw new CliFault("It reads questions from standard input alone: say --batch.");
      const conversation = new Batch(openSite(site ?? null, io).twin);
      let errors = 0;
      for await (const result of converse(conversation, io)) {
        if ("error" in result) errors += 1;
        io.out(`${JSON.stringify(result)}\n`);
        await io.flushed();
      }
      end(errors === 0 ? exitCodes.fine : exitCodes.badInput);
    });
}

/** Whoever waits for an answer before he asks again would wait for ever if time stood still meanwhile. */
async function* converse(batch: Batch, io: CliIo): AsyncGenerator<BatchResult, void> {
  const lines = io.lines()[Symbol.asyncIterator]();
  for (let next = lines.next(); ; ) {
    const turn = batch.pending === 0 ? await next : await nextOrIdle(next, io);
    if (turn === "idle") {
      yield* batch.waitForOldest();
      continue;
    }
    if (turn.done === true) break;
    next = lines.next();
    if (turn.value.trim() !== "") yield* batch.put(turn.value);
  }
  yield* batch.end();
}

const IDLE_MS = 1000;

async function nextOrIdle<T>(next: Promise<T>, io: CliIo): Promise<T | "idle"> {
  const idle = io.sleep(IDLE_MS);
  try {
    return await Promise.race([next, idle.over]);
  } finally {
    idle.cancel();
  }
}
