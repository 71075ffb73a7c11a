import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { localLandmarks } from "./landmarks.ts";
import { makeLocal } from "./local.ts";
import { type LocalSettings, readLocalSettings } from "./settings.ts";

export const localPlugin: RegisteredPlugin = definePlugin<LocalSettings>({
  readSettings: readLocalSettings,
  make: makeLocal,
  landmarks: localLandmarks,
});
