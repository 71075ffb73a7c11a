import type { DomainName } from "../../../dns/index.ts";
import {
  type GoZone,
  longestZone,
  makeGoZone,
  serveGoZone,
  transferGoZone,
  type ZoneServer,
} from "../../go-zone/index.ts";
import {
  type Handler,
  type PluginContext,
  type PluginInstance,
  type PluginRequest,
  type PluginStep,
  returned,
} from "../../plugin.ts";
import { endOfChain } from "../../reply.ts";
import type { FileSettings } from "./settings.ts";

interface ServedZone {
  readonly origin: DomainName;
  /** Without an SOA where nothing was loaded. */
  readonly zone: GoZone;
}

/** plugin/file. */
export function makeFile(settings: FileSettings, context: PluginContext): PluginInstance {
  const zones = settings.zones.map(({ origin, zone }) => ({ origin, zone: zone ?? makeGoZone(origin, []) }));
  const server: ZoneServer = { actor: "plugin file", context, fallthrough: settings.fallthrough, dialect: "file" };
  return {
    wrap: (next) => (request) => serve(server, zones, request, next),
    capabilities: {
      transferer: {
        transfer: (name, serial) => {
          const served = longestZone(zones, name);
          return served?.origin.key === name.key ? transferGoZone(served.zone, serial) : null;
        },
      },
    },
  };
}

function serve(server: ZoneServer, zones: readonly ServedZone[], request: PluginRequest, next: Handler): PluginStep {
  const served = longestZone(zones, request.question.name);
  if (served !== null) return serveGoZone(server, served.zone, request, next);
  // As the last plugin of its block it speaks for itself.
  return next === endOfChain ? returned("REFUSED") : next(request);
}
