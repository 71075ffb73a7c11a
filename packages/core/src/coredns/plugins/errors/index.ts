import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readErrorsSettings } from "./settings.ts";

export const errorsPlugin: RegisteredPlugin = definePlugin({
  readSettings: readErrorsSettings,
  make: () => passingInstance,
  landmarks: () => [],
});
