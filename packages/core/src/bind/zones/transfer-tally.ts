import type { Response } from "../../dns/index.ts";
import { encodeMessage } from "../../wire/index.ts";
import { soaSerial } from "./incoming-zone.ts";

/** What came in a transfer, as far as it was read. */
export interface TransferTally {
  readonly messages: number;
  readonly records: number;
  readonly octets: number;
  /** Of the last message. */
  readonly lastOctets: number;
  /** Of the first SOA; 0: there was none. */
  readonly serial: number;
}

export const NO_TALLY: TransferTally = { messages: 0, records: 0, octets: 0, lastOctets: 0, serial: 0 };

export function tallyOf(messages: readonly Response[]): TransferTally {
  const [first] = messages;
  if (first === undefined || first.rcode !== "NOERROR") return NO_TALLY;
  const octets = messages.map(octetsOf);
  return {
    messages: messages.length,
    records: messages.reduce((sum, { answer }) => sum + answer.length, 0),
    octets: octets.reduce((sum, own) => sum + own, 0),
    lastOctets: octets.at(-1) ?? 0,
    serial: soaSerial(first) ?? 0,
  };
}

function octetsOf(message: Response): number {
  const { truncation } = message.wire;
  const compression = truncation === "resolved" || truncation === "none" ? "off" : truncation;
  return encodeMessage(message, { compression }).length;
}

/** Each question begins the count anew, and the serial is the last one that was heard (lib/dns/xfrin.c, xfrin_send_request). */
export function tallyBehind(soa: TransferTally, zone: TransferTally): TransferTally {
  return { ...zone, serial: zone.serial === 0 ? soa.serial : zone.serial };
}

/** lib/dns/xfrin.c, xfrin_destroy. `stopsInLast`: whoever reads has stopped in the last message, which is not counted then. */
export function completedText(tally: TransferTally, stopsInLast: boolean, ms: number): string {
  const { messages, octets, lastOctets } = tally;
  const counted = stopsInLast ? { ...tally, messages: messages - 1, octets: octets - lastOctets } : tally;
  return `Transfer completed: ${sizeText(counted, ms)}`;
}

/** `1 messages, 9 records, 213 bytes, 0.001 secs (213000 bytes/sec) (serial 17)`. */
export function sizeText({ messages, records, octets, serial }: TransferTally, ms: number): string {
  const took = Math.max(1, Math.floor(ms));
  const seconds = `${Math.floor(took / 1000)}.${String(took % 1000).padStart(3, "0")}`;
  const rate = Math.floor((octets * 1000) / took);
  return `${messages} messages, ${records} records, ${octets} bytes, ${seconds} secs (${rate} bytes/sec) (serial ${serial})`;
}
