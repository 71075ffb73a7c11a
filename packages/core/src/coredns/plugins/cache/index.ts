import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeCache } from "./cache.ts";
import { cacheLandmarks } from "./landmarks.ts";
import { type CacheSettings, readCacheSettings } from "./settings.ts";

export const cachePlugin: RegisteredPlugin = definePlugin<CacheSettings>({
  readSettings: readCacheSettings,
  make: makeCache,
  landmarks: cacheLandmarks,
});
