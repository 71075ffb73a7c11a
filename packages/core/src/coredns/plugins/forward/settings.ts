import { type DomainName, nameOf } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, zonesFromArgument } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { printGoDuration } from "../go-numbers.ts";
import { settled } from "../settings-helpers.ts";
import { forwardProperties, type LineDraft, type LineProperties } from "./properties.ts";
import { readUpstreams, type Upstream } from "./upstream-settings.ts";

/** One `forward` line. */
export interface ForwardSettings extends LineProperties {
  readonly from: DomainName;
  readonly upstreams: readonly Upstream[];
  /** Something that changes answers and is not modelled; null: nothing is. */
  readonly unsupported: string | null;
}

const MAX_UPSTREAMS = 15;
const ROOT = nameOf(".");

/** plugin/forward/setup.go: every line is a plugin of its own, asked one after the other. */
export function readForwardSettings(
  dispenser: Dispenser,
  context: SettingsContext,
): Parsed<readonly ForwardSettings[]> {
  const lines: ForwardSettings[] = [];
  while (dispenser.next()) {
    const line = readLine(dispenser, context);
    if (line !== null) lines.push(line);
  }
  return settled(lines, dispenser);
}

function readLine(dispenser: Dispenser, context: SettingsContext): ForwardSettings | null {
  const [from, ...to] = dispenser.remainingTokens();
  const zones = from === undefined ? [] : zonesFromArgument(from.text);
  const [zone] = zones;
  if (from === undefined || to.length === 0) dispenser.wrongArguments();
  else if (zone === undefined) dispenser.problem(`unable to normalize '${from.text}'`, { at: from.span });
  if (from !== undefined && zones.length > 1) {
    const using = `Using only '${zone?.text}'.`;
    dispenser.warning(`Unsupported CIDR notation: '${from.text}' expands to multiple zones. ${using}`, {
      at: from.span,
    });
  }
  if (to.length > MAX_UPSTREAMS) dispenser.problem(`more than ${MAX_UPSTREAMS} TOs configured: ${to.length}`);
  const draft = emptyDraft();
  while (dispenser.nextInBlock()) readProperty(draft, dispenser);
  if (draft.maxAgeMs > 0 && draft.maxAgeMs < draft.expireMs) {
    const [age, expire] = [printGoDuration(draft.maxAgeMs), printGoDuration(draft.expireMs)];
    dispenser.problem(`max_age (${age}) must not be less than expire (${expire})`);
  }
  const { upstreams, unsupported } = readUpstreams(to, draft, dispenser, context);
  return zone === undefined ? null : { ...draft, from: zone, upstreams, unsupported };
}

function emptyDraft(): LineDraft {
  return {
    except: [],
    policy: "random",
    maxFails: 2,
    maxConcurrent: 0,
    maxAttempts: null,
    readTimeoutMs: 2000,
    forceTcp: false,
    preferUdp: false,
    failsFast: false,
    healthCheck: { intervalMs: 500, domain: ROOT, recursionDesired: true },
    nextOn: [],
    nextOnNoData: false,
    failoverOn: [],
    sourceAddress: null,
    expireMs: 10_000,
    maxAgeMs: 0,
    maxIdleConns: 0,
    tlsServerName: "",
    namesFrom: "host",
  };
}

function readProperty(draft: LineDraft, dispenser: Dispenser): void {
  const read = forwardProperties.get(dispenser.value);
  if (read === undefined) dispenser.unknownProperty([...forwardProperties.keys()]);
  else read(draft, dispenser);
}
