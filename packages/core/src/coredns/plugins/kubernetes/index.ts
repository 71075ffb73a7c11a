import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { makeKubernetes } from "./kubernetes.ts";
import { kubernetesLandmarks } from "./landmarks.ts";
import { type KubernetesSettings, readKubernetesSettings } from "./settings.ts";

export const kubernetesPlugin: RegisteredPlugin = definePlugin<KubernetesSettings>({
  readSettings: readKubernetesSettings,
  make: makeKubernetes,
  landmarks: kubernetesLandmarks,
  traits: ({ pods, startupTimeoutMs }) => ({ informers: { watchesPods: pods === "verified", startupTimeoutMs } }),
});
