import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readMultisocketSettings } from "./settings.ts";

export const multisocketPlugin: RegisteredPlugin = definePlugin({
  readSettings: readMultisocketSettings,
  make: () => passingInstance,
  landmarks: () => [],
  isHandler: false,
});
