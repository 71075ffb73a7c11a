import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeNsid } from "./nsid.ts";
import { readNsidSettings } from "./settings.ts";

export const nsidPlugin: RegisteredPlugin = definePlugin<string>({
  readSettings: readNsidSettings,
  make: makeNsid,
  landmarks: () => [],
});
