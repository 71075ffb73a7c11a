import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readTlsSettings } from "./settings.ts";

export const tlsPlugin: RegisteredPlugin = definePlugin({
  readSettings: readTlsSettings,
  make: () => passingInstance,
  landmarks: () => [],
  isHandler: false,
  traits: (files) => (files.length === 0 ? { takesQuestions: true } : {}),
});
