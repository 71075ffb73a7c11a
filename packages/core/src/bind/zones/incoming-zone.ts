import {
  compareSerials,
  type DomainName,
  type Rcode,
  type ResourceRecord,
  type Response,
  type SoaRdata,
} from "../../dns/index.ts";
import { type Zone, zoneFromRecords } from "../../zone/index.ts";
import { follow, readWay, type ZoneJournal } from "./journal.ts";

/** What came of asking for a zone's contents. */
export type IncomingZone =
  | { readonly kind: "whole"; readonly zone: Zone; readonly soa: SoaRdata }
  /** The zone, and what led to it from the version that was held. */
  | { readonly kind: "differences"; readonly zone: Zone; readonly soa: SoaRdata; readonly way: ZoneJournal }
  /** Differences of another zone than the one that is held: AXFR is asked for next (DNS_R_BADIXFR). */
  | { readonly kind: "out-of-step"; readonly why: "not exact" | "FORMERR" }
  /** The SOA alone: whoever asked holds this version. */
  | { readonly kind: "current" }
  | { readonly kind: "refused"; readonly rcode: Rcode }
  /** No transfer: it does not begin or does not end with the SOA, or its signature is wrong. */
  | { readonly kind: "malformed"; readonly why: string };

const MALFORMED: IncomingZone = { kind: "malformed", why: "FORMERR" };

/** Reads AXFR, or an IXFR that is answered like one (RFC 5936 section 2.2, RFC 1995 section 4). `held`: what an IXFR has asked to go on from. */
export function readIncoming(name: DomainName, messages: readonly Response[], held: Zone | null): IncomingZone {
  const refusal = messages.find(({ rcode }) => rcode !== "NOERROR");
  if (refusal !== undefined) return { kind: "refused", rcode: refusal.rcode };
  const records = messages.flatMap(({ answer }) => answer);
  const first = soaOf(records[0], name);
  if (first === null) return MALFORMED;
  const own = held?.soa?.data[0];
  const serial = own?.type === "SOA" ? own.serial : null;
  const isNewer = serial === null || compareSerials(first.serial, serial) === "newer";
  if (!isNewer || records.length === 1) return { kind: "current" };
  if (held !== null && serial !== null && soaOf(records[1], name)?.serial === serial) {
    return readDifferences(held, records, serial, first);
  }
  const last = soaOf(records.at(-1), name);
  if (last === null || last.serial !== first.serial) return MALFORMED;
  return { kind: "whole", zone: zoneFromRecords(name, records.slice(0, -1)), soa: first };
}

/** A second SOA of the version that is held says that differences follow. */
function readDifferences(held: Zone, records: readonly ResourceRecord[], serial: number, soa: SoaRdata): IncomingZone {
  const way = readWay(records, serial);
  if (way === null) return { kind: "out-of-step", why: "FORMERR" };
  const zone = follow(held, way);
  return zone === null ? { kind: "out-of-step", why: "not exact" } : { kind: "differences", zone, soa, way };
}

function soaOf(record: ResourceRecord | undefined, name: DomainName): SoaRdata | null {
  return record?.data.type === "SOA" && record.owner.key === name.key ? record.data : null;
}

/** Of the SOA with which a message begins. */
export function soaSerial({ answer: [first] }: Response): number | null {
  return first?.data.type === "SOA" ? first.data.serial : null;
}

/** The one SOA of an answer to whoever asked for it. */
export function soaIn(name: DomainName, { answer }: Response): SoaRdata | null {
  const found = answer.filter(({ data }) => data.type === "SOA");
  return found.length === 1 ? soaOf(found[0], name) : null;
}
