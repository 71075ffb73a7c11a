import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeFile } from "./file.ts";
import { fileLandmarks } from "./landmarks.ts";
import { type FileSettings, readFileSettings } from "./settings.ts";

export const filePlugin: RegisteredPlugin = definePlugin<FileSettings>({
  readSettings: readFileSettings,
  make: makeFile,
  landmarks: fileLandmarks,
});
