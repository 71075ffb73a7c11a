import { Worker } from "node:worker_threads";
import { CliFault } from "../io.ts";
import type { PlayJob, PlayThreads, Turns } from "./plays.ts";

/** What a thread is given at its start. */
export interface ThreadStart {
  readonly job: PlayJob;
  readonly cases: readonly string[];
  readonly shared: SharedArrayBuffer;
}

/** What a thread says: one result, or that it read other files than whoever started it. */
export type ThreadWord<Result> =
  | { readonly kind: "played"; readonly index: number; readonly result: Result }
  | { readonly kind: "differs" };

/** Threads of Node that run `script`, which is `play-worker`. */
export function nodeThreads(script: URL, most: number): PlayThreads {
  return {
    most,
    start: <Result>(
      job: PlayJob,
      cases: readonly string[],
      { shared }: Turns,
      tell: (index: number, result: Result) => void,
    ) =>
      new Promise<void>((resolve, reject) => {
        const start: ThreadStart = { job, cases, shared };
        const worker = new Worker(script, { workerData: start });
        worker.on("message", (word: ThreadWord<Result>) => {
          if (word.kind === "played") tell(word.index, word.result);
          else reject(new CliFault(`The files of ${job.site} changed while they were read.`));
        });
        worker.on("error", reject);
        worker.on("exit", () => resolve());
      }),
  };
}
