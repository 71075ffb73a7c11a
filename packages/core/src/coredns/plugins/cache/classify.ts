import { type Message, type Question, type ResourceRecord, sameName } from "../../../dns/index.ts";

/** What a reply is to the cache (plugin/pkg/response Typify, plugin/cache cacheResponseType). */
export type ReplyClass = "no-error" | "delegation" | "no-data" | "name-error" | "server-error" | "other";

export function classify(message: Message): ReplyClass {
  const [question] = message.questions;
  if (question === undefined || question.type === "AXFR" || question.type === "IXFR") return "other";
  switch (message.rcode) {
    case "SERVFAIL":
    case "NOTIMP":
      return "server-error";
    case "NXDOMAIN":
      return message.answer.length === 0 ? "name-error" : "other";
    case "NOERROR":
      return message.answer.length > 0 ? classifyAnswer(message, question) : classifyEmpty(message);
    default:
      return "other";
  }
}

function classifyAnswer(message: Message, question: Question): ReplyClass {
  return hasSoa(message) && !reachesType(message, question) ? "no-data" : "no-error";
}

function classifyEmpty(message: Message): ReplyClass {
  if (hasSoa(message)) return "no-data";
  return message.authority.some(({ data }) => data.type === "NS") ? "delegation" : "no-error";
}

export function hasSoa(message: Message): boolean {
  return message.authority.some(({ data }) => data.type === "SOA");
}

/** Whether the answer leads from the question's name, through its aliases, to the type that was asked. */
export function reachesType(message: Message, question: Question): boolean {
  if (question.type === "ANY" || question.type === "CNAME") return true;
  let { name } = question;
  for (let step = 0; step <= message.answer.length; step += 1) {
    const here = message.answer.filter((record) => sameName(record.owner, name));
    if (here.some((record) => record.data.type === question.type)) return true;
    const aliases = here.filter(isAlias);
    const [alias] = aliases;
    if (alias === undefined || aliases.length > 1) return false;
    name = alias.data.target;
  }
  return false;
}

function isAlias(record: ResourceRecord): record is ResourceRecord & {
  readonly data: { readonly type: "CNAME" } & Extract<ResourceRecord["data"], { type: "CNAME" }>;
} {
  return record.data.type === "CNAME";
}
