/** What the command may touch: its texts go through here, so that tests can read them. */
export interface CliIo {
  out(text: string): void;
  err(text: string): void;
  readonly workingDirectory: string;
}

/** How the command ends: 0 all was read, 1 something is missing from the snapshot, 2 there is none. */
export const exitCodes = { fine: 0, incomplete: 1, badInput: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command where its input cannot be used; the text goes to standard error. */
export class CliFault extends Error {}
