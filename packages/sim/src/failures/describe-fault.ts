import { assertNever } from "../invariant.ts";
import type { Fault } from "../simulation/index.ts";

/** A clause that stands behind "while": `dns1 has no power`. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case "crash":
      return `${fault.machine} has no power`;
    case "freeze":
      return `${fault.machine} stands still`;
    case "unplug":
      return `${fault.machine} has no cable${fault.link === undefined ? "" : ` to ${fault.link}`}`;
    case "interface-down":
      return `the interface of ${fault.machine}${fault.link === undefined ? "" : ` on ${fault.link}`} is down`;
    case "kill":
      return `${fault.program} on ${fault.machine} is killed`;
    case "stop":
      return `${fault.program} on ${fault.machine} is stopped`;
    case "hang":
      return `${fault.program} on ${fault.machine} hangs`;
    case "cut":
      return `nothing passes ${between(fault)}`;
    case "weather":
      return `packets are lost and late ${between(fault)}`;
    case "mute-adverts":
      return `no adverts pass ${between(fault)}`;
    case "kill-vrrp-child":
      return `keepalived's child on ${fault.machine} is killed`;
    case "hang-script":
      return `the script ${fault.script} on ${fault.machine} does not end`;
    case "fail-script":
      return `the script ${fault.script} on ${fault.machine} fails`;
    case "unready":
      return `${fault.pod} is not ready`;
    case "end-session":
      return `the BGP session of ${fault.node} with ${fault.router} is down`;
    case "stop-agent":
      return `Cilium's agent on ${fault.node} does not run`;
    case "stop-operator":
      return `cilium-operator of ${fault.cluster} does not run`;
    default:
      return assertNever(fault);
  }
}

function between({
  between: [one, other],
  direction,
}: Fault & { readonly kind: "cut" | "weather" | "mute-adverts" }): string {
  return direction === "both-ways" ? `between ${one} and ${other}` : `from ${one} to ${other}`;
}
