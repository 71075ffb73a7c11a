import { type Edns, numberOfRrType, type Query, type Question, type Rcode } from "../dns/index.ts";
import type { Irregularity, MessageHeader } from "../wire/index.ts";
import type { ReplyParts } from "./answering/reply.ts";
import { EDE_PROHIBITED, type ExtendedError } from "./answering/request.ts";
import { hasMalformedOption, hasRefusedSubnet } from "./edns.ts";
import type { BindVersion } from "./settings.ts";

/** Refused because of who asks (RFC 8914 section 4.19). */
export const PROHIBITED: ExtendedError = { code: EDE_PROHIBITED, text: "" };

const REFUSED_FORMS: ReadonlySet<Irregularity["kind"]> = new Set<Irregularity["kind"]>([
  "several-opt",
  "opt-owner-not-root",
  "misplaced-opt",
  "missing-records",
  "forward-pointer",
]);

/** Whether a message is not read further, although its octets can be (lib/dns/message.c, getsection). */
export function isRefusedForm(irregularities: readonly Irregularity[], query: Query): boolean {
  const isEmptied = query.opcode !== "UPDATE" && irregularities.some(({ kind }) => kind === "empty-rdata");
  return isEmptied || irregularities.some(({ kind }) => REFUSED_FORMS.has(kind)) || hasMixedClasses(query);
}

/** Records of a question are of its class; those of an UPDATE may be of class NONE or ANY. */
function hasMixedClasses({ opcode, questions, answer, authority, additional }: Query): boolean {
  const asked = questions[0]?.class;
  if (asked === undefined || asked === "ANY" || opcode === "UPDATE") return false;
  return [...questions, ...answer, ...authority, ...additional].some((entry) => entry.class !== asked);
}

/** Whether somebody signed the message: TSIG, or SIG(0), whose owner is the root (RFC 8945, RFC 2931). */
export function isSigned({ additional }: Query): boolean {
  return additional.some(({ owner, data }) => data.type === "TSIG" || (data.type === "SIG" && owner.labelCount === 0));
}

/** Whether there is anything that answers this opcode. */
export function isServedOpcode({ opcode }: Query): boolean {
  return opcode === "QUERY" || opcode === "NOTIFY" || opcode === "UPDATE";
}

/** What is said before a view is chosen (lib/ns/client.c, ns__client_request); null: nothing is odd. */
export function oddReply(query: Query, version: BindVersion): ReplyParts | null {
  const question = query.questions[0];
  const isServed = isServedOpcode(query);
  const ofEdns = query.edns === null ? null : oddEdns(query.edns, version);
  if (ofEdns !== null) return isServed ? ofEdns : { ...ofEdns, questions: [] };
  if (query.questions.length > 1) return { rcode: "FORMERR", questions: [] };
  if (question === undefined) return withoutQuestion(query, isServed);
  const ofClass = oddClass(query, question);
  return isServed || ofClass === null ? ofClass : { ...ofClass, questions: [] };
}

function oddEdns(edns: Edns, version: BindVersion): ReplyParts | null {
  if (hasMalformedOption(edns)) return { rcode: "FORMERR", opt: "size" };
  if (edns.version !== 0) return { rcode: "BADVERS", opt: version === "9.18" ? "size-and-do" : "with-cookie" };
  return hasRefusedSubnet(edns, version) ? { rcode: "FORMERR", opt: "none" } : null;
}

/** A cookie alone may be asked for (RFC 7873 section 5.4). */
function withoutQuestion({ edns, opcode }: Query, isServed: boolean): ReplyParts {
  const isCookieQuestion = edns?.options.some(({ code }) => code === 10) === true && opcode === "QUERY";
  if (isCookieQuestion) return { rcode: "NOERROR", questions: [] };
  return { rcode: isServed ? "FORMERR" : "NOTIMP", questions: [] };
}

function oddClass({ opcode }: Query, question: Question): ReplyParts | null {
  switch (question.class) {
    case "IN":
    case "CH":
    case "HS":
      return null;
    case "NONE":
      return opcode === "UPDATE" ? null : { rcode: "FORMERR" };
    case "ANY":
      return { rcode: "FORMERR" };
    default:
      return { rcode: "NOTIMP" };
  }
}

const MAILB = 253;
const MAILA = 254;
/** OPT, 128, TKEY and TSIG are no types to ask for. */
const FORMAT_ERRORS: ReadonlySet<number> = new Set([41, 128, 249, 250]);

/** Types that nobody can ask for (lib/ns/query.c, ns_query_start); null: this one can be. */
export function oddTypeRcode(question: Question): Rcode | null {
  const number = numberOfRrType(question.type);
  if (FORMAT_ERRORS.has(number)) return "FORMERR";
  return number === MAILB || number === MAILA ? "NOTIMP" : null;
}

/** All that were announced and are one question, or none. */
export function questionsToRepeat({ questions }: Query, header: MessageHeader): readonly Question[] {
  return questions.length === 1 && header.announced.question === 1 ? questions : [];
}
