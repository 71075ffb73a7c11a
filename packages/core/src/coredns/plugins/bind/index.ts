import type { Address } from "../../../dns/index.ts";
import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readBindSettings } from "./settings.ts";

export const bindPlugin: RegisteredPlugin = definePlugin<readonly Address[]>({
  readSettings: readBindSettings,
  make: () => passingInstance,
  landmarks: () => [],
  isHandler: false,
  traits: (listenAddresses) => (listenAddresses.length === 0 ? {} : { listenAddresses }),
});
