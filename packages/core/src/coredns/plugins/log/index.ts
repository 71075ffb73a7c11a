import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readLogSettings } from "./settings.ts";

export const logPlugin: RegisteredPlugin = definePlugin({
  readSettings: readLogSettings,
  make: () => passingInstance,
  landmarks: () => [],
});
