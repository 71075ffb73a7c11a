import { type DomainName, parseAddress } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, type Token, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { splitHostPort } from "../host-port.ts";
import { settled } from "../settings-helpers.ts";

/** One `transfer` line. */
export interface TransferRule {
  readonly zones: readonly DomainName[];
  /** Who may have the zones: texts that are compared with the asker's address as they are; `*` is everybody. */
  readonly to: readonly string[];
}

interface Draft {
  readonly to: string[];
  hasSource: boolean;
}

/** plugin/transfer/setup.go parseTransfer. */
export function readTransferSettings(dispenser: Dispenser, context: SettingsContext): Parsed<readonly TransferRule[]> {
  const rules: TransferRule[] = [];
  while (dispenser.next()) {
    const zones = zonesFromArguments(dispenser.remainingArguments(), context.zones);
    const draft: Draft = { to: [], hasSource: false };
    while (dispenser.nextInBlock()) readProperty(draft, dispenser);
    if (draft.to.length === 0) dispenser.problem("'to' is required");
    rules.push({ zones, to: draft.to });
  }
  return settled(rules, dispenser);
}

function readProperty(draft: Draft, dispenser: Dispenser): void {
  if (dispenser.value === "to") readTo(draft, dispenser);
  else if (dispenser.value === "source") readSource(draft, dispenser);
  else dispenser.unknownProperty(["to", "source"], `unknown property "${dispenser.value}"`);
}

/** An address may have a port, which is for NOTIFY alone. */
function readTo(draft: Draft, dispenser: Dispenser): void {
  const tokens = dispenser.remainingTokens();
  if (tokens.length === 0) dispenser.wrongArguments();
  for (const token of tokens) {
    const { host } = splitHostPort(token.text);
    if (token.text !== "*" && !isAddress(host))
      dispenser.problem(`must specify an IP address: \`${host}'`, { at: token.span });
    else draft.to.push(host);
  }
}

function isAddress(host: string): boolean {
  return parseAddress(host.includes("%") ? host.slice(0, host.lastIndexOf("%")) : host) !== null;
}

/** From where NOTIFY is sent. */
function readSource(draft: Draft, dispenser: Dispenser): void {
  const token: Token | null = dispenser.onlyArgument();
  if (token === null) return;
  if (draft.hasSource) dispenser.problem("source already specified");
  else if (parseAddress(token.text) === null) dispenser.problem(`invalid source address "${token.text}"`);
  draft.hasSource = true;
}
