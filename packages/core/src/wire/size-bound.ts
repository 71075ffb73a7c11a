import type { Rdata, ResourceRecord, Response } from "../dns/index.ts";
import { optOctets } from "./encode.ts";
import { signatureOctets } from "./write-signature.ts";

const HEADER_OCTETS = 12;
/** Type and class. */
const QUESTION_OCTETS = 4;
/** Type, class, TTL and the length of the data; and one more, since BIND points to a root that it could have spelled. */
const RECORD_OCTETS = 11;

/**
 * A response has at most so many octets, however it is compressed: enough to tell that most need not be cut, without
 * writing them. Infinite where it would take writing to tell.
 */
export function mostOctets(response: Response): number {
  if (response.wire.unreadQuestion !== undefined) return Number.POSITIVE_INFINITY;
  let sum = HEADER_OCTETS + (response.edns === null ? 0 : optOctets(response.edns)) + signatureOctets(response);
  for (const { name } of response.questions) sum += name.octets + QUESTION_OCTETS;
  return sum + mostOfRecords(response.answer) + mostOfRecords(response.authority) + mostOfRecords(response.additional);
}

function mostOfRecords(records: readonly ResourceRecord[]): number {
  let sum = 0;
  for (const record of records) sum += mostOfRecord(record);
  return sum;
}

function mostOfRecord({ owner, data }: ResourceRecord): number {
  return owner.octets + RECORD_OCTETS + mostOfData(data);
}

/** Of the types that answers consist of; the others are seldom asked for. */
function mostOfData(data: Rdata): number {
  switch (data.type) {
    case "A":
      return 4;
    case "AAAA":
      return 16;
    case "NS":
      return data.host.octets;
    case "CNAME":
    case "PTR":
      return data.target.octets;
    case "MX":
      return 2 + data.exchange.octets;
    case "SRV":
      return 6 + data.target.octets;
    case "SOA":
      return data.primary.octets + data.mailbox.octets + 20;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
