import { decode, encode, name } from "dns-packet";
import type { DnsPacket } from "./packet.ts";
import { type Bridged, Place } from "./problems.ts";

/** The package takes Buffers where it writes octets: this is the class that it makes them of itself. */
const { constructor: BufferClass } = name.encode(".");

/** A copy of octets as the package takes them. */
export function bufferOf(octets: Uint8Array): ReturnType<typeof encode> {
  return BufferClass.from(octets);
}

/** The package's `encode`, whose errors are values here. */
export function encodePacket(packet: DnsPacket): Bridged<Uint8Array> {
  return attempt(() => encode(packet));
}

/** The package's `decode`, whose errors are values here. */
export function decodePacket(octets: Uint8Array): Bridged<DnsPacket> {
  return attempt(() => decode(bufferOf(octets)));
}

function attempt<Value>(work: () => Value): Bridged<Value> {
  try {
    return { kind: "converted", value: work() };
  } catch (error) {
    const place = new Place("packet");
    place.report("package-threw", error instanceof Error ? error.message : String(error));
    return { kind: "unsupported", problems: place.problems };
  }
}
