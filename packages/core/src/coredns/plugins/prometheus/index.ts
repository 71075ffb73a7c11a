import { definePlugin, passingInstance, type RegisteredPlugin } from "../../plugin-entry.ts";
import { readPrometheusSettings } from "./settings.ts";

export const prometheusPlugin: RegisteredPlugin = definePlugin({
  readSettings: readPrometheusSettings,
  make: () => passingInstance,
  landmarks: () => [],
  traits: ({ address }) => ({ metricsAddress: address }),
});
