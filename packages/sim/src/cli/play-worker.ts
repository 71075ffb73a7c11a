import { parentPort, workerData } from "node:worker_threads";
import { CliFault } from "./io.ts";
import { openPlays } from "./plays/open-plays.ts";
import { type PlayJob, type Plays, Turns } from "./plays/plays.ts";
import type { ThreadStart, ThreadWord } from "./plays/threads.ts";

/** One of the threads in which a site's plays are played: see `plays/play-all.ts`. */
function playAlong({ job, cases, shared }: ThreadStart): void {
  const say = (word: ThreadWord<unknown>): void => parentPort?.postMessage(word);
  const turns = new Turns(shared);
  const plays = openAgain(job);
  if (plays === null || plays.cases.length !== cases.length || plays.cases.some((one, index) => one !== cases[index])) {
    say({ kind: "differs" });
    return;
  }
  for (let index = turns.take(); index < cases.length; index = turns.take()) {
    say({ kind: "played", index, result: plays.play(index) });
  }
}

/** null: what was there a moment ago is not there any more. */
function openAgain(job: PlayJob): Plays<unknown> | null {
  try {
    return openPlays(job);
  } catch (fault) {
    if (fault instanceof CliFault) return null;
    throw fault;
  }
}

playAlong(workerData);
