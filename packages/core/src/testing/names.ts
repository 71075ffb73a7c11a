import fc from "fast-check";
import {
  type Address,
  type DomainName,
  ipv4FromBytes,
  ipv6FromBytes,
  joinNames,
  makeQuery,
  nameFromLabels,
  nameOf,
  type Query,
  type Question,
  type RrType,
} from "../dns/index.ts";

/** Simplest first: shrinking ends with `a`. */
const LABELS = ["a", "b", "www", "mail", "db", "_sip", "x-1"] as const;
const TYPES = ["A", "AAAA", "TXT", "MX", "SRV", "CNAME", "NS", "SOA", "PTR", "ANY"] as const;
const ANY_OCTETS = fc.uint8Array({ minLength: 1, maxLength: 63 });
const TEST_NET = [192, 0, 2] as const;

/** A label as people write them; few, so that names meet each other. */
export function labels(): fc.Arbitrary<string> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom(...LABELS) },
    { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9]{1,10}$/) },
  );
}

/** Names of letters, digits, hyphens and underscores, below `origin`; they shrink towards `a.` and the origin itself. */
export function names(origin: string | DomainName = "."): fc.Arbitrary<DomainName> {
  const below = typeof origin === "string" ? nameOf(origin) : origin;
  return fc.array(labels(), { maxLength: 4 }).map((parts) => nameBelow(parts, below));
}

/** Names with any octets in their labels, as a packet can have them: dots, capitals and control characters among them. */
export function wireNames(): fc.Arbitrary<DomainName> {
  return fc.array(ANY_OCTETS, { maxLength: 6 }).map((parts) => {
    for (let count = parts.length; ; count -= 1) {
      const name = nameFromLabels(parts.slice(0, count));
      if (typeof name !== "string") return name;
    }
  });
}

/** As many of the labels, counted from the right, as a name has room for. */
function nameBelow(parts: readonly string[], origin: DomainName): DomainName {
  for (let at = 0; at < parts.length; at += 1) {
    const name = joinNames(parts.slice(at).join("."), origin);
    if (typeof name !== "string") return name;
  }
  return origin;
}

/** Of 192.0.2.0/24, which is nobody's (RFC 5737). */
export function ipv4Addresses(): fc.Arbitrary<Address> {
  return fc.integer({ min: 1, max: 254 }).map((last) => ipv4FromBytes(Uint8Array.of(...TEST_NET, last)));
}

/** Of 2001:db8::/32, which is nobody's (RFC 3849). */
export function ipv6Addresses(): fc.Arbitrary<Address> {
  return fc.nat(0xffff).map((last) => {
    const octets = new Uint8Array(16);
    octets.set([0x20, 0x01, 0x0d, 0xb8]);
    octets.set([last >> 8, last & 0xff], 14);
    return ipv6FromBytes(octets);
  });
}

export function types(): fc.Arbitrary<RrType> {
  return fc.constantFrom<RrType>(...TYPES);
}

/** Questions of class IN for some of these names. */
export function questions(asked: fc.Arbitrary<DomainName> = names()): fc.Arbitrary<Question> {
  return fc.record({ name: asked, type: types(), class: fc.constant("IN" as const) });
}

/** Questions as programs put them: with and without RD, EDNS and DO. */
export function queries(asked: fc.Arbitrary<Question> = questions()): fc.Arbitrary<Query> {
  const edns = fc.record({ udpSize: fc.constantFrom(1232, 512, 4096), dnssecOk: fc.boolean() });
  return fc
    .record({ question: asked, id: fc.nat(0xffff), recursionDesired: fc.boolean(), edns: fc.option(edns) })
    .map(({ question, id, recursionDesired, edns: own }) => {
      const query = makeQuery(question, { id });
      const flags = { ...query.flags, recursionDesired };
      return { ...query, flags, edns: own === null ? null : { ...own, version: 0, z: 0, options: [] } };
    });
}
