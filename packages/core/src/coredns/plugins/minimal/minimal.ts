import { afterwards, type PluginInstance, type PluginMessage, type PluginOutcome } from "../../plugin.ts";

/** plugin/minimal. What it passes on counts as written, whatever the plugins behind it returned. */
export function makeMinimal(): PluginInstance {
  return { wrap: (next) => (request) => afterwards(next(request), shorten) };
}

function shorten(outcome: PluginOutcome): PluginOutcome {
  if (outcome.kind !== "written") return outcome;
  // pkg/nonwriter keeps one message: of a transfer's many only the last one gets out.
  const messages = outcome.messages
    .slice(-1)
    .map((message) => (isPositive(message) ? { ...message, authority: [], additional: [], edns: null } : message));
  return { kind: "written", messages, returned: "NOERROR" };
}

/** plugin/pkg/response Typify: type NoError. Transfers and NOTIFY are of another type. */
function isPositive({ answer, authority, rcode, opcode, questions }: PluginMessage): boolean {
  const type = questions[0]?.type;
  if (rcode !== "NOERROR" || opcode !== "QUERY" || type === "AXFR" || type === "IXFR") return false;
  return answer.length > 0 || !authority.some(({ data }) => data.type === "SOA" || data.type === "NS");
}
