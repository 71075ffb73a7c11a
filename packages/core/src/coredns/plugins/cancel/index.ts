import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readCancelSettings } from "./settings.ts";

export const cancelPlugin: RegisteredPlugin = definePlugin({
  readSettings: readCancelSettings,
  make: () => passingInstance,
  landmarks: () => [],
});
