import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readOnSettings } from "./settings.ts";

export const onPlugin: RegisteredPlugin = definePlugin({
  readSettings: readOnSettings,
  make: () => passingInstance,
  landmarks: () => [],
  isHandler: false,
});
