import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeForward } from "./forward.ts";
import { forwardLandmarks } from "./landmarks.ts";
import { type ForwardSettings, readForwardSettings } from "./settings.ts";

export const forwardPlugin: RegisteredPlugin = definePlugin<readonly ForwardSettings[]>({
  readSettings: readForwardSettings,
  make: makeForward,
  landmarks: forwardLandmarks,
});
