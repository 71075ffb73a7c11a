import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readHealthSettings } from "./settings.ts";

export const healthPlugin: RegisteredPlugin = definePlugin({
  readSettings: readHealthSettings,
  make: () => passingInstance,
  landmarks: () => [],
  traits: ({ address, lameduckMs }) => ({ lameduckMs, healthAddress: address }),
  isHandler: false,
});
