import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readBufsizeSettings } from "./settings.ts";

/** The server lowers the size before the chain begins, so that its own replies follow too. */
export const bufsizePlugin: RegisteredPlugin = definePlugin<number>({
  readSettings: readBufsizeSettings,
  make: () => passingInstance,
  landmarks: () => [],
  traits: (bufferSize) => ({ bufferSize }),
});
