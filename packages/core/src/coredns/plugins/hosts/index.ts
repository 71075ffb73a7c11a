import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeHosts } from "./hosts.ts";
import { hostsLandmarks } from "./landmarks.ts";
import { type HostsSettings, readHostsSettings } from "./settings.ts";

export const hostsPlugin: RegisteredPlugin = definePlugin<HostsSettings>({
  readSettings: readHostsSettings,
  make: makeHosts,
  landmarks: hostsLandmarks,
});
