import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { viewFilter } from "./filter.ts";
import { viewLandmarks } from "./landmarks.ts";
import { readViewSettings, type ViewSettings } from "./settings.ts";

export const viewPlugin: RegisteredPlugin = definePlugin<ViewSettings>({
  readSettings: readViewSettings,
  make: () => passingInstance,
  landmarks: viewLandmarks,
  traits: (settings) => ({ filter: viewFilter(settings) }),
});
