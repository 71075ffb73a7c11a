export { ethernetFrame, gratuitousArp, groupMac, isGroup, NO_MAC } from "./ethernet.ts";
export { ipDatagram } from "./ip.ts";
export { join, word } from "./join.ts";
export {
  type Ends,
  FLAGS,
  mostContent,
  type Payload,
  portUnreachable,
  type Segment,
  segment,
  tcp,
  udp,
} from "./transport.ts";
export { advertDatagram, unsolicitedAdvertisement } from "./vrrp.ts";
