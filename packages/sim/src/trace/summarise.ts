import { responseText } from "./print-text.ts";
import type { TraceStep } from "./step.ts";

/** One server's part in an answer. */
export interface ServerPart {
  /** How many servers stand between it and the client. */
  readonly depth: number;
  /** `BIND 9.18 on dns1`. */
  readonly server: string;
  /** Whom it takes for the client. */
  readonly source: string;
  /** What its views, blocks, plugins and zones said, in order. */
  readonly reasons: readonly string[];
  /** What it answered; null: nothing. */
  readonly answer: string | null;
}

/** A trace by the servers that were asked, in the order in which they were; what each said of its reasons, and what it answered. */
export function summariseTrace(steps: readonly TraceStep[]): readonly ServerPart[] {
  const parts: Draft[] = [];
  const byConversation = new Map<number, Draft>();
  for (const { depth, conversation, event } of steps) {
    if (event.kind === "received") {
      const begun: Draft = { depth, server: event.server, source: event.source.address, reasons: [], answer: null };
      parts.push(begun);
      byConversation.set(conversation, begun);
      continue;
    }
    const part = byConversation.get(conversation);
    if (part === undefined) continue;
    if (event.kind === "remark") part.reasons.push(`${event.actor}: ${event.text}`);
    if (event.kind === "replied") part.answer = responseText(event.response);
  }
  return parts;
}

type Draft = Omit<ServerPart, "reasons" | "answer"> & { readonly reasons: string[]; answer: string | null };
