import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeHeader } from "./header.ts";
import { type HeaderSettings, readHeaderSettings } from "./settings.ts";

export const headerPlugin: RegisteredPlugin = definePlugin<HeaderSettings>({
  readSettings: readHeaderSettings,
  make: makeHeader,
  landmarks: () => [],
});
