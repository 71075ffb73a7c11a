import type { Command } from "commander";
import { Batch } from "../../batch/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { openSite } from "../open-site.ts";

const EXAMPLES = `
One JSON object a line comes in:
  {"id":1,"from":"laptop","source":null,"server":"192.168.13.10","atMs":0,"query":{"name":"www.kloud.lan.","type":"A","class":"IN","tcp":false,"rd":true,"cd":false,"edns":null}}
  {"id":2,"from":"laptop","server":"192.168.13.10","wire":"1234010000010000..."}
and one a line goes out, in order:
  {"id":1,"response":{"rcode":"NOERROR","flags":["qr","aa","rd"],"question":[...],"answer":[...],"authority":[],"additional":[],"edns":null,"size":47},"messages":1,"silence":null,"elapsedMs":0}

Example:
  splithorizon ask examples/kloud-lan --batch < questions.jsonl > answers.jsonl`;

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
      for await (const line of io.lines()) {
        if (line.trim() === "") continue;
        const answer = conversation.ask(line);
        if ("error" in answer) errors += 1;
        io.out(`${JSON.stringify(answer)}\n`);
      }
      end(errors === 0 ? exitCodes.fine : exitCodes.badInput);
    });
}
