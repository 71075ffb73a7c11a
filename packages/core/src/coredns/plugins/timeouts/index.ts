import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readTimeoutsSettings } from "./settings.ts";

export const timeoutsPlugin: RegisteredPlugin = definePlugin({
  readSettings: readTimeoutsSettings,
  make: () => passingInstance,
  landmarks: () => [],
  isHandler: false,
});
