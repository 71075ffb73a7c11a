import { afterwards, type PluginInstance, type PluginOutcome, type PluginRequest } from "../../plugin.ts";
import type { FlagChanges, HeaderSettings } from "./settings.ts";

/** plugin/header: the question as later plugins see it, and the reply as they wrote it. */
export function makeHeader({ query, response }: HeaderSettings): PluginInstance {
  const changesQuery = Object.keys(query).length > 0;
  return {
    wrap: (next) => (request) => {
      if (!changesQuery) return afterwards(next(request), (outcome) => answered(outcome, response));
      const seen = changed(request, query);
      // What the server itself has to say goes by the changed question too: the plugin changes it in place.
      return afterwards(next(seen), (outcome) => ({ seen: seen.query, ...answered(outcome, response) }));
    },
  };
}

function answered(outcome: PluginOutcome, changes: FlagChanges): PluginOutcome {
  if (outcome.kind !== "written") return outcome;
  const messages = outcome.messages.map((message) => ({ ...message, flags: { ...message.flags, ...changes } }));
  return { ...outcome, messages };
}

function changed(request: PluginRequest, changes: FlagChanges): PluginRequest {
  const { query } = request;
  return { ...request, query: { ...query, flags: { ...query.flags, ...changes } } };
}
