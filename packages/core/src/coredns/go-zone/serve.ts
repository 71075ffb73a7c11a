import { type DomainName, isAtOrBelow } from "../../dns/index.ts";
import { lowerCaseName } from "../go-name.ts";
import {
  type Handler,
  type PluginContext,
  type PluginExchange,
  type PluginOutcome,
  type PluginRequest,
  type PluginStep,
  returned,
} from "../plugin.ts";
import { replyTo } from "../reply.ts";
import type { Looked, ZoneQuestion } from "./answers.ts";
import { type Chase, finishChase } from "./chase.ts";
import type { GoZone } from "./go-zone.ts";
import { lookUpInZone } from "./lookup.ts";

/** Who serves a zone: its plugin's name, and what happens to names that it does not have. */
export interface ZoneServer {
  readonly actor: string;
  readonly context: PluginContext;
  readonly fallthrough: readonly DomainName[];
  /** auto answers NOTIFY as a question, and no referral of it is authoritative. */
  readonly dialect: "file" | "auto";
}

/** plugin/file/file.go ServeDNS, once the zone has been found. */
export function serveGoZone(server: ZoneServer, zone: GoZone, request: PluginRequest, next: Handler): PluginStep {
  const { name, type } = request.question;
  if (type === "AXFR" || type === "IXFR") return returned("REFUSED");
  // Only a secondary heeds NOTIFY; others drop it.
  if (request.query.opcode === "NOTIFY" && server.dialect === "file") return { kind: "silence", why: "no-handler" };
  const question: ZoneQuestion = {
    name: lowerCaseName(name),
    type,
    dnssecOk: request.query.edns?.dnssecOk === true,
    loops: request.loops,
  };
  const looked = lookUpInZone(zone, question);
  if (looked.kind === "chase") return chaseThen(server, zone, request, next, question, looked);
  return finish(server, zone, request, next, looked);
}

/** plugin/pkg/upstream: CoreDNS is asked as by the same client. */
function* chaseThen(
  server: ZoneServer,
  zone: GoZone,
  request: PluginRequest,
  next: Handler,
  question: ZoneQuestion,
  chase: Chase,
): PluginExchange {
  const asked = { name: chase.target, type: question.type, class: "IN" } as const;
  request.remark?.({ actor: server.actor, text: `asks CoreDNS for ${chase.target.text} ${question.type}` });
  const response = yield* server.context.reenter({ ...request, loops: request.loops + 1 }, asked);
  const step = finish(server, zone, request, next, finishChase(zone, question, chase, response));
  return "kind" in step ? step : yield* step;
}

function finish(server: ZoneServer, zone: GoZone, request: PluginRequest, next: Handler, looked: Looked): PluginStep {
  const { name } = request.question;
  const isMissing = looked.answer.length === 0 && (looked.kind === "name-error" || looked.kind === "success");
  if (isMissing && server.fallthrough.some((below) => isAtOrBelow(name, below))) {
    request.remark?.({ actor: server.actor, text: `no such name in ${zone.origin.text}: falls through` });
    return next(request);
  }
  request.remark?.({ actor: server.actor, text: `zone ${zone.origin.text}: ${looked.kind}` });
  return outcomeOf(server, request, looked);
}

function outcomeOf({ dialect }: ZoneServer, request: PluginRequest, looked: Looked): PluginOutcome {
  const { answer, authority, additional } = looked;
  switch (looked.kind) {
    case "unsendable":
      return { kind: "silence", why: "no-handler" };
    case "server-failure":
      if (answer.length === 0) return returned("SERVFAIL");
      break;
    case "success":
    case "no-data":
    case "name-error":
    case "delegation":
      break;
  }
  const rcode = looked.kind === "name-error" ? "NXDOMAIN" : looked.kind === "server-failure" ? "SERVFAIL" : "NOERROR";
  const reply = replyTo(request, { rcode, answer, authority, additional });
  // A referral alone is not authoritative; one behind an alias of ours is.
  const authoritative = looked.kind !== "delegation" || (dialect === "file" && answer.length > 0);
  return { kind: "written", messages: [{ ...reply, flags: { ...reply.flags, authoritative } }], returned: "NOERROR" };
}
