import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readReadySettings } from "./settings.ts";

export const readyPlugin: RegisteredPlugin = definePlugin({
  readSettings: readReadySettings,
  make: () => passingInstance,
  landmarks: () => [],
  traits: ({ address }) => ({ tellsReadiness: true, readyAddress: address }),
  isHandler: false,
});
