import type { DomainName } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoInteger, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { integerFault } from "../go-numbers.ts";
import { settled } from "../settings-helpers.ts";

export interface ExternalSettings {
  /** In the order of the line; PTR records point into the first. */
  readonly zones: readonly DomainName[];
  /** The label below a zone that holds its name servers; it shadows a namespace of that name. */
  readonly apex: string;
  /** Seconds. */
  readonly ttl: number;
  readonly headless: boolean;
  /** null: no fallthrough. */
  readonly fallthrough: readonly DomainName[] | null;
}

type Draft = { -readonly [Field in keyof ExternalSettings]: ExternalSettings[Field] };

const MAX_TTL_SECONDS = 3600;
const PROPERTIES = ["ttl", "apex", "headless", "fallthrough"] as const;

/** plugin/k8s_external/setup.go parse. Of several lines the last one's zones stand; the options add up. */
export function readExternalSettings(dispenser: Dispenser, context: SettingsContext): Parsed<ExternalSettings> {
  const draft: Draft = { zones: [], apex: "dns", ttl: 5, headless: false, fallthrough: null };
  let span = dispenser.span;
  while (dispenser.next()) {
    span = dispenser.span;
    if (draft.zones.length > 0) {
      const lost = draft.zones.map(({ text }) => text).join(" ");
      dispenser.warning(`this line takes the place of an earlier one: ${lost} is not served any more`);
    }
    draft.zones = zonesFromArguments(dispenser.remainingArguments(), context.zones);
    while (dispenser.nextInBlock()) readProperty(draft, dispenser);
  }
  if (!context.siblings.has("kubernetes")) dispenser.problem("kubernetes plugin not loaded", { at: span });
  return settled(draft, dispenser);
}

function readProperty(draft: Draft, dispenser: Dispenser): void {
  switch (dispenser.value) {
    case "ttl":
      readTtl(draft, dispenser);
      break;
    case "apex":
      draft.apex = firstArgument(dispenser) ?? draft.apex;
      break;
    case "headless":
      draft.headless = true;
      break;
    case "fallthrough":
      draft.fallthrough = zonesFromArguments(dispenser.remainingArguments(), zonesFromArguments(["."], []));
      break;
    default:
      dispenser.unknownProperty(PROPERTIES);
  }
}

function readTtl(draft: Draft, dispenser: Dispenser): void {
  const text = firstArgument(dispenser);
  if (text === null) return;
  const ttl = parseGoInteger(text);
  if (ttl === null) dispenser.problem(integerFault(text));
  else if (ttl < 0 || ttl > MAX_TTL_SECONDS) dispenser.problem(`ttl must be in range [0, 3600]: ${ttl}`);
  else draft.ttl = ttl;
}

/** Further arguments are ignored. */
function firstArgument(dispenser: Dispenser): string | null {
  const [text] = dispenser.remainingArguments();
  if (text === undefined) dispenser.wrongArguments();
  return text ?? null;
}
