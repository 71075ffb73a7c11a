import { once } from "node:events";
import { availableParallelism } from "node:os";
import process, { argv, cwd, exit, stderr, stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import type { CliIo } from "./io.ts";
import { nodeThreads } from "./plays/threads.ts";
import { runCli } from "./program.ts";

const io: CliIo = {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  lines: () => createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }),
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
  flushed: async () => {
    if (stdout.writableNeedDrain) await once(stdout, "drain");
  },
  sleep: (ms) => {
    let timer: NodeJS.Timeout | null = null;
    const over = new Promise<"idle">((resolve) => {
      timer = setTimeout(() => resolve("idle"), ms);
    });
    return { over, cancel: () => (timer === null ? undefined : clearTimeout(timer)) };
  },
  threads: nodeThreads(new URL("./play-worker.js", import.meta.url), availableParallelism()),
  workingDirectory: cwd(),
  now: () => Date.now(),
};

/** Whoever reads may stop reading: `splithorizon ... | head`. */
stdout.on("error", (fault: NodeJS.ErrnoException) => {
  if (fault.code === "EPIPE") exit(0);
  throw fault;
});

const code = await runCli(argv.slice(2), io);
stdout.write("", () => exit(code));
