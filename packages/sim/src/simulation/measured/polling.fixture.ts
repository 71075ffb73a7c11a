/** What `poll` says, `dns1 x150`, in numbers. */
function times(run: string): number {
  return Number(run.slice(run.lastIndexOf("x") + 1));
}

/** Seconds that a client that asks every 20 ms got one answer. */
export function secondsOf(run: string | undefined): number {
  return run === undefined ? 0 : times(run) * 0.02;
}

/** Questions without an answer of either server. */
export function lostIn(runs: readonly string[]): number {
  return runs.filter((run) => !/^dns[12] /.test(run)).reduce((sum, run) => sum + times(run), 0);
}

/** Who answers, one after the other; one question may meet an address whose named does not listen yet (0 to 1 measured). */
export function answersIn(runs: readonly string[]): readonly string[] {
  const answers = runs.filter((run) => run !== "refused x1").map((run) => run.split(" ")[0] ?? "");
  return answers.filter((answer, place) => answer !== answers[place - 1]);
}
