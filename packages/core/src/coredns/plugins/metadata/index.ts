import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readMetadataSettings } from "./settings.ts";

export const metadataPlugin: RegisteredPlugin = definePlugin({
  readSettings: readMetadataSettings,
  make: () => passingInstance,
  landmarks: () => [],
});
