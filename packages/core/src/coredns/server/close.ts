import type { Query, Response } from "../../dns/index.ts";
import type { Outcome } from "../../resolution/index.ts";
import type { PluginMessage, PluginOutcome, PluginRequest } from "../plugin.ts";
import { isLeftToServer } from "../reply.ts";
import { errorReply, serverErrorPolicy } from "./accept.ts";
import { type EchoedOptions, finishReply } from "./finish.ts";

/** plugin.ClientWrite: four rcodes mean that the server writes the reply, even where a plugin has written one already. */
export function closeOutcome(outcome: PluginOutcome, request: PluginRequest, echoes: EchoedOptions): Outcome {
  switch (outcome.kind) {
    case "unsupported":
    case "silence":
      return outcome;
    case "returned":
      if (!isLeftToServer(outcome.rcode)) return { kind: "silence", why: "no-handler" };
      return fromServer(outcome.seen ?? request.query, outcome.rcode, echoes);
    case "written": {
      const query = outcome.seen ?? request.query;
      const messages = outcome.messages.map((message) => finish(message, query, echoes));
      if (isLeftToServer(outcome.returned)) messages.push(finishError(query, outcome.returned, echoes));
      return { kind: "reply", messages };
    }
  }
}

function finish(message: PluginMessage, query: Query, echoes: EchoedOptions): Response {
  if (message.rcode === "BADVERS") return { kind: "response", ...withoutOrder(message), wire: serverErrorPolicy };
  return finishReply(message, query, echoes);
}

function withoutOrder({ order: _order, ...message }: PluginMessage): Omit<PluginMessage, "order"> {
  return message;
}

/** A reply that the server writes by itself. */
export function fromServer(query: Query, rcode: PluginMessage["rcode"], echoes: EchoedOptions): Outcome {
  return { kind: "reply", messages: [finishError(query, rcode, echoes)] };
}

function finishError(query: Query, rcode: PluginMessage["rcode"], echoes: EchoedOptions): Response {
  return finishReply({ ...errorReply(query, rcode), order: "fixed" }, query, echoes);
}
