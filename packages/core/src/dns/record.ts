import type { Address, Ipv4Address, Ipv6Address } from "./address.ts";
import type { DomainName } from "./name.ts";
import type { RrClass, RrType } from "./rr-type.ts";

/** A character-string's or a blob's octets. */
export type Octets = Uint8Array;

/** Data of a type that we know field by field, by mnemonic. */
export type KnownRdata =
  | { readonly type: "A"; readonly address: Ipv4Address }
  | { readonly type: "AAAA"; readonly address: Ipv6Address }
  | { readonly type: "NS"; readonly host: DomainName }
  | { readonly type: "CNAME"; readonly target: DomainName }
  | { readonly type: "DNAME"; readonly target: DomainName }
  | { readonly type: "PTR"; readonly target: DomainName }
  | SoaRdata
  | { readonly type: "MX"; readonly preference: number; readonly exchange: DomainName }
  | { readonly type: "TXT"; readonly strings: readonly Octets[] }
  | { readonly type: "HINFO"; readonly cpu: Octets; readonly os: Octets }
  | { readonly type: "RP"; readonly mailbox: DomainName; readonly text: DomainName }
  | { readonly type: "AFSDB"; readonly subtype: number; readonly host: DomainName }
  | SrvRdata
  | { readonly type: "CAA"; readonly flags: number; readonly tag: Octets; readonly value: Octets }
  | NaptrRdata
  | ServiceBindingRdata
  | { readonly type: "URI"; readonly priority: number; readonly weight: number; readonly target: Octets }
  | {
      readonly type: "DS" | "CDS" | "DLV";
      readonly keyTag: number;
      readonly algorithm: number;
      readonly digestType: number;
      readonly digest: Octets;
    }
  | {
      readonly type: "DNSKEY" | "CDNSKEY";
      readonly flags: number;
      readonly protocol: number;
      readonly algorithm: number;
      readonly publicKey: Octets;
    }
  | RrsigRdata
  | { readonly type: "NSEC"; readonly nextName: DomainName; readonly types: readonly RrType[] }
  | Nsec3Rdata
  | {
      readonly type: "NSEC3PARAM";
      readonly algorithm: number;
      readonly flags: number;
      readonly iterations: number;
      readonly salt: Octets;
    }
  | {
      readonly type: "TLSA" | "SMIMEA";
      readonly usage: number;
      readonly selector: number;
      readonly matchingType: number;
      readonly certificate: Octets;
    }
  | {
      readonly type: "SSHFP";
      readonly algorithm: number;
      readonly fingerprintType: number;
      readonly fingerprint: Octets;
    }
  | LocRdata;

/** Authority over a zone (RFC 1035 section 3.3.13); times in seconds. */
export interface SoaRdata {
  readonly type: "SOA";
  readonly primary: DomainName;
  readonly mailbox: DomainName;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/** RFC 2782. */
export interface SrvRdata {
  readonly type: "SRV";
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: DomainName;
}

/** RFC 3403 section 4.1. */
export interface NaptrRdata {
  readonly type: "NAPTR";
  readonly order: number;
  readonly preference: number;
  readonly flags: Octets;
  readonly services: Octets;
  readonly regexp: Octets;
  readonly replacement: DomainName;
}

/** RFC 9460 section 2.2; parameters ascending by key, values as on the wire. */
export interface ServiceBindingRdata {
  readonly type: "SVCB" | "HTTPS";
  readonly priority: number;
  readonly target: DomainName;
  readonly parameters: readonly { readonly key: number; readonly value: Octets }[];
}

/** RFC 4034 section 3.1; expiration and inception in seconds since 1970, modulo 2^32. */
export interface RrsigRdata {
  readonly type: "RRSIG";
  readonly covered: RrType;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtl: number;
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signer: DomainName;
  readonly signature: Octets;
}

/** RFC 5155 section 3. */
export interface Nsec3Rdata {
  readonly type: "NSEC3";
  readonly algorithm: number;
  readonly flags: number;
  readonly iterations: number;
  readonly salt: Octets;
  readonly nextHash: Octets;
  readonly types: readonly RrType[];
}

/** RFC 1876, the eight fields as on the wire. */
export interface LocRdata {
  readonly type: "LOC";
  readonly version: number;
  readonly size: number;
  readonly horizontalPrecision: number;
  readonly verticalPrecision: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
}

/** Mnemonics whose data have fields here. */
export type ModelledRrType = KnownRdata["type"];

/** Data of any other type, as octets that nobody looks into (RFC 3597). */
export interface OpaqueRdata {
  readonly type: Exclude<RrType, ModelledRrType>;
  readonly octets: Octets;
}

/** What a record says. Closed over `type`. */
export type Rdata = KnownRdata | OpaqueRdata;

/** The data of one modelled type. */
export type RdataOf<Type extends ModelledRrType> = KnownRdata extends infer Shape
  ? Shape extends { readonly type: infer Types }
    ? Type extends Types
      ? Shape
      : never
    : never
  : never;

/** One resource record (RFC 1035 section 3.2.1). Its type is its data's. */
export interface ResourceRecord {
  readonly owner: DomainName;
  readonly class: RrClass;
  /** Seconds. */
  readonly ttl: number;
  readonly data: Rdata;
}

/** Records of one owner, class and type, which share one TTL (RFC 2181 section 5). */
export interface RRset {
  readonly owner: DomainName;
  readonly class: RrClass;
  readonly type: RrType;
  /** Seconds. */
  readonly ttl: number;
  readonly data: readonly Rdata[];
}

export function recordsOf(rrset: RRset): readonly ResourceRecord[] {
  return rrset.data.map((data) => ({ owner: rrset.owner, class: rrset.class, ttl: rrset.ttl, data }));
}

/** The A or AAAA record of an address. */
export function addressRdata(address: Address): Rdata {
  return address.includes(":")
    ? { type: "AAAA", address: address as Ipv6Address }
    : { type: "A", address: address as Ipv4Address };
}

/** The address in an A or AAAA record; null in any other. */
export function addressOfRdata(data: Rdata): Address | null {
  return data.type === "A" || data.type === "AAAA" ? data.address : null;
}
