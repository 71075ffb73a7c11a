import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { secondaryLandmarks } from "./landmarks.ts";
import { makeSecondary } from "./secondary.ts";
import { readSecondarySettings, type SecondarySettings } from "./settings.ts";

export const secondaryPlugin: RegisteredPlugin = definePlugin<SecondarySettings>({
  readSettings: readSecondarySettings,
  make: makeSecondary,
  landmarks: secondaryLandmarks,
});
