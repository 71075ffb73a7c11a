import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readRootSettings } from "./settings.ts";

export const rootPlugin: RegisteredPlugin = definePlugin<string | null>({
  readSettings: readRootSettings,
  make: () => passingInstance,
  landmarks: () => [],
  isHandler: false,
  traits: (root) => (root === null ? {} : { root }),
});
