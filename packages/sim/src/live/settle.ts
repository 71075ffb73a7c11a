import type { Outcome } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import { type Drive, type Mark, NotModelled } from "../sending/index.ts";
import type { Wait } from "./wait.ts";

/** What a server has made of a question that it has no reply to: whoever waits hears of it. @throws NotModelled */
export function settleUnanswered(
  { drive, mark, wait, title }: SettledQuestion,
  outcome: Exclude<Outcome, { readonly kind: "reply" }>,
): void {
  switch (outcome.kind) {
    case "unsupported":
      throw new NotModelled(`${title}: ${outcome.what}`);
    case "silence":
      if (drive.isRecorded) drive.record(mark, { kind: "silent", server: title, why: outcome.why });
      wait.inVain(`${title} does not answer: ${outcome.why}`);
      return;
    default:
      assertNever(outcome);
  }
}

/** `title`: whose outcome it is. */
interface SettledQuestion {
  readonly drive: Drive;
  readonly mark: Mark;
  readonly wait: Wait;
  readonly title: string;
}
