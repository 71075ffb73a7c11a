/** Of a container's log so many lines are kept. */
const MOST_LINES = 1000;

/** What the containers of pods have written since they were started, without time stamps. */
export class PodLogs {
  readonly #lines = new Map<string, string[]>();

  /** A container has started: its log begins anew. */
  begin(pod: string, lines: readonly string[]): void {
    this.#lines.set(pod, [...lines]);
  }

  add(pod: string, line: string): void {
    const lines = this.#lines.get(pod) ?? [];
    this.#lines.set(pod, lines);
    lines.push(line);
    if (lines.length > MOST_LINES) lines.shift();
  }

  /** null: nothing is kept of it. */
  of(pod: string): readonly string[] | null {
    return this.#lines.get(pod) ?? null;
  }
}
