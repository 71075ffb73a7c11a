import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeAutopath } from "./autopath.ts";
import { autopathLandmarks } from "./landmarks.ts";
import { type AutopathSettings, readAutopathSettings } from "./settings.ts";

export const autopathPlugin: RegisteredPlugin = definePlugin<AutopathSettings>({
  readSettings: readAutopathSettings,
  make: makeAutopath,
  landmarks: autopathLandmarks,
});
