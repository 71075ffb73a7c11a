import {
  type Address,
  type DomainName,
  printRdata,
  type Rcode,
  type ResourceRecord,
  type RrType,
} from "@splithorizon/core";
import type { SiteAnswer } from "../asking/index.ts";
import type { TraceStep } from "../trace/index.ts";

/** When a question is put, where that matters. */
export interface Moment {
  /** Milliseconds of the twin's time; it never goes back. */
  readonly atMs: number;
  /** For people, behind the question: `a second later`. */
  readonly words: string;
}

/** Who asks what, of whom. */
export interface Inquiry {
  /** A place of the site. */
  readonly from: string;
  /** null: the place's own resolver. */
  readonly server: Address | null;
  readonly name: DomainName;
  readonly type: RrType;
  /** A transfer goes over TCP all the same. */
  readonly transport?: "udp" | "tcp";
  /** `off`: with the flag CD, as `dig +cd`, so that no resolver looks at signatures. */
  readonly validation?: "off";
  /** The alternative that each choice of the network takes (next hop, endpoint), in turn; the first, where nothing is said. */
  readonly way?: readonly number[];
  readonly moment?: Moment;
}

/** A question that was put to the twin, what came of it, and its way. */
export interface Evidence {
  readonly inquiry: Inquiry;
  readonly answer: SiteAnswer;
  readonly steps: readonly TraceStep[];
}

/** `laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN`. */
export function evidenceText(evidence: Evidence): string {
  const { from, server, name, type, moment } = evidence.inquiry;
  const when = moment === undefined ? "" : `, ${moment.words}`;
  const whom = server === null ? "its resolver" : server;
  return `${from} asks ${whom} for ${name.text} ${type}${when}: ${outcomeText(evidence)}`;
}

const MOST_DATA = 3;

/** What came back, in a few words. */
export function outcomeText({ answer }: Evidence): string {
  if (answer.kind === "failed") return `no answer (${answer.why})`;
  if (answer.kind === "not-modelled") return `nobody can tell (${answer.what})`;
  if (answer.kind === "endless") return "servers ask each other without end";
  const data = dataOf({ answer });
  const rcode = answer.messages[0]?.rcode ?? "NOERROR";
  if (rcode !== "NOERROR") return rcode;
  if (data.length === 0) return "NOERROR without an answer";
  const rest = data.length > MOST_DATA ? ` and ${data.length - MOST_DATA} more` : "";
  return `${data.slice(0, MOST_DATA).join(", ")}${rest}`;
}

/** The rcode of an answer; null where none came. */
export function rcodeOf({ answer }: Pick<Evidence, "answer">): Rcode | null {
  return answer.kind === "answered" ? (answer.messages[0]?.rcode ?? null) : null;
}

/** What the answer section holds, as dig's `+short` prints it. */
export function dataOf({ answer }: Pick<Evidence, "answer">): readonly string[] {
  if (answer.kind !== "answered") return [];
  return answer.messages.flatMap((message) => message.answer.map(({ data }) => printRdata(data)));
}

/** An answer with data. */
export function hasData(evidence: Pick<Evidence, "answer">): boolean {
  return rcodeOf(evidence) === "NOERROR" && dataOf(evidence).length > 0;
}

/** What can be compared of an answer: the rcode and the data, whatever their order. */
export function answerKey(evidence: Pick<Evidence, "answer">): string {
  if (evidence.answer.kind !== "answered") return evidence.answer.kind;
  return [rcodeOf(evidence), ...dataOf(evidence).toSorted()].join("\n");
}

/** The SOA record that a denial came with. */
export function soaOf({ answer }: Pick<Evidence, "answer">): ResourceRecord | null {
  const message = answer.kind === "answered" ? answer.messages[0] : undefined;
  return message?.authority.find(({ data }) => data.type === "SOA") ?? null;
}

/** Whether this part of a server said something of the question on its way: `plugin rewrite`. */
export function hasSpoken({ steps }: Pick<Evidence, "steps">, actor: string): boolean {
  return steps.some(({ event }) => event.kind === "remark" && event.actor === actor);
}

/** Whether CoreDNS's acl had the last word on the question, and nothing came of it: `block`, `drop` or `filter`. */
export function isStoppedByAcl(evidence: Pick<Evidence, "answer" | "steps">): boolean {
  const last = evidence.steps.findLast(({ event }) => event.kind === "remark")?.event;
  return last?.kind === "remark" && last.actor === "plugin acl" && !hasData(evidence);
}

/** Whether the question came to a server, or at least to a machine that says that nobody listens. */
export function hasArrived({ answer }: Pick<Evidence, "answer">): boolean {
  return answer.kind === "answered" || (answer.kind === "failed" && answer.how === "refused");
}
