import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeAuto } from "./auto.ts";
import { autoLandmarks } from "./landmarks.ts";
import { type AutoSettings, readAutoSettings } from "./settings.ts";

export const autoPlugin: RegisteredPlugin = definePlugin<AutoSettings>({
  readSettings: readAutoSettings,
  make: makeAuto,
  landmarks: autoLandmarks,
});
