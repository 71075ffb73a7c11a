import type { Address } from "./address.ts";
import { greetingLines } from "./dig-greeting.ts";
import type { Message, Query, Response } from "./message.ts";
import { hasForeignCookie } from "./print-edns.ts";
import { type DigPart, printMessage, printRecords } from "./print-message.ts";
import { printRdata } from "./rdata-text/index.ts";

/** How dig was asked to print. */
export interface DigForm {
  /** `+short`: data alone. */
  readonly style: "full" | "short";
  readonly parts: ReadonlySet<DigPart>;
}

const ALL_PARTS: ReadonlySet<DigPart> = new Set<DigPart>([
  "command",
  "comments",
  "question",
  "answer",
  "authority",
  "additional",
  "statistics",
]);

/** Without any `+option`. */
export const DEFAULT_DIG_FORM: DigForm = { style: "full", parts: ALL_PARTS };

const PART_OF_OPTION: ReadonlyMap<string, DigPart> = new Map([
  ["cmd", "command"],
  ["comments", "comments"],
  ["question", "question"],
  ["answer", "answer"],
  ["authority", "authority"],
  ["additional", "additional"],
  ["stats", "statistics"],
]);

/**
 * The form after one more `+option` (written without the plus); null for a word that does not change what is printed.
 * `+short` hides every part but the answer, and `+noshort` does not bring them back.
 */
export function applyDigOption(form: DigForm, option: string): DigForm | null {
  const isOff = option.startsWith("no");
  const word = isOff ? option.slice(2) : option;
  if (word === "short") return isOff ? { ...form, style: "full" } : { style: "short", parts: new Set(["answer"]) };
  if (word === "all") return { ...form, parts: isOff ? new Set() : ALL_PARTS };
  const part = PART_OF_OPTION.get(word);
  if (part === undefined) return null;
  const parts = new Set(form.parts);
  if (isOff) parts.delete(part);
  else parts.add(part);
  return { ...form, parts };
}

/** The server as dig names it. */
export interface DigServer {
  readonly address: Address;
  readonly port: number;
  /** What stood behind `@`, or the address of resolv.conf. */
  readonly asked: string;
}

export type DigTransport = "udp" | "tcp" | "tls";

/** What came of the question. */
export type DigOutcome =
  | {
      readonly kind: "answered";
      readonly messages: readonly Response[];
      /** Of all messages, as they came over the wire. */
      readonly octets: number;
      readonly milliseconds: number;
      /** As dig prints it: `Tue Jan 02 11:35:19 EST 2024`. */
      readonly when: string;
      readonly trailingOctets?: number;
      /** Questions of this run that came to nothing before. */
      readonly failedTries?: readonly FailedTry[];
    }
  | {
      readonly kind: "failed";
      readonly how: DigFailure;
      /** How often dig tried: 3 by default. */
      readonly tries: number;
      /** Over TCP: whether a connection was there, and then nothing came. */
      readonly wasConnected?: boolean;
    };

/** One try that had no answer. */
export interface FailedTry {
  readonly address: Address;
  readonly port: number;
  readonly how: DigFailure;
}

export type DigFailure = "timed out" | "connection refused" | "network unreachable" | "host unreachable";

/** One run of dig. */
export interface DigRun {
  /** What stood behind `dig` on the command line. */
  readonly words: string;
  /** `9.18.49-1~deb12u3-Debian`. */
  readonly version: string;
  readonly server: DigServer;
  /** Over which the answer came. */
  readonly transport: DigTransport;
  /** Whether a truncated UDP answer came first. */
  readonly wasTruncated: boolean;
  readonly query: Query;
  readonly outcome: DigOutcome;
}

/** All that dig 9.18 writes to its standard output. */
export function printDig(run: DigRun, form: DigForm = DEFAULT_DIG_FORM): string {
  return run.outcome.kind === "failed" ? printFailure(run, run.outcome, form) : printAnswer(run, run.outcome, form);
}

function printFailure(run: DigRun, outcome: DigOutcome & { kind: "failed" }, form: DigForm): string {
  const { server, transport, words, version } = run;
  const place = `${server.address}#${server.port}`;
  if (transport !== "udp" && outcome.wasConnected !== true) {
    const name = run.query.questions[0]?.name.text.replace(/(?<=.)\.$/, "") ?? "";
    const line = `;; Connection to ${place}(${server.asked}) for ${name} failed: ${outcome.how}.\n`;
    return `${retryLine(run, form)}${`${line};; no servers could be reached\n`.repeat(outcome.tries)}`;
  }
  const tries = `;; communications error to ${place}: ${outcome.how}\n`.repeat(outcome.tries);
  return `${retryLine(run, form)}${tries}${greetingLines(words, version)};; no servers could be reached\n`;
}

/** dighost.c: said whatever is asked to be printed. */
function failureLine({ address, port, how }: FailedTry): string {
  return `;; communications error to ${address}#${port}: ${how}\n`;
}

function retryLine(run: DigRun, form: DigForm): string {
  return run.wasTruncated && form.parts.has("comments") ? ";; Truncated, retrying in TCP mode.\n" : "";
}

function greeting({ words, version }: DigRun, form: DigForm): string {
  return form.style === "short" || !form.parts.has("command") ? "" : greetingLines(words, version);
}

/** What dig says of a message before it prints it. */
function warningOf(run: DigRun, message: Message): string {
  return hasForeignCookie(message.edns, run.query.edns) ? ";; Warning: Client COOKIE mismatch\n" : "";
}

function printAnswer(run: DigRun, outcome: DigOutcome & { kind: "answered" }, form: DigForm): string {
  const [first] = outcome.messages;
  if (first === undefined) return greeting(run, form);
  const body = isTransfer(run.query) ? printTransfer(outcome.messages, form) : printOne(run, outcome, first, form);
  const front = `${(outcome.failedTries ?? []).map(failureLine).join("")}${retryLine(run, form)}${warningOf(run, first)}${greeting(run, form)}`;
  return `${front}${body}${statistics(run, outcome, form)}`;
}

function isTransfer(query: Query): boolean {
  const type = query.questions[0]?.type;
  return type === "AXFR" || type === "IXFR";
}

function printOne(run: DigRun, outcome: DigOutcome & { kind: "answered" }, message: Response, form: DigForm): string {
  if (form.style === "short") return message.answer.map((record) => `${printRdata(record.data)}\n`).join("");
  const { query } = run;
  return printMessage({ message, isResponse: true, query, trailingOctets: outcome.trailingOctets ?? 0 }, form.parts);
}

const TRANSFER_FAILED = "; Transfer failed.\n";

function printTransfer(messages: readonly Response[], form: DigForm): string {
  if (transferFailed(messages)) return TRANSFER_FAILED;
  const records = messages.flatMap((message) => message.answer);
  if (form.style === "short") return records.map((record) => `${printRdata(record.data)}\n`).join("");
  return form.parts.has("answer") ? printRecords(records) : "";
}

function transferFailed(messages: readonly Response[]): boolean {
  return messages.some((message) => message.rcode !== "NOERROR") || messages[0]?.answer.length === 0;
}

const TRANSPORT_WORD = { udp: "UDP", tcp: "TCP", tls: "TLS" } as const;

function statistics(run: DigRun, outcome: DigOutcome & { kind: "answered" }, form: DigForm): string {
  if (!form.parts.has("statistics") || form.style === "short") return "";
  const isWholeTransfer = isTransfer(run.query);
  if (isWholeTransfer && transferFailed(outcome.messages)) return "";
  const { server, transport } = run;
  const records = outcome.messages.reduce((sum, message) => sum + message.answer.length, 0);
  const size = isWholeTransfer
    ? `;; XFR size: ${records} records (messages ${outcome.messages.length}, bytes ${outcome.octets})`
    : `;; MSG SIZE  rcvd: ${outcome.octets}`;
  const lines = [
    `;; Query time: ${outcome.milliseconds} msec`,
    `;; SERVER: ${server.address}#${server.port}(${server.asked}) (${TRANSPORT_WORD[transport]})`,
    `;; WHEN: ${outcome.when}`,
    size,
    "",
  ];
  return lines.map((line) => `${line}\n`).join("");
}
