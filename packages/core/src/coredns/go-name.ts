import { type DomainName, labelsOf, type NameFault, parseName } from "../dns/index.ts";

/** Written with a backslash by miekg/dns (types.go isDomainNameLabelSpecial). */
const SPECIAL = new Set([..." .'@;()\"\\"].map((character) => character.charCodeAt(0)));
const PLAIN = /^[A-Za-z0-9_*/.-]*$/;

const goTextOfOctet: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  if (SPECIAL.has(octet)) return `\\${String.fromCharCode(octet)}`;
  return octet >= 0x20 && octet <= 0x7e ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, "0")}`;
});

/** The name as Go plugins see it: miekg/dns unpacks names of messages to this text, and plugins compare texts. */
export function goTextOfName(name: DomainName): string {
  if (PLAIN.test(name.text)) return name.text;
  const labels = labelsOf(name).map((label) => Array.from(label, (octet) => goTextOfOctet[octet]).join(""));
  return `${labels.join(".")}.`;
}

/** The name in lower case, as plugin.Name.Normalize and request.Name make it. */
export function lowerCaseName(name: DomainName): DomainName {
  if (name.text === name.key) return name;
  const lower = parseName(name.key);
  return typeof lower === "string" ? name : lower;
}

/** A name in a text that Go reads as octets: what stands beyond ASCII is its UTF-8. */
export function parseGoName(text: string): DomainName | NameFault {
  return parseName(octetsAsText(text));
}

/** Each octet of the text's UTF-8 as one character. */
export function octetsAsText(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (octet) => String.fromCharCode(octet)).join("");
}

/** miekg/dns Fqdn: a final dot that is escaped does not end a name. */
export function absoluteGoText(text: string): string {
  const backslashes = /(\\*)\.$/.exec(text);
  return backslashes !== null && (backslashes[1] ?? "").length % 2 === 0 ? text : `${text}.`;
}
