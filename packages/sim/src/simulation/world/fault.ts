import { assertNever } from "../../invariant.ts";

/** A program that a site runs. */
export type Program = "named" | "coredns" | "keepalived" | "systemd-resolved";

/** What a link does to the packets of one direction, or of both. */
export interface LinkWeather {
  /** Added to the link's own time. */
  readonly delayMs: number;
  /** A packet takes up to so much longer, drawn for each: packets overtake each other. */
  readonly jitterMs: number;
  /** 0 to 1. */
  readonly loss: number;
  /** 0 to 1: how often a datagram arrives twice. */
  readonly duplicates: number;
}

/** Something that goes wrong, and stays wrong until it is healed. Machines go by their names in the site. */
export type Fault =
  /** The power fails: everything on the machine is gone, and it answers nothing. */
  | { readonly kind: "crash"; readonly machine: string }
  /** The machine stands still with everything on it; it goes on where it was. */
  | { readonly kind: "freeze"; readonly machine: string }
  /** SIGKILL: the machine itself stays, and says that nobody listens. */
  | { readonly kind: "kill"; readonly machine: string; readonly program: Program }
  /** SIGTERM: as an administrator stops it. */
  | { readonly kind: "stop"; readonly machine: string; readonly program: Program }
  /** SIGSTOP: sockets stay open, and keep what comes. */
  | { readonly kind: "hang"; readonly machine: string; readonly program: Program }
  /** Nothing passes between two machines, silently; `one-way`: from the first to the second. */
  | { readonly kind: "cut"; readonly between: readonly [string, string]; readonly direction: "both-ways" | "one-way" }
  /** The machine's cable is out, and it notices: it has no carrier. `link`: the network of that cable; all of them where none is named. */
  | { readonly kind: "unplug"; readonly machine: string; readonly link?: string }
  /**
   * `ip link set down`: as without carrier, and the routes through the interface are gone for good, with its IPv6 addresses:
   * nobody sets them again. `link`: the network that it stands on; all interfaces where none is named.
   */
  | { readonly kind: "interface-down"; readonly machine: string; readonly link?: string }
  | {
      readonly kind: "weather";
      readonly between: readonly [string, string];
      readonly direction: "both-ways" | "one-way";
      readonly weather: LinkWeather;
    }
  /** Adverts of VRRP do not pass between two machines; everything else does (a firewall, a snooping switch). */
  | {
      readonly kind: "mute-adverts";
      readonly between: readonly [string, string];
      readonly direction: "both-ways" | "one-way";
    }
  /** SIGKILL to keepalived's child that speaks VRRP: its parent starts another one at once. */
  | { readonly kind: "kill-vrrp-child"; readonly machine: string }
  /** A script that keepalived watches is never done: keepalived ends it when its time is over. */
  | { readonly kind: "hang-script"; readonly machine: string; readonly script: string }
  /** A script that keepalived watches comes to nothing. */
  | { readonly kind: "fail-script"; readonly machine: string; readonly script: string }
  /** A pod is no longer ready; its processes go on. */
  | { readonly kind: "unready"; readonly pod: string }
  /** The connection of a BGP session between a node and a router is closed, and they find no other. */
  | { readonly kind: "end-session"; readonly node: string; readonly router: string }
  /** The agent of a node does not run: Cilium's programs in the kernel go on with what they know. */
  | { readonly kind: "stop-agent"; readonly node: string }
  /** cilium-operator does not run: no address is handed out or taken back. */
  | { readonly kind: "stop-operator"; readonly cluster: string };

export type FaultKind = Fault["kind"];

/** One line that names it: two faults with the same line are the same fault. */
export function printFault(fault: Fault): string {
  switch (fault.kind) {
    case "crash":
    case "freeze":
      return `${fault.kind} ${fault.machine}`;
    case "interface-down":
      return `${fault.kind} ${fault.machine}${fault.link === undefined ? "" : ` on ${fault.link}`}`;
    case "unplug":
      return fault.link === undefined ? `unplug ${fault.machine}` : `unplug ${fault.machine} from ${fault.link}`;
    case "kill-vrrp-child":
      return `kill keepalived's child on ${fault.machine}`;
    case "kill":
    case "stop":
    case "hang":
      return `${fault.kind} ${fault.program} on ${fault.machine}`;
    case "cut":
    case "mute-adverts":
      return `${fault.kind} ${printBetween(fault)}`;
    case "weather":
      return `${fault.kind} ${printBetween(fault)}: ${printWeather(fault.weather)}`;
    case "fail-script":
    case "hang-script":
      return `${fault.kind} ${fault.script} on ${fault.machine}`;
    case "unready":
      return `unready ${fault.pod}`;
    case "end-session":
      return `end-session ${fault.node} with ${fault.router}`;
    case "stop-agent":
      return `stop-agent on ${fault.node}`;
    case "stop-operator":
      return `stop-operator of ${fault.cluster}`;
    default:
      return assertNever(fault);
  }
}

function printBetween({
  between: [one, other],
  direction,
}: Fault & { readonly kind: "cut" | "weather" | "mute-adverts" }): string {
  return direction === "both-ways" ? `${one} and ${other}` : `${one} to ${other}`;
}

function printWeather({ delayMs, jitterMs, loss, duplicates }: LinkWeather): string {
  return `${delayMs} ms more, up to ${jitterMs} ms jitter, ${loss * 100} % lost, ${duplicates * 100} % twice`;
}
