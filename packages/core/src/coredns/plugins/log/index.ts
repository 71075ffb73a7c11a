import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeLog } from "./log.ts";
import { type LogRule, readLogSettings } from "./settings.ts";

export const logPlugin: RegisteredPlugin = definePlugin<readonly LogRule[]>({
  readSettings: readLogSettings,
  make: (rules, { log, listenAddresses }) =>
    makeLog(rules, log, listenAddresses.length > 0 ? "one-address" : "every-address"),
  landmarks: () => [],
});
