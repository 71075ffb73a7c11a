import { warningAt } from "@splithorizon/core";
import type { HostSysctls } from "./model.ts";
import type { SettingsReader } from "./settings-reader.ts";

export const SYSCTL_KEYS = [
  "net.ipv4.ip_nonlocal_bind",
  "net.ipv6.ip_nonlocal_bind",
  "net.ipv4.fib_multipath_hash_policy",
  "net.ipv6.fib_multipath_hash_policy",
] as const;

/** As Linux comes. */
export const LINUX_SYSCTLS: HostSysctls = { nonlocalBindV4: false, nonlocalBindV6: false };

/** `sysctls`: as sysctl.conf(5) names them; of the kernel's many those that change what the twin does. */
export function readSysctls(reader: SettingsReader): HostSysctls {
  reader.takesOnly(SYSCTL_KEYS);
  readHashPolicy(reader.at("net.ipv4.fib_multipath_hash_policy"));
  readHashPolicy(reader.at("net.ipv6.fib_multipath_hash_policy"));
  const isOn = (key: (typeof SYSCTL_KEYS)[number]): boolean => reader.at(key).numberWithin(0, 1) === 1;
  return {
    nonlocalBindV4: isOn("net.ipv4.ip_nonlocal_bind"),
    nonlocalBindV6: isOn("net.ipv6.ip_nonlocal_bind"),
  };
}

/** By which fields a router spreads packets over equal next hops: here by their addresses alone, policy 0. */
function readHashPolicy(reader: SettingsReader): void {
  const policy = reader.numberWithin(0, 3);
  if (policy === null || policy === 0) return;
  const message = `fib_multipath_hash_policy ${policy} is not modelled: two addresses keep one next hop, whatever their ports.`;
  reader.diagnostics.push(warningAt(reader.span, "SITE_UNSUPPORTED", message));
}
