import fc from "fast-check";
import {
  type Address,
  type DomainName,
  type Edns,
  type HeaderFlags,
  ipv4FromBytes,
  ipv6FromBytes,
  type ModelledRrType,
  NO_FLAGS,
  nameFromLabels,
  opcodeFromNumber,
  type Query,
  type Question,
  type Rdata,
  type RdataOf,
  type ResourceRecord,
  type RrClass,
  type RrType,
  rcodeFromNumber,
  rrClassFromNumber,
  rrTypeFromNumber,
} from "./index.ts";

/** Anything that a packet or a file can hold, for laws. */
export const octets = (maxLength: number, minLength = 0): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });
export const u8: fc.Arbitrary<number> = fc.nat(0xff);
export const u16: fc.Arbitrary<number> = fc.nat(0xffff);
export const u32: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffffffff });

/** Labels of few kinds, so that names share ancestors, and of any octets, dots, capitals and controls among them. */
const label = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "A", "kloud", "lan", "*", "_dns", "__proto__", "constructor") },
  { weight: 1, arbitrary: fc.constantFrom("a.b", "\\", "\u0000", "\u00ff", "a b", '"', "@", "A.B") },
);
const labelOctets: fc.Arbitrary<Uint8Array> = fc.oneof(
  label.map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))),
  octets(63, 1),
);

/** Names with any octets in their labels; the longest ones are as long as a name can be. */
export const anyName: fc.Arbitrary<DomainName> = fc
  .oneof(
    { weight: 6, arbitrary: fc.array(labelOctets, { maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(octets(3, 1), { minLength: 30, maxLength: 127 }) },
  )
  .map((labels) => {
    let count = labels.length;
    for (;;) {
      const name = nameFromLabels(labels.slice(0, count));
      if (typeof name !== "string") return name;
      count -= 1;
    }
  });

export const ipv4: fc.Arbitrary<Address> = octets(4, 4).map((bytes) => ipv4FromBytes(bytes));
export const ipv6: fc.Arbitrary<Address> = fc
  .oneof(octets(16, 16), fc.array(fc.constantFrom(0, 0, 0, 1, 0xff), { minLength: 16, maxLength: 16 }))
  .map((bytes) => ipv6FromBytes(Uint8Array.from(bytes)));

export const rrType: fc.Arbitrary<RrType> = fc.oneof(fc.nat(260), u16).map(rrTypeFromNumber);
export const rrClass: fc.Arbitrary<RrClass> = fc
  .oneof({ weight: 6, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: u16 })
  .map(rrClassFromNumber);

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

type FieldsOf<Type extends ModelledRrType> = {
  readonly [Name in Exclude<keyof RdataOf<Type>, "type">]: fc.Arbitrary<RdataOf<Type>[Name]>;
};
const string = octets(40);
const ds = { keyTag: u16, algorithm: u8, digestType: u8, digest: octets(48, 1) };
const dnskey = { flags: u16, protocol: u8, algorithm: u8, publicKey: octets(60) };
const binding = { priority: u16, target: anyName, parameters };
const tlsa = { usage: u8, selector: u8, matchingType: u8, certificate: octets(40) };
const nsec3Parameters = { algorithm: u8, flags: u8, iterations: u16, salt: octets(20) };

/** Fields of every modelled type: one that is forgotten does not compile. */
const fieldsOfType: { readonly [Type in ModelledRrType]: FieldsOf<Type> } = {
  A: { address: ipv4 as FieldsOf<"A">["address"] },
  AAAA: { address: ipv6 as FieldsOf<"AAAA">["address"] },
  NS: { host: anyName },
  CNAME: { target: anyName },
  DNAME: { target: anyName },
  PTR: { target: anyName },
  SOA: { primary: anyName, mailbox: anyName, serial: u32, refresh: u32, retry: u32, expire: u32, minimum: u32 },
  MX: { preference: u16, exchange: anyName },
  TXT: { strings: fc.array(string, { minLength: 1, maxLength: 4 }) },
  HINFO: { cpu: string, os: string },
  RP: { mailbox: anyName, text: anyName },
  AFSDB: { subtype: u16, host: anyName },
  SRV: { priority: u16, weight: u16, port: u16, target: anyName },
  CAA: { flags: u8, tag: string, value: octets(40) },
  NAPTR: { order: u16, preference: u16, flags: string, services: string, regexp: string, replacement: anyName },
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
    signer: anyName,
    signature: octets(60),
  },
  NSEC: { nextName: anyName, types: typeSet },
  NSEC3: { ...nsec3Parameters, nextHash: octets(32), types: typeSet },
  NSEC3PARAM: nsec3Parameters,
  TLSA: tlsa,
  SMIMEA: tlsa,
  SSHFP: { algorithm: u8, fingerprintType: u8, fingerprint: octets(32) },
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

export const modelledTypes: readonly ModelledRrType[] = Object.keys(fieldsOfType) as ModelledRrType[];

/** Data of one modelled type. */
export function rdataOf(type: ModelledRrType): fc.Arbitrary<Rdata> {
  const fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = fieldsOfType[type];
  return fc.record({ type: fc.constant(type), ...fields }) as fc.Arbitrary<unknown> as fc.Arbitrary<Rdata>;
}

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
const opaqueWithName: fc.Arbitrary<Rdata> = fc.oneof(
  fc.record({ type: fc.constantFrom<RrType>("MB", "MD", "MF", "MG", "MR"), octets: anyName.map(({ wire }) => wire) }),
  fc.record({
    type: fc.constant<RrType>("MINFO"),
    octets: fc.tuple(anyName, anyName).map(([left, right]) => Uint8Array.of(...left.wire, ...right.wire)),
  }),
  fc.record({
    type: fc.constant<RrType>("RT"),
    octets: anyName.map(({ wire }) => Uint8Array.of(0, 10, ...wire)),
  }),
) as fc.Arbitrary<Rdata>;

export const anyRdata: fc.Arbitrary<Rdata> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...modelledTypes).chain(rdataOf) },
  { weight: 2, arbitrary: opaqueRdata },
  { weight: 1, arbitrary: opaqueWithName },
);

export const anyRecord: fc.Arbitrary<ResourceRecord> = fc.record({
  owner: anyName,
  class: rrClass,
  ttl: u32,
  data: anyRdata,
});

/** Neighbours that form RRsets, as servers send them. */
export const anySection: fc.Arbitrary<readonly ResourceRecord[]> = fc
  .array(
    fc.oneof(
      anyRecord.map((record) => [record]),
      fc
        .tuple(anyName, u32, fc.array(ipv4, { minLength: 1, maxLength: 12 }))
        .map(([owner, ttl, addresses]) =>
          addresses.map(
            (address): ResourceRecord => ({ owner, class: "IN", ttl, data: { type: "A", address } as Rdata }),
          ),
        ),
    ),
    { maxLength: 4 },
  )
  .map((groups) => groups.flat());

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
export const anyQuestion: fc.Arbitrary<Question> = fc.record({ name: anyName, type: rrType, class: rrClass });

/** Any message that the wire can carry. */
export const anyMessage: fc.Arbitrary<Query> = fc
  .record({
    id: u16,
    opcode: fc
      .oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(15) })
      .map(opcodeFromNumber),
    flags: anyFlags,
    rcodeNumber: fc.oneof(fc.nat(15), fc.nat(4095)),
    questions: fc.oneof(fc.array(anyQuestion, { minLength: 1, maxLength: 1 }), fc.array(anyQuestion, { maxLength: 3 })),
    answer: anySection,
    authority: anySection,
    additional: anySection,
    edns: fc.option(anyEdns),
  })
  .map(({ rcodeNumber, edns, ...rest }): Query => {
    const rcode = rcodeFromNumber(edns === null ? rcodeNumber & 0x0f : rcodeNumber);
    return { kind: "query", ...rest, edns, rcode };
  });
