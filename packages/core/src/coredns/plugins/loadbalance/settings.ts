import { type Prefix, parsePrefix } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

export interface LoadbalanceSettings {
  readonly policy: "round_robin" | "weighted";
  /** Networks whose addresses come first, in this order. */
  readonly preferred: readonly Prefix[];
}

/** plugin/loadbalance/setup.go: the last use counts. */
export function readLoadbalanceSettings(dispenser: Dispenser): Parsed<LoadbalanceSettings> {
  let policy: LoadbalanceSettings["policy"] = "round_robin";
  const preferred: Prefix[] = [];
  while (dispenser.next()) {
    policy = readPolicy(dispenser);
    const known = policy === "weighted" ? ["reload", "prefer"] : ["prefer"];
    while (dispenser.nextInBlock()) {
      if (!known.includes(dispenser.value)) dispenser.unknownProperty(known);
      else if (dispenser.value === "prefer") readPreferred(dispenser, preferred);
      else dispenser.remainingTokens();
    }
  }
  if (policy === "weighted") dispenser.unsupported("the policy weighted of loadbalance");
  return settled({ policy, preferred }, dispenser);
}

function readPolicy(dispenser: Dispenser): LoadbalanceSettings["policy"] {
  const [name, file, ...others] = dispenser.remainingTokens();
  if (name === undefined) return "round_robin";
  if (name.text === "weighted") {
    if (file === undefined) dispenser.problem("missing weight file argument");
    if (others.length > 0) dispenser.problem("unexpected argument(s)");
    return "weighted";
  }
  if (name.text !== "round_robin") dispenser.problem(`unknown policy: ${name.text}`, { at: name.span });
  else if (file !== undefined) dispenser.problem("unknown property for round_robin");
  return "round_robin";
}

function readPreferred(dispenser: Dispenser, preferred: Prefix[]): void {
  for (const { text, span } of dispenser.remainingTokens()) {
    const prefix = text.includes("/") ? parsePrefix(text) : "bad-length";
    if (typeof prefix !== "string") preferred.push({ address: prefix.address, length: prefix.length });
    else dispenser.problem(`invalid CIDR "${text}": invalid CIDR address: ${text}`, { at: span });
  }
}
