import {
  concatenateNames,
  type DomainName,
  isAtOrBelow,
  labelsBelow,
  parseName,
  type ResourceRecord,
  sameName,
} from "../../../dns/index.ts";
import type {
  AutoPather,
  Handler,
  PluginContext,
  PluginExchange,
  PluginInstance,
  PluginMessage,
  PluginOutcome,
  PluginRequest,
} from "../../plugin.ts";
import { failed, returned } from "../../plugin.ts";
import { isLeftToServer } from "../../reply.ts";
import type { AutopathSettings } from "./settings.ts";

/** plugin/autopath: a name below the first element of a search list is tried with all of them, here instead of by the client. */
export function makeAutopath(settings: AutopathSettings, context: PluginContext): PluginInstance {
  const findPather = (): AutoPather | undefined =>
    context.siblings().find(({ autoPather }) => autoPather !== undefined)?.autoPather;
  const pathFor = (request: PluginRequest): readonly DomainName[] => {
    const { search } = settings;
    if (search.kind === "none") return [];
    if (search.kind === "file") return search.path;
    return findPather()?.searchPathFor(request.question.name, request.source.address) ?? [];
  };
  return {
    wrap: (next) => (request) => {
      const { name } = request.question;
      if (!settings.zones.some((zone) => isAtOrBelow(name, zone))) return next(request);
      const path = pathFor(request);
      const [first] = path;
      if (first === undefined || !isAtOrBelow(name, first)) return next(request);
      // Seen in dnsutil.TrimZone: of the search domain itself nothing is left, which is an error.
      if (sameName(name, first)) return failed("SERVFAIL", `trimzone: overshot qname: ${name.text}`);
      return walk(request, next, path, labelsBelow(name, first).join("."));
    },
    fork: (forked) => makeAutopath(settings, forked),
  };
}

/** The first element whose name exists answers; if there is none, the first reply stands. */
function* walk(request: PluginRequest, next: Handler, path: readonly DomainName[], base: string): PluginExchange {
  let first: PluginOutcome | null = null;
  for (const name of path.flatMap((element) => below(base, element) ?? [])) {
    const step = next(withName(request, name));
    const outcome: PluginOutcome = "kind" in step ? step : yield* step;
    if (isFinal(outcome)) return outcome;
    first ??= outcome;
    const message = existing(outcome);
    if (message === null) continue;
    request.remark?.({ actor: "plugin autopath", text: `${name.text} exists` });
    return { kind: "written", messages: [underOriginal(message, request.question.name)], returned: "NOERROR" };
  }
  return first === null ? returned("NOERROR") : standing(first);
}

/** An error ends the walk, whichever element it came with; a plugin that keeps silent does not (a drop of acl, a NOTIFY of file). */
function isFinal(outcome: PluginOutcome): boolean {
  if (outcome.kind === "returned") return outcome.error !== undefined;
  return outcome.kind === "unsupported";
}

/** A reply that a client would get and that is no name error; null where the walk goes on. */
function existing(outcome: PluginOutcome): PluginMessage | null {
  if (outcome.kind !== "written" || isLeftToServer(outcome.returned)) return null;
  const message = outcome.messages.at(-1);
  return message === undefined || message.rcode === "NXDOMAIN" ? null : message;
}

/** Where the first reply was none that a client gets, the server writes its rcode alone. */
function standing(first: PluginOutcome): PluginOutcome {
  if (first.kind !== "written") return first;
  const last = first.messages.at(-1);
  if (last === undefined || isLeftToServer(first.returned)) return returned(first.returned);
  return { ...first, messages: [last] };
}

function below(base: string, element: DomainName): DomainName | null {
  const relative = parseName(base);
  const name = typeof relative === "string" ? relative : concatenateNames(relative, element);
  return typeof name === "string" ? null : name;
}

function withName(request: PluginRequest, name: DomainName): PluginRequest {
  const question = { ...request.question, name };
  return { ...request, question, query: { ...request.query, questions: [question] } };
}

/** autopath/cname.go: an alias from what was asked to the owner of the first answer that is another. */
function underOriginal(message: PluginMessage, name: DomainName): PluginMessage {
  const found = message.answer.find(({ owner }) => !sameName(owner, name));
  const questions = message.questions.map((question) => ({ ...question, name }));
  if (found === undefined) return { ...message, questions };
  const { owner: target, ttl } = found;
  const alias: ResourceRecord = { owner: name, class: "IN", ttl, data: { type: "CNAME", target } };
  return { ...message, questions, answer: [alias, ...message.answer] };
}
