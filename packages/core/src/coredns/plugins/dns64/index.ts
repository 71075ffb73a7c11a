import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeDns64 } from "./dns64.ts";
import { type Dns64Settings, readDns64Settings } from "./settings.ts";

export const dns64Plugin: RegisteredPlugin = definePlugin<Dns64Settings>({
  readSettings: readDns64Settings,
  make: makeDns64,
  landmarks: () => [],
});
