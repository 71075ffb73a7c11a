import { setTimeout as sleep } from "node:timers/promises";
import { queryHex } from "../query.ts";
import type { BatchQuestion, PlannedQuestion } from "../site-questions/question.ts";
import type { SiteBatch, SiteRecording } from "../site-recordings.ts";
import type { Ask } from "../suite.ts";
import type { SiteLab } from "./site-lab.ts";

/** named gives up on its own upstreams after ten seconds, over TCP twelve; whoever is silent longer than this stays so. */
const TIMEOUT_MS = 15_000;

/** Where nothing was heard before, or nothing is expected, nobody waits so long. */
const QUICK_TIMEOUT_MS = 2500;

/** Asks one question after the other. */
export async function recordQuestions(lab: SiteLab, planned: readonly PlannedQuestion[]): Promise<SiteBatch> {
  const questions: BatchQuestion[] = [];
  const answers: SiteRecording[] = [];
  const silentRoads = new Set<string>();
  const openRoads = new Set<string>();
  for (const [at, { waitMs, isDeadEnd = false, ...question }] of planned.entries()) {
    if (waitMs > 0) await sleep(waitMs);
    const road = `${question.from} ${question.server}`;
    const isQuick = isDeadEnd || question.wire !== undefined || silentRoads.has(road);
    const answer = await lab.ask(question.from, askOf(question, isQuick ? QUICK_TIMEOUT_MS : TIMEOUT_MS));
    questions.push({ id: String(at), atMs: answer.at - lab.zero, ...question });
    answers.push({ id: String(at), wire: answer.responses });
    if (answer.responses.length > 0) openRoads.add(road);
    else if (!isQuick && !openRoads.has(road)) silentRoads.add(road);
  }
  return { questions, answers };
}

function askOf(
  { source, server, query, wire, tcp }: Omit<PlannedQuestion, "waitMs" | "isDeadEnd">,
  timeoutMs: number,
): Ask {
  const transport = (query?.tcp ?? tcp) === true ? "tcp" : "udp";
  return { to: server, from: source ?? "0.0.0.0", transport, query: wire ?? hexOf(query), waitMs: 0, timeoutMs };
}

function hexOf(query: PlannedQuestion["query"]): string {
  if (query === undefined) throw new Error("a line has neither a query nor a message");
  const { name, type, edns } = query;
  return queryHex(name, type, {
    ...(query.class === undefined ? {} : { class: query.class }),
    rd: query.rd ?? true,
    cd: query.cd ?? false,
    ...(edns === null || edns === undefined
      ? {}
      : { edns: edns.size, dnssecOk: edns.do ?? false, ednsVersion: edns.version ?? 0 }),
  });
}
