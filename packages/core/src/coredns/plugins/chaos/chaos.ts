import type { ResourceRecord } from "../../../dns/index.ts";
import { type Handler, type PluginContext, type PluginInstance, type PluginRequest, written } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import type { ChaosSettings } from "./settings.ts";

/** plugin/chaos: TXT questions of class CH for five names; everything else passes on. */
export function makeChaos(settings: ChaosSettings, context: PluginContext): PluginInstance {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const version = [encode(settings.version)];
  const hostname = [encode(context.hostname.slice(0, 255))];
  const texts = new Map<string, readonly Uint8Array[] | null>([
    ["authors.bind.", settings.authors?.map(encode) ?? null],
    ["version.bind.", version],
    ["version.server.", version],
    ["hostname.bind.", hostname],
    ["id.server.", hostname],
  ]);
  return { wrap: (next) => (request) => answer(texts, next, request) };
}

function answer(
  texts: ReadonlyMap<string, readonly Uint8Array[] | null>,
  next: Handler,
  request: PluginRequest,
): ReturnType<Handler> {
  const { name, type, class: questionClass } = request.question;
  const found = questionClass === "CH" && type === "TXT" ? texts.get(name.key) : undefined;
  if (found === undefined) return next(request);
  if (found === null) return { kind: "unsupported", what: "CoreDNS's own list of authors" };
  const records = found.map(
    (text): ResourceRecord => ({ owner: name, class: "CH", ttl: 0, data: { type: "TXT", strings: [text] } }),
  );
  const order = records.length > 1 ? "shuffled" : "fixed";
  return written({ ...replyTo(request, { answer: records }), order });
}
