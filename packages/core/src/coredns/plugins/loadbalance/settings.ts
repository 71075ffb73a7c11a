import { type Prefix, parsePrefix } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import type { Dispenser, Token } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { printGoDuration } from "../go-numbers.ts";
import { settled } from "../settings-helpers.ts";
import { readReload } from "./reload.ts";
import { NO_WEIGHTS, readWeights, type Weights } from "./weights.ts";

/** Which address comes first: any, or one by its weight. */
export type LoadbalancePolicy =
  | { readonly kind: "round_robin" }
  | { readonly kind: "weighted"; readonly weights: Weights };

export interface LoadbalanceSettings {
  readonly policy: LoadbalancePolicy;
  /** Networks whose addresses come first, in this order. */
  readonly preferred: readonly Prefix[];
}

const ROUND_ROBIN: LoadbalancePolicy = { kind: "round_robin" };

/** plugin/loadbalance/setup.go: the last use counts; networks add up, but `weighted` forgets those of earlier lines. */
export function readLoadbalanceSettings(
  dispenser: Dispenser,
  context: Pick<SettingsContext, "files" | "resolveFile">,
): Parsed<LoadbalanceSettings> {
  let policy = ROUND_ROBIN;
  let preferred: readonly Prefix[] = [];
  while (dispenser.next()) {
    const words = dispenser.remainingTokens();
    if (words[0]?.text === "weighted") {
      policy = readWeighted(words, dispenser, context);
      preferred = [];
      continue;
    }
    if (words.length > 0) checkRoundRobin(words, dispenser);
    policy = ROUND_ROBIN;
    while (dispenser.nextInBlock()) {
      if (dispenser.value === "prefer") preferred = [...preferred, ...readPreferred(dispenser)];
      else dispenser.unknownProperty(["prefer"]);
    }
  }
  return settled({ policy, preferred }, dispenser);
}

function checkRoundRobin([name, ...others]: readonly Token[], dispenser: Dispenser): void {
  if (name === undefined) return;
  if (name.text !== "round_robin") dispenser.problem(`unknown policy: ${name.text}`, { at: name.span });
  else if (others.length > 0) dispenser.problem("unknown property for round_robin");
}

/** `weighted FILE { reload DURATION }`. A file that is not there is looked for again, unless `reload 0` forbids it. */
function readWeighted(
  [, file, ...others]: readonly Token[],
  dispenser: Dispenser,
  { files, resolveFile }: Pick<SettingsContext, "files" | "resolveFile">,
): LoadbalancePolicy {
  if (file === undefined) dispenser.problem("missing weight file argument");
  if (others.length > 0) dispenser.problem("unexpected argument(s)");
  let reloadMs = 30_000;
  while (dispenser.nextInBlock()) {
    if (dispenser.value === "reload") reloadMs = readReload(dispenser) ?? reloadMs;
    else dispenser.unknownProperty(["reload"]);
  }
  if (file === undefined) return { kind: "weighted", weights: NO_WEIGHTS };
  const path = resolveFile(file.text);
  const found = files.lookUp(path);
  if (found.kind !== "file") {
    sayUnread(found.kind, file, reloadMs, dispenser);
    return { kind: "weighted", weights: NO_WEIGHTS };
  }
  const { weights, fault } = readWeights(new TextDecoder().decode(found.source.bytes), path);
  if (fault !== null) dispenser.problem(fault, { at: file.span });
  return { kind: "weighted", weights };
}

/** A folder stops CoreDNS, a missing file only where nobody looks for it again. */
function sayUnread(
  found: "directory" | "missing" | "refused",
  { text, span }: Token,
  reloadMs: number,
  dispenser: Dispenser,
): void {
  const again = `Failed to open weight file:weight file open error. Will try again in ${printGoDuration(reloadMs)}`;
  if (found === "directory") dispenser.problem(`read ${text || "."}: is a directory`, { at: span });
  else if (reloadMs === 0) dispenser.problem("weight file open error", { at: span });
  else dispenser.warning(again, { at: span });
}

function readPreferred(dispenser: Dispenser): readonly Prefix[] {
  return dispenser.remainingTokens().flatMap(({ text, span }) => {
    const prefix = text.includes("/") ? parsePrefix(text) : "bad-length";
    if (typeof prefix !== "string") return [{ address: prefix.address, length: prefix.length }];
    dispenser.problem(`invalid CIDR "${text}": invalid CIDR address: ${text}`, { at: span });
    return [];
  });
}
