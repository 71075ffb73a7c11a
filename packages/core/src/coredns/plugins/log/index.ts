import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeLog } from "./log.ts";
import { type LogRule, readLogSettings } from "./settings.ts";

export const logPlugin: RegisteredPlugin = definePlugin<readonly LogRule[]>({
  readSettings: readLogSettings,
  make: (rules, { log }) => makeLog(rules, log),
  landmarks: () => [],
});
