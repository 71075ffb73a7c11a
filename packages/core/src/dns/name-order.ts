import { invariant } from "../invariant.ts";
import type { DomainName, NameFault } from "./name.ts";
import { labelKeys, labelTexts } from "./name-labels.ts";
import { joinNames } from "./name-text.ts";

const DOT = ".".charCodeAt(0);

export function sameName(left: DomainName, right: DomainName): boolean {
  return left.key === right.key;
}

/** Whether `name` is `ancestor` or stands below it. */
export function isAtOrBelow(name: DomainName, ancestor: DomainName): boolean {
  if (ancestor.labelCount === 0) return true;
  if (name.labelCount < ancestor.labelCount || !name.key.endsWith(ancestor.key)) return false;
  const boundary = name.key.length - ancestor.key.length;
  return boundary === 0 || name.key.charCodeAt(boundary - 1) === DOT;
}

export function isBelow(name: DomainName, ancestor: DomainName): boolean {
  return name.labelCount > ancestor.labelCount && isAtOrBelow(name, ancestor);
}

/** The ancestor of `name` (or itself) that has so many labels. */
export function ancestorWithLabels(name: DomainName, labelCount: number): DomainName {
  let current = name;
  while (current.labelCount > labelCount) {
    const { parent } = current;
    invariant(parent !== null, "only the root has no parent");
    current = parent;
  }
  return current;
}

/** The labels of `name` left of `ancestor`, in presentation format, leftmost first. */
export function labelsBelow(name: DomainName, ancestor: DomainName): readonly string[] {
  return labelTexts(name).slice(0, name.labelCount - ancestor.labelCount);
}

/** `name` with the suffix `from` replaced by `to`. */
export function moveName(name: DomainName, from: DomainName, to: DomainName): DomainName | NameFault {
  invariant(isAtOrBelow(name, from), `${name.text} is not below ${from.text}`);
  const left = labelsBelow(name, from).join(".");
  return left === "" ? to : joinNames(left, to);
}

export function isWildcard(name: DomainName): boolean {
  return name.key.startsWith("*.");
}

/** Canonical order of RFC 4034 section 6.1: by labels from the right, as octets, lower case. */
export function compareNames(left: DomainName, right: DomainName): number {
  const leftLabels = labelKeys(left);
  const rightLabels = labelKeys(right);
  for (let back = 1; back <= Math.min(leftLabels.length, rightLabels.length); back += 1) {
    const order = compareLabels(leftLabels.at(-back) ?? "", rightLabels.at(-back) ?? "");
    if (order !== 0) return order;
  }
  return leftLabels.length - rightLabels.length;
}

function compareLabels(left: string, right: string): number {
  if (left === right) return 0;
  if (!left.includes("\\") && !right.includes("\\")) return left < right ? -1 : 1;
  const decode = (label: string): string =>
    label.replace(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number(digits)));
  return decode(left) < decode(right) ? -1 : 1;
}
