import { type DomainName, labelTexts, type Rdata, type RrType } from "../../dns/index.ts";

/** In a key without any of these every label is a host's. */
const DOUBTFUL = /[^a-z0-9.-]|-\.|\.-|^-/;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const NSEC3_LABEL = /^[0-9a-v]{32}$/i;

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
  return labels.every((label, at) =>
    at === 0 ? !label.includes("\\@") && !/\\\d/.test(label) : HOST_LABEL.test(label),
  );
}

/** Whether a record of this type may have this owner (dns_rdata_checkowner). */
export function isFitOwner(owner: DomainName, type: RrType): boolean {
  switch (type) {
    case "A":
    case "AAAA":
    case "MX":
      return isHostName(owner, true) || (type === "A" && owner.key.startsWith("gc._msdcs."));
    case "NSEC3":
      return NSEC3_LABEL.test(labelTexts(owner)[0] ?? "");
    default:
      return true;
  }
}

/** The first name in the data that should be a host's and is not (dns_rdata_checknames). */
export function unfitTarget(owner: DomainName, data: Rdata): DomainName | null {
  const unlessHost = (name: DomainName): DomainName | null => (isHostName(name, false) ? null : name);
  switch (data.type) {
    case "NS":
      return unlessHost(data.host);
    case "MX":
      return unlessHost(data.exchange);
    case "SRV":
      return unlessHost(data.target);
    case "SOA":
      return unlessHost(data.primary) ?? (isMailbox(data.mailbox) ? null : data.mailbox);
    case "PTR":
      return isReverse(owner) ? unlessHost(data.target) : null;
    default:
      return null;
  }
}

const isReverse = ({ key }: DomainName): boolean =>
  key.endsWith(".in-addr.arpa.") || key.endsWith(".ip6.arpa.") || key.endsWith(".ip6.int.");
