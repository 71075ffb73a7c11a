export { ageOf, humanDuration } from "./age.ts";
export { showConfigMaps, showLog } from "./corefile.ts";
export { healthAnswersAt, showAnnouncements, showRoutes, showVrrp } from "./network.ts";
export { showEndpoints, showNodes, showPodNodes, showPods } from "./pods.ts";
export { showPools } from "./pools.ts";
export { everything, type Selection } from "./selection.ts";
export { showServices, showServiceYaml } from "./services.ts";
