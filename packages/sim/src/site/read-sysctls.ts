import type { HostSysctls } from "./model.ts";
import type { SettingsReader } from "./settings-reader.ts";

export const SYSCTL_KEYS = ["net.ipv4.ip_nonlocal_bind", "net.ipv6.ip_nonlocal_bind"] as const;

/** As Linux comes. */
export const LINUX_SYSCTLS: HostSysctls = { nonlocalBindV4: false, nonlocalBindV6: false };

/** `sysctls`: as sysctl.conf(5) names them; of the kernel's many those that change what the twin does. */
export function readSysctls(reader: SettingsReader): HostSysctls {
  reader.takesOnly(SYSCTL_KEYS);
  const isOn = (key: (typeof SYSCTL_KEYS)[number]): boolean => reader.at(key).numberWithin(0, 1) === 1;
  return {
    nonlocalBindV4: isOn("net.ipv4.ip_nonlocal_bind"),
    nonlocalBindV6: isOn("net.ipv6.ip_nonlocal_bind"),
  };
}
