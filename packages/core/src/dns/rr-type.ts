/** Mnemonics and numbers of the IANA registry "Resource Record (RR) TYPEs"; the last block are question types (RFC 6895 section 3.1). */
export const rrTypeNumbers = {
  A: 1,
  NS: 2,
  MD: 3,
  MF: 4,
  CNAME: 5,
  SOA: 6,
  MB: 7,
  MG: 8,
  MR: 9,
  NULL: 10,
  WKS: 11,
  PTR: 12,
  HINFO: 13,
  MINFO: 14,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  X25: 19,
  ISDN: 20,
  RT: 21,
  NSAP: 22,
  "NSAP-PTR": 23,
  SIG: 24,
  KEY: 25,
  PX: 26,
  GPOS: 27,
  AAAA: 28,
  LOC: 29,
  NXT: 30,
  EID: 31,
  NIMLOC: 32,
  SRV: 33,
  ATMA: 34,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  A6: 38,
  DNAME: 39,
  SINK: 40,
  OPT: 41,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  NINFO: 56,
  RKEY: 57,
  TALINK: 58,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  DSYNC: 66,
  HHIT: 67,
  BRID: 68,
  SPF: 99,
  UINFO: 100,
  UID: 101,
  GID: 102,
  UNSPEC: 103,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  NXNAME: 128,
  TKEY: 249,
  TSIG: 250,
  URI: 256,
  CAA: 257,
  AVC: 258,
  DOA: 259,
  AMTRELAY: 260,
  RESINFO: 261,
  WALLET: 262,
  TA: 32768,
  DLV: 32769,
  IXFR: 251,
  AXFR: 252,
  MAILB: 253,
  MAILA: 254,
  ANY: 255,
} as const;

/** A type with a mnemonic. */
export type KnownRrType = keyof typeof rrTypeNumbers;
/** The mnemonic, or `TYPE65280` for a number without one (RFC 3597 section 5). */
export type RrType = KnownRrType | `TYPE${number}`;

const mnemonicByNumber = new Map<number, KnownRrType>(
  Object.entries(rrTypeNumbers).map(([mnemonic, number]) => [number, mnemonic as KnownRrType]),
);

/** The types that are met in every message, found without a hash. */
const lowTypes: readonly RrType[] = Array.from(
  { length: 66 },
  (_, number): RrType => mnemonicByNumber.get(number) ?? `TYPE${number}`,
);

export function rrTypeFromNumber(number: number): RrType {
  return lowTypes[number] ?? mnemonicByNumber.get(number) ?? `TYPE${number}`;
}

export function numberOfRrType(type: RrType): number {
  const known = (rrTypeNumbers as Readonly<Record<string, number | undefined>>)[type];
  return known ?? Number(type.slice(4));
}

/** Reads a mnemonic or `TYPEnnn` in any case; null for what is neither. `TYPE1` is `A`. */
export function parseRrType(text: string): RrType | null {
  const upper = text.toUpperCase();
  if (Object.hasOwn(rrTypeNumbers, upper)) return upper as KnownRrType;
  if (!/^TYPE\d{1,5}$/.test(upper)) return null;
  const number = Number(upper.slice(4));
  return number > 0xffff ? null : rrTypeFromNumber(number);
}

/** Types that only a question or a message can have, never a record of a zone (RFC 6895 section 3.1). */
export function isQuestionOnlyType(type: RrType): boolean {
  const number = numberOfRrType(type);
  return type === "OPT" || (number >= 128 && number <= 255);
}

/** Mnemonics and numbers of classes (RFC 6895 section 3.2). */
export const rrClassNumbers = { IN: 1, CH: 3, HS: 4, NONE: 254, ANY: 255 } as const;
export type RrClass = keyof typeof rrClassNumbers | `CLASS${number}`;

const classByNumber = new Map<number, RrClass>(
  Object.entries(rrClassNumbers).map(([mnemonic, number]) => [number, mnemonic as RrClass]),
);

export function rrClassFromNumber(number: number): RrClass {
  return classByNumber.get(number) ?? `CLASS${number}`;
}

export function numberOfRrClass(rrClass: RrClass): number {
  const known = (rrClassNumbers as Readonly<Record<string, number | undefined>>)[rrClass];
  return known ?? Number(rrClass.slice(5));
}

export function parseRrClass(text: string): RrClass | null {
  const upper = text.toUpperCase();
  if (Object.hasOwn(rrClassNumbers, upper)) return upper as RrClass;
  if (upper === "CHAOS") return "CH";
  if (upper === "HESIOD") return "HS";
  if (!/^CLASS\d{1,5}$/.test(upper)) return null;
  const number = Number(upper.slice(5));
  return number > 0xffff ? null : rrClassFromNumber(number);
}
