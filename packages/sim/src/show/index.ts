export { showAnnouncements } from "./announcements.ts";
export {
  configMapObject,
  endpointSliceObject,
  namespaceObject,
  nodeObject,
  podObject,
  poolObject,
  serviceObject,
} from "./api-object.ts";
export { bgpAdvertisementObject, bgpClusterConfigObject, bgpPeerConfigObject, l2PolicyObject } from "./bgp-object.ts";
export { type HealthView, showHealthz } from "./healthz.ts";
export { parseLabelSelector } from "./label-selector.ts";
export { configurationHash, startLogOfCorefile, startLogs } from "./log.ts";
export type { Shown } from "./result.ts";
export { type RouteFormat, showRoutes } from "./routes.ts";
export { isShown, runShow, SHOWN } from "./run-show.ts";
export { showVrrp } from "./vrrp.ts";
export { type Written, writtenLogs } from "./written-logs.ts";
