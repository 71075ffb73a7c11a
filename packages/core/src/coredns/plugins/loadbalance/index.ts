import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeLoadbalance } from "./loadbalance.ts";
import { type LoadbalanceSettings, readLoadbalanceSettings } from "./settings.ts";

export const loadbalancePlugin: RegisteredPlugin = definePlugin<LoadbalanceSettings>({
  readSettings: readLoadbalanceSettings,
  make: (settings, { lots }) => makeLoadbalance(settings, lots),
  landmarks: () => [],
});
