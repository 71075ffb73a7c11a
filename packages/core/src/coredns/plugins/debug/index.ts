import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readDebugSettings } from "./settings.ts";

export const debugPlugin: RegisteredPlugin = definePlugin({
  readSettings: readDebugSettings,
  make: () => passingInstance,
  landmarks: () => [],
  isHandler: false,
});
