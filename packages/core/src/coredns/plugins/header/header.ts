import { eachMessage, type PluginInstance, type PluginRequest } from "../../plugin.ts";
import type { FlagChanges, HeaderSettings } from "./settings.ts";

/** plugin/header: the question as later plugins see it, and the reply as they wrote it. */
export function makeHeader({ query, response }: HeaderSettings): PluginInstance {
  const changesQuery = Object.keys(query).length > 0;
  return {
    wrap: (next) => (request) => {
      const seen = changesQuery ? changed(request, query) : request;
      return eachMessage(next(seen), (message) => ({ ...message, flags: { ...message.flags, ...response } }));
    },
  };
}

function changed(request: PluginRequest, changes: FlagChanges): PluginRequest {
  const { query } = request;
  return { ...request, query: { ...query, flags: { ...query.flags, ...changes } } };
}
