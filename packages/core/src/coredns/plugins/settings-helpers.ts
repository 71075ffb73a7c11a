import { DomainName } from "../../dns/index.ts";
import type { Parsed } from "../../text/index.ts";
import { type Dispenser, durationFault, parseGoDuration, zonesFromArguments } from "../corefile/index.ts";

/** Settings together with everything that was wrong with them. */
export function settled<Settings>(value: Settings, dispenser: Dispenser): Parsed<Settings> {
  return { value, diagnostics: dispenser.diagnostics };
}

/** Runs over each use of a directive that may be used once per server block; the second one is an error. */
export function onlyUse(dispenser: Dispenser, read: () => void): void {
  if (!dispenser.next()) return;
  read();
  while (dispenser.next()) {
    dispenser.onlyOnce();
    dispenser.skipProperty();
  }
}

/** Go's net.SplitHostPort: the one argument `address` needs a host, which may be empty, and a port. */
export function readListenAddress(dispenser: Dispenser, otherwise: string): string {
  const [first, ...others] = dispenser.remainingTokens();
  if (others.length > 0) dispenser.wrongArguments();
  if (first === undefined) return otherwise;
  const fault = hostPortFault(first.text);
  if (fault !== null)
    dispenser.problem(first.text === "" ? fault : `address ${first.text}: ${fault}`, { at: first.span });
  return fault === null ? first.text : otherwise;
}

/** What net.SplitHostPort says; null where the text has a host and a port. */
export function hostPortFault(text: string): string | null {
  const colon = text.lastIndexOf(":");
  if (colon === -1) return "missing port in address";
  if (!text.startsWith("[")) return plainHostFault(text, colon);
  const end = text.indexOf("]");
  if (end === -1) return "missing ']' in address";
  if (end + 1 !== colon) return text[end + 1] === ":" ? "too many colons in address" : "missing port in address";
  return strayBracketFault(text.slice(1), text.slice(end + 1));
}

function plainHostFault(text: string, colon: number): string | null {
  return text.slice(0, colon).includes(":") ? "too many colons in address" : strayBracketFault(text, text);
}

function strayBracketFault(behindOpening: string, behindClosing: string): string | null {
  if (behindOpening.includes("[")) return "unexpected '[' in address";
  return behindClosing.includes("]") ? "unexpected ']' in address" : null;
}

/** A duration in milliseconds; null, with Go's complaint, where it is none. */
export function readDuration(dispenser: Dispenser, text: string, prefix = ""): number | null {
  const duration = parseGoDuration(text);
  if (duration === null) dispenser.problem(`${prefix}${durationFault(text)}`);
  return duration;
}

/** plugin/pkg/fall: the names that go on to the next plugin; no arguments mean all of them. */
export function readFallthrough(dispenser: Dispenser): readonly DomainName[] {
  return zonesFromArguments(dispenser.remainingArguments(), [DomainName.root]);
}
