import type { PlayThreads } from "./plays/plays.ts";

/** What a command may touch: its texts go through here, so that tests can read them. */
export interface CliIo {
  out(text: string): void;
  err(text: string): void;
  /** Resolves when whoever reads the output has taken enough of it: a command that writes without end waits for him. */
  readonly flushed: () => Promise<void>;
  /** Lines of standard input. */
  readonly lines: () => AsyncIterable<string>;
  readonly workingDirectory: string;
  /** Resolves when somebody wants the command to stop. */
  readonly untilStopped: () => Promise<void>;
  /** Time that the command waits at most for a next line. */
  readonly sleep: (ms: number) => Sleep;
  /** Threads beside this one, for what consists of many plays; null: there are none. */
  readonly threads: PlayThreads | null;
  /** The wall clock in milliseconds: what dig prints behind WHEN. */
  readonly now: () => number;
}

/** A time that passes; `over` is never heard of any more once it is cancelled. */
export interface Sleep {
  readonly over: Promise<"idle">;
  cancel(): void;
}

/** How a command ends: 0 holds, 1 findings, 2 bad input; dig has codes of its own. */
export const exitCodes = { fine: 0, findings: 1, badInput: 2, noReply: 9, notModelled: 10 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The number that was written for something. @throws CliFault it is none, or too small. */
export function readNumber(what: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
  throw new CliFault(`${text} is no ${what}: a whole number, ${least} or more.`);
}

/** Ends a command whose input cannot be used; the text goes to standard error. */
export class CliFault extends Error {
  readonly code: ExitCode;

  constructor(text: string, code: ExitCode = exitCodes.badInput) {
    super(text);
    this.code = code;
  }
}

/** The surroundings of a command whose input is all there, whose output is taken at once, and that stops by itself, all in one thread. */
export const unhurried: Pick<CliIo, "sleep" | "flushed" | "untilStopped" | "threads"> = {
  sleep: () => ({ over: new Promise(() => {}), cancel: () => {} }),
  flushed: async () => {},
  untilStopped: async () => {},
  threads: null,
};
