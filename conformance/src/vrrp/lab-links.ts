import { HOSTS, type Host, type Link, type Scene } from "./scene.ts";

export const LINKS = ["eth0", "eth1"] as const satisfies readonly Link[];
const NETWORKS = { eth0: "192.168.13", eth1: "192.168.14" } as const;
const NETWORKS_6 = { eth0: "fd00:13", eth1: "fd00:14" } as const;

/** For nft: no advert comes in any more. */
export const DEAF =
  "add table inet deaf; add chain inet deaf in { type filter hook input priority 0; }; " +
  "add rule inet deaf in meta l4proto 112 drop; add rule inet deaf in meta l4proto ah drop";

/** Each link of each host has an address by which its packets are known. */
export function macOf(host: Host, link: Link): string {
  return `02:00:00:00:0${LINKS.indexOf(link)}:0${HOSTS.indexOf(host) + 1}`;
}

/** undefined: what the kernel makes of its hardware address. */
export function linkLocalOf({ linkLocals }: Scene, host: Host, link: Link): string | undefined {
  return link === "eth0" ? linkLocals?.[host] : undefined;
}

/** Those that the kernel does not make itself. */
export function addressesOf(scene: Scene, host: Host, link: Link): readonly string[] {
  const last = 11 + HOSTS.indexOf(host);
  const linkLocal = linkLocalOf(scene, host, link);
  const more = linkLocal === undefined ? [] : [`${linkLocal}/64`];
  return [`${NETWORKS[link]}.${last}/24`, `${NETWORKS_6[link]}::${last}/64`, ...more];
}
