import type { Message, Question, ResourceRecord } from "../../../dns/index.ts";

/**
 * What a reply is to the cache (plugin/pkg/response Typify, plugin/cache cacheResponseType).
 * `other`: an error that is never kept; `meta`: a transfer or a NOTIFY.
 */
export type ReplyClass = "no-error" | "delegation" | "no-data" | "name-error" | "server-error" | "other" | "meta";

/** As plugin/cache has it: an answer that does not reach its question, with an SOA record, is a denial (RFC 2308 section 2.2). */
export function classify(message: Message): ReplyClass {
  const plain = typify(message);
  return plain === "no-error" && hasSoa(message) && isWithoutAnswer(message) ? "no-data" : plain;
}

/** As plugin/pkg/response has it: any answer is one. */
export function typify(message: Message): ReplyClass {
  const [question] = message.questions;
  if (message.opcode === "NOTIFY" || question?.type === "AXFR" || question?.type === "IXFR") return "meta";
  switch (message.rcode) {
    case "SERVFAIL":
    case "NOTIMP":
      return "server-error";
    case "NXDOMAIN":
      return message.answer.length === 0 ? "name-error" : "other";
    case "NOERROR":
      return message.answer.length > 0 ? "no-error" : typifyEmpty(message);
    default:
      return "other";
  }
}

function typifyEmpty(message: Message): ReplyClass {
  if (hasSoa(message)) return "no-data";
  return message.authority.some(({ data }) => data.type === "NS") ? "delegation" : "no-error";
}

export function hasSoa(message: Message): boolean {
  return message.authority.some(({ data }) => data.type === "SOA");
}

/** Whether there are answers, and none to the question. */
export function isWithoutAnswer(message: Message): boolean {
  return message.answer.length > 0 && !answersQuestion(message);
}

/** Whether the answer leads from the question's name, through its aliases, to the type that was asked. */
export function answersQuestion(message: Message): boolean {
  const question = message.questions[0];
  if (question === undefined || message.rcode !== "NOERROR") return false;
  const byOwner = groupByOwner(message.answer, question.class);
  if (question.type === "ANY") return byOwner.has(question.name.key);
  if (question.type === "CNAME") return firstTargets(byOwner.get(question.name.key)).length === 1;
  const end = endOfChain(byOwner, question);
  return end !== null && (byOwner.get(end) ?? []).some(({ data }) => data.type === question.type);
}

function groupByOwner(
  records: readonly ResourceRecord[],
  rrClass: Question["class"],
): ReadonlyMap<string, readonly ResourceRecord[]> {
  const groups = new Map<string, ResourceRecord[]>();
  for (const record of records) {
    if (rrClass !== "ANY" && record.class !== rrClass) continue;
    const group = groups.get(record.owner.key);
    if (group === undefined) groups.set(record.owner.key, [record]);
    else group.push(record);
  }
  return groups;
}

/** The last name of the chain of aliases; null where it forks or comes back to itself (cache.go canonicalName). */
function endOfChain(byOwner: ReadonlyMap<string, readonly ResourceRecord[]>, question: Question): string | null {
  let { key } = question.name;
  // Each owner leads on once, unless it is a circle.
  for (let left = byOwner.size; left >= 0; left -= 1) {
    const targets = firstTargets(byOwner.get(key));
    const target = targets[0];
    if (targets.length > 1) return null;
    if (target === undefined) return key;
    key = target;
  }
  return null;
}

const NOWHERE: readonly string[] = [];

/** Where aliases lead: none, one or the first two of several names. */
function firstTargets(records: readonly ResourceRecord[] = []): readonly string[] {
  let targets = NOWHERE;
  for (const { data } of records) {
    if (data.type !== "CNAME" || data.target.key === targets[0]) continue;
    targets = [...targets, data.target.key];
    if (targets.length > 1) break;
  }
  return targets;
}
