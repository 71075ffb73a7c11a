import { type Fault, printFault } from "../simulation/index.ts";

/** A clause that stands behind "while": `dns1 has no power`. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case "crash":
      return `${fault.machine} has no power`;
    case "freeze":
      return `${fault.machine} stands still`;
    case "unplug":
      return `${fault.machine} has no cable`;
    case "kill":
      return `${fault.program} on ${fault.machine} is killed`;
    case "stop":
      return `${fault.program} on ${fault.machine} is stopped`;
    case "hang":
      return `${fault.program} on ${fault.machine} hangs`;
    case "cut":
      return `nothing passes ${between(fault)}`;
    case "mute-adverts":
      return `no adverts pass ${between(fault)}`;
    case "fail-script":
      return `the script ${fault.script} on ${fault.machine} fails`;
    case "unready":
      return `${fault.pod} is not ready`;
    case "end-session":
      return `the BGP session of ${fault.node} with ${fault.router} is down`;
    case "stop-operator":
      return `cilium-operator of ${fault.cluster} does not run`;
    default:
      return `there is ${printFault(fault)}`;
  }
}

function between({ between: [one, other], direction }: Fault & { readonly kind: "cut" | "mute-adverts" }): string {
  return direction === "both-ways" ? `between ${one} and ${other}` : `from ${one} to ${other}`;
}
