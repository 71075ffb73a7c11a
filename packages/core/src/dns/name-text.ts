import { invariant } from "../invariant.ts";
import { concatenateNames, DomainName, MAX_NAME_OCTETS, type NameFault } from "./name.ts";
import { labelsFromText, nameFromLabels } from "./name-labels.ts";

/** Text that needs no escape and no look at each octet: letters, digits, `-`, `_`, `*`, `/`. */
const PLAIN_NAME = /^(?:[A-Za-z0-9_*/-]{1,63}\.)+$/;

/**
 * Reads an absolute name in presentation format (RFC 1035 section 5.1: `\.`, `\DDD`).
 * A name without the final dot is taken as absolute too; whoever has an origin joins it first ({@link joinNames}).
 */
export function parseName(text: string): DomainName | NameFault {
  if (text === ".") return DomainName.root;
  if (text === "") return "empty";
  const absolute = text.endsWith(".") ? text : `${text}.`;
  if (absolute.length < MAX_NAME_OCTETS && PLAIN_NAME.test(absolute)) {
    return DomainName.unchecked(absolute, absolute.toLowerCase(), countDots(absolute), absolute.length + 1);
  }
  const labels = labelsFromText(text);
  return typeof labels === "string" ? labels : nameFromLabels(labels);
}

function countDots(text: string): number {
  let count = 0;
  for (let at = text.indexOf("."); at !== -1; at = text.indexOf(".", at + 1)) count += 1;
  return count;
}

/** A name that our own code writes down; a mistake in it is our bug. */
export function nameOf(text: string): DomainName {
  const name = parseName(text);
  invariant(typeof name !== "string", `not a domain name: ${text}`);
  return name;
}

/** Whether a name's text ends with a dot that is not escaped. */
export function isAbsoluteText(text: string): boolean {
  if (!text.endsWith(".")) return false;
  let backslashes = 0;
  for (let at = text.length - 2; at >= 0 && text[at] === "\\"; at -= 1) backslashes += 1;
  return backslashes % 2 === 0;
}

/** `relative` (presentation format, no final dot) below `origin`. */
export function joinNames(relative: string, origin: DomainName): DomainName | NameFault {
  if (isAbsoluteText(relative)) return "empty-label";
  const left = parseName(relative);
  return typeof left === "string" ? left : concatenateNames(left, origin);
}

/** `label` (presentation format) as the leftmost label in front of `name`. */
export function childOf(name: DomainName, label: string): DomainName | NameFault {
  return joinNames(label, name);
}

/** `*.` in front of `name` (RFC 4592 section 2.1.1). */
export function wildcardBelow(name: DomainName): DomainName | NameFault {
  return childOf(name, "*");
}
