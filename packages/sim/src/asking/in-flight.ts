import type { Question } from "@splithorizon/core";
import type { Drive, Frame } from "./drive.ts";
import { questionOf } from "./outgoing-question.ts";

/**
 * named works once on one question, however many ask it meanwhile (lib/dns/resolver.c, dns_resolver_createfetch): who asks
 * what another is waiting for waits as long. The one before may have gone long ago: CoreDNS waits two seconds, named works for ten.
 */
export function waitForSameWork(drive: Drive, frame: Frame): void {
  const key = workOf(frame);
  const until = key === null ? undefined : drive.twin.inFlight.get(key);
  if (until === undefined || until <= drive.now) return;
  const { depth, resident } = frame;
  if (drive.isRecorded) {
    const text = "the same question is under way already: this one waits for its answer";
    drive.record(depth, { kind: "remark", actor: resident.title, text });
  }
  drive.now = until;
}

/** Notes how long a server was at work on a question; what has ended is forgotten. */
export function noteWork(drive: Drive, frame: Frame, started: Drive["now"]): void {
  const key = workOf(frame);
  if (key === null || drive.now <= started) return;
  const { inFlight } = drive.twin;
  for (const [other, until] of inFlight) if (until <= started) inFlight.delete(other);
  inFlight.set(key, drive.now);
}

/** What a server would work on once, however many ask; null: each question is worked on by itself. */
export function workOf({ resident, asked }: Frame): string | null {
  const question: Question | null = resident.program !== "bind" || asked === null ? null : questionOf(asked);
  return question === null ? null : `${resident.station} ${question.name.key} ${question.class} ${question.type}`;
}
