import type { DomainName } from "../../../dns/index.ts";
import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeLoop } from "./loop.ts";
import { readLoopSettings } from "./settings.ts";

export const loopPlugin: RegisteredPlugin = definePlugin<DomainName>({
  readSettings: readLoopSettings,
  make: makeLoop,
  landmarks: () => [],
});
