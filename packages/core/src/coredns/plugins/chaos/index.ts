import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeChaos } from "./chaos.ts";
import { type ChaosSettings, readChaosSettings } from "./settings.ts";

export const chaosPlugin: RegisteredPlugin = definePlugin<ChaosSettings>({
  readSettings: readChaosSettings,
  make: makeChaos,
  landmarks: () => [],
});
