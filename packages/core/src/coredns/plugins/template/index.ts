import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { templateLandmarks } from "./landmarks.ts";
import { readTemplateSettings, type TemplateSettings } from "./settings.ts";
import { makeTemplate } from "./template.ts";

export const templatePlugin: RegisteredPlugin = definePlugin<readonly TemplateSettings[]>({
  readSettings: readTemplateSettings,
  make: makeTemplate,
  landmarks: templateLandmarks,
});
