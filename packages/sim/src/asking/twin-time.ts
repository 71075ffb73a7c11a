import { type Instant, laterBy } from "@splithorizon/core";
import type { Tap } from "../capture/index.ts";
import { LiveSite, ManualAgenda } from "../live/index.ts";
import type { Chooser } from "../sending/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { Asking, AskingOptions } from "./asking.ts";
import type { SiteAnswer } from "./site-answer.ts";

/** The time in which a twin is asked: it passes when somebody asks later, and while somebody waits. It never goes back. */
export interface TwinTime {
  readonly agenda: ManualAgenda;
  readonly live: LiveSite;
  /** Draws lots where the asker brings none; null: the first alternative each time. */
  readonly choose: Chooser | null;
  /** null: nobody keeps what is asked. */
  readonly keeper: QuestionKeeper | null;
}

/** Keeps what is asked of a twin, so that it can be asked again. */
export interface QuestionKeeper {
  /** A question is put; `again` puts it to another twin. @returns how it is put to this one, and who is told. */
  asked(
    asking: Asking,
    options: AskingOptions,
    heard: (answer: SiteAnswer) => void,
    again: (twin: SiteTwin, options: AskingOptions, heard: (answer: SiteAnswer) => void) => void,
  ): { readonly options: AskingOptions; readonly heard: (answer: SiteAnswer) => void };
}

const times = new WeakMap<SiteTwin, TwinTime>();

export function timeOf(twin: SiteTwin): TwinTime {
  return times.get(twin) ?? begin(twin, new ManualAgenda());
}

function begin(twin: SiteTwin, agenda: ManualAgenda): TwinTime {
  const time = { agenda, live: new LiveSite(twin, agenda), choose: null, keeper: null };
  times.set(twin, time);
  return time;
}

/** A twin that lives by a time of its own, as that of a simulation. */
export function giveTime(twin: SiteTwin, time: TwinTime): void {
  times.set(twin, time);
}

/** From now on somebody listens in on a twin's network: on what is asked, or also on what servers do by themselves. */
export function listenIn(twin: SiteTwin, tap: Tap, to: "questions" | "everything" = "everything"): void {
  timeOf(twin).live.listenIn(tap, to);
}

/** Longer than named and CoreDNS work on anything. */
const LONGEST_WORK_MS = 60_000;

/** The same site in the same state, independent of this one. What its servers are at work on is carried to its end before. */
export function forkTwin(twin: SiteTwin): SiteTwin {
  const time = times.get(twin);
  if (time !== undefined) comeToRest(time);
  const residents = twin.residents.map((resident) => ({ ...resident, server: resident.server.fork() }));
  const fork = { ...twin, residents };
  if (time !== undefined) begin(fork, new ManualAgenda(time.agenda.now()));
  return fork;
}

function comeToRest({ agenda, live }: TwinTime): void {
  const until: Instant = laterBy(agenda.now(), LONGEST_WORK_MS);
  while (live.pending > 0 && agenda.keepNext(until));
}
