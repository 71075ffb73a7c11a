import { type DomainName, type Instant, isAtOrBelow, parseName } from "../../../dns/index.ts";
import type { Effect, EffectResult, LogSink } from "../../../resolution/index.ts";
import type { PluginInstance, PluginMessage, PluginOutcome, PluginRequest, PluginStep } from "../../plugin.ts";
import { isLeftToServer } from "../../reply.ts";
import { type FormatPart, fillFormat, type Logged, parseFormat } from "./format.ts";
import type { LogRule } from "./settings.ts";

interface Rule {
  readonly scope: DomainName;
  readonly format: readonly FormatPart[];
  readonly classes: ReadonlySet<string>;
}

/** plugin/log: the first rule whose scope holds the name writes a line, if the reply is of one of its classes. */
export function makeLog(rules: readonly LogRule[], log: () => LogSink, listensOn: Logged["listensOn"]): PluginInstance {
  const prepared = rules.flatMap(prepare);
  return {
    wrap: (next) => (request) => {
      const sink = log();
      if (sink === null) return next(request);
      const rule = prepared.find(({ scope }) => isAtOrBelow(request.question.name, scope));
      if (rule === undefined) return next(request);
      return withTime(next(request), request.now, (outcome, elapsedMs) => {
        const writer = outcome.kind === "written" ? "plugin" : "server";
        const seen = ("seen" in outcome ? outcome.seen : undefined) ?? request.query;
        const message = messageOf(outcome, request);
        const logged: Logged = { request, seen, message, writer, elapsedMs, listensOn };
        if (rule.classes.has("all") || rule.classes.has(classOf(logged.message))) {
          sink(`[INFO] ${fillFormat(rule.format, logged)}`);
        }
      });
    },
  };
}

/** A scope that is no name holds none. */
function prepare({ scope, format, classes }: LogRule): readonly Rule[] {
  const name = parseName(scope);
  if (typeof name === "string") return [];
  return [{ scope: name, format: parseFormat(format), classes: new Set(classes) }];
}

/** Looks at what came, and when; stays a plain call where nobody had to wait. */
function withTime(
  step: PluginStep,
  begun: Instant,
  look: (outcome: PluginOutcome, elapsedMs: number) => void,
): PluginStep {
  if (!("kind" in step)) return waited(step, begun, look);
  look(step, 0);
  return step;
}

function* waited(
  exchange: Generator<Effect, PluginOutcome, EffectResult>,
  begun: Instant,
  look: (outcome: PluginOutcome, elapsedMs: number) => void,
): Generator<Effect, PluginOutcome, EffectResult> {
  let now = begun;
  let turn = exchange.next();
  try {
    while (turn.done !== true) {
      const result: EffectResult = yield turn.value;
      now = result.now;
      turn = exchange.next(result);
    }
    look(turn.value, now - begun);
    return turn.value;
  } finally {
    if (turn.done !== true) exchange.return({ kind: "silence", why: "no-handler" });
  }
}

/** What was written last; where nothing was and the server will write, what it writes. */
function messageOf(outcome: PluginOutcome, request: PluginRequest): PluginMessage | null {
  if (outcome.kind === "written") return outcome.messages.at(-1) ?? null;
  if (outcome.kind !== "returned" || !isLeftToServer(outcome.rcode)) return null;
  const { id, opcode, questions, flags } = request.query;
  const isQuery = opcode === "QUERY";
  return {
    id,
    opcode,
    questions,
    rcode: outcome.rcode,
    flags: {
      authoritative: false,
      truncated: false,
      recursionDesired: isQuery && flags.recursionDesired,
      recursionAvailable: false,
      authenticData: false,
      checkingDisabled: isQuery && flags.checkingDisabled,
      reserved: false,
    },
    answer: [],
    authority: [],
    additional: [],
    edns: null,
    order: "fixed",
  };
}

/** plugin/pkg/response Typify and Classify; signatures that have expired are not looked for. */
function classOf(message: PluginMessage | null): "success" | "denial" | "error" {
  if (message === null || isTransfer(message)) return "error";
  const { rcode, answer, authority } = message;
  if (rcode === "NXDOMAIN") return answer.length === 0 ? "denial" : "error";
  if (rcode !== "NOERROR") return "error";
  return answer.length === 0 && authority.some(({ data }) => data.type === "SOA") ? "denial" : "success";
}

function isTransfer({ opcode, questions }: PluginMessage): boolean {
  const type = questions[0]?.type;
  return opcode === "NOTIFY" || opcode === "UPDATE" || type === "AXFR" || type === "IXFR";
}
