import {
  addressRdata,
  type DomainName,
  isAtOrBelow,
  nameOf,
  parseAddress,
  type Question,
  type Rdata,
  type ResourceRecord,
} from "../../dns/index.ts";

const LOCAL = nameOf("local.");
const LOOPBACK_ADDRESSES = ["127.0.0.1", "::1"].flatMap((text) => parseAddress(text) ?? []);
const LOCALHOST = nameOf("localhost.");
const LOOPBACK_REVERSE = nameOf("127.in-addr.arpa.");
const IPV6_LOOPBACK_REVERSE = nameOf(`1.${"0.".repeat(31)}ip6.arpa.`);
/** The stub listener's own address (resolved-dns-synthesize.c). */
const STUB_REVERSE = nameOf("2.0.0.127.in-addr.arpa.");
/** shared/dns-domain.c is_localhost. */
const LOCALHOSTS = ["localhost.", "localhost.localdomain."].map(nameOf);
/** RFC 6303 and RFC 6761: never sent anywhere (dns_name_dont_resolve). */
const DENIED_DOMAINS = ["0.in-addr.arpa.", "invalid."].map(nameOf);
const DENIED_NAMES = ["255.255.255.255.in-addr.arpa.", `0.${"0.".repeat(31)}ip6.arpa.`].map(nameOf);
/** Link-local addresses belong to mDNS and LLMNR (match_link_local_reverse_lookups). */
const LINK_LOCAL_REVERSE = [
  "254.169.in-addr.arpa.",
  ...["8", "9", "a", "b"].map((digit) => `${digit}.e.f.ip6.arpa.`),
].map(nameOf);

/** Whether a question goes to the name servers; `localhost`, `.local`, single labels and link-local addresses do not. */
export function goesToServers(question: Question, domains: readonly DomainName[]): boolean {
  const { name, type, class: rrClass } = question;
  if (isOwnBusiness(name) || (rrClass !== "IN" && rrClass !== "ANY")) return false;
  const isAddress = type === "A" || type === "AAAA";
  if (isAddress && name.labelCount < 2) return false;
  // With a search domain single labels are unicast DNS's business, `local` itself too.
  if (name.labelCount === 1 && domains.some(({ labelCount }) => labelCount > 0)) return true;
  if (domains.some((domain) => isAtOrBelow(name, domain))) return true;
  return ![LOCAL, ...LINK_LOCAL_REVERSE].some((domain) => isAtOrBelow(name, domain));
}

function isOwnBusiness(name: DomainName): boolean {
  return isLocalhost(name) || isDenied(name) || isLoopbackReverse(name);
}

function isLocalhost(name: DomainName): boolean {
  return LOCALHOSTS.some((domain) => isAtOrBelow(name, domain));
}

function isDenied(name: DomainName): boolean {
  return (
    DENIED_DOMAINS.some((domain) => isAtOrBelow(name, domain)) || DENIED_NAMES.some((denied) => denied.key === name.key)
  );
}

function isLoopbackReverse(name: DomainName): boolean {
  return isAtOrBelow(name, LOOPBACK_REVERSE) || name.key === IPV6_LOOPBACK_REVERSE.key;
}

/** What resolved answers by itself (resolved-dns-synthesize.c); null: nothing. */
export type Synthesized = { readonly rcode: "NOERROR" | "NXDOMAIN"; readonly records: readonly ResourceRecord[] };

export function synthesize(question: Question): Synthesized | null {
  const { name, type, class: rrClass } = question;
  if (rrClass !== "IN" && rrClass !== "ANY") return null;
  if (isDenied(name)) return { rcode: "NXDOMAIN", records: [] };
  const record = (data: Rdata): ResourceRecord => ({ owner: name, class: "IN", ttl: 0, data });
  if (isLocalhost(name)) {
    const data = LOOPBACK_ADDRESSES.map(addressRdata).filter((own) => type === own.type || type === "ANY");
    return { rcode: "NOERROR", records: data.map(record) };
  }
  if (!isLoopbackReverse(name) || name.key === STUB_REVERSE.key) return null;
  const isPointer = type === "PTR" || type === "ANY";
  return { rcode: "NOERROR", records: isPointer ? [record({ type: "PTR", target: LOCALHOST })] : [] };
}
