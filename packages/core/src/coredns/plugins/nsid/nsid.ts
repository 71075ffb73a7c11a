import type { Edns, Message } from "../../../dns/index.ts";
import { eachMessage, type PluginInstance } from "../../plugin.ts";

/** RFC 5001. */
const NSID = 3;

/** plugin/nsid: only for questions that carry the option. */
export function makeNsid(identifier: string): PluginInstance {
  const option = { code: NSID, data: new TextEncoder().encode(identifier) };
  return {
    wrap: (next) => (request) => {
      const asked = request.query.edns;
      if (asked === null || !asked.options.some(({ code }) => code === NSID)) return next(request);
      return eachMessage(next(request), (message) => ({ ...message, edns: withOption(message, asked, option) }));
    },
  };
}

function withOption(message: Message, asked: Edns, option: Edns["options"][number]): Edns {
  const made = { udpSize: asked.udpSize, version: 0, dnssecOk: true, z: 0, options: [] };
  const own = message.edns ?? made;
  return { ...own, options: [...own.options.filter(({ code }) => code !== NSID), option] };
}
