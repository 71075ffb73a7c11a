import type { Outcome } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import { type Drive, type Mark, NotModelled } from "../sending/index.ts";
import type { Wait } from "./wait.ts";

/** What a server has made of a question: `answer` carries its reply back, of everything else whoever waits hears. @throws NotModelled */
export function settle(
  { drive, mark, wait, title }: SettledQuestion,
  outcome: Outcome,
  answer: (reply: Outcome & { readonly kind: "reply" }) => void,
): void {
  switch (outcome.kind) {
    case "unsupported":
      throw new NotModelled(`${title}: ${outcome.what}`);
    case "silence":
      if (drive.isRecorded) drive.record(mark, { kind: "silent", server: title, why: outcome.why });
      wait.inVain(`${title} does not answer: ${outcome.why}`);
      return;
    case "reply":
      answer(outcome);
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
