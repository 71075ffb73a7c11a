import { isIpv4 } from "../dns/index.ts";
import type { VrrpInstance } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** vrrp.c check_vrid_conflicts: two of one family with one number on one interface, and keepalived does not start. */
export function checkRouters(instances: readonly VrrpInstance[], reader: StatementReader): void {
  const before: VrrpInstance[] = [];
  for (const instance of instances) {
    if (before.some((other) => conflicts(instance, other))) {
      const router = `virtual router ${instance.virtualRouterId} on ${instance.interface}`;
      const message = `There is already an instance with the ${router}: keepalived does not start.`;
      reader.refuse(instance.span, "KEEPALIVED_DUPLICATE", message);
    }
    before.push(instance);
  }
}

function conflicts(left: VrrpInstance, right: VrrpInstance): boolean {
  if (left.virtualRouterId !== right.virtualRouterId || isIpv4Router(left) !== isIpv4Router(right)) return false;
  if (left.interface !== right.interface || isUnicast(left) !== isUnicast(right)) return false;
  if (!isUnicast(left)) return true;
  return left.source === right.source && left.unicastPeers.some((peer) => right.unicastPeers.includes(peer));
}

function isIpv4Router({ virtualAddresses: [first] }: VrrpInstance): boolean {
  return first === undefined || isIpv4(first.address);
}

function isUnicast({ unicastPeers }: VrrpInstance): boolean {
  return unicastPeers.length > 0;
}
