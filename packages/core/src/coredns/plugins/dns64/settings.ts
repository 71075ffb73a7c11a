import { isIpv4, type Prefix, parsePrefix, printPrefix } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

export interface Dns64Settings {
  readonly prefix: Prefix;
  /** Even where there is an AAAA record. */
  readonly translatesAll: boolean;
  /** For clients that ask over IPv4, too. */
  readonly allowsIpv4: boolean;
}

type Draft = { -readonly [Field in keyof Dns64Settings]: Dns64Settings[Field] };

/** RFC 6052 section 2.2. */
const LENGTHS: readonly number[] = [32, 40, 48, 56, 64, 96];

/** plugin/dns64/setup.go. A prefix behind the name ends the line: a block that opens there is read word by word as further uses, and does nothing. */
export function readDns64Settings(dispenser: Dispenser): Parsed<Dns64Settings> {
  const draft: Draft = { prefix: wellKnown(), translatesAll: false, allowsIpv4: false };
  while (dispenser.next()) {
    const words = dispenser.remainingTokens();
    const [first] = words;
    if (first !== undefined && words.length === 1) {
      draft.prefix = readPrefix(dispenser, first.text) ?? draft.prefix;
      continue;
    }
    if (words.length > 0) dispenser.wrongArguments();
    while (dispenser.nextInBlock()) readProperty(draft, dispenser);
  }
  return settled(draft, dispenser);
}

/** RFC 6052 section 2.1. */
function wellKnown(): Prefix {
  const prefix = parsePrefix("64:ff9b::/96");
  invariant(typeof prefix !== "string", "the well-known prefix is one");
  return { address: prefix.address, length: prefix.length };
}

function readProperty(draft: Draft, dispenser: Dispenser): void {
  switch (dispenser.value) {
    case "prefix":
      if (dispenser.nextArgument()) draft.prefix = readPrefix(dispenser, dispenser.value) ?? draft.prefix;
      else dispenser.wrongArguments();
      return;
    case "translate_all":
      draft.translatesAll = true;
      return;
    case "allow_ipv4":
      draft.allowsIpv4 = true;
      return;
    default:
      dispenser.unknownProperty(["prefix", "translate_all", "allow_ipv4"]);
  }
}

function readPrefix(dispenser: Dispenser, text: string): Prefix | null {
  const parsed = text.includes("/") ? parsePrefix(text) : "bad-address";
  if (typeof parsed === "string") {
    dispenser.problem(`invalid CIDR address: ${text}`);
    return null;
  }
  const prefix = { address: parsed.address, length: parsed.length };
  if (isIpv4(prefix.address)) dispenser.problem(`invalid netmask 32 IPv6 address: "${printPrefix(prefix)}"`);
  else if (!LENGTHS.includes(prefix.length)) dispenser.problem(`invalid prefix length "${printPrefix(prefix)}"`);
  else return prefix;
  return null;
}
