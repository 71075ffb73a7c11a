import fc from "fast-check";
import { anyName, ipv4, ipv6, octets, plainName, rrClass, rrType, u8, u16, u32 } from "./arbitraries.fixture.ts";
import {
  type DomainName,
  type Edns,
  type HeaderFlags,
  type ModelledRrType,
  NO_FLAGS,
  opcodeFromNumber,
  type Query,
  type Rdata,
  type RdataOf,
  type ResourceRecord,
  type RrClass,
  type RrType,
  rcodeFromNumber,
  rrTypeFromNumber,
} from "./index.ts";

/** What the arbitraries are made of. */
interface Parts {
  readonly name: fc.Arbitrary<DomainName>;
  readonly string: fc.Arbitrary<Uint8Array>;
  readonly rrClass: fc.Arbitrary<RrClass>;
}

/** Messages and what they hold. */
interface Arbitraries {
  readonly rdataOf: (type: ModelledRrType) => fc.Arbitrary<Rdata>;
  readonly record: fc.Arbitrary<ResourceRecord>;
  readonly message: fc.Arbitrary<Query>;
}

/** Types in the order of their numbers, each once: what a bit map can say. */
const typeSet: fc.Arbitrary<readonly RrType[]> = fc
  .uniqueArray(u16, { maxLength: 12 })
  .map((numbers) => numbers.sort((left, right) => left - right).map(rrTypeFromNumber));
const parameters = fc
  .uniqueArray(u16, { maxLength: 5 })
  .chain((keys) =>
    fc.tuple(
      ...keys.sort((left, right) => left - right).map((key) => fc.record({ key: fc.constant(key), value: octets(12) })),
    ),
  );

type AllFields = { readonly [Type in ModelledRrType]: FieldsOf<Type> };
type FieldsOf<Type extends ModelledRrType> = {
  readonly [Name in Exclude<keyof RdataOf<Type>, "type">]: fc.Arbitrary<RdataOf<Type>[Name]>;
};
const fingerprint = fc.oneof(octets(20, 20), octets(32, 32), octets(40));
const ds = { keyTag: u16, algorithm: u8, digestType: u8, digest: octets(48, 1) };
const dnskey = { flags: u16, protocol: u8, algorithm: u8, publicKey: octets(60) };
const tlsa = { usage: u8, selector: u8, matchingType: u8, certificate: octets(40) };
const nsec3Parameters = { algorithm: u8, flags: u8, iterations: u16, salt: octets(20) };

/** Fields of every modelled type: one that is forgotten does not compile. */
function fieldsOfType({ name, string }: Parts): AllFields {
  const binding = { priority: u16, target: name, parameters };
  return {
    A: { address: ipv4 as FieldsOf<"A">["address"] },
    AAAA: { address: ipv6 as FieldsOf<"AAAA">["address"] },
    NS: { host: name },
    CNAME: { target: name },
    DNAME: { target: name },
    PTR: { target: name },
    SOA: { primary: name, mailbox: name, serial: u32, refresh: u32, retry: u32, expire: u32, minimum: u32 },
    MX: { preference: u16, exchange: name },
    TXT: { strings: fc.array(string, { minLength: 1, maxLength: 4 }) },
    HINFO: { cpu: string, os: string },
    RP: { mailbox: name, text: name },
    AFSDB: { subtype: u16, host: name },
    SRV: { priority: u16, weight: u16, port: u16, target: name },
    CAA: { flags: u8, tag: string, value: string },
    NAPTR: { order: u16, preference: u16, flags: string, services: string, regexp: string, replacement: name },
    SVCB: binding,
    HTTPS: binding,
    URI: { priority: u16, weight: u16, target: octets(40) },
    DS: ds,
    CDS: ds,
    DLV: ds,
    DNSKEY: dnskey,
    CDNSKEY: dnskey,
    RRSIG: {
      covered: rrType,
      algorithm: u8,
      labels: u8,
      originalTtl: u32,
      expiration: u32,
      inception: u32,
      keyTag: u16,
      signer: name,
      signature: octets(60),
    },
    NSEC: { nextName: name, types: typeSet },
    NSEC3: { ...nsec3Parameters, nextHash: octets(32), types: typeSet },
    NSEC3PARAM: nsec3Parameters,
    TLSA: tlsa,
    SMIMEA: tlsa,
    SSHFP: { algorithm: u8, fingerprintType: fc.oneof(fc.constantFrom(1, 2), u8), fingerprint },
    LOC: {
      version: u8,
      size: u8,
      horizontalPrecision: u8,
      verticalPrecision: u8,
      latitude: u32,
      longitude: u32,
      altitude: u32,
    },
  };
}

export const modelledTypes: readonly ModelledRrType[] = Object.keys(
  fieldsOfType({ name: plainName, string: octets(1), rrClass }),
) as ModelledRrType[];

const isModelled = new Set<string>(modelledTypes);
/** Types whose data are opaque octets: neither a field nor a name is looked for in them. */
const opaqueRdata: fc.Arbitrary<Rdata> = fc
  .record({
    type: fc.oneof(
      fc.constantFrom<RrType>("NULL", "WKS", "CERT", "TKEY", "OPENPGPKEY"),
      fc.integer({ min: 1000, max: 32_000 }).map(rrTypeFromNumber),
    ),
    octets: octets(60),
  })
  .filter(({ type }) => !isModelled.has(type)) as fc.Arbitrary<Rdata>;

/** Opaque here as well, with a name in the octets that the wire may compress. */
function opaqueWithName(name: fc.Arbitrary<DomainName>): fc.Arbitrary<Rdata> {
  const types = fc.constantFrom<RrType>("MB", "MD", "MF", "MG", "MR");
  const two = fc.tuple(name, name).map(([left, right]) => Uint8Array.of(...left.wire, ...right.wire));
  return fc.oneof(
    fc.record({ type: types, octets: name.map(({ wire }) => Uint8Array.from(wire)) }),
    fc.record({ type: fc.constant<RrType>("MINFO"), octets: two }),
    fc.record({ type: fc.constant<RrType>("RT"), octets: name.map(({ wire }) => Uint8Array.of(0, 10, ...wire)) }),
  ) as fc.Arbitrary<Rdata>;
}

const anyEdns: fc.Arbitrary<Edns> = fc.record({
  udpSize: u16,
  version: u8,
  dnssecOk: fc.boolean(),
  z: fc.nat(0x7fff),
  options: fc.array(fc.record({ code: u16, data: octets(24) }), { maxLength: 3 }),
});
const anyFlags = fc.record(
  Object.fromEntries(Object.keys(NO_FLAGS).map((flag) => [flag, fc.boolean()])),
) as fc.Arbitrary<HeaderFlags>;

/** Neighbours that form RRsets, as servers send them, and records that stand alone. */
function sectionOf(
  name: fc.Arbitrary<DomainName>,
  record: fc.Arbitrary<ResourceRecord>,
): fc.Arbitrary<readonly ResourceRecord[]> {
  const set = fc
    .tuple(name, u32, fc.array(ipv4, { minLength: 1, maxLength: 12 }))
    .map(([owner, ttl, addresses]) =>
      addresses.map((address): ResourceRecord => ({ owner, class: "IN", ttl, data: { type: "A", address } as Rdata })),
    );
  return fc
    .array(
      fc.oneof(
        record.map((one) => [one]),
        set,
      ),
      { maxLength: 4 },
    )
    .map((groups) => groups.flat());
}

function makeArbitraries(parts: Parts): Arbitraries {
  const fields = fieldsOfType(parts);
  const rdataOf = (type: ModelledRrType): fc.Arbitrary<Rdata> => {
    const own: Readonly<Record<string, fc.Arbitrary<unknown>>> = fields[type];
    return fc.record({ type: fc.constant(type), ...own }) as fc.Arbitrary<unknown> as fc.Arbitrary<Rdata>;
  };
  const data = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...modelledTypes).chain(rdataOf) },
    { weight: 2, arbitrary: opaqueRdata },
    { weight: 1, arbitrary: opaqueWithName(parts.name) },
  );
  const record: fc.Arbitrary<ResourceRecord> = fc.record({ owner: parts.name, class: parts.rrClass, ttl: u32, data });
  const section = sectionOf(parts.name, record);
  const question = fc.record({ name: parts.name, type: rrType, class: parts.rrClass });
  const opcode = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(15) });
  const message = fc
    .record({
      id: u16,
      opcode: opcode.map(opcodeFromNumber),
      flags: anyFlags,
      rcodeNumber: fc.oneof(fc.nat(15), fc.nat(4095)),
      questions: fc.oneof(fc.array(question, { minLength: 1, maxLength: 1 }), fc.array(question, { maxLength: 3 })),
      answer: section,
      authority: section,
      additional: section,
      edns: fc.option(anyEdns),
    })
    .map(({ rcodeNumber, edns, ...rest }): Query => {
      const rcode = rcodeFromNumber(edns === null ? rcodeNumber & 0x0f : rcodeNumber);
      return { kind: "query", ...rest, edns, rcode };
    });
  return { rdataOf, record, message };
}

/** Whatever the wire can carry. */
export const anything: Arbitraries = makeArbitraries({ name: anyName, string: octets(40), rrClass });
/** What people write into zone files: names and strings of ASCII. */
export const ordinary: Arbitraries = makeArbitraries({
  name: plainName,
  string: fc
    .stringMatching(/^[ -~]{0,40}$/)
    .map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))),
  rrClass: fc.constantFrom<RrClass>("IN", "CH"),
});
