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
import { once } from "../../once.ts";
import { isMachinesWord, type Synthesized } from "./resolved-own.ts";

const special = once(() => ({
  loopbackAddresses: ["127.0.0.1", "::1"].flatMap((text) => parseAddress(text) ?? []),
  localhost: nameOf("localhost."),
  loopbackReverse: nameOf("127.in-addr.arpa."),
  ipv6LoopbackReverse: nameOf(`1.${"0.".repeat(31)}ip6.arpa.`),
  /** The stub listener's own address (resolved-dns-synthesize.c). */
  stubReverse: nameOf("2.0.0.127.in-addr.arpa."),
  /** shared/dns-domain.c is_localhost. */
  localhosts: ["localhost.", "localhost.localdomain."].map(nameOf),
  /** RFC 6303 and RFC 6761: never sent anywhere (dns_name_dont_resolve). */
  deniedDomains: ["0.in-addr.arpa.", "invalid."].map(nameOf),
  deniedNames: ["255.255.255.255.in-addr.arpa.", `0.${"0.".repeat(31)}ip6.arpa.`].map(nameOf),
  /** mDNS's and LLMNR's, with the reverse names of link-local addresses (match_link_local_reverse_lookups). */
  linkLocal: ["local.", "254.169.in-addr.arpa.", ...["8", "9", "a", "b"].map((digit) => `${digit}.e.f.ip6.arpa.`)].map(
    nameOf,
  ),
}));

/** Whether a question goes to the name servers; `localhost`, `.local`, single labels and link-local addresses do not. */
export function goesToServers(question: Question, domains: readonly DomainName[]): boolean {
  const { name, type, class: rrClass } = question;
  if (isOwnBusiness(name) || isMachinesWord(name) || (rrClass !== "IN" && rrClass !== "ANY")) return false;
  const isAddress = type === "A" || type === "AAAA";
  if (isAddress && name.labelCount < 2) return false;
  // With a search domain single labels are unicast DNS's business, `local` itself too.
  if (name.labelCount === 1 && domains.some(({ labelCount }) => labelCount > 0)) return true;
  if (domains.some((domain) => isAtOrBelow(name, domain))) return true;
  return !special().linkLocal.some((domain) => isAtOrBelow(name, domain));
}

function isOwnBusiness(name: DomainName): boolean {
  return isLocalhost(name) || isDenied(name) || isLoopbackReverse(name);
}

function isLocalhost(name: DomainName): boolean {
  return special().localhosts.some((domain) => isAtOrBelow(name, domain));
}

function isDenied(name: DomainName): boolean {
  const { deniedDomains, deniedNames } = special();
  return (
    deniedDomains.some((domain) => isAtOrBelow(name, domain)) || deniedNames.some((denied) => denied.key === name.key)
  );
}

function isLoopbackReverse(name: DomainName): boolean {
  const { loopbackReverse, ipv6LoopbackReverse } = special();
  return isAtOrBelow(name, loopbackReverse) || name.key === ipv6LoopbackReverse.key;
}

/** What resolved answers by itself whatever its machine (resolved-dns-synthesize.c); null: nothing. */
export function synthesize(question: Question): Synthesized | null {
  const { name, type, class: rrClass } = question;
  if (rrClass !== "IN" && rrClass !== "ANY") return null;
  // The root is left alone: an empty answer, and a success.
  if (name.labelCount === 0) return { rcode: "NOERROR", records: [] };
  if (isDenied(name)) return { rcode: "NXDOMAIN", records: [] };
  const record = (data: Rdata): ResourceRecord => ({ owner: name, class: "IN", ttl: 0, data });
  if (isLocalhost(name)) {
    const data = special()
      .loopbackAddresses.map(addressRdata)
      .filter((own) => type === own.type || type === "ANY");
    return { rcode: "NOERROR", records: data.map(record) };
  }
  if (!isLoopbackReverse(name) || name.key === special().stubReverse.key) return null;
  const isPointer = type === "PTR" || type === "ANY";
  return { rcode: "NOERROR", records: isPointer ? [record({ type: "PTR", target: special().localhost })] : [] };
}
