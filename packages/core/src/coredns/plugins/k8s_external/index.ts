import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeK8sExternal } from "./k8s-external.ts";
import { k8sExternalLandmarks } from "./landmarks.ts";
import { type ExternalSettings, readExternalSettings } from "./settings.ts";

export const k8sExternalPlugin: RegisteredPlugin = definePlugin<ExternalSettings>({
  readSettings: readExternalSettings,
  make: makeK8sExternal,
  landmarks: k8sExternalLandmarks,
});
