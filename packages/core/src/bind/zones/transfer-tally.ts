import type { Response } from "../../dns/index.ts";
import { encodeMessage } from "../../wire/index.ts";
import { soaSerial } from "./incoming-zone.ts";

/** What came in a transfer, as far as it was read. */
export interface TransferTally {
  readonly messages: number;
  readonly records: number;
  readonly octets: number;
  /** Of the first SOA; 0: there was none. */
  readonly serial: number;
}

export const NO_TALLY: TransferTally = { messages: 0, records: 0, octets: 0, serial: 0 };

export function tallyOf(messages: readonly Response[]): TransferTally {
  const [first] = messages;
  if (first === undefined || first.rcode !== "NOERROR") return NO_TALLY;
  return {
    messages: messages.length,
    records: messages.reduce((sum, { answer }) => sum + answer.length, 0),
    octets: messages.reduce((sum, message) => sum + octetsOf(message), 0),
    serial: soaSerial(first) ?? 0,
  };
}

function octetsOf(message: Response): number {
  const { truncation } = message.wire;
  const compression = truncation === "resolved" || truncation === "none" ? "off" : truncation;
  return encodeMessage(message, { compression }).length;
}

/** A SOA over a connection of its own, and the zone. */
export function addTallies(soa: TransferTally, zone: TransferTally): TransferTally {
  return {
    messages: soa.messages + zone.messages,
    records: soa.records + zone.records,
    octets: soa.octets + zone.octets,
    serial: zone.serial === 0 ? soa.serial : zone.serial,
  };
}

/** lib/dns/xfrin.c, xfrin_destroy. A message in which the reader stops is not counted. */
export function completedText(tally: TransferTally, fetched: { readonly kind: string }, ms: number): string {
  return `Transfer completed: ${sizeText(fetched.kind === "current" ? { ...tally, messages: 0, octets: 0 } : tally, ms)}`;
}

/** `1 messages, 9 records, 213 bytes, 0.001 secs (213000 bytes/sec) (serial 17)`. */
export function sizeText({ messages, records, octets, serial }: TransferTally, ms: number): string {
  const took = Math.max(1, Math.floor(ms));
  const seconds = `${Math.floor(took / 1000)}.${String(took % 1000).padStart(3, "0")}`;
  const rate = Math.floor((octets * 1000) / took);
  return `${messages} messages, ${records} records, ${octets} bytes, ${seconds} secs (${rate} bytes/sec) (serial ${serial})`;
}
