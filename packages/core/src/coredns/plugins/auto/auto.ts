import { type DomainName, isAtOrBelow } from "../../../dns/index.ts";
import { longestZone, serveGoZone, transferGoZone, type ZoneServer } from "../../go-zone/index.ts";
import {
  type Handler,
  type PluginContext,
  type PluginInstance,
  type PluginRequest,
  type PluginStep,
  returned,
} from "../../plugin.ts";
import { endOfChain } from "../../reply.ts";
import type { AutoSettings } from "./settings.ts";

/** plugin/auto/auto.go. Files are read once. */
export function makeAuto(settings: AutoSettings, context: PluginContext): PluginInstance {
  const server: ZoneServer = { actor: "plugin auto", context, fallthrough: [], dialect: "auto" };
  return {
    wrap: (next) => (request) => serve(settings, server, request, next),
    capabilities: {
      transferer: {
        transfer: (name, serial) => {
          const found = settings.zones.find(({ origin }) => origin.key === name.key);
          return found === undefined ? null : transferGoZone(found.zone, serial);
        },
      },
    },
  };
}

function serve(settings: AutoSettings, server: ZoneServer, request: PluginRequest, next: Handler): PluginStep {
  const { name } = request.question;
  if (!settings.origins.some((origin) => isAtOrBelow(name, origin))) return next(request);
  if (settings.unsupported !== null) return { kind: "unsupported", what: settings.unsupported };
  const found = longestZone(settings.zones, name);
  if (found !== null && hasCapitals(found.origin)) return { kind: "unsupported", what: CAPITALS };
  if (found !== null) return serveGoZone(server, found.zone, request, next);
  return next === endOfChain ? returned("REFUSED") : next(request);
}

/** CoreDNS does not know the apex of such a zone again, and refers to the zone itself. */
const CAPITALS = "a zone of the auto plugin whose file has capitals in its name";

function hasCapitals({ text }: DomainName): boolean {
  return text !== text.toLowerCase();
}
