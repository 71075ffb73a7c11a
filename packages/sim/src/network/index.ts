export { isLinkLocal, linkLocalOf, type Mac, macOf } from "./hardware-address.ts";
export type { Delivery, DropReason, Hop, Translation } from "./hop.ts";
export { holderOf, makeNetwork, type Neighbours, type Network } from "./network.ts";
export { LEGS_TO_ASK, type Packet, printPacket, protocolOf } from "./packet.ts";
export {
  connectedRoutes,
  firewallVerdict,
  holds,
  isLoopback,
  isOnLink,
  type NextHop,
  networkOf,
  type Route,
  type RouteOrigin,
  routeTo,
  type Station,
  type StationAddress,
  sortRoutes,
  sourceFor,
} from "./station.ts";
export { carry, type Flow, type Transit, type TransitChoice } from "./transit.ts";
export { carryBack, type WayBack } from "./way-back.ts";
export { type WayEnd, WayTree } from "./way-tree.ts";
