import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeAny } from "./any.ts";
import { readAnySettings } from "./settings.ts";

export const anyPlugin: RegisteredPlugin = definePlugin<null>({
  readSettings: readAnySettings,
  make: makeAny,
  landmarks: () => [],
});
