import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readReloadSettings } from "./settings.ts";

export const reloadPlugin: RegisteredPlugin = definePlugin({
  readSettings: readReloadSettings,
  make: () => passingInstance,
  landmarks: () => [],
  traits: (reload) => ({ reload }),
  isHandler: false,
});
