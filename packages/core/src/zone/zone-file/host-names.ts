import {
  type DomainName,
  isHashText,
  labelTexts,
  parseName,
  printRdata,
  type Rdata,
  type RrType,
} from "../../dns/index.ts";

/** In a key without any of these every label is a host's. */
const DOUBTFUL = /[^a-z0-9.-]|-\.|\.-|^-/;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** RFC 952 and RFC 1123 section 2.1, as lib/dns/name.c dns_name_ishostname sees it. */
export function isHostName(name: DomainName, mayBeWildcard: boolean): boolean {
  if (!DOUBTFUL.test(name.key)) return true;
  const labels = labelTexts(name);
  const isWild = mayBeWildcard && labels[0] === "*";
  return labels.every((label, at) => (isWild && at === 0) || HOST_LABEL.test(label));
}

/** The local part may be anything printable; the rest is a host name (dns_name_ismailbox). */
function isMailbox(name: DomainName): boolean {
  const labels = labelTexts(name);
  return labels.every((label, at) => (at === 0 ? !/\\\d/.test(label) : HOST_LABEL.test(label)));
}

/** The record tells which hosts may send mail: RFC 7208 section 5.7 and appendix D.1. */
const MAIL_POLICY_LABELS: ReadonlySet<string> = new Set(["_spf", "_spf_verify", "_spf_rate"]);

/** A label of that kind, with at least two labels behind it (checkowner_in_a looks so far). */
function isMailPolicy(owner: DomainName): boolean {
  return labelTexts(owner)
    .slice(0, -1)
    .some((label) => MAIL_POLICY_LABELS.has(label.toLowerCase()));
}

/** Active Directory's global catalogue: its two labels, then a host name (checkowner_in_a). */
function isCatalogue(owner: DomainName): boolean {
  const [first, second, ...rest] = labelTexts(owner);
  const isNamed = first?.toLowerCase() === "gc" && second?.toLowerCase() === "_msdcs";
  return isNamed && rest.every((label) => HOST_LABEL.test(label));
}

/** Whether a record of this type may have this owner (dns_rdata_checkowner). */
export function isFitOwner(owner: DomainName, type: RrType): boolean {
  switch (type) {
    case "A":
      return isHostName(owner, true) || isCatalogue(owner) || isMailPolicy(owner);
    case "AAAA":
      return isHostName(owner, true) || isCatalogue(owner);
    case "MX":
    case "A6":
    case "WKS":
      return isHostName(owner, true);
    case "MB":
    case "MG":
      return isMailbox(owner);
    case "NSEC3":
      return isHashText(labelTexts(owner)[0] ?? "");
    default:
      return true;
  }
}

const unlessHost = (name: DomainName): DomainName | null => (isHostName(name, false) ? null : name);
const unlessMailbox = (name: DomainName): DomainName | null => (isMailbox(name) ? null : name);

/** The first name in the data that should be a host's or a mailbox and is not (dns_rdata_checknames). */
export function unfitTarget(owner: DomainName, data: Rdata): DomainName | null {
  switch (data.type) {
    case "NS":
    case "AFSDB":
      return unlessHost(data.host);
    case "MX":
      return unlessHost(data.exchange);
    case "SRV":
      return unlessHost(data.target);
    case "SVCB":
    case "HTTPS":
      return data.priority === 0 ? null : unlessHost(data.target);
    case "SOA":
      return unlessHost(data.primary) ?? unlessMailbox(data.mailbox);
    case "RP":
      return unlessMailbox(data.mailbox);
    case "PTR":
      return isReverse(owner) && !isServiceDiscovery(owner) ? unlessHost(data.target) : null;
    case "RT":
      return firstUnfit(namesIn(data, 1), unlessHost);
    case "A6":
      return firstUnfit(namesIn(data, 2), unlessHost);
    case "DSYNC":
      return firstUnfit(namesIn(data, 3), unlessHost);
    case "MINFO":
      return firstUnfit(namesIn(data, 0), unlessMailbox);
    default:
      return null;
  }
}

/** The names in data that we keep as octets, from one word of their text on. */
function namesIn(data: Rdata, from: number): readonly DomainName[] {
  const names = printRdata(data).split(/ +/).slice(from).map(parseName);
  return names.filter((name) => typeof name !== "string");
}

function firstUnfit(names: readonly DomainName[], unless: (name: DomainName) => DomainName | null): DomainName | null {
  return names.map(unless).find((name) => name !== null) ?? null;
}

const isReverse = ({ key }: DomainName): boolean =>
  key.endsWith(".in-addr.arpa.") || key.endsWith(".ip6.arpa.") || key.endsWith(".ip6.int.");

/** Where browsers for services begin (RFC 6763 section 11): it names domains, in any spelling. The root's label counts as one behind it. */
const isServiceDiscovery = ({ key }: DomainName): boolean => /^(?:b|db|r|dr|lb)\._dns-sd\._udp\./.test(key);
