import {
  isModelled,
  octetsOfRdata,
  parseIpv4,
  parseIpv6,
  type Rdata,
  type RrType,
  rdataFromOctets,
} from "../../dns/index.ts";
import * as forms from "./forms.ts";
import { bufferOf } from "./package.ts";
import type { Place } from "./problems.ts";
import { nameFromPacket, packetNameOf } from "./text.ts";

/** Our field, the package's, and the form of the value. */
type Field = readonly [ours: string, theirs: string, form: forms.Form];

const { u8, u16, u32, name, mail, octets, shortOctets, string, text, type, types } = forms;

/** The types whose data are an object in the package. */
const fieldsOfType: ReadonlyMap<RrType, readonly Field[]> = new Map<RrType, readonly Field[]>([
  [
    "SRV",
    [
      ["priority", "priority", u16],
      ["weight", "weight", u16],
      ["port", "port", u16],
      ["target", "target", name],
    ],
  ],
  [
    "MX",
    [
      ["preference", "preference", u16],
      ["exchange", "exchange", name],
    ],
  ],
  [
    "HINFO",
    [
      ["cpu", "cpu", string],
      ["os", "os", string],
    ],
  ],
  [
    "RP",
    [
      ["mailbox", "mbox", mail],
      ["text", "txt", name],
    ],
  ],
  [
    "CAA",
    [
      ["flags", "flags", u8],
      ["tag", "tag", string],
      ["value", "value", text],
    ],
  ],
  [
    "SOA",
    [
      ["primary", "mname", name],
      ["mailbox", "rname", mail],
      ["serial", "serial", u32],
      ["refresh", "refresh", u32],
      ["retry", "retry", u32],
      ["expire", "expire", u32],
      ["minimum", "minimum", u32],
    ],
  ],
  [
    "NAPTR",
    [
      ["order", "order", u16],
      ["preference", "preference", u16],
      ["flags", "flags", string],
      ["services", "services", string],
      ["regexp", "regexp", string],
      ["replacement", "replacement", name],
    ],
  ],
  [
    "DS",
    [
      ["keyTag", "keyTag", u16],
      ["algorithm", "algorithm", u8],
      ["digestType", "digestType", u8],
      ["digest", "digest", octets],
    ],
  ],
  [
    "DNSKEY",
    [
      ["flags", "flags", u16],
      ["algorithm", "algorithm", u8],
      ["publicKey", "key", octets],
    ],
  ],
  [
    "RRSIG",
    [
      ["covered", "typeCovered", type],
      ["algorithm", "algorithm", u8],
      ["labels", "labels", u8],
      ["originalTtl", "originalTTL", u32],
      ["expiration", "expiration", u32],
      ["inception", "inception", u32],
      ["keyTag", "keyTag", u16],
      ["signer", "signersName", name],
      ["signature", "signature", octets],
    ],
  ],
  [
    "NSEC",
    [
      ["nextName", "nextDomain", name],
      ["types", "rrtypes", types],
    ],
  ],
  [
    "NSEC3",
    [
      ["algorithm", "algorithm", u8],
      ["flags", "flags", u8],
      ["iterations", "iterations", u16],
      ["salt", "salt", shortOctets],
      ["nextHash", "nextDomain", shortOctets],
      ["types", "rrtypes", types],
    ],
  ],
  [
    "SSHFP",
    [
      ["algorithm", "algorithm", u8],
      ["fingerprintType", "hash", u8],
      ["fingerprint", "fingerprint", forms.hex],
    ],
  ],
  [
    "TLSA",
    [
      ["usage", "usage", u8],
      ["selector", "selector", u8],
      ["matchingType", "matchingType", u8],
      ["certificate", "certificate", octets],
    ],
  ],
]);

/** Octets of an SSHFP fingerprint by its type: the package reads and writes no others. */
const FINGERPRINT_OCTETS: ReadonlyMap<number, number> = new Map([
  [1, 20],
  [2, 32],
]);
const DNSSEC_PROTOCOL = 3;

/** A record's `data` as the package has them. */
export function packetDataOf(data: Rdata, place: Place): unknown {
  switch (data.type) {
    case "A":
    case "AAAA":
      return data.address;
    case "NS":
      return packetNameOf(data.host, "name", place);
    case "CNAME":
    case "PTR":
    case "DNAME":
      return packetNameOf(data.target, "name", place);
    case "TXT":
      return data.strings.map(bufferOf);
    case "OPT":
      place.report("odd-opt", "an OPT record outside of the additional section's end");
      return null;
    default:
      return objectOf(data, place);
  }
}

function objectOf(data: Rdata, place: Place): unknown {
  const fields = fieldsOfType.get(data.type);
  if (fields === undefined) return bufferOf(octetsOfRdata(data));
  reportUnwritten(data, place);
  const values: Readonly<Record<string, unknown>> = { ...data };
  return Object.fromEntries(
    fields.map(([ours, theirs, form]) => [theirs, form.toPacket(values[ours] as never, place.field(theirs))]),
  );
}

function reportUnwritten(data: Rdata, place: Place): void {
  if (data.type === "DNSKEY" && data.protocol !== DNSSEC_PROTOCOL) {
    place.report("not-written", `a key of protocol ${data.protocol}`);
  }
  if (data.type === "SSHFP" && FINGERPRINT_OCTETS.get(data.fingerprintType) !== data.fingerprint.length) {
    place.report("not-written", `a fingerprint of type ${data.fingerprintType} with ${data.fingerprint.length} octets`);
  }
}

/** What a record of the package says; where it says nothing that a wire can carry, `place` has the reason. */
export function dataFromPacket(rrType: RrType, value: unknown, place: Place): Rdata | null {
  switch (rrType) {
    case "A":
    case "AAAA":
      return addressFrom(rrType, value, place);
    case "NS":
      return { type: rrType, host: nameFromPacket(value, "name", place) };
    case "CNAME":
    case "PTR":
    case "DNAME":
      return { type: rrType, target: nameFromPacket(value, "name", place) };
    case "TXT":
      return { type: rrType, strings: stringsFrom(value, place) };
    default:
      return fieldsFrom(rrType, value, place);
  }
}

function addressFrom(rrType: "A" | "AAAA", value: unknown, place: Place): Rdata | null {
  const written = typeof value === "string" ? value : "";
  if (rrType === "A") {
    const address = parseIpv4(written);
    if (address !== null) return { type: rrType, address };
  } else {
    const address = parseIpv6(written);
    if (address !== null) return { type: rrType, address };
  }
  place.report("bad-value", `${String(value)} is not an address`);
  return null;
}

function stringsFrom(value: unknown, place: Place): readonly Uint8Array[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((one, index) => string.fromPacket(one, place.item(index)) as Uint8Array);
}

function fieldsFrom(rrType: RrType, value: unknown, place: Place): Rdata | null {
  const fields = fieldsOfType.get(rrType);
  if (fields === undefined) return opaqueFrom(rrType, value, place);
  if (typeof value !== "object" || value === null) {
    place.report("bad-value", `${String(value)} where an object was expected`);
    return null;
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const data: Record<string, unknown> = { type: rrType };
  for (const [ours, theirs, form] of fields) data[ours] = form.fromPacket(given.get(theirs), place.field(theirs));
  if (rrType === "DNSKEY") data["protocol"] = DNSSEC_PROTOCOL;
  if (rrType === "CAA" && given.get("issuerCritical") === true) data["flags"] = criticalFlags(data["flags"]);
  return data as { readonly type: RrType } as Rdata;
}

const ISSUER_CRITICAL = 0x80;

/** The package writes this bit alone where the word says so (rcaa.encode); its decode sets the word beside the whole number. */
function criticalFlags(flags: unknown): unknown {
  return typeof flags === "number" && (flags & ISSUER_CRITICAL) !== 0 ? flags : ISSUER_CRITICAL;
}

function opaqueFrom(rrType: RrType, value: unknown, place: Place): Rdata | null {
  const written = rrType === "NULL" && (value === undefined || value === null) ? new Uint8Array() : value;
  const found = octets.fromPacket(written, place) as Uint8Array;
  // What core has no fields for travels as it is, whether it makes sense or not.
  if (!isModelled(rrType) && rrType !== "LOC") return { type: rrType, octets: found } as Rdata;
  const data = rdataFromOctets(rrType, found);
  if (!("why" in data)) return data;
  place.report("bad-value", `${rrType}: ${data.why}`);
  return null;
}
