import type { DomainName, Rcode, ResourceRecord, Response, SoaRdata } from "../../dns/index.ts";
import { type Zone, zoneFromRecords } from "../../zone/index.ts";

/** What came of asking for a zone's contents. */
export type IncomingZone =
  | { readonly kind: "whole"; readonly zone: Zone; readonly soa: SoaRdata }
  /** The SOA alone: whoever asked holds this version. */
  | { readonly kind: "current" }
  | { readonly kind: "refused"; readonly rcode: Rcode }
  /** No transfer: it does not begin or does not end with the SOA. */
  | { readonly kind: "malformed"; readonly why: "FORMERR" };

const MALFORMED: IncomingZone = { kind: "malformed", why: "FORMERR" };

/** Reads AXFR, or an IXFR that is answered like one (RFC 5936 section 2.2, RFC 1995 section 4). */
export function readIncoming(name: DomainName, messages: readonly Response[]): IncomingZone {
  const refusal = messages.find(({ rcode }) => rcode !== "NOERROR");
  if (refusal !== undefined) return { kind: "refused", rcode: refusal.rcode };
  const records = messages.flatMap(({ answer }) => answer);
  const first = soaOf(records[0], name);
  if (first === null) return MALFORMED;
  if (records.length === 1) return { kind: "current" };
  const last = soaOf(records.at(-1), name);
  if (last === null || last.serial !== first.serial) return MALFORMED;
  return { kind: "whole", zone: zoneFromRecords(name, records.slice(0, -1)), soa: first };
}

function soaOf(record: ResourceRecord | undefined, name: DomainName): SoaRdata | null {
  return record?.data.type === "SOA" && record.owner.key === name.key ? record.data : null;
}

/** The one SOA of an answer to whoever asked for it. */
export function soaIn(name: DomainName, { answer }: Response): SoaRdata | null {
  const found = answer.filter(({ data }) => data.type === "SOA");
  return found.length === 1 ? soaOf(found[0], name) : null;
}
