import {
  askStub,
  type Instant,
  InvariantError,
  type Query,
  type QueryPacket,
  type StubAnswer,
  type StubKind,
} from "@splithorizon/core";
import { type Client, type Fate, untold } from "../live/index.ts";
import { firstAlternative } from "../sending/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { Asking, AskingOptions } from "./asking.ts";
import { runStub } from "./run-stub.ts";
import { answered, failed, type SiteAnswer } from "./site-answer.ts";
import { type TwinTime, timeOf } from "./twin-time.ts";

/** How a program asks: dig's or glibc's patience, and what it does with a cut answer. */
export interface StubPatience {
  readonly kind: StubKind;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly whenTruncated: "retry-over-tcp" | "accept";
}

/** dig without any option: three tries of five seconds. */
export const digPatience: StubPatience = {
  kind: "dig",
  timeoutMs: 5000,
  attempts: 3,
  whenTruncated: "retry-over-tcp",
};

/**
 * Puts a question as a program does: server after server, try after try, over TCP when an answer is cut. The twin's time
 * passes until the answer is there and never goes back: a question from before that moment is put at that moment.
 */
export function askSite(
  twin: SiteTwin,
  asking: Asking,
  query: Query,
  now: Instant,
  patience: StubPatience = digPatience,
  options: AskingOptions = {},
): SiteAnswer {
  return waitForAnswer(twin, now, (_time, done) => putQuery(twin, asking, query, patience, options, done));
}

/** As {@link askSite}, at the twin's present and without waiting: `done` is called once, when its time has come. */
export function putQuery(
  twin: SiteTwin,
  asking: Asking,
  query: Query,
  patience: StubPatience,
  options: AskingOptions,
  done: (answer: SiteAnswer) => void,
): void {
  const time = timeOf(twin);
  const kept = time.keeper?.asked(asking, options, done, (other, ...how) =>
    putQuery(other, asking, query, patience, ...how),
  );
  const { options: own, heard } = kept ?? { options, heard: done };
  begin(twin, time, asking, own, heard, (client) => {
    const begun = time.agenda.now();
    const { kind, timeoutMs, attempts, whenTruncated } = patience;
    const { servers, transport } = asking;
    const how = { kind, timeoutMs, attempts, whenTruncated, servers, transport, firstServer: 0 };
    const exchange = askStub(query, how, begun);
    const by = { source: asking.source, connection: own.connection ?? null };
    runStub(client, time.agenda, exchange, by, (answer, fate) => {
      client.leave();
      heard(answerOfStub(answer, fate, asking, time.agenda.now() - begun));
    });
  });
}

function answerOfStub(answer: StubAnswer, fate: Fate | null, asking: Asking, elapsedMs: number): SiteAnswer {
  if (answer.kind === "failed" || fate?.kind !== "answered") return failed(fate, answer.tries.length, elapsedMs);
  const { from, transport, tries } = answer;
  const wasTruncated = tries.length > 1 && transport === "tcp" && asking.transport === "udp";
  const failedTries = tries.flatMap(({ to, result }) => (result.kind === "failed" ? [{ to, how: result.how }] : []));
  const own = tries.findLast(({ to, result }) => to === from && result.kind === "answered");
  const queryMs = own === undefined ? elapsedMs : own.endedAt - own.askedAt;
  return answered(fate, { from, transport, wasTruncated, failedTries, elapsedMs, queryMs });
}

/** Puts one packet to the first server and waits once: for recorded conversations and hostile octets. Of time see {@link askSite}. */
export function askOnce(
  twin: SiteTwin,
  asking: Asking,
  content: QueryPacket["content"],
  now: Instant,
  timeoutMs: number,
  options: AskingOptions = {},
): SiteAnswer {
  return waitForAnswer(twin, now, (_time, done) => putOnce(twin, asking, content, timeoutMs, options, done));
}

/** As {@link askOnce}, at the twin's present and without waiting: `done` is called once, when its time has come. */
export function putOnce(
  twin: SiteTwin,
  asking: Asking,
  content: QueryPacket["content"],
  timeoutMs: number,
  options: AskingOptions,
  done: (answer: SiteAnswer) => void,
): void {
  const time = timeOf(twin);
  const { transport, source, servers } = asking;
  const [to] = servers;
  if (to === undefined) {
    done(failed(null, 0, 0));
    return;
  }
  const kept = time.keeper?.asked(asking, options, done, (other, ...how) =>
    putOnce(other, asking, content, timeoutMs, ...how),
  );
  const { options: own, heard } = kept ?? { options, heard: done };
  const begun = time.agenda.now();
  begin(twin, time, asking, own, heard, (client) =>
    client.ask({ to, transport, source, content, timeoutMs }, (fate) => {
      const elapsedMs = time.agenda.now() - begun;
      const way = { from: to, transport, wasTruncated: false, failedTries: [], elapsedMs, queryMs: elapsedMs };
      client.leave();
      heard(fate.kind === "answered" ? answered(fate, way) : failed(fate, 1, elapsedMs));
    }),
  );
}

/** Lets time pass until an answer is there. */
function waitForAnswer(
  twin: SiteTwin,
  now: Instant,
  ask: (time: TwinTime, done: (answer: SiteAnswer) => void) => void,
): SiteAnswer {
  const time = timeOf(twin);
  time.agenda.passUntil(now);
  const got: SiteAnswer[] = [];
  ask(time, (answer) => got.push(answer));
  for (;;) {
    const [answer] = got;
    if (answer !== undefined) return answer;
    if (!time.agenda.keepNext()) throw new InvariantError("nobody answers, and nobody gives up");
  }
}

/** Lets somebody at the place ask; what cannot be carried to its end is the answer too. */
function begin(
  twin: SiteTwin,
  { live, choose: own }: TwinTime,
  { from }: Asking,
  { choose = own ?? firstAlternative, recorder = null }: AskingOptions,
  done: (answer: SiteAnswer) => void,
  act: (client: Client) => void,
): void {
  const station = twin.network.stations.get(from.station);
  if (station === undefined) {
    done({ kind: "not-modelled", what: untold(from) });
    return;
  }
  live.drawLotsBy(choose);
  live.visit(station, recorder, done, act);
}
