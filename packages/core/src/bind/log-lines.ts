import type { DomainName, Query, Question } from "../dns/index.ts";
import type { Endpoint, LogSink, Transport } from "../resolution/index.ts";

/** What named logs of one question; null where nobody keeps a log. */
export type QuestionLog = ((text: string) => void) | null;

/** named prints the address of its record of the client, which means nothing to anybody; here it is always this one. */
const CLIENT = "client @0x0";

/** Who asks, in which view, and with which key he signs. */
export interface LoggedClient {
  readonly source: Endpoint;
  readonly view: string;
  readonly signer: DomainName | null;
}

/** lib/ns/client.c ns_client_logv: who asks, for what, and in which view where it has a name. */
export function questionLog(sink: LogSink, client: LoggedClient, name: DomainName): QuestionLog {
  if (sink === null) return null;
  const [who, where] = [whoAsks(client), inView(client)];
  return (text) => sink(`${who} (${withoutDot(name)})${where}: ${text}`);
}

/** A line about who asks and not about what. */
export function clientLine(client: LoggedClient, text: string): string {
  return `${whoAsks(client)}${inView(client)}: ${text}`;
}

function whoAsks({ source: { address, port }, signer }: LoggedClient): string {
  return `${CLIENT} ${address}#${port}${signer === null ? "" : `/key ${withoutDot(signer)}`}`;
}

function inView({ view }: LoggedClient): string {
  return view.startsWith("_") ? "" : `: view ${view}`;
}

/** lib/ns/query.c log_query: `query: www.kloud.lan IN A +E(0)K (192.168.13.11)`. `V`: with a cookie of this server. */
export function queryLine(
  query: Query,
  question: Question,
  { transport, destination }: { readonly transport: Transport; readonly destination: Endpoint },
  cookie: "none" | "client" | "valid",
): string {
  const { name, type, class: rrClass } = question;
  const flags = [
    query.flags.recursionDesired ? "+" : "-",
    query.signature === undefined ? "" : "S",
    query.edns === null ? "" : `E(${query.edns.version})`,
    transport === "udp" ? "" : "T",
    query.edns?.dnssecOk === true ? "D" : "",
    query.flags.checkingDisabled ? "C" : "",
    { none: "", client: "K", valid: "V" }[cookie],
  ];
  return `query: ${withoutDot(name)} ${rrClass} ${type} ${flags.join("")} (${destination.address})`;
}

/** What a question failed for, in named's words, and where in its source: that of 9.18.47. */
export interface QueryFailure {
  readonly result: string;
  readonly line: number;
}

type FailureKind = "notLoaded" | "refused" | "remembered" | "formError" | "notImplemented";

/** What a failed question says with `querylog yes` (lib/ns/query.c, query_error); 9.20's source has other lines. */
export const FAILURES: Readonly<Record<FailureKind, QueryFailure>> = {
  notLoaded: { result: "zone not loaded", line: 5708 },
  refused: { result: "REFUSED", line: 5703 },
  remembered: { result: "SERVFAIL", line: 7172 },
  formError: { result: "FORMERR", line: 12_482 },
  notImplemented: { result: "NOTIMP", line: 12_469 },
};

/** Of the resolver's failure. */
export function fetchFailure(result: string): QueryFailure {
  return { result, line: 7910 };
}

export function failureLine({ name, type, class: rrClass }: Question, { result, line }: QueryFailure): string {
  return `query failed (${result}) for ${withoutDot(name)}/${rrClass}/${type} at query.c:${line}`;
}

/** `'www.kloud.lan/A/IN'`. */
export function quoted({ name, type, class: rrClass }: Question): string {
  return `'${withoutDot(name)}/${type}/${rrClass}'`;
}

/** `www.kloud.lan/A`. */
export function fetchTitle({ name, type }: Pick<Question, "name" | "type">): string {
  return `${withoutDot(name)}/${type}`;
}

export function withoutDot({ text }: DomainName): string {
  return text === "." ? text : text.slice(0, -1);
}

/** lib/ns/client.c ns__client_request. */
export function invalidSignature({ signature }: Query, error: string): string {
  const key = signature === undefined ? "" : withoutDot(signature.key);
  return `request has invalid signature: TSIG ${key}: tsig verify failure (${error})`;
}
