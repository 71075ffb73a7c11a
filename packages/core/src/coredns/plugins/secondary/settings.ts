import type { DomainName } from "../../../dns/index.ts";
import type { Endpoint } from "../../../resolution/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, zonesFromArgument, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { readHostPort } from "../host-port.ts";
import { readFallthrough, settled } from "../settings-helpers.ts";

/** A zone that is copied from elsewhere. */
export interface SecondaryZone {
  readonly origin: DomainName;
  /** Asked in this order. */
  readonly primaries: readonly Endpoint[];
}

/** All `secondary` lines of a block. */
export interface SecondarySettings {
  readonly zones: readonly SecondaryZone[];
  /** Of whichever line; it holds for all. Empty: no fallthrough. */
  readonly fallthrough: readonly DomainName[];
  /** What is not modelled; null: nothing. */
  readonly unsupported: string | null;
}

interface Draft {
  readonly zones: Map<string, SecondaryZone>;
  fallthrough: readonly DomainName[];
  unsupported: string | null;
}

const PROPERTIES = ["transfer", "catalog", "fallthrough"] as const;
const CATALOG = "catalog zones of the secondary plugin";

/** plugin/secondary/setup.go secondaryParse: a later line for a zone takes the place of an earlier one. */
export function readSecondarySettings(dispenser: Dispenser, context: SettingsContext): Parsed<SecondarySettings> {
  const draft: Draft = { zones: new Map(), fallthrough: [], unsupported: null };
  while (dispenser.next()) readLine(draft, dispenser, context);
  return settled({ ...draft, zones: [...draft.zones.values()] }, dispenser);
}

function readLine(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  const origins = zonesFromArguments(dispenser.remainingArguments(), context.zones);
  const primaries: Endpoint[] = [];
  let hasTransfer = false;
  while (dispenser.nextInBlock()) {
    if (dispenser.value === "transfer") {
      hasTransfer = true;
      primaries.push(...readTransfer(dispenser));
    } else readProperty(draft, dispenser);
  }
  if (!hasTransfer) dispenser.problem("secondary zones require a transfer from property");
  for (const origin of origins) draft.zones.set(origin.key, { origin, primaries });
}

/** plugin/pkg/parse TransferIn: `transfer from ADDRESS...`. */
function readTransfer(dispenser: Dispenser): readonly Endpoint[] {
  if (!dispenser.nextArgument()) {
    dispenser.wrongArguments();
    return [];
  }
  if (dispenser.value !== "from") {
    dispenser.problem(`unknown property ${dispenser.value}`);
    dispenser.remainingTokens();
    return [];
  }
  const words = dispenser.remainingTokens();
  if (words.length === 0) dispenser.wrongArguments();
  return words.flatMap((word) => {
    if (word.text !== "*") return readHostPort(dispenser, word) ?? [];
    dispenser.problem("can't use '*' in transfer from", { at: word.span });
    return [];
  });
}

function readProperty(draft: Draft, dispenser: Dispenser): void {
  switch (dispenser.value) {
    case "catalog":
      dispenser.unsupported(CATALOG);
      draft.unsupported = CATALOG;
      for (const { text, span } of dispenser.remainingTokens()) {
        if (zonesFromArgument(text).length > 0) continue;
        dispenser.problem(`invalid catalog member zone "${text}"`, { at: span });
      }
      return;
    case "fallthrough":
      draft.fallthrough = readFallthrough(dispenser);
      return;
    default:
      dispenser.unknownProperty(PROPERTIES);
  }
}
