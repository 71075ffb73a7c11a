import { isIpv4 } from "../dns/index.ts";
import type { KeepalivedSettings, VrrpInstance } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** What must hold between instances and groups. */
export function checkReferences(settings: KeepalivedSettings, reader: StatementReader): void {
  checkRouters(settings.instances, reader);
  checkMembers(settings, reader);
}

/** vrrp.c check_vrid_conflicts: two of one family with one number on one interface, and keepalived does not start. */
function checkRouters(instances: readonly VrrpInstance[], reader: StatementReader): void {
  const seen = new Set<string>();
  for (const instance of instances) {
    if (instance.unicastPeers.length > 0) continue;
    const router = `virtual router ${instance.virtualRouterId} on ${instance.interface}`;
    const [first] = instance.virtualAddresses;
    const key = `${router} ${first === undefined || isIpv4(first.address)}`;
    if (seen.has(key)) {
      reader.error(instance.span, "KEEPALIVED_DUPLICATE", `There is already an instance with the ${router}.`);
    }
    seen.add(key);
  }
}

function checkMembers(settings: KeepalivedSettings, reader: StatementReader): void {
  const names = new Set(settings.instances.map((instance) => instance.name));
  for (const group of settings.syncGroups) {
    for (const member of group.members.filter((name) => !names.has(name))) {
      reader.error(group.span, "KEEPALIVED_UNDEFINED", `No vrrp_instance is called "${member}".`);
    }
  }
}
