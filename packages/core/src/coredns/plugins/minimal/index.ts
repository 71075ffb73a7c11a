import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeMinimal } from "./minimal.ts";
import { readMinimalSettings } from "./settings.ts";

export const minimalPlugin: RegisteredPlugin = definePlugin<null>({
  readSettings: readMinimalSettings,
  make: makeMinimal,
  landmarks: () => [],
});
