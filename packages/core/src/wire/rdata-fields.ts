import type { Address, DomainName, KnownRdata, ModelledRrType, Octets, RrType } from "../dns/index.ts";

/** How a field stands on the wire. */
export type FieldForm =
  | "u8"
  | "u16"
  | "u32"
  | "ipv4"
  | "ipv6"
  /** A name that may be compressed: the types of RFC 1035 alone (RFC 3597 section 4). */
  | "compressible-name"
  | "name"
  /** One length octet, then so many octets. */
  | "string"
  /** Strings up to the end of RDATA. */
  | "strings"
  /** What is left of RDATA. */
  | "rest"
  | "rr-type"
  /** A type bit map (RFC 4034 section 4.1.2). */
  | "type-bitmap"
  /** SvcParams (RFC 9460 section 2.2). */
  | "service-parameters";

type FormOf<Value> = Value extends Address
  ? "ipv4" | "ipv6"
  : Value extends RrType
    ? "rr-type"
    : Value extends number
      ? "u8" | "u16" | "u32"
      : Value extends DomainName
        ? "name" | "compressible-name"
        : Value extends Octets
          ? "string" | "rest"
          : Value extends readonly Octets[]
            ? "strings"
            : Value extends readonly RrType[]
              ? "type-bitmap"
              : "service-parameters";

type ShapeOf<Type> = KnownRdata extends infer Shape
  ? Shape extends { readonly type: infer Types }
    ? Type extends Types
      ? Shape
      : never
    : never
  : never;

type FieldOf<Shape> = {
  readonly [Key in Exclude<keyof Shape, "type"> & string]: readonly [Key, FormOf<Shape[Key]>];
}[Exclude<keyof Shape, "type"> & string];

/** A field's name and its form. */
export type Field = readonly [name: string, form: FieldForm];

const ds = [
  ["keyTag", "u16"],
  ["algorithm", "u8"],
  ["digestType", "u8"],
  ["digest", "rest"],
] as const;
const dnskey = [
  ["flags", "u16"],
  ["protocol", "u8"],
  ["algorithm", "u8"],
  ["publicKey", "rest"],
] as const;
const serviceBinding = [
  ["priority", "u16"],
  ["target", "name"],
  ["parameters", "service-parameters"],
] as const;
const tlsa = [
  ["usage", "u8"],
  ["selector", "u8"],
  ["matchingType", "u8"],
  ["certificate", "rest"],
] as const;
const nsec3Parameters = [
  ["algorithm", "u8"],
  ["flags", "u8"],
  ["iterations", "u16"],
  ["salt", "string"],
] as const;

/** The fields of every modelled type in the order of the wire. A type or a field that is forgotten does not compile. */
export const fieldsOfType: { readonly [Type in ModelledRrType]: readonly FieldOf<ShapeOf<Type>>[] } = {
  A: [["address", "ipv4"]],
  AAAA: [["address", "ipv6"]],
  NS: [["host", "compressible-name"]],
  CNAME: [["target", "compressible-name"]],
  DNAME: [["target", "name"]],
  PTR: [["target", "compressible-name"]],
  SOA: [
    ["primary", "compressible-name"],
    ["mailbox", "compressible-name"],
    ["serial", "u32"],
    ["refresh", "u32"],
    ["retry", "u32"],
    ["expire", "u32"],
    ["minimum", "u32"],
  ],
  MX: [
    ["preference", "u16"],
    ["exchange", "compressible-name"],
  ],
  TXT: [["strings", "strings"]],
  HINFO: [
    ["cpu", "string"],
    ["os", "string"],
  ],
  RP: [
    ["mailbox", "name"],
    ["text", "name"],
  ],
  AFSDB: [
    ["subtype", "u16"],
    ["host", "name"],
  ],
  SRV: [
    ["priority", "u16"],
    ["weight", "u16"],
    ["port", "u16"],
    ["target", "name"],
  ],
  CAA: [
    ["flags", "u8"],
    ["tag", "string"],
    ["value", "rest"],
  ],
  NAPTR: [
    ["order", "u16"],
    ["preference", "u16"],
    ["flags", "string"],
    ["services", "string"],
    ["regexp", "string"],
    ["replacement", "name"],
  ],
  SVCB: serviceBinding,
  HTTPS: serviceBinding,
  URI: [
    ["priority", "u16"],
    ["weight", "u16"],
    ["target", "rest"],
  ],
  DS: ds,
  CDS: ds,
  DLV: ds,
  DNSKEY: dnskey,
  CDNSKEY: dnskey,
  RRSIG: [
    ["covered", "rr-type"],
    ["algorithm", "u8"],
    ["labels", "u8"],
    ["originalTtl", "u32"],
    ["expiration", "u32"],
    ["inception", "u32"],
    ["keyTag", "u16"],
    ["signer", "name"],
    ["signature", "rest"],
  ],
  NSEC: [
    ["nextName", "name"],
    ["types", "type-bitmap"],
  ],
  NSEC3: [...nsec3Parameters, ["nextHash", "string"], ["types", "type-bitmap"]],
  NSEC3PARAM: nsec3Parameters,
  TLSA: tlsa,
  SMIMEA: tlsa,
  SSHFP: [
    ["algorithm", "u8"],
    ["fingerprintType", "u8"],
    ["fingerprint", "rest"],
  ],
  LOC: [
    ["version", "u8"],
    ["size", "u8"],
    ["horizontalPrecision", "u8"],
    ["verticalPrecision", "u8"],
    ["latitude", "u32"],
    ["longitude", "u32"],
    ["altitude", "u32"],
  ],
};

/** The fields of a type; undefined where its data are opaque. */
export function fieldsOf(type: RrType): readonly Field[] | undefined {
  return Object.hasOwn(fieldsOfType, type) ? fieldsOfType[type as ModelledRrType] : undefined;
}
