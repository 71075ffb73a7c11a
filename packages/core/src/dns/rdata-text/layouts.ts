import type { ModelledRrType, RdataOf } from "../record.ts";
import type { RrType } from "../rr-type.ts";
import type { FieldForm } from "./field-forms.ts";
import * as other from "./other-forms.ts";
import * as plain from "./plain-forms.ts";
import * as security from "./security-forms.ts";
import * as whole from "./whole-forms.ts";

/** A field's name and how it is written. */
export type Layout = readonly (readonly [name: string, form: FieldForm])[];

type LayoutOf<Type extends ModelledRrType> = readonly (readonly [
  Exclude<keyof RdataOf<Type>, "type"> & string,
  FieldForm,
])[];

const { u8, u16, u32, counter, name, string } = plain;

const keyLayout = [
  ["flags", security.keyFlags],
  ["protocol", security.protocol],
  ["algorithm", security.algorithm],
  ["publicKey", security.base64],
] as const;
const dsLayout = [
  ["keyTag", u16],
  ["algorithm", security.algorithm],
  ["digestType", security.digestType],
  ["digest", security.hex],
] as const;
const signatureLayout = [
  ["covered", security.rrType],
  ["algorithm", security.algorithm],
  ["labels", u8],
  ["originalTtl", u32],
  ["expiration", security.time],
  ["inception", security.time],
  ["keyTag", u16],
  ["signer", name],
  ["signature", security.base64],
] as const;
const bindingLayout = [
  ["priority", u16],
  ["target", name],
  ["parameters", plain.serviceParameters],
] as const;
const certificateLayout = [
  ["usage", u8],
  ["selector", u8],
  ["matchingType", u8],
  ["certificate", security.hex],
] as const;
const parameterLayout = [
  ["algorithm", u8],
  ["flags", u8],
  ["iterations", u16],
  ["salt", security.salt],
] as const;

/** How the data of every type with fields are written; LOC is written by hand. A type that is forgotten does not compile. */
const modelled: { readonly [Type in Exclude<ModelledRrType, "LOC">]: LayoutOf<Type> } = {
  A: [["address", plain.ipv4]],
  AAAA: [["address", plain.ipv6]],
  NS: [["host", name]],
  CNAME: [["target", name]],
  DNAME: [["target", name]],
  PTR: [["target", name]],
  SOA: [
    ["primary", name],
    ["mailbox", name],
    ["serial", u32],
    ["refresh", counter],
    ["retry", counter],
    ["expire", counter],
    ["minimum", counter],
  ],
  MX: [
    ["preference", u16],
    ["exchange", name],
  ],
  TXT: [["strings", plain.strings]],
  HINFO: [
    ["cpu", string],
    ["os", string],
  ],
  RP: [
    ["mailbox", name],
    ["text", name],
  ],
  AFSDB: [
    ["subtype", u16],
    ["host", name],
  ],
  SRV: [
    ["priority", u16],
    ["weight", u16],
    ["port", u16],
    ["target", name],
  ],
  CAA: [
    ["flags", u8],
    ["tag", plain.tag],
    ["value", plain.longString],
  ],
  NAPTR: [
    ["order", u16],
    ["preference", u16],
    ["flags", string],
    ["services", string],
    ["regexp", string],
    ["replacement", name],
  ],
  SVCB: bindingLayout,
  HTTPS: bindingLayout,
  URI: [
    ["priority", u16],
    ["weight", u16],
    ["target", plain.quotedString],
  ],
  DS: dsLayout,
  CDS: dsLayout,
  DLV: dsLayout,
  DNSKEY: keyLayout,
  CDNSKEY: keyLayout,
  RRSIG: signatureLayout,
  NSEC: [
    ["nextName", name],
    ["types", security.types],
  ],
  NSEC3: [...parameterLayout, ["nextHash", security.hash], ["types", security.maybeTypes]],
  NSEC3PARAM: parameterLayout,
  TLSA: certificateLayout,
  SMIMEA: certificateLayout,
  SSHFP: [
    ["algorithm", u8],
    ["fingerprintType", u8],
    ["fingerprint", security.maybeHex],
  ],
};

/** Types whose data stay octets here, and which BIND writes in a format of their own all the same. */
const opaque: ReadonlyMap<RrType, Layout> = new Map<RrType, Layout>([
  ...(["MD", "MF", "MB", "MG", "MR", "NSAP-PTR"] as const).map((type): [RrType, Layout] => [type, [["host", name]]]),
  ...(["SPF", "NINFO", "AVC", "RESINFO", "WALLET"] as const).map((type): [RrType, Layout] => [
    type,
    [["strings", plain.strings]],
  ]),
  ...(["KX", "RT", "LP"] as const).map((type): [RrType, Layout] => [
    type,
    [
      ["preference", u16],
      ["host", name],
    ],
  ]),
  [
    "MINFO",
    [
      ["mailbox", name],
      ["errors", name],
    ],
  ],
  [
    "PX",
    [
      ["preference", u16],
      ["map822", name],
      ["mapX400", name],
    ],
  ],
  ["X25", [["address", other.digits]]],
  ["ISDN", [["strings", other.stringOrTwo]]],
  ["NSAP", [["address", other.accessPoint]]],
  [
    "GPOS",
    [
      ["longitude", string],
      ["latitude", string],
      ["altitude", string],
    ],
  ],
  ["EUI48", [["address", other.dashedForm(6)]]],
  ["EUI64", [["address", other.dashedForm(8)]]],
  ...(["NID", "L64"] as const).map((type): [RrType, Layout] => [
    type,
    [
      ["preference", u16],
      ["locator", other.locator],
    ],
  ]),
  [
    "L32",
    [
      ["preference", u16],
      ["locator", plain.ipv4],
    ],
  ],
  [
    "CERT",
    [
      ["kind", other.certificateKind],
      ["keyTag", u16],
      ["algorithm", other.certificateAlgorithm],
      ["certificate", security.base64],
    ],
  ],
  [
    "SINK",
    [
      ["meaning", u8],
      ["coding", u8],
      ["subcoding", u8],
      ["data", security.maybeBase64],
    ],
  ],
  [
    "DOA",
    [
      ["enterprise", u32],
      ["kind", u32],
      ["location", u8],
      ["mediaType", string],
      ["data", other.base64OrDash],
    ],
  ],
  [
    "NXT",
    [
      ["nextName", name],
      ["types", other.oldTypes],
    ],
  ],
  ["EID", [["octets", security.hex]]],
  ["NIMLOC", [["octets", security.hex]]],
  ["IPSECKEY", [["key", whole.ipsecKey]]],
  ["AMTRELAY", [["relay", whole.relay]]],
  ["HIP", [["identity", whole.hostIdentity]]],
  ["APL", [["prefixes", whole.addressPrefixes]]],
  ["RKEY", keyLayout],
  ["ATMA", [["address", other.atmAddress]]],
  ["A6", [["address", whole.addressChain]]],
  ["OPENPGPKEY", [["key", security.base64]]],
  ["DHCID", [["digest", security.base64]]],
  [
    "DSYNC",
    [
      ["covered", other.typeOrNumber],
      ["scheme", other.notifyScheme],
      ["port", u16],
      ["target", name],
    ],
  ],
  ["HHIT", [["data", security.base64]]],
  ["BRID", [["data", security.base64]]],
  ["KEY", [...keyLayout.slice(0, 3), ["publicKey", security.maybeBase64]]],
  ["SIG", [["covered", other.oldType], ...signatureLayout.slice(1)]],
  [
    "TALINK",
    [
      ["previous", name],
      ["next", name],
    ],
  ],
  ["TA", dsLayout],
  [
    "ZONEMD",
    [
      ["serial", u32],
      ["scheme", u8],
      ["algorithm", u8],
      ["digest", security.hex],
    ],
  ],
  [
    "CSYNC",
    [
      ["serial", u32],
      ["flags", u16],
      ["types", security.maybeTypes],
    ],
  ],
]);

/** undefined: LOC, or a type that is written as RFC 3597 says. */
export function layoutOf(type: RrType): Layout | undefined {
  return Object.hasOwn(modelled, type) ? modelled[type as keyof typeof modelled] : opaque.get(type);
}

/** Whether data of this type have fields; LOC's are not in the tables here. */
export function isModelled(type: RrType): boolean {
  return Object.hasOwn(modelled, type);
}

/** Types with a presentation format in BIND that we neither print nor read. */
export const unmodelledFormats: ReadonlySet<RrType> = new Set<RrType>(["WKS"]);
