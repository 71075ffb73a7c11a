import {
  type Endpoint,
  escapeForTerminal,
  type HeaderFlags,
  printRdata,
  type Question,
  type ResourceRecord,
  type Response,
} from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import { type Hop, type Packet, printPacket } from "../network/index.ts";
import type { TraceEvent, TraceStep } from "./step.ts";

/** A trace as people read it: who asks whom, the packet's way with its addresses before and after, what each server thinks, and what it answers. */
export function printTrace(steps: readonly TraceStep[]): string {
  let text = "";
  let last = 0;
  const ended = new Set<number>();
  for (const step of steps) {
    const said = lineOf(step.event);
    if (said === null) continue;
    const isTooLate = step.event.kind === "replied" && ended.has(step.conversation);
    const line = isTooLate ? `${said}: too late` : said;
    if (step.event.kind === "failed") ended.add(step.conversation);
    const moment = step.at === last ? "" : `${"  ".repeat(step.depth)}(${seconds(step.at)} s)\n`;
    last = step.at;
    text += `${moment}${"    ".repeat(step.depth)}${escapeForTerminal(line)}\n`;
  }
  return text;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3).replace(/\.?0+$/, "");
}

function lineOf(event: TraceEvent): string | null {
  switch (event.kind) {
    case "asked": {
      const recursion = event.recursionDesired ? "" : ", RD=0";
      return `${event.by} asks ${place(event.to)} over ${event.transport}: ${questionText(event.question)}${recursion}`;
    }
    case "hop":
      return hopLine(event.hop, event.direction);
    case "received":
      return `  * ${event.server} sees ${event.source.address} as the client`;
    case "remark":
      return `    ${event.actor}: ${event.text}`;
    case "replied":
      return `  * ${event.server} answers ${responseText(event.response)}, ${event.octets} octets`;
    case "silent":
      return `  * ${event.server} says nothing: ${event.why}`;
    case "failed":
      return `  ! ${event.how}: ${event.why}`;
    case "chosen":
      return `  ? ${event.why}: number ${event.index + 1} of ${event.among}, drawn by lot`;
    default:
      return assertNever(event);
  }
}

function place({ address, port }: Endpoint): string {
  return port === 53 ? address : `${address} port ${port}`;
}

export function questionText(question: Question | null): string {
  if (question === null) return "octets without a question";
  const { name, type, class: rrClass } = question;
  return rrClass === "IN" ? `${name.text} ${type}` : `${name.text} ${rrClass} ${type}`;
}

/** Ways back without a translation are as the way there, so they are left out. */
function hopLine(hop: Hop, direction: "there" | "back"): string | null {
  const arrow = direction === "there" ? "->" : "<-";
  switch (hop.kind) {
    case "sent":
      return direction === "there" ? `  ${arrow} ${hop.at} sends ${printPacket(hop.packet)}` : null;
    case "forwarded":
      return direction === "there" ? `  ${arrow} ${hop.at} to ${hop.to}: ${hop.why}` : null;
    case "translated":
      return `  ${arrow} ${hop.at} translates ${changes(hop.before, hop.packet)}: ${hop.why}`;
    case "delivered":
      return direction === "there" ? `  ${arrow} ${hop.at} takes ${printPacket(hop.packet)}` : null;
    case "dropped":
      return `  ${arrow} lost at ${hop.at}: ${hop.why}`;
    default:
      return assertNever(hop);
  }
}

function changes(before: Packet, after: Packet): string {
  return [change("source", before.source, after.source), change("destination", before.destination, after.destination)]
    .filter((text) => text !== "")
    .join(", ");
}

function change(what: string, before: Endpoint, after: Endpoint): string {
  if (before.address === after.address && before.port === after.port) return "";
  const show = ({ address, port }: Endpoint): string => (before.port === after.port ? address : `${address}:${port}`);
  return `${what} ${show(before)} => ${show(after)}`;
}

const FLAG_WORDS: readonly (readonly [keyof HeaderFlags, string])[] = [
  ["authoritative", "aa"],
  ["truncated", "tc"],
  ["recursionDesired", "rd"],
  ["recursionAvailable", "ra"],
  ["authenticData", "ad"],
  ["checkingDisabled", "cd"],
];
const MOST_RECORDS = 4;

/** As dig writes them, without the `qr` of every response. */
export function flagWords(flags: HeaderFlags): readonly string[] {
  return FLAG_WORDS.filter(([flag]) => flags[flag]).map(([, word]) => word);
}

export function responseText({ rcode, flags, answer, authority }: Response): string {
  const shown = answer.slice(0, MOST_RECORDS).map(recordText).join("; ");
  const rest = answer.length > MOST_RECORDS ? `; and ${answer.length - MOST_RECORDS} more` : "";
  const head = `${rcode} (${["qr", ...flagWords(flags)].join(" ")})`;
  if (answer.length > 0) return `${head}: ${shown}${rest}`;
  const [first] = authority;
  return first === undefined ? `${head}, empty` : `${head}, authority ${recordText(first)}`;
}

function recordText({ owner, ttl, data }: ResourceRecord): string {
  return `${owner.text} ${ttl} ${data.type} ${printRdata(data)}`;
}
