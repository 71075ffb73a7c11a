import { globals, instance, tracks } from "../scenes/config-text.ts";

/** What is done to the only keepalived of a machine whose named listens everywhere; five seconds later somebody asks. */
export type Step =
  | { readonly kind: "start"; readonly config: string }
  | { readonly kind: "reload"; readonly config: string }
  | { readonly kind: "stop" | "kill-all" | "kill-child" | "interface-down" | "interface-up" };

export interface AcceptCourse {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** Who asks which of the machine's addresses: V's own, its excluded one, W's, that of the machine, and itself V's. */
export const QUESTIONS = [
  ["cl", "192.168.13.10"],
  ["cl", "192.168.13.9"],
  ["cl", "192.168.13.8"],
  ["cl", "192.168.13.11"],
  ["dns1", "192.168.13.10"],
] as const;
export type Answers = readonly string[];

const EXCLUDED = tracks("virtual_ipaddress_excluded", "192.168.13.9/24");
/** Two instances on one interface, with lines of `global_defs` and of either. */
const two = (global: string, v = "", w = "", version: 2 | 3 = 2): string =>
  `${globals(global)}${instance({ name: "V", version, more: `${EXCLUDED}\n${v}` })}${instance({
    name: "W",
    id: 52,
    version,
    addresses: ["192.168.13.8/24"],
    more: w,
  })}`;

const start = (config: string): Step => ({ kind: "start", config });
const reload = (config: string): Step => ({ kind: "reload", config });
const [STOP, KILL, CHILD] = [{ kind: "stop" }, { kind: "kill-all" }, { kind: "kill-child" }] as const;
const [DOWN, UP] = [{ kind: "interface-down" }, { kind: "interface-up" }] as const;
const [LAX, STRICT, REFUSING] = [two(""), two("vrrp_strict"), two("", "no_accept")] as const;
const course = (name: string, ...steps: readonly Step[]): AcceptCourse => ({ name, steps });

export const acceptCourses: readonly AcceptCourse[] = [
  course("neither word", start(LAX)),
  course("vrrp_strict", start(STRICT)),
  course("vrrp_strict, one instance not", start(two("vrrp_strict", "", "strict_mode off"))),
  course("vrrp_strict, version 3 and accept", start(two("vrrp_strict", "accept", "", 3))),
  course("vrrp_strict, version 2 and accept", start(two("vrrp_strict", "accept"))),
  course("vrrp_strict, the owner", start(two("vrrp_strict", "priority 255"))),
  course("no_accept", start(REFUSING)),
  course("no_accept, version 3", start(two("", "no_accept", "accept", 3))),
  course("no_accept, then accept", start(two("", "no_accept\n  accept"))),
  course("accept, then no_accept", start(two("", "accept\n  no_accept"))),
  course("no_accept, the owner", start(two("", "priority 255\n  no_accept"))),
  course("vrrp_strict and iptables", start(two("vrrp_strict\n  vrrp_iptables"))),
  course("strict, stopped, started without", start(STRICT), STOP, start(LAX)),
  course("strict, reloaded without, stopped, started", start(STRICT), reload(LAX), STOP, start(LAX)),
  course("lax, reloaded strict, stopped", start(LAX), reload(STRICT), STOP, start(LAX)),
  course("one of two reloaded", start(two("", "no_accept", "no_accept")), reload(two("", "", "no_accept"))),
  course("nftables, reloaded without", start(two("nftables", "no_accept")), reload(two("nftables"))),
  course(
    "there and back",
    start(REFUSING),
    reload(LAX),
    reload(REFUSING),
    reload(LAX),
    STOP,
    start(REFUSING),
    STOP,
    start(LAX),
  ),
  course("reloaded without, a fault", start(REFUSING), reload(LAX), DOWN, UP),
  course("an address less", start(REFUSING), reload(two("", "no_accept").replace(EXCLUDED, "")), reload(LAX)),
  course("killed, started without", start(REFUSING), KILL, start(LAX)),
  course("killed, started with", start(REFUSING), KILL, start(REFUSING), STOP, start(LAX)),
  course("killed, started with another's", start(REFUSING), KILL, start(two("", "", "no_accept"))),
  course("its child killed", start(REFUSING), CHILD, STOP, start(LAX)),
];
