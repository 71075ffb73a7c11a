import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeErrors } from "./errors.ts";
import { type ErrorsSettings, readErrorsSettings } from "./settings.ts";

export const errorsPlugin: RegisteredPlugin = definePlugin<ErrorsSettings>({
  readSettings: readErrorsSettings,
  make: (settings, { log }) => makeErrors(settings, log),
  landmarks: () => [],
});
