import { type DomainName, labelKeys } from "../dns/index.ts";

/**
 * A text that sorts, by code unit, as the name does in canonical order (RFC 4034 section 6.1): labels from the right,
 * each octet one higher than it is, so that the end of a label, 0, comes before any octet.
 */
export function canonicalKey(name: DomainName): string {
  let text = "";
  const labels = labelKeys(name);
  for (let at = labels.length - 1; at >= 0; at -= 1) text += `${raised(labels[at] ?? "")}\u0000`;
  return text;
}

function raised(label: string): string {
  let text = "";
  for (let at = 0; at < label.length; at += 1) {
    const isEscape = label[at] === "\\";
    text += String.fromCharCode((isEscape ? Number(label.slice(at + 1, at + 4)) : label.charCodeAt(at)) + 1);
    if (isEscape) at += 3;
  }
  return text;
}
