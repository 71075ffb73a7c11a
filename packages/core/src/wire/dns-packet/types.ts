import {
  numberOfRrClass,
  numberOfRrType,
  type RrClass,
  type RrType,
  rrClassFromNumber,
  rrTypeFromNumber,
} from "../../dns/index.ts";
import type { Place } from "./problems.ts";

/** Types that the package knows by name (types.js); it writes any other as `UNKNOWN_<number>`. */
const KNOWN_TYPES: ReadonlySet<string> = new Set(
  (
    "A NULL AAAA AFSDB APL CAA CDNSKEY CDS CERT CNAME DHCID DLV DNAME DNSKEY DS HIP HINFO IPSECKEY KEY KX LOC MX NAPTR NS " +
    "NSEC NSEC3 NSEC3PARAM PTR RRSIG RP SIG SOA SPF SRV SSHFP TA TKEY TLSA TSIG TXT AXFR IXFR OPT ANY"
  ).split(" "),
);
/** classes.js. */
const CLASSES: ReadonlyMap<string, number> = new Map([
  ["IN", 1],
  ["CS", 2],
  ["CH", 3],
  ["HS", 4],
  ["ANY", 255],
]);
const FLUSH = 0x8000;
const UNKNOWN = /^UNKNOWN_(\d{1,5})$/;

export function packetTypeOf(type: RrType): string {
  return KNOWN_TYPES.has(type) ? type : `UNKNOWN_${numberOfRrType(type)}`;
}

export function typeFromPacket(text: unknown, place: Place): RrType {
  const upper = typeof text === "string" ? text.toUpperCase() : "";
  if (KNOWN_TYPES.has(upper)) return upper as RrType;
  if (upper === "*") return "ANY";
  const number = Number(UNKNOWN.exec(upper)?.[1] ?? Number.NaN);
  if (number <= 0xffff) return rrTypeFromNumber(number);
  place.report("unknown-type", String(text));
  return "A";
}

/** The class of a question, which has no flush bit. */
export function packetClassOf(rrClass: RrClass, place: Place): string {
  const number = numberOfRrClass(rrClass);
  for (const [name, known] of CLASSES) if (known === number) return name;
  place.report("unknown-class", rrClass);
  return "IN";
}

/** The class of a record: the package takes its first bit away. */
export function packetClassAndFlush(
  rrClass: RrClass,
  place: Place,
): { readonly class: string; readonly flush: boolean } {
  const number = numberOfRrClass(rrClass);
  const flush = (number & FLUSH) !== 0;
  return { class: packetClassOf(flush ? rrClassFromNumber(number & ~FLUSH) : rrClass, place), flush };
}

export function classFromPacket(text: unknown, flush: unknown, place: Place): RrClass {
  const number = text === undefined ? 1 : CLASSES.get(typeof text === "string" ? text.toUpperCase() : "");
  if (number === undefined) place.report("unknown-class", String(text));
  return rrClassFromNumber((number ?? 1) | (flush === true ? FLUSH : 0));
}
