/** What is done to one host's keepalived, or to its link, at a moment of a scene. */
export type Deed =
  | { readonly kind: "start" }
  /** SIGTERM. */
  | { readonly kind: "stop" }
  /** SIGKILL to the parent alone, to the child that speaks VRRP, or to both (the parent stopped first). */
  | { readonly kind: "kill-parent" | "kill-child" | "kill-all" }
  /** The machine loses its power; it comes back with its own addresses alone, and starts keepalived. */
  | { readonly kind: "crash" | "boot" }
  /** SIGSTOP and SIGCONT to both. */
  | { readonly kind: "hang" | "go-on" }
  /** SIGHUP, after the file has been written. */
  | { readonly kind: "reload"; readonly config: string }
  /** `ip link set eth0 down` on the host itself. */
  | { readonly kind: "interface-down" | "interface-up"; readonly link: Link }
  /** The other end of its cable. */
  | { readonly kind: "unplug" | "plug"; readonly link: Link }
  /** Its firewall drops the adverts of everybody. */
  | { readonly kind: "deafen" | "undeafen" }
  /** A tracked file has other words from now on, or is removed. */
  | { readonly kind: "write"; readonly file: string; readonly text: string | null }
  /** What a script comes to from now on. */
  | { readonly kind: "script-fails" | "script-succeeds"; readonly script: string };

export type Link = "eth0" | "eth1";

export interface Appointment {
  /** Milliseconds since the scene began. */
  readonly atMs: number;
  readonly host: Host;
  readonly deed: Deed;
}

/** Their addresses on the first link are 192.168.13.11 to .13, on the second 192.168.14.11 to .13. */
export const HOSTS = ["dns1", "dns2", "dns3"] as const;
/** Addresses of the hosts themselves, the last two by the kernel. */
export const OWN = /^(192\.168\.1[34]\.1[123]|fd00:1[34]::1[123]|fe80::.*)$/;
export type Host = (typeof HOSTS)[number];

/** A pair (or three) of keepalived, and what happens to them. Nobody runs at its beginning. */
export interface Scene {
  readonly name: string;
  /** keepalived.conf of each host. Tracked files stand in `/run/numbers`, and are missing at first; `/run/lab/SCRIPT` is there while the script SCRIPT of that host succeeds. */
  readonly configs: Partial<Readonly<Record<Host, string>>>;
  readonly appointments: readonly Appointment[];
  /** Link-local addresses of their first interfaces, where these are others than their hardware addresses give. */
  readonly linkLocals?: Partial<Readonly<Record<Host, string>>>;
  /** How long it is watched. */
  readonly forMs: number;
}

export function hostsOf({ configs }: Scene): readonly Host[] {
  return HOSTS.filter((host) => configs[host] !== undefined);
}

export function configOf({ configs }: Scene, host: Host): string {
  return configs[host] ?? "";
}
