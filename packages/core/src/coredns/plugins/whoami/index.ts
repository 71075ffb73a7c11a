import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readWhoamiSettings } from "./settings.ts";
import { makeWhoami } from "./whoami.ts";

export const whoamiPlugin: RegisteredPlugin = definePlugin<null>({
  readSettings: readWhoamiSettings,
  make: makeWhoami,
  landmarks: () => [],
});
